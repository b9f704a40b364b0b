"""How a thing goes live and leaves, whatever the path: its rules are in its app's ``lifecycle.py``."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Steps:
    """The actions of a kind: subclasses of ``content.lifecycle``'s."""

    go_live: type[Any]
    withdraw: type[Any]
    retire: type[Any]


class LivingMixin(models.Model):
    """Wagtail's ``publish()`` and ``unpublish()`` by our actions, and ``retire()``."""

    class Meta:
        abstract = True

    @classmethod
    @abstractmethod
    def steps(cls) -> Steps:
        """The actions; read when they are needed, because they read the models."""

    def publish(
        self,
        revision: Any,
        user: Any = None,
        changed: bool = True,
        log_action: Any = True,
        previous_revision: Any = None,
        skip_permission_checks: bool = False,
    ) -> Any:
        """Make an approved ``revision`` live. Raises ``GoLiveRefused``."""
        action = self.steps().go_live(
            revision,
            user=user,
            changed=changed,
            log_action=log_action,
            previous_revision=previous_revision,
        )
        return action.execute(skip_permission_checks=skip_permission_checks)

    def unpublish(
        self,
        set_expired: bool = False,
        commit: bool = True,
        user: Any = None,
        log_action: Any = True,
    ) -> None:
        """Archive it. Raises ``ValidationError`` when it may not be."""
        self.steps().withdraw(
            self, set_expired=set_expired, commit=commit, user=user, log_action=log_action
        ).execute()

    def retire(self, user: Any = None) -> None:
        """Make it obsolete. Raises ``ValidationError`` for what is validated."""
        self.steps().retire(self, user=user).execute()
