"""The referential's application."""

from django.apps import AppConfig


class ReferentielConfig(AppConfig):
    """Registers the kinds of documents that the referential mints."""

    name = "referentiel"
    verbose_name = "Référentiel"

    def ready(self) -> None:
        """Register frameworks and skills with the builder registry."""
        from content.registry import Kind, register_kind

        from .documents import live_frameworks, live_skills

        register_kind(Kind("framework", live_frameworks))
        register_kind(Kind("skill", live_skills))
