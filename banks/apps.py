"""The banks application."""

from django.apps import AppConfig


class BanksConfig(AppConfig):
    """Tells the referential what banks are made from."""

    name = "banks"
    verbose_name = "Banques"

    def ready(self) -> None:
        """Register with the referential."""
        from referentiel.models import Competence, Framework
        from referentiel.uses import register_uses

        from .uses import bank_uses

        register_uses(Framework, bank_uses)
        register_uses(Competence, bank_uses)
