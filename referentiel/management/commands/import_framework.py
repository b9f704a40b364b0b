"""``manage.py import_framework FILE --format … [--dry-run]``: a framework from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from formats.reading import Remark, Unreadable
from referentiel.exchange import FORMATS, placed, read_path
from referentiel.importing import ImportRefused, plan_of, steps
from referentiel.preview import summary


class Command(BaseCommand):
    """Says what would be added, changed and removed; writes it unless it is a dry run."""

    help = "Importe un référentiel d'un fichier CASE, CSV ou JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, its format, and what to do with it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--code", help="le code du référentiel, si le fichier ne le dit pas")
        parser.add_argument(
            "--keep-missing",
            action="store_true",
            help="ne retire rien de ce que le fichier ne contient pas",
        )
        parser.add_argument("--dry-run", action="store_true", help="montre, n'écrit rien")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, show, import; exit 1 with every refusal, and then nothing has changed."""
        try:
            reading = read_path(options["file"], options["format"], options["code"])
        except OSError as error:
            raise CommandError(
                f"{options['file']} ne peut pas être lu : vérifiez son nom et vos droits."
            ) from error
        except Unreadable as error:
            raise self._refusal(options["file"], error.remarks) from None
        keep = options["keep_missing"]
        try:
            plan = plan_of(reading.document, keep)
            if plan.problems:
                raise ImportRefused(plan.problems)
            for line in summary(plan, reading):
                self.stdout.write(line)
            if options["dry_run"] or plan.is_empty:
                if options["dry_run"]:
                    self.stdout.write("Essai : rien n'a été écrit.")
                return
            self._write(reading.document, keep)
        except ImportRefused as error:
            raise self._refusal(options["file"], placed(reading, error.problems)) from None
        self.stdout.write(f"Référentiel « {reading.document['code']} » importé.")

    def _write(self, package: dict[str, Any], keep: bool) -> None:
        """Import, with a line of progress that a terminal shows in place."""
        shown = -1
        for progress in steps(package, keep_missing=keep):
            percent = 100 * progress.done // progress.total
            if self.stderr.isatty() and percent != shown:
                self.stderr.write(f"\r{percent:3d} %", ending="")
                self.stderr.flush()
                shown = percent
        if shown >= 0:
            self.stderr.write("")

    def _refusal(self, path: Path, remarks: list[Remark]) -> CommandError:
        lines = "\n".join(f"  {remark}" for remark in remarks)
        return CommandError(f"{path} est refusé, rien n'a été écrit :\n{lines}")
