"""Doing one thing to many challenges: each in its own transaction, going on after a refusal."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.locks import BasicLock
from wagtail.models import Revision, WorkflowState

from content.enums import Status
from content.text import batched

from .models import Challenge

logger = logging.getLogger(__name__)

#: Challenges looked at a time.
BATCH = 500


class Outcome(StrEnum):
    """What became of one challenge."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Result:
    """What became of one challenge, and why it was refused."""

    pk: int
    outcome: Outcome
    name: str = ""
    why: str = ""


#: Does it to the challenge of a primary key for a person; answers whether anything changed.
#: Raises ``ValidationError`` or ``PermissionDenied`` to refuse.
Act = Callable[[int, Any], bool]


def carry_out(pks: Iterable[int], act: Act, user: Any) -> Iterator[Result]:
    """Do ``act`` to one after the other; whatever fails is told, and the next one is done."""
    for pk in pks:
        try:
            outcome = Outcome.CHANGED if act(pk, user) else Outcome.UNCHANGED
            yield Result(pk, outcome)
        except ValidationError as error:
            yield _refused(pk, " ".join(error.messages))
        except PermissionDenied as error:
            yield _refused(pk, str(error) or _("Vous n'avez pas le droit de la modifier."))
        except Challenge.DoesNotExist:
            yield _refused(pk, _("Elle a été supprimée entre-temps."))
        except Exception:
            # One broken row must not keep the other thousands from being done.
            logger.exception("Bulk action failed on challenge %s", pk)
            yield _refused(
                pk, _("Une erreur inattendue : rien n'a été changé. Ouvrez-la pour voir.")
            )


def _refused(pk: int, why: str) -> Result:
    challenge = Challenge.objects.filter(pk=pk).only("pk", "public_id", "instruction_fr").first()
    return Result(pk, Outcome.REFUSED, str(challenge or pk), why)


@dataclass(frozen=True)
class Draft:
    """A challenge as a row (few of its columns), and what its latest draft says of some fields."""

    challenge: Challenge
    #: Fields as revisions hold them: relations as primary keys, dates in ISO 8601.
    state: dict[str, Any]
    in_review: bool
    scheduled: bool


@dataclass(frozen=True)
class Decision:
    """What would become of one challenge: refused with a reason, or its new values (none: as it is)."""

    why: str | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    #: Whether a part of what is asked is left, because a variant's prototype holds it.
    family_left: bool = False


@dataclass
class Plan:
    """What an action would do, by primary keys."""

    changed: list[int] = field(default_factory=list)
    unchanged: int = 0
    #: How many of those that change are validated: they get a draft beside.
    beside: int = 0
    #: Variants of which only their own fields change; the family's are left.
    family_left: int = 0
    #: What all of it would bring about, in a sentence; "" when nothing follows.
    also: str = ""
    #: Why, and which: keys and names.
    refused: dict[str, list[tuple[int, str]]] = field(default_factory=dict)


def make_plan(
    challenges: QuerySet[Challenge], fields: Iterable[str], decide: Callable[[Draft], Decision]
) -> Plan:
    """What ``decide`` says of each of ``challenges``; nothing is written.

    ``fields`` are those that it reads of a draft's state.
    """
    found = Plan()
    names = tuple(fields)
    for batch in batched(challenges.order_by("pk").values_list("pk", flat=True), BATCH):
        for draft in drafts_of(batch, names):
            decision, challenge = decide(draft), draft.challenge
            if decision.why:
                found.refused.setdefault(decision.why, []).append((challenge.pk, str(challenge)))
            elif not decision.changes:
                found.unchanged += 1
            else:
                found.changed.append(challenge.pk)
                found.beside += challenge.live
                found.family_left += decision.family_left
    return found


def drafts_of(pks: Iterable[int], fields: Iterable[str]) -> Iterator[Draft]:
    """The drafts of challenges with their ``fields``, in a fixed number of queries."""
    keys, names = list(pks), tuple(fields)
    columns = [name for name in names if name != "contexts"]
    rows = list(
        Challenge.objects.filter(pk__in=keys)
        .order_by("pk")
        .prefetch_related(*(name for name in names if name == "contexts"))
        .only(
            "pk", "public_id", "instruction_fr", "status", "live", "has_unpublished_changes",
            "locked", "locked_by", "locked_at", "prototype", "latest_revision", *columns,
        )
    )  # fmt: skip
    beside = {row.latest_revision_id for row in rows if row.live and row.has_unpublished_changes}
    contents = dict(Revision.objects.filter(pk__in=beside).values_list("pk", "content"))
    # Both tables hold keys of all kinds of things as text: no join from here.
    of_these = {
        "base_content_type": ContentType.objects.get_for_model(Challenge),
        "object_id__in": [str(key) for key in keys],
    }
    reviews = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, **of_these)
    in_review = set(reviews.values_list("object_id", flat=True))
    schedules = Revision.objects.filter(approved_go_live_at__isnull=False, **of_these)
    scheduled = set(schedules.values_list("object_id", flat=True))
    for row in rows:
        content = contents.get(row.latest_revision_id)
        state = {name: content.get(name) if content else _of_row(row, name) for name in names}
        yield Draft(row, state, str(row.pk) in in_review, str(row.pk) in scheduled)


def _of_row(row: Challenge, name: str) -> Any:
    if name == "contexts":
        return [context.pk for context in row.contexts.all()]
    value = row.serializable_value(name)
    return value.isoformat() if hasattr(value, "isoformat") else value


def edit_refusal(draft: Draft, user: Any) -> str | None:
    """Why the challenge may not be edited now, in words that many share; None when it may."""
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
