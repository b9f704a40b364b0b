"""``manage.py setup_atelier``: what ``make setup`` does after installing."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from cms.demo import load_starter, publish_starter
from content.integrity import remint_changed


class Command(BaseCommand):
    """Migrate, load what is missing, publish the starter bank once, say where everything is."""

    help = "Prépare une installation de développement ; la relancer ne perd rien."

    def add_arguments(self, parser: CommandParser) -> None:
        """The port that the addresses are printed with."""
        parser.add_argument("--port", default="8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is missing."""
        call_command("migrate", interactive=False, verbosity=0)
        # After an update documents may be written otherwise: objects must say the same.
        remint_changed()
        load_starter(Path(settings.BASE_DIR / "fixtures"), self.stdout.write)
        publish_starter(self.stdout.write)
        base = f"http://127.0.0.1:{options['port']}"
        self.stdout.write(
            f"""
  Atelier est prêt.

    Page publique      {base}/
    Atelier (auteurs)  {base}/admin/      concepteur / concepteur, puis relecteur / relecteur
    Banc d'essai       {base}/runner/
    API                {base}/api/v1/docs
"""
        )
