"""The content application."""

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
