"""Changing the tags of many challenges: contexts, audiences, devices, territories and the like.

A change goes into the latest draft: what is validated stays live as it is, with a draft beside.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.actions.edit import EditAction
from wagtail.locks import BasicLock
from wagtail.models import Revision, WorkflowState

from content.enums import Status
from content.lifecycle import lock_row
from content.text import batched
from referentiel.models import Context

from .models import FAMILY_FIELDS, Challenge
from .permissions import require

#: Fields that hold several values, to be added and removed.
LIST_FIELDS = ("contexts", "territories", "audiences", "devices")
#: Fields that hold one value, to be set; ``review_by`` may also be emptied.
VALUE_FIELDS = (
    "pedagogy", "spoil_risk", "access_blind", "access_colour_blind", "access_deaf", "review_by",
)  # fmt: skip
#: Challenges looked at a time.
BATCH = 500

#: Values of the fields above: contexts as primary keys, dates in ISO 8601, as revisions hold them.
State = dict[str, Any]


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


@dataclass
class Plan:
    """What tagging would do, by primary keys."""

    changed: list[int] = field(default_factory=list)
    unchanged: int = 0
    #: How many of those that change are validated: they get a draft beside.
    beside: int = 0
    #: Variants of which only their own fields change; the family's are left.
    family_left: int = 0
    #: Why, and which: keys and names.
    refused: dict[str, list[tuple[int, str]]] = field(default_factory=dict)


def plan(challenges: QuerySet[Challenge], tags: Tags, user: Any) -> Plan:
    """What ``tags`` would change of ``challenges``; nothing is written."""
    found = Plan()
    keys = challenges.order_by("pk").values_list("pk", flat=True)
    for batch in batched(keys, BATCH):
        for draft in _drafts(batch):
            challenge = draft.challenge
            why, changes = _decided(draft, tags, user)
            if why:
                found.refused.setdefault(why, []).append((challenge.pk, str(challenge)))
            elif not changes:
                found.unchanged += 1
            else:
                found.changed.append(challenge.pk)
                found.beside += challenge.live
                found.family_left += challenge.is_variant and bool(tags.names & _SHARED)
    return found


def tag(pk: int, tags: Tags, user: Any) -> bool:
    """Change the tags of the latest draft of one challenge; answers whether anything changed.

    One transaction. Raises ``ValidationError`` for what may not be edited now,
    ``PermissionDenied`` for who may not change it, ``Challenge.DoesNotExist``.
    """
    with transaction.atomic():
        row = Challenge.objects.get(pk=pk)
        require(user, "change", row)
        lock_row(row)
        why, changes = _decided(next(_drafts([pk])), tags, user)
        if why:
            raise ValidationError(why)
        if not changes:
            return False
        # The whole row: only a few of its columns were read to decide.
        draft = Challenge.objects.get(pk=pk).get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(draft, name, _as_stored(name, value))
        EditAction(draft, user=user, log_action="challenges.tag", clean=False).execute(
            skip_permission_checks=True
        )
    return True


_SHARED = set(FAMILY_FIELDS)


@dataclass(frozen=True)
class Draft:
    """A challenge as a row, and what its latest draft says of its tags."""

    challenge: Challenge
    state: State
    in_review: bool
    scheduled: bool


def _drafts(pks: Iterable[int]) -> Iterator[Draft]:
    """The drafts of challenges, in a fixed number of queries."""
    keys = list(pks)
    rows = list(
        Challenge.objects.filter(pk__in=keys)
        .order_by("pk")
        .prefetch_related("contexts")
        .only(
            "pk",
            "public_id",
            "instruction_fr",
            "status",
            "live",
            "has_unpublished_changes",
            "locked",
            "locked_by",
            "locked_at",
            "prototype",
            "latest_revision",
            "territories",
            "audiences",
            "devices",
            *VALUE_FIELDS,
        )
    )
    beside = {row.latest_revision_id for row in rows if row.live and row.has_unpublished_changes}
    contents = dict(Revision.objects.filter(pk__in=beside).values_list("pk", "content"))
    # Both tables hold keys of all kinds of things as text: no join from here.
    of_these = {
        "base_content_type": ContentType.objects.get_for_model(Challenge),
        "object_id__in": [str(key) for key in keys],
    }
    in_review = set(
        WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, **of_these)
        .values_list("object_id", flat=True)
    )  # fmt: skip
    scheduled = set(
        Revision.objects.filter(approved_go_live_at__isnull=False, **of_these)
        .values_list("object_id", flat=True)
    )  # fmt: skip
    for row in rows:
        content = contents.get(row.latest_revision_id)
        state = _of_revision(content) if content else _of_row(row)
        yield Draft(row, state, str(row.pk) in in_review, str(row.pk) in scheduled)


def _of_row(row: Challenge) -> State:
    state: State = {name: getattr(row, name) for name in (*LIST_FIELDS, *VALUE_FIELDS)}
    state["contexts"] = [context.pk for context in row.contexts.all()]
    state["review_by"] = row.review_by.isoformat() if row.review_by else None
    return state


def _of_revision(content: dict[str, Any]) -> State:
    return {name: content.get(name) for name in (*LIST_FIELDS, *VALUE_FIELDS)}


def _decided(draft: Draft, tags: Tags, user: Any) -> tuple[str | None, State]:
    """Why the challenge is refused (or None), and the new values of what changes."""
    if (why := _refusal(draft, user)) is not None:
        return why, {}
    names = tags.names
    if draft.challenge.is_variant:
        names = names - _SHARED
        if not names:
            return _("Déclinaison : ceci se change sur son prototype."), {}
    changes = {}
    for name in sorted(names):
        value = _new_value(name, draft.state[name], tags)
        if value != draft.state[name]:
            changes[name] = value
    if changes.get("devices") == []:
        return _("Il ne resterait aucun appareil sur lequel la faire."), {}
    return None, changes


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


def _refusal(draft: Draft, user: Any) -> str | None:
    """Why the challenge may not be edited now; None when it may."""
    challenge = draft.challenge
    if challenge.status in {Status.ARCHIVED, Status.OBSOLETE}:
        return _("« %(status)s » : elle ne se modifie plus.") % {
            "status": challenge.get_status_display()
        }
    if draft.in_review:
        return _("En relecture : attendez la décision, ou retirez-la de la relecture.")
    if draft.scheduled:
        return _("Sa validation est programmée : annulez-la d'abord.")
    if user is not None and challenge.locked and BasicLock(challenge).for_user(user):
        return _("Verrouillée par une autre personne.")
    return None
