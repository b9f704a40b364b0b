"""The tutorials application."""

from django.apps import AppConfig


class TutorialsConfig(AppConfig):
    """Registers tutorials as a kind of document, and guards their deletion."""

    name = "tutorials"
    verbose_name = "Tutoriels"

    def ready(self) -> None:
        """Register with the builder registry; connect the deletion guard."""
        from content.registry import Kind, register_kind

        from . import guards  # noqa: F401 - connects its receiver
        from .documents import live_tutorials

        register_kind(Kind("tutorial", live_tutorials))
