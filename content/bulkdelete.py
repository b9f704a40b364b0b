"""Deleting several snippets at once: Wagtail's page opens for everybody, and does nothing in silence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from .permissions import refused, sentence


class RefusingDelete(DeleteBulkAction):
    """Wagtail's bulk action, which tells who may not delete."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For who may delete this kind of thing; each row is asked for again."""
        if not self.permission_policy.user_has_permission(request.user, "delete"):
            of = self.model._meta
            return refused(request, sentence([f"{of.app_label}.delete_{of.model_name}"]))
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response
