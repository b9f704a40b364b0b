"""``manage.py export_challenges DIR``: the workshop, or a part of it, as Atelier text files."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges.exporting import SCOPES, export_challenges, narrowed
from challenges.models import Challenge
from content.enums import Status


class Command(BaseCommand):
    """Writes into a new or empty folder; says what a file could not say."""

    help = "Exporte les épreuves (leur dernier brouillon) en fichiers texte, avec leurs médias."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and what is chosen."""
        parser.add_argument("directory", help="dossier nouveau ou vide")
        parser.add_argument(
            "--framework", default="", help="code d'un référentiel, par exemple crcn"
        )
        parser.add_argument(
            "--competence", default="", help="code d'une compétence, par exemple 1.1"
        )
        parser.add_argument(
            "--status", default="", choices=["", *Status.values], help="état des épreuves"
        )
        parser.add_argument(
            "--live", action="store_true", help="ce qui est en vigueur plutôt que le brouillon"
        )
        for name, (label, _public_ids) in SCOPES.items():
            parser.add_argument(f"--{name}", default="", help=label)

    def handle(self, *args: Any, **options: Any) -> None:
        """Export challenge by challenge; exit 1 when a file could not say everything."""
        directory = Path(options["directory"])
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise CommandError(f"« {directory} » n'est pas un dossier vide : donnez-en un nouveau.")
        challenges = narrowed(
            Challenge.objects.all(),
            framework=options["framework"],
            competence=options["competence"],
            status=options["status"],
        )
        live = options["live"]
        for name, (_label, public_ids) in SCOPES.items():
            if not options[name]:
                continue
            live = True
            try:
                challenges = challenges.filter(public_id__in=list(public_ids(options[name])))
            except LookupError as error:
                raise CommandError(str(error.args[0])) from None
        if live:
            challenges = challenges.filter(live=True)
        counts: Counter[str] = Counter()
        for exported in export_challenges(directory, challenges, live=live):
            counts["written"] += 1
            counts["incomplete"] += bool(exported.remarks)
            for remark in exported.remarks:
                self.stderr.write(f"{exported.path}: {remark}")
        self.stdout.write(f"{counts['written']} épreuve(s) exportée(s) dans {directory}.")
        if counts["incomplete"]:
            raise CommandError(
                f"{counts['incomplete']} fichier(s) ne disent pas tout : voyez les messages."
            )
