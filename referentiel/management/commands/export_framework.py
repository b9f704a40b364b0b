"""``manage.py export_framework CODE --format … [--output FILE]``: a framework as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from referentiel.exchange import FORMATS, write
from referentiel.models import Framework


class Command(BaseCommand):
    """Writes to standard output, or to a file."""

    help = (
        "Écrit un référentiel au format CASE, CSV ou JSON (sur la sortie standard sans --output)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The framework's code, the format, the file."""
        parser.add_argument("code")
        parser.add_argument("--format", choices=sorted(FORMATS), required=True)
        parser.add_argument("--output", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write; exit 1 for an unknown framework or a file that cannot be written."""
        framework = Framework.objects.filter(code=options["code"]).first()
        if framework is None:
            known = ", ".join(Framework.objects.order_by("code").values_list("code", flat=True))
            raise CommandError(
                f"Il n'y a pas de référentiel « {options['code']} ». Il y a : {known or 'aucun'}."
            )
        text = write(framework, options["format"])
        if options["output"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            # Spreadsheets read a CSV as UTF-8 only when it begins with a byte order mark.
            encoding = "utf-8-sig" if options["format"] == "csv" else "utf-8"
            options["output"].write_text(text, encoding)
        except OSError as error:
            raise CommandError(
                f"{options['output']} ne peut pas être écrit : vérifiez le dossier et vos droits."
            ) from error
        self.stderr.write(f"{options['output']} : écrit.")
