"""The challenges' application."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """Registers challenges as a kind of document, and guards their deletion."""

    name = "challenges"
    verbose_name = "Épreuves"

    def ready(self) -> None:
        """Register with the builder registry; connect the deletion guard."""
        from content.registry import Kind, register_kind

        from . import guards  # noqa: F401 - connects its receivers
        from .documents import live_challenges

        register_kind(Kind("challenge", live_challenges))
