"""The review: Wagtail's workflow with our two tasks, and what it does not hold.

Rules are in ``content/review/``.
"""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from ..enums import Change, Priority, Verdict
from ..review.locks import ReviewLock


class AutomaticCheck(Task):
    """The machine's part: schema, rules and the own answer of the submitted draft."""

    class Meta:
        verbose_name = _("contrôle automatique")
        verbose_name_plural = _("contrôles automatiques")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Decide at once: the status is set here, so that the workflow goes on by itself."""
        from ..review.checking import conclude

        state: TaskState = super().start(workflow_state, user=user)
        conclude(state)
        return state

    @classmethod
    def get_description(cls) -> str:
        """What administrators read when they choose a task."""
        return gettext("Schéma, règles et réponse type : décidé par la machine, tout de suite.")


class PeerReview(Task):
    """A person's part: somebody who did not write the change decides."""

    lock_class = ReviewLock

    class Meta:
        verbose_name = _("relecture par une autre personne")
        verbose_name_plural = _("relectures par une autre personne")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Whatever started the workflow, there is a review that people find and decide."""
        state: TaskState = super().start(workflow_state, user=user)
        Review.objects.get_or_create(
            workflow_state=workflow_state,
            defaults={
                "content_type": workflow_state.base_content_type,
                "object_id": int(workflow_state.object_id),
                "submitted_at": timezone.now(),
            },
        )
        return state

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nobody edits what is being read: take it out of review first."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """None in Wagtail's menus: decisions are taken on the review's page."""
        return []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Closed: a decision needs a checklist and a second person (``review.actions.decide``)."""
        raise PermissionDenied(gettext("Cette décision se prend sur la page de la relecture."))

    @classmethod
    def get_description(cls) -> str:
        """What administrators read when they choose a task."""
        return gettext("Une personne qui relit, et qui n'a pas écrit le changement, décide.")


class Review(models.Model):
    """What one passage through the workflow has beside Wagtail's state: when, how urgent, who."""

    workflow_state = models.OneToOneField(WorkflowState, models.CASCADE, related_name="review")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    change = models.CharField(
        _("nature du changement"),
        max_length=10,
        choices=Change,
        blank=True,
        help_text=_("Ce que l'auteur en dit ; vide : ce que la machine propose."),
    )
    priority = models.PositiveSmallIntegerField(
        _("priorité"), choices=Priority, default=Priority.NORMAL
    )
    due = models.DateField(_("à relire avant le"), null=True, blank=True)
    message = models.TextField(_("message"), max_length=2000, blank=True)
    submitted_at = models.DateTimeField(_("soumise le"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("relue par"),
    )
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("relecture")
        verbose_name_plural = _("relectures")
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="reviews_of_a_thing"),
            models.Index(fields=["priority", "due", "submitted_at"], name="reviews_in_order"),
        ]
        permissions = [("view_audit_log", "Can read and export the audit log")]

    def __str__(self) -> str:
        return f"review {self.pk}"


class Decision(models.Model):
    """What a reviewer decided about one revision. Written once: it is what lets a revision live."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="decisions")
    #: Null once old revisions were purged; what is live keeps its revision.
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.SET_NULL, null=True, related_name="decisions"
    )
    #: Hash of the content that was read: other content under the same number is not approved.
    fingerprint = models.CharField(max_length=64)
    verdict = models.CharField(_("décision"), max_length=10, choices=Verdict)
    change = models.CharField(max_length=10, choices=Change, blank=True)
    checklist = models.JSONField(default=list)
    comment = models.TextField(_("commentaire"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="review_decisions"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.at:%Y-%m-%d}"
