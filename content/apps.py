"""The content application."""

from typing import Any

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Reviews send their own mails, after the transaction: Wagtail's stay silent."""

    name = "content"
    verbose_name = "Contenus"

    def ready(self) -> None:
        """Wagtail's notifiers write to every superuser, inside the transaction: they handle nothing.

        Reviews are work for people (``content.work``).
        """
        from wagtail.admin import signal_handlers

        from .review import keeping  # noqa: F401 - connects its receiver
        from .review.work import review_work
        from .work import register_work

        register_work(review_work)
        for notifier in (
            signal_handlers.workflow_submission_email_notifier,
            signal_handlers.workflow_approval_email_notifier,
            signal_handlers.workflow_rejection_email_notifier,
        ):
            notifier.valid_classes = ()
        self._forget_notes_with_their_thing()

    def _forget_notes_with_their_thing(self) -> None:
        from django.db.models.signals import post_delete

        from .review.registry import reviewable

        def forget_notes(sender: Any, instance: Any, **kwargs: Any) -> None:
            from .notes import forget

            if reviewable(sender) is not None:
                forget(instance)

        post_delete.connect(forget_notes, weak=False, dispatch_uid="content.forget_notes")
