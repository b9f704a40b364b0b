"""``manage.py import_tutorials DIR [--dry-run] [--media DIR]``: tutorials as text files."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tutorials.importing import import_tutorials

WORDS = {
    "created": "créé(s)",
    "updated": "mis à jour en brouillon",
    "unchanged": "inchangé(s)",
    "refused": "refusé(s)",
}


class Command(BaseCommand):
    """Lands good files as proposed tutorials; names each bad one with its lines."""

    help = "Importe les tutoriels d'un dossier de fichiers texte ; ils arrivent à l'état proposé."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, where pictures may also be, and whether anything is written."""
        parser.add_argument("directory", help="dossier de fichiers .md")
        parser.add_argument(
            "--media", action="append", default=[], help="dossier d'images partagées"
        )
        parser.add_argument("--dry-run", action="store_true", help="dire sans rien écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import file by file; exit 1 when one was refused."""
        directory, media = Path(options["directory"]), [Path(name) for name in options["media"]]
        for folder in (directory, *media):
            if not folder.is_dir():
                raise CommandError(f"« {folder} » n'est pas un dossier.")
        counts: Counter[str] = Counter()
        for result in import_tutorials(directory, dry_run=options["dry_run"], media=media):
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
