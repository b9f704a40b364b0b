"""Changing the tags of many challenges: contexts, audiences, devices, territories and the like.

A change goes into the latest draft: what is validated stays live as it is, with a draft beside.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.actions.edit import EditAction

from content.lifecycle import lock_row
from referentiel.models import Context

from .bulk import Decision, Draft, Plan, drafts_of, edit_refusal, make_plan
from .models import FAMILY_FIELDS, Challenge
from .permissions import require

#: Fields that hold several values, to be added and removed.
LIST_FIELDS = ("contexts", "territories", "audiences", "devices")
#: Fields that hold one value, to be set; ``review_by`` may also be emptied.
VALUE_FIELDS = (
    "pedagogy", "spoil_risk", "access_blind", "access_colour_blind", "access_deaf", "review_by",
)  # fmt: skip
_FIELDS = (*LIST_FIELDS, *VALUE_FIELDS)
_SHARED = set(FAMILY_FIELDS)


@dataclass(frozen=True)
class Tags:
    """What is to be changed of each challenge; what is not named stays."""

    add: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    remove: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    #: By name of ``VALUE_FIELDS``; None empties.
    put: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """The fields that are to be changed."""
        return {name for part in (self.add, self.remove, self.put) for name in part}

    def __bool__(self) -> bool:
        return bool(self.names)


def plan(challenges: QuerySet[Challenge], tags: Tags, user: Any) -> Plan:
    """What ``tags`` would change of ``challenges``; nothing is written."""
    return make_plan(challenges, _FIELDS, lambda draft: _decide(draft, tags, user))


def tag(pk: int, tags: Tags, user: Any) -> bool:
    """Change the tags of the latest draft of one challenge; answers whether anything changed.

    One transaction. Raises ``ValidationError`` for what may not be edited now,
    ``PermissionDenied`` for who may not change it, ``Challenge.DoesNotExist``.
    """
    with transaction.atomic():
        row = Challenge.objects.get(pk=pk)
        require(user, "change", row)
        lock_row(row)
        decision = _decide(next(drafts_of([pk], _FIELDS)), tags, user)
        if decision.why:
            raise ValidationError(decision.why)
        if not decision.changes:
            return False
        # The whole row: only a few of its columns were read to decide.
        draft = Challenge.objects.get(pk=pk).get_latest_revision_as_object()
        for name, value in decision.changes.items():
            setattr(draft, name, _as_stored(name, value))
        EditAction(draft, user=user, log_action="challenges.tag", clean=False).execute(
            skip_permission_checks=True
        )
    return True


def _decide(draft: Draft, tags: Tags, user: Any) -> Decision:
    """What ``tags`` change of one challenge, or why it is refused."""
    if (why := edit_refusal(draft, user)) is not None:
        return Decision(why)
    names = tags.names
    family = names & _SHARED if draft.challenge.is_variant else set()
    if family and family == names:
        return Decision(_("Déclinaison : ceci se change sur son prototype."))
    values = {name: _new_value(name, draft.state[name], tags) for name in names - family}
    changes = {name: value for name, value in values.items() if value != draft.state[name]}
    if changes.get("devices") == []:
        return Decision(_("Il ne resterait aucun appareil sur lequel la faire."))
    return Decision(None, changes, bool(family))


def _as_stored(name: str, value: Any) -> Any:
    """The value of a state as the model's attribute takes it."""
    if name == "review_by":
        return date.fromisoformat(value) if value else None
    return list(Context.objects.filter(pk__in=value)) if name == "contexts" else value


def _new_value(name: str, value: Any, tags: Tags) -> Any:
    if name in tags.put:
        return tags.put[name]
    gone = set(tags.remove.get(name, ()))
    kept = [item for item in value or [] if item not in gone]
    return [*kept, *(item for item in tags.add.get(name, ()) if item not in kept)]
