"""The one door through which things go live, for every kind that is written in drafts.

Subclasses of ``GoLiveAction`` and ``WithdrawAction`` say what is looked at, what is minted and what
else changes. Wagtail's form, workflow, schedule, API and commands all come through here: models
call these actions in ``publish()`` and ``unpublish()``, and register them with the action registry.
"""

from abc import ABC, abstractmethod
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Revision

from schemas import Problem

from .enums import Status
from .minting import Live, mint, set_status


class GoLiveRefused(ValidationError):
    """A thing may not go live; ``problems`` says why, the messages are for people."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__([problem.message for problem in problems])


class GoLiveAction(PublishRevisionAction, ABC):
    """Publish a revision: look at its documents, then publish and mint in one transaction."""

    object: Any
    revision: Any

    @abstractmethod
    def problems(self) -> list[Problem]:
        """What is wrong with the revision's object; blocking problems refuse it."""

    @abstractmethod
    def live_document(self) -> Live:
        """What is minted of the object; called after it was saved, in the transaction."""

    @abstractmethod
    def after_live(self) -> None:
        """What else changes when the object goes live, in the same transaction."""

    def check(self, skip_permission_checks: bool = False) -> None:
        """Permission, then the object's problems. Raises ``GoLiveRefused``."""
        super().check(skip_permission_checks=skip_permission_checks)
        blocking = [problem for problem in self.problems() if problem.blocking]
        if blocking:
            raise GoLiveRefused(blocking)

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Publish (or schedule) the revision; when it goes live now, mint it."""
        with transaction.atomic():
            lock_row(self.object)
            # What was read before the lock may be old: of two people, the second sees the first.
            self.revision = Revision.objects.get(pk=self.revision.pk)
            self.object = self.revision.as_object()
            self.check(skip_permission_checks=skip_permission_checks)
            now = not (self.object.go_live_at and self.object.go_live_at > timezone.now())
            if now:
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


class WithdrawAction(UnpublishAction):
    """Take a live thing out of circulation: its object stays, its pointer says archived."""

    kind: str
    object: Any

    def refusal(self, row: Any) -> str | None:
        """Why ``row`` (as it is now, held) may not be withdrawn by this user; None when it may."""
        lock = row.get_lock()
        if self.user is not None and lock and lock.for_user(self.user):
            return strip_tags(str(lock.get_message(self.user)))
        return None

    def execute(self, skip_permission_checks: bool = False) -> None:
        """Archive in one transaction; nothing happens when the thing is not live.

        Raises ``ValidationError`` when somebody else's lock is on it.
        """
        with transaction.atomic():
            lock_row(self.object)
            self.check(skip_permission_checks=skip_permission_checks)
            # The row as it is now, without whatever draft the caller's instance may hold.
            row = type(self.object)._base_manager.get(pk=self.object.pk)
            if not row.live:
                return
            if (why := self.refusal(row)) is not None:
                raise ValidationError(why)
            row.status = Status.ARCHIVED
            self._unpublish_object(
                row,
                set_expired=self.set_expired,
                commit=self.commit,
                user=self.user,
                log_action=self.log_action,
            )
            set_status(self.kind, row.public_id, Status.ARCHIVED)
        for name in ("status", "live", "has_unpublished_changes", "live_revision", "expired"):
            setattr(self.object, name, getattr(row, name))


def lock_row(instance: models.Model) -> None:
    """Hold the row until the end of the transaction: of two people at once, one waits."""
    manager = type(instance)._base_manager
    list(manager.select_for_update().filter(pk=instance.pk).values_list("pk"))
