"""``manage.py load_starter``: the starter content, in development only."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from cms.demo import load_starter


class Command(BaseCommand):
    """Loads what is missing of the starter content."""

    help = "Charge le contenu de départ et les comptes de démonstration (développement seulement)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load; exit 1 with the refused files."""
        try:
            load_starter(Path(settings.BASE_DIR / "fixtures"), self.stdout.write)
        except (ImproperlyConfigured, ValueError) as error:
            raise CommandError(str(error)) from None
