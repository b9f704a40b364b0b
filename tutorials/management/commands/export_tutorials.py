"""``manage.py export_tutorials DIR [--live]``: every tutorial as a text file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tutorials.exporting import export_tutorials
from tutorials.models import Tutorial


class Command(BaseCommand):
    """Writes into a new or empty folder; says what could not be brought along."""

    help = "Exporte les tutoriels (leur dernier brouillon) en fichiers texte, avec leurs images."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and whether what is live is wanted."""
        parser.add_argument("directory", help="dossier nouveau ou vide")
        parser.add_argument(
            "--live", action="store_true", help="ce qui est en vigueur plutôt que le brouillon"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Export tutorial by tutorial; exit 1 when a file is missing."""
        directory = Path(options["directory"])
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise CommandError(f"« {directory} » n'est pas un dossier vide : donnez-en un nouveau.")
        tutorials = Tutorial.objects.all()
        if options["live"]:
            tutorials = tutorials.filter(live=True)
        written = missing = 0
        for exported in export_tutorials(directory, tutorials, live=options["live"]):
            written += 1
            missing += bool(exported.remarks)
            for remark in exported.remarks:
                self.stderr.write(f"{exported.path}: {remark}")
        self.stdout.write(f"{written} tutoriel(s) exporté(s) dans {directory}.")
        if missing:
            raise CommandError(f"{missing} fichier(s) ne disent pas tout : voyez les messages.")
