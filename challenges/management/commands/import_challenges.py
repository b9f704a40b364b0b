"""``manage.py import_challenges DIR [--dry-run] [--media DIR]``: files of the Atelier text format."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges.importing import import_challenges

WORDS = {
    "created": "créée(s)",
    "updated": "mise(s) à jour en brouillon",
    "unchanged": "inchangée(s)",
    "refused": "refusée(s)",
}


class Command(BaseCommand):
    """Lands good files as proposed challenges; names each bad one with its lines."""

    help = "Importe les épreuves d'un dossier de fichiers texte ; elles arrivent à l'état proposé."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, where files may also be, and whether anything is written."""
        parser.add_argument("directory", help="dossier de fichiers .md")
        parser.add_argument(
            "--media",
            action="append",
            default=[],
            help="dossier de fichiers partagés, où chercher ceux qui ne sont pas à côté de l'épreuve",
        )
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import file by file; exit 1 when one was refused."""
        directory = Path(options["directory"])
        if not directory.is_dir():
            raise CommandError(f"« {directory} » n'est pas un dossier.")
        counts: Counter[str] = Counter()
        media = [Path(folder) for folder in options["media"]]
        for folder in media:
            if not folder.is_dir():
                raise CommandError(f"« {folder} » n'est pas un dossier.")
        for result in import_challenges(directory, dry_run=options["dry_run"], media=media):
            counts[result.outcome] += 1
            for message in result.messages:
                self.stderr.write(f"{result.path}:{message.line}: {message.text}")
        said = ", ".join(f"{counts[code]} {word}" for code, word in WORDS.items() if counts[code])
        prefix = "Essai, rien n'est écrit : " if options["dry_run"] else ""
        self.stdout.write(prefix + (said or "aucun fichier .md dans ce dossier") + ".")
        if counts["refused"]:
            raise CommandError(
                f"{counts['refused']} fichier(s) refusé(s) : corrigez-les et importez à nouveau."
            )
