"""The one door through which things go live, and the steps of their life, for every kind.

``proposed → validated → archived → obsolete``. Subclasses of ``GoLiveAction``, ``WithdrawAction`` and
``RetireAction`` say what is looked at, what is minted and what else changes. Wagtail's form,
workflow, schedule, API and commands all come through here: models call these actions in
``publish()`` and ``unpublish()``, and register them with the action registry.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.actions.base import BaseAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import Revision

from schemas import Problem

from .effects import Effects, EffectsChanged
from .enums import Status
from .following import ARCHIVED, retire_rows
from .minting import Live, mint, set_status

#: From which states a thing becomes obsolete. What is validated is archived first; obsolete is final.
RETIRABLE = (Status.PROPOSED, Status.ARCHIVED)

#: How Wagtail's log calls what a machine publishes at its time.
SCHEDULED = "wagtail.publish.scheduled"


class GoLiveRefused(ValidationError):
    """A thing may not go live; ``problems`` says why, the messages are for people."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__([problem.message for problem in problems])


class GoLiveAction(PublishRevisionAction, ABC):
    """Publish a revision that was approved: look at its documents, publish and mint, all or nothing."""

    object: Any
    revision: Any

    @abstractmethod
    def problems(self) -> list[Problem]:
        """What is wrong with the revision's object; blocking problems refuse it."""

    @abstractmethod
    def live_document(self) -> Live:
        """What is minted of the object; called after it was saved, in the transaction."""

    def hold(self) -> None:
        """Hold what the step changes, everybody in the same order."""
        lock_row(self.object)

    def before_live(self) -> None:
        """What must change before the object goes live, in the same transaction."""

    def after_live(self) -> None:
        """What else changes when the object goes live, in the same transaction."""

    def check(self, skip_permission_checks: bool = False) -> None:
        """Permission, then the object's problems, then the approval. Raises ``GoLiveRefused``."""
        super().check(skip_permission_checks=skip_permission_checks)
        blocking = [problem for problem in self.problems() if problem.blocking]
        if not blocking and self.approval is None:
            blocking = [_not_approved()]
        if blocking:
            raise GoLiveRefused(blocking)

    @property
    def approval(self) -> Any:
        """The decision that approved exactly this revision, or None."""
        from .review.approvals import approval_of

        return approval_of(self.revision)

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Publish (or schedule) the revision; when it goes live now, mint it."""
        with transaction.atomic():
            with told_when_gone():
                self.hold()
                # What was read before the lock may be old: of two people, the second sees the first.
                self.revision = Revision.objects.get(pk=self.revision.pk)
            self.object = self.revision.as_object()
            if self.log_action == SCHEDULED and self.revision.approved_go_live_at is None:
                # Another machine was faster, or somebody took it off the schedule.
                return None
            self.check(skip_permission_checks=skip_permission_checks)
            now = not (self.object.go_live_at and self.object.go_live_at > timezone.now())
            if now:
                self.before_live()
                self.object.status = Status.VALIDATED
            result = self._publish_revision(
                self.revision,
                self.object,
                user=self.user,
                changed=self.changed,
                log_action=self.log_action,
                previous_revision=self.previous_revision,
            )
            if now:
                mint(self.live_document())
                self.after_live()
        return result


class SeenStep(ABC):
    """What both steps out of circulation have: a reason, and what the person was shown of them."""

    #: Why, in the words of who takes the step; kept in the log.
    reason: str = ""
    #: ``Effects.fingerprint()`` of what the person was shown; empty when nothing was shown.
    seen: str = ""
    #: Whether ``execute()`` changed something: it does not when somebody else was faster.
    done: bool = False

    @abstractmethod
    def effects(self, row: Any) -> Effects:
        """Everything that the step would change now."""

    def require_seen(self, row: Any) -> None:
        """Raises ``EffectsChanged`` when the step would do something else than what was shown."""
        if self.seen and self.effects(row).fingerprint() != self.seen:
            raise EffectsChanged

    def said(self) -> dict[str, str]:
        """What the log entry of the step says beside who and when."""
        return {"reason": self.reason} if self.reason else {}


class _HeldRowMixin:
    object: Any

    def hold(self) -> None:
        """Hold what the step changes, everybody in the same order."""
        lock_row(self.object)

    def _held_row(self) -> Any:
        with told_when_gone():
            self.hold()
            return type(self.object)._base_manager.get(pk=self.object.pk)


class WithdrawAction(SeenStep, _HeldRowMixin, UnpublishAction):
    """Take a live thing out of circulation: its object stays, its pointer says archived."""

    kind: str
    object: Any

    def refusal(self, row: Any) -> str | None:
        """Why ``row`` (as it is now, held) may not be withdrawn by this user; None when it may."""
        return lock_refusal(row, self.user)

    def after_withdrawn(self, row: Any) -> None:
        """What else changes when ``row`` is withdrawn, in the same transaction."""

    def execute(self, skip_permission_checks: bool = False) -> None:
        """Archive in one transaction; nothing happens when the thing is not live.

        Raises ``ValidationError`` when somebody else's lock is on it, ``EffectsChanged``.
        """
        with transaction.atomic():
            # The row as it is now, without whatever draft the caller's instance may hold.
            row = self._held_row()
            self.check(skip_permission_checks=skip_permission_checks)
            if not row.live:
                return
            if (why := self.refusal(row)) is not None:
                raise ValidationError(why)
            self.require_seen(row)
            _close_review(row, self.user)
            row.status = Status.ARCHIVED
            # Wagtail's own entry would have no place for the reason.
            self._unpublish_object(
                row,
                set_expired=self.set_expired,
                # A withdrawn pointer beside a live row would be a lie: there is no half of it.
                commit=True,
                user=self.user,
                log_action=False,
            )
            if self.log_action:
                named = self.log_action if isinstance(self.log_action, str) else ARCHIVED
                log(row, named, user=self.user, data=self.said())
            set_status(self.kind, row.public_id, Status.ARCHIVED)
            self.after_withdrawn(row)
            self.done = True
        for name in ("status", "live", "has_unpublished_changes", "live_revision", "expired"):
            setattr(self.object, name, getattr(row, name))


class RetireAction(SeenStep, _HeldRowMixin, BaseAction):
    """Make a thing obsolete: it is read, never written nor validated again."""

    action_name = "retire"
    permission_policy_action = "publish"
    kind: str

    def __init__(self, instance: Any, user: Any = None) -> None:
        super().__init__(instance, user=user)
        self.object = instance

    def refusal(self, row: Any) -> str | None:
        """Why ``row`` (as it is now, held) does not become obsolete; None when it may."""
        if row.status not in RETIRABLE:
            return _("« %(thing)s » est validée : archivez-la d'abord.") % {"thing": row}
        return lock_refusal(row, self.user)

    def after_retired(self, row: Any) -> None:
        """What else changes when ``row`` is obsolete, in the same transaction."""

    def execute(self, skip_permission_checks: bool = False) -> None:
        """Retire in one transaction; nothing happens when the thing is obsolete already.

        Raises ``ValidationError`` for what is validated or locked by somebody else,
        ``EffectsChanged``.
        """
        with transaction.atomic():
            row = self._held_row()
            self.check(skip_permission_checks=skip_permission_checks)
            if row.status == Status.OBSOLETE:
                return
            if (why := self.refusal(row)) is not None:
                raise ValidationError(why)
            self.require_seen(row)
            retire_rows([row], self.kind, self.user, self.said())
            self.after_retired(row)
            self.done = True
        self.object.status = Status.OBSOLETE


@contextmanager
def told_when_gone() -> Iterator[None]:
    """Whoever acts on what was deleted meanwhile is told: ``ValidationError``."""
    try:
        yield
    except ObjectDoesNotExist:
        raise ValidationError(
            _("Cela a été supprimé entre-temps : il n'y a plus rien à faire.")
        ) from None


def lock_row(instance: models.Model) -> None:
    """Hold the row until the end of the transaction: of two people at once, one waits."""
    manager = type(instance)._base_manager
    list(manager.select_for_update().filter(pk=instance.pk).values_list("pk"))


def lock_refusal(row: Any, user: Any) -> str | None:
    """What refuses ``user`` because somebody else locked ``row``; a review locks no step."""
    lock = BasicLock(row) if row.locked else None
    if user is not None and lock is not None and lock.for_user(user):
        return strip_tags(str(lock.get_message(user)))
    return None


def _close_review(row: Any, user: Any) -> None:
    from .review.actions import close

    close(row, user)


def _not_approved() -> Problem:
    return Problem(
        "not-approved",
        "",
        _(
            "Cette version n'a pas été approuvée : soumettez-la à relecture, une autre personne "
            "que ses auteurs décide."
        ),
        "content",
    )
