"""How Wagtail's preview shows a challenge: as its learner will see it, and ready to be answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from wagtail.models import PreviewableMixin


class LearnerPreviewMixin(PreviewableMixin):
    """Gives Wagtail's preview panel to a challenge; what is shown is made in ``preview.py``."""

    @cached_property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """One preview per language."""
        from ..preview import preview_modes

        return preview_modes()

    @property
    def default_preview_mode(self) -> str:
        """French: what the author writes."""
        return "fr"

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The preview for ``original_request`` itself: it may bring an answer on trial.

        Wagtail's own makes up a GET as of the public site, which challenges are not part of.
        """
        if original_request is None:
            response: HttpResponse = super().make_preview_request(
                None, preview_mode, extra_request_attrs
            )
            return response
        response = self.serve_preview(original_request, preview_mode or self.default_preview_mode)
        patch_cache_control(response, private=True)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The challenge as a learner will see it, in the language ``mode_name``."""
        from ..preview import serve_preview

        return serve_preview(self, request, mode_name)
