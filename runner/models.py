"""Sessions of the preview runner: a release, a seed and the answers."""

import secrets
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_seed() -> int:
    """A seed that replays the session's choices."""
    return secrets.randbelow(2**31)


def expiry() -> datetime:
    """When a session that starts now ends."""
    return timezone.now() + timedelta(hours=settings.RUNNER_SESSION_HOURS)


class PlaySession(models.Model):
    """One learner's passage through a competence of a release.

    ``answers`` is ``[{"challenge": id, "version": int, "response": {…}, "outcome": code}, …]``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    bank = models.SlugField(max_length=60)
    release = models.PositiveIntegerField()
    competence = models.CharField(max_length=60)
    locale = models.CharField(max_length=10)
    seed = models.PositiveIntegerField(default=new_seed)
    answers = models.JSONField(default=list)
    #: Which challenge was first shown when: ``{"challenge": id, "at": ISO 8601}``.
    asked = models.JSONField(default=dict)
    started_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=expiry, db_index=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return f"{self.bank} {self.release} {self.competence}"

    @property
    def answered(self) -> list[str]:
        """Ids of the challenges answered so far, in order."""
        return [answer["challenge"] for answer in self.answers]

    @property
    def has_expired(self) -> bool:
        """Whether the session can no longer be continued."""
        return self.expires_at <= timezone.now()
