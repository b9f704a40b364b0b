"""What happens in a review: submitting, taking, withdrawing, deciding. One transaction each.

Everybody holds the reviewed thing's row first, and reads again what they saw before: of two people
at once, one wins and the other is told.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.locks import ScheduledForPublishLock, WorkflowLock
from wagtail.log_actions import log
from wagtail.models import TaskState, WorkflowState

from ..enums import Change, Priority, ReviewPoint, Status, Verdict
from ..lifecycle import GoLiveRefused, told_when_gone
from ..models import Decision, Note, PeerReview, Review
from ..permissions import Denied, require
from . import mail
from .approvals import authors_of, fingerprint
from .checking import blocking_problems
from .people import name_of
from .registry import Reviewable, reviewable


@transaction.atomic
def submit(
    thing: Any,
    user: Any,
    *,
    change: str = "",
    priority: int = Priority.NORMAL,
    due: date | None = None,
    message: str = "",
    revision_id: int | None = None,
    tell: bool = True,
) -> Review:
    """Send the latest draft of ``thing`` to review, again when changes were asked for.

    ``change`` is a ``Change`` or empty, ``revision_id`` the draft that the person looked at; with
    ``tell=False`` the caller tells reviewers itself, of many at once. Raises ``PermissionDenied``;
    ``GoLiveRefused`` with what is to mend; ``ValidationError`` when its state does not allow it, a
    newer draft exists or somebody else's lock is on it.
    """
    kind = _kind(thing)
    _require(user, kind.submits)
    row = _held(thing)
    if (why := submit_refusal(row, user)) is not None:
        raise ValidationError(why)
    latest = row.get_latest_revision()
    if revision_id is not None and latest.pk != revision_id:
        raise ValidationError(
            _("Un brouillon plus récent existe : relisez-le, puis soumettez à nouveau.")
        )
    if problems := blocking_problems(latest.as_object()):
        raise GoLiveRefused(problems)
    state = _start(row, user)
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise ValidationError(_said_by(state) or _("La relecture n'a pas pu commencer."))
    review, _made = Review.objects.update_or_create(
        workflow_state=state,
        defaults={
            "content_type": state.base_content_type,
            "object_id": row.pk,
            "change": Change(change).value if change else "",
            "priority": Priority(priority).value,
            "due": due,
            "message": message.strip(),
            "submitted_at": timezone.now(),
            "taken_by": None,
            "taken_at": None,
        },
    )
    if tell:
        mail.submitted(review)
    return review


def submit_refusal(row: Any, user: Any) -> str | None:
    """Why ``row``, as it is now, is not submitted to review; None when it may be."""
    if row.status in {Status.ARCHIVED, Status.OBSOLETE}:
        return _("« %(status)s » : cela ne se relit plus. Écrivez-en une copie.") % {
            "status": row.get_status_display()
        }
    state = row.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return _("Déjà en relecture, soumise par %(who)s.") % {"who": name_of(state.requested_by)}
    if row.latest_revision_id is None or (row.live and not row.has_unpublished_changes):
        return _("Rien n'a changé depuis la dernière validation : il n'y a rien à relire.")
    lock = row.get_lock()
    if isinstance(lock, ScheduledForPublishLock):
        return _("Sa validation est programmée : annulez-la d'abord.")
    if lock and not isinstance(lock, WorkflowLock) and user is not None and lock.for_user(user):
        return strip_tags(str(lock.get_message(user)))
    if row.get_workflow() is None:
        return _("Aucun circuit de relecture n'est actif : demandez à l'administration.")
    return None


@transaction.atomic
def take(review: Review, user: Any, *, over: bool = False) -> None:
    """Say that ``user`` looks at it; ``over``: even when somebody else does.

    Raises ``PermissionDenied``; ``ValidationError`` for an author, what is decided or taken.
    """
    thing, row, _state = _open(review)
    _require(user, _kind(thing).decides)
    if (why := reviewer_refusal(row, thing, user, over=over)) is not None:
        raise ValidationError(why)
    if row.taken_by_id == user.pk:
        return
    if row.taken_by_id:
        mail.taken_over(row, row.taken_by_id, user)
    _give(row, user)
    log(thing, "content.review.take", user=user)


@transaction.atomic
def release(review: Review, user: Any) -> None:
    """Say that nobody looks at it any more. Only who took it; ``ValidationError`` otherwise."""
    thing, row, _state = _open(review)
    _require(user, _kind(thing).decides)
    if row.taken_by_id != user.pk:
        raise ValidationError(_("Vous ne vous en occupiez pas."))
    _give(row, None)
    log(thing, "content.review.release", user=user)


@transaction.atomic
def plan(review: Review, user: Any, *, priority: int, due: date | None) -> None:
    """Change how urgent a review is. For who may decide, and for who submitted it."""
    thing, row, state = _open(review)
    if state.requested_by_id != user.pk:
        _require(user, _kind(thing).decides)
    before = {"priority": row.priority, "due": row.due and row.due.isoformat()}
    row.priority, row.due = Priority(priority).value, due
    row.save(update_fields=["priority", "due"])
    log(thing, "content.review.plan", user=user, data={"before": before})


@transaction.atomic
def withdraw(review: Review, user: Any) -> None:
    """Take what was submitted out of review, so that it can be edited again.

    Raises ``PermissionDenied`` for who may neither submit nor decide.
    """
    thing, row, state = _open(review)
    kind = _kind(thing)
    if not (user.has_perm(kind.submits) or user.has_perm(kind.decides)):
        raise Denied(kind.submits)
    state.cancel(user=user)
    mail.withdrawn(row, user)


@transaction.atomic
def decide(
    review: Review,
    user: Any,
    verdict: str,
    *,
    seen: str,
    checklist: Iterable[str] = (),
    comment: str = "",
    tell: bool = True,
) -> Decision:
    """Approve what was read, which makes it live, or ask for changes.

    ``seen`` is the ``fingerprint`` of what the person read, ``checklist`` the ``ReviewPoint`` that
    they looked at. Raises ``PermissionDenied``; ``ValidationError`` for an author of the change, a
    decision taken already, other content than was read, an unfinished checklist, a refusal without
    a word, a newer draft than was submitted; ``GoLiveRefused`` when approving could not make it live.
    Nothing is half done.
    """
    thing, row, state = _open(review)
    kind = _kind(thing)
    _require(user, kind.decides)
    if (why := reviewer_refusal(row, thing, user)) is not None:
        raise ValidationError(why)
    task = _peer_task(state)
    if fingerprint(task.revision) != seen:
        raise ValidationError(
            _("Le texte a changé pendant que vous le lisiez : rien n'est décidé, relisez-le.")
        )
    if verdict == Verdict.APPROVED and thing.latest_revision_id != task.revision_id:
        raise ValidationError(
            _(
                "Un brouillon plus récent que ce qui a été soumis existe : retirez-la de la relecture, "
                "ou demandez des changements, pour qu'il soit soumis."
            )
        )
    points = set(checklist) & {point.value for point in kind.checklist}
    comment = comment.strip()
    if (why := _incomplete(verdict, kind, points, comment, thing, row)) is not None:
        raise ValidationError(why)
    decision = Decision.objects.create(
        review=row,
        revision=task.revision,
        fingerprint=seen,
        verdict=Verdict(verdict).value,
        change=row.change,
        checklist=[point.value for point in kind.checklist if point.value in points],
        comment=comment,
        by=user,
    )
    if row.taken_by_id != user.pk:
        _give(row, user)
    if decision.verdict == Verdict.APPROVED:
        task.approve(user=user, comment=comment)
    else:
        task.reject(user=user, comment=comment)
    if tell:
        # As the thing was before it went live: afterwards nobody wrote anything since what is live.
        mail.decided(decision, authors_of(thing, decision.revision))
    return decision


def reviewer_refusal(review: Review, thing: Any, user: Any, *, over: bool = False) -> str | None:
    """Why ``user`` does not review it: an author of the change, or somebody else does already."""
    state = review.workflow_state
    task = _peer_task(state)
    authors = authors_of(thing, task.revision)
    if not authors and state.requested_by_id:
        authors = {state.requested_by_id}
    if user.pk in authors:
        return _("Vous êtes auteur de ce changement : une autre personne doit le relire.")
    if review.taken_by_id not in (None, user.pk) and not over:
        return _("%(who)s s'en occupe déjà : prenez d'abord la relève.") % {
            "who": name_of(review.taken_by)
        }
    return None


def close(thing: Any, user: Any = None) -> None:
    """Cancel the review of ``thing``, whose state makes it pointless. Within a transaction."""
    close_all([thing], user)


def close_all(things: Sequence[Any], user: Any = None) -> None:
    """Cancel the reviews of ``things`` (of one model), whose state makes them pointless."""
    if not things:
        return
    states = WorkflowState.objects.active().filter(
        base_content_type=things[0].get_base_content_type(),
        object_id__in=[str(thing.pk) for thing in things],
    )
    for state in states.select_related("current_task_state__task", "workflow"):
        waiting = Review.objects.filter(
            workflow_state=state, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
        )
        review = waiting.first()
        state.cancel(user=user)
        if review is not None:
            mail.withdrawn(review, user)


def open_review_of(thing: Any) -> Review | None:
    """The review that ``thing`` is in or came back from, or None."""
    state = thing.current_workflow_state
    return Review.objects.filter(workflow_state=state).first() if state else None


def _start(row: Any, user: Any) -> WorkflowState:
    """A new passage through the workflow, or the same one again after changes were asked for."""
    state: WorkflowState | None = row.current_workflow_state
    if state is None:
        started: WorkflowState = row.get_workflow().start(row, user)
        return started
    task = state.current_task_state.task
    state.current_task_state = None
    state.status = WorkflowState.STATUS_IN_PROGRESS
    state.requested_by = user
    state.save()
    said = {"id": state.workflow_id, "title": state.workflow.name, "status": state.status}
    task_said = {"id": task.pk, "title": task.name}
    log(
        row,
        "wagtail.workflow.resume",
        user=user,
        revision=row.get_latest_revision(),
        data={"workflow": {**said, "task_state_id": None, "task": task_said}},
    )
    state.update(user=user)
    return state


def _open(review: Review) -> tuple[Any, Review, WorkflowState]:
    """The held thing and the rows of its review as they are now, while it is in progress."""
    model = review.content_type.model_class()
    thing = _held(model(pk=review.object_id))  # type: ignore[misc]
    found = Review.objects.select_related("taken_by", "workflow_state__requested_by")
    row = found.filter(pk=review.pk).first()
    if row is None:
        raise ValidationError(_("Cette relecture n'existe plus : il n'y a plus rien à décider."))
    state = row.workflow_state
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise ValidationError(_over(row))
    return thing, row, state


def _over(review: Review) -> str:
    """Why nothing more happens in a review that is not in progress."""
    decision = review.decisions.select_related("by").first()
    if review.workflow_state.status == WorkflowState.STATUS_CANCELLED or decision is None:
        return _("Cette relecture a été retirée entre-temps : il n'y a plus rien à décider.")
    return _("%(who)s a déjà décidé : « %(verdict)s ».") % {
        "who": name_of(decision.by),
        "verdict": decision.get_verdict_display(),
    }


def _peer_task(state: WorkflowState) -> TaskState:
    """The task that a person decides. ``ValidationError`` when the workflow is elsewhere."""
    task: TaskState | None = state.current_task_state
    if task is None or not isinstance(task.task.specific, PeerReview):
        raise ValidationError(_("La relecture est à une étape qui ne se décide pas ici."))
    return task


def _incomplete(
    verdict: str, kind: Reviewable, points: set[str], comment: str, thing: Any, review: Review
) -> str | None:
    if verdict == Verdict.APPROVED:
        missing = [point for point in kind.checklist if point.value not in points]
        if missing:
            return _("Avant d'approuver, cochez ce que vous avez relu : %(points)s.") % {
                "points": ", ".join(ReviewPoint(point).short for point in missing)
            }
        return None
    if verdict not in Verdict.values:
        return _("Choisissez une décision.")
    if comment or _notes_since(thing, review):
        return None
    return _("Dites ce qui est à modifier : un commentaire, ou une note sur un champ.")


def _notes_since(thing: Any, review: Review) -> bool:
    """Whether an open note was left on ``thing`` since it was submitted."""
    notes = Note.objects.filter(
        content_type=review.content_type, object_id=thing.pk, resolved_at=None, parent=None
    )
    return notes.filter(created_at__gte=review.submitted_at).exists()


def _said_by(state: WorkflowState) -> str:
    task = state.current_task_state
    return str(task.comment) if task is not None else ""


def _give(review: Review, user: Any) -> None:
    review.taken_by, review.taken_at = user, timezone.now() if user else None
    review.save(update_fields=["taken_by", "taken_at"])


def _held(thing: Any) -> Any:
    """The row as it is now, held with whatever an approval would change: nobody waits in a circle."""
    with told_when_gone():
        _kind(thing).hold(thing)
        return type(thing)._base_manager.get(pk=thing.pk)


def _kind(thing: Any) -> Reviewable:
    kind = reviewable(type(thing))
    if kind is None:
        raise LookupError(f"{type(thing).__name__} is not registered as reviewable")
    return kind


def _require(user: Any, permission: str) -> None:
    if user is None:
        raise Denied(permission)
    require(user, permission)
