"""The challenges' application."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """Registers challenges as a kind of document, and guards their deletion."""

    name = "challenges"
    verbose_name = "Épreuves"

    def ready(self) -> None:
        """Register with the builder registry and the referential; connect the deletion guard."""
        from content.links.registry import register_links
        from content.registry import Kind, register_kind
        from content.review.registry import register_reviewable
        from content.work import register_work
        from referentiel.guards import register_skill_guard
        from referentiel.models import Competence, Context, Skill
        from referentiel.uses import register_uses
        from tutorials.uses import register_tutorial_uses

        from . import (
            guards,  # noqa: F401 - connects its receivers
            indexing,  # noqa: F401 - connects its receiver
            skillguard,
        )
        from .documents import live_challenges
        from .links import challenge_links
        from .reviewing import CHALLENGES
        from .tutorialuses import challenge_uses
        from .work import challenge_work

        register_kind(Kind("challenge", live_challenges))
        register_links("challenge", challenge_links)
        register_tutorial_uses("challenge", challenge_uses)
        register_reviewable(CHALLENGES)
        register_work(challenge_work)
        register_skill_guard(skillguard.GUARD)
        register_uses(Skill, skillguard.skill_uses)
        register_uses(Competence, skillguard.competence_uses)
        register_uses(Context, skillguard.context_uses)
