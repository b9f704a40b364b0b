"""What makes a challenge from another, and what moves challenges: one transaction each.

Validating and archiving are in ``lifecycle.py``.
"""

import copy
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import log
from wagtail.models import Revision

from content.enums import Status
from content.lifecycle import lock_row
from content.review.approvals import fingerprint
from localisation.languages import SOURCE, codes, localised
from localisation.models import TranslatedContentMixin, base_names
from referentiel.actions import hold
from referentiel.enums import SkillStatus
from referentiel.models import Skill
from referentiel.queries import standing_contexts

from .bulk import drafts_of, edit_refusal
from .lifecycle import propose
from .models import FAMILY_FIELDS, Challenge
from .permissions import require

CLOSED = {Status.ARCHIVED, Status.OBSOLETE}
#: When the first one goes live says nothing about its copy.
_NOT_COPIED = {"go_live_at", "expire_at"}


def variant_refusal(challenge: Challenge) -> str | None:
    """Why no variant is made of ``challenge``; None when one may be."""
    if challenge.prototype is not None:
        return _(
            "%(id)s est la déclinaison %(n)s de %(prototype)s : déclinez le prototype, pas une "
            "déclinaison."
        ) % {
            "id": challenge.public_id,
            "n": challenge.variant,
            "prototype": challenge.prototype.public_id,
        }
    if challenge.status in CLOSED:
        return _(
            "%(id)s est « %(status)s » : elle ne se décline plus. Dupliquez-la pour en faire un "
            "nouveau prototype."
        ) % {"id": challenge.public_id, "status": challenge.get_status_display()}
    return None


def move_refusal(challenge: Challenge, user: Any = None) -> str | None:
    """Why ``challenge`` does not move to another skill; None when it may."""
    named = {"id": challenge.public_id}
    if challenge.prototype is not None:
        return _(
            "%(id)s est une déclinaison : elle suit son prototype %(prototype)s, déplacez celui-ci."
        ) % {**named, "prototype": challenge.prototype.public_id}
    if challenge.status in CLOSED:
        return _("%(id)s est « %(status)s » : elle reste où elle est.") % {
            **named,
            "status": challenge.get_status_display(),
        }
    lock = challenge.get_lock()
    if user is not None and lock and lock.for_user(user):
        return f"{challenge.public_id} : {strip_tags(str(lock.get_message(user)))}"
    return None


@transaction.atomic
def make_variant(prototype: Challenge, user: Any = None) -> Challenge:
    """A proposed variant of ``prototype`` with the next number, from the prototype's latest draft.

    It has the wording, answers, files, links, alignments and contexts of that draft under new ids,
    and none of what the family shares. Raises ``ValidationError`` for a variant and for what is
    closed, ``PermissionDenied`` for who may not add challenges.
    """
    require(user, "add")
    row = _held(prototype)
    if (why := variant_refusal(row)) is not None:
        raise ValidationError(why)
    variant = _copy_of(row.get_latest_revision_as_object())
    for name in FAMILY_FIELDS:
        setattr(variant, name, None)
    variant.prototype = row
    last = row.variants.aggregate(last=Max("variant"))["last"]
    variant.variant = (last or 0) + 1
    propose(variant, user)
    _note(variant, "challenges.make_variant", user, {"from": row.public_id})
    return variant


@transaction.atomic
def duplicate(challenge: Challenge, user: Any = None) -> Challenge:
    """A proposed prototype with the text of ``challenge``'s latest draft, and no history.

    Of a variant, it has what the family shares as it is on the prototype now. Raises
    ``PermissionDenied`` for who may not add challenges.
    """
    require(user, "add")
    row = _held(challenge)
    made = _copy_of(row.get_latest_revision_as_object())
    if row.prototype is not None:
        for name in FAMILY_FIELDS:
            setattr(made, name, copy.copy(getattr(row.prototype, name)))
    propose(made, user)
    _note(made, "challenges.duplicate", user, {"from": row.public_id})
    return made


@transaction.atomic
def move(challenges: Iterable[Challenge], skill: Skill, user: Any = None) -> list[Challenge]:
    """Put prototypes under ``skill``, all or none; answers those that were not there yet.

    Each gets a draft: what is validated stays live under its skill until it is validated again.
    Raises ``ValidationError`` with one sentence per challenge that does not move (variants, what is
    closed, somebody else's lock), or for an obsolete skill; ``PermissionDenied``.
    """
    # The framework before its challenges, as in every step (lifecycle.hold_family).
    hold(skill)
    skill = Skill.objects.select_related("topic__theme__competence").get(pk=skill.pk)
    if skill.status == SkillStatus.OBSOLETE:
        raise ValidationError(
            _("%(name)s est périmé : choisissez un autre acquis.") % {"name": skill.name}
        )
    rows = [_held(challenge) for challenge in sorted(challenges, key=lambda row: row.pk)]
    for row in rows:
        require(user, "change", row)
    refusals = [why for row in rows if (why := move_refusal(row, user)) is not None]
    if refusals:
        raise ValidationError(refusals)
    return [row for row in rows if _moved(row, skill, user)]


def bring_back_refusal(challenge: Challenge, revision: Revision, user: Any) -> str | None:
    """Why ``challenge`` does not come back to what ``revision`` says; None when it may."""
    if (why := edit_refusal(next(drafts_of([challenge.pk], ())), user)) is not None:
        return why
    latest = challenge.get_latest_revision()
    if latest is not None and fingerprint(latest) == fingerprint(revision):
        return _("Le dernier brouillon dit déjà ce que dit cette version : rien n'est à faire.")
    return None


@transaction.atomic
def bring_back(challenge: Challenge, revision: Revision, user: Any = None) -> Revision:
    """Make of an older ``revision`` the latest draft, beside what is validated; answers the draft.

    What is validated stays live until somebody else approves the draft. Other languages, the state
    and the schedule stay as they are. Raises ``PermissionDenied``; ``ValidationError`` for what may
    not be edited now, and for a version that says what the latest draft says.
    """
    row = _held(challenge)
    require(user, "change", row)
    if (why := bring_back_refusal(row, revision, user)) is not None:
        raise ValidationError(why)
    latest = row.get_latest_revision_as_object()
    draft = revision.as_object()
    for name in _NOT_COPIED:
        setattr(draft, name, getattr(latest, name))
    if not row.live:
        draft.save()
    made: Revision = draft.save_revision(
        user=user, clean=False, log_action=True, previous_revision=revision
    )
    return made


def _moved(row: Challenge, skill: Skill, user: Any) -> bool:
    draft = row.get_latest_revision_as_object()
    if draft.skill_id == skill.pk:
        return False
    before = draft.skill
    draft.skill = skill
    # Wagtail's own rule: a live row changes by being published, a draft's row follows the draft.
    if not row.live:
        draft.save()
    draft.save_revision(user=user, clean=False)
    names = {"from": before.name if before else "–", "to": skill.name}
    _note(draft, "challenges.move", user, names)
    return True


def _held(challenge: Challenge) -> Challenge:
    """The row of ``challenge`` as it is now, held until the end of the transaction."""
    lock_row(challenge)
    return Challenge.objects.select_related("prototype").get(pk=challenge.pk)


def _note(challenge: Challenge, action: str, user: Any, data: dict[str, str]) -> None:
    revision = challenge.get_latest_revision()
    log(challenge, action, user=user, revision=revision, content_changed=True, data=data)


def _copy_of(draft: Challenge) -> Challenge:
    """An unsaved challenge that says what ``draft`` says in French; every id is a new one.

    Translations were approved for the other challenge: they are not taken along.
    """
    made = Challenge(**_written(draft))
    for relation in get_all_child_relations(draft):
        name = relation.get_accessor_name()
        rows = enumerate(getattr(draft, name).all())
        setattr(
            made,
            name,
            [relation.related_model(**_written(row), sort_order=order) for order, row in rows],
        )
    made.contexts = standing_contexts(draft.contexts.all())
    return made


def _written(row: models.Model) -> dict[str, Any]:
    """What somebody wrote or chose in ``row``: no ids, no state, no other language."""
    elsewhere = set(_NOT_COPIED)
    if isinstance(row, TranslatedContentMixin):
        for name in base_names(type(row)):
            elsewhere |= {name, *(localised(name, code) for code in codes() if code != SOURCE)}
    return {
        field.attname: copy.copy(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and not isinstance(field, ParentalKey)
        and field.name not in elsewhere
    }
