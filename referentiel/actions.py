"""What changes the state of the referential: one transaction each, minting included."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from content.minting import mint, set_status

from .documents import MINTED_FRAMEWORKS, live_framework, live_skill
from .enums import SkillStatus
from .models import Framework, Skill
from .queries import named_skills


@transaction.atomic
def mint_framework(framework: Framework) -> None:
    """Mint the framework as it is now. Raises ``ValidationError`` for a draft or superseded one."""
    if framework.status not in MINTED_FRAMEWORKS:
        raise ValidationError(
            gettext("« %(code)s » n'est ni provisoire ni adopté : changez d'abord son état.")
            % {"code": framework.code}
        )
    mint(live_framework(framework))


@transaction.atomic
def activate_skill(skill: Skill) -> None:
    """Make ``skill`` active and mint it; another active skill of its topic and level is archived.

    Raises ``ValidationError`` for an obsolete skill, which is final. Source: PIX_CONTRACT.md §5.
    """
    locked = named_skills().select_for_update(of=("self",)).get(pk=skill.pk)
    if locked.status == SkillStatus.OBSOLETE:
        raise ValidationError(
            gettext("%(name)s est périmé : créez une nouvelle version de l'acquis.")
            % {"name": locked.name}
        )
    others = Skill.objects.filter(
        topic=locked.topic_id, level=locked.level, status=SkillStatus.ACTIVE
    ).exclude(pk=locked.pk)
    for other in others:
        other.status = SkillStatus.ARCHIVED
        other.save(update_fields=["status"])
        set_status("skill", other.public_id, other.status)
    locked.status = SkillStatus.ACTIVE
    locked.save(update_fields=["status"])
    mint(live_skill(locked))
    skill.status = locked.status
