"""The banks application."""

from django.apps import AppConfig


class BanksConfig(AppConfig):
    """Tells the referential what banks are made from, and exports what is in a bank."""

    name = "banks"
    verbose_name = "Banques"

    def ready(self) -> None:
        """Register with the referential and with the export of challenges."""
        from challenges.exporting import register_scope
        from content.work import register_work
        from referentiel.models import Competence, Framework
        from referentiel.uses import register_uses

        from .selection import challenge_ids
        from .uses import bank_uses
        from .work import bank_work

        register_uses(Framework, bank_uses)
        register_uses(Competence, bank_uses)
        register_work(bank_work)
        register_scope("bank", "ce que prend une banque (son code)", challenge_ids)
