"""``manage.py load_referential``: the frameworks and contexts of ``fixtures/``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from referentiel.importing import load_contexts, load_framework


class Command(BaseCommand):
    """Loads what is missing; changes nothing that is there."""

    help = "Charge les référentiels et les contextes de fixtures/ qui manquent encore."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, ``fixtures/`` of the project by default."""
        parser.add_argument("directory", nargs="?", default=str(settings.BASE_DIR / "fixtures"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each framework, then the contexts."""
        directory = Path(options["directory"])
        for path in sorted((directory / "frameworks").glob("*.yaml")):
            if load_framework(path):
                self.stdout.write(f"Référentiel chargé : {path.stem}")
        created = load_contexts(directory / "contexts.yaml")
        if created:
            self.stdout.write(f"Contextes créés : {created}")
