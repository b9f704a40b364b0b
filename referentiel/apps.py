"""The referential's application."""

from django.apps import AppConfig


class ReferentielConfig(AppConfig):
    """Registers the kinds of documents that the referential mints."""

    name = "referentiel"
    verbose_name = "Référentiel"

    def ready(self) -> None:
        """Register every kind with the builder registry; guard deletions."""
        from content.registry import Kind, register_kind
        from content.work import register_work
        from tutorials.uses import register_tutorial_uses

        from . import deletion, documents
        from .tutorials import skill_uses
        from .work import referential_work

        register_kind(Kind("skill", documents.all_skills, documents.all_withdrawn_skills))
        for name, live in (
            ("framework", documents.all_frameworks),
            ("alignment", documents.all_alignments),
            ("context", documents.all_contexts),
        ):
            register_kind(Kind(name, live))
        deletion.connect()
        register_work(referential_work)
        register_tutorial_uses("skill", skill_uses)
