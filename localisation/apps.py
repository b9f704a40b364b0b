"""The localisation application."""

from django.apps import AppConfig
from django.core import checks


class LocalisationConfig(AppConfig):
    """Registers the system check that keeps base names off every screen."""

    name = "localisation"
    verbose_name = "Localisation"

    def ready(self) -> None:
        """Register the check."""
        from .checks import check_localised_names

        checks.register(check_localised_names)
