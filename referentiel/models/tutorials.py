"""Which tutorials a skill refers to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tutorials.models import TutorialReference

from .skills import Skill


class SkillTutorial(TutorialReference):
    """A tutorial for a skill, in the order in which learners see them."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="tutorials")
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tutoriel d'un acquis")
        verbose_name_plural = _("tutoriels d'un acquis")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["skill", "tutorial", "use"], name="one_reference_per_skill_and_use"
            ),
        ]
