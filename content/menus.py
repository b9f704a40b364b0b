"""Items of the admin's menu that say more than their name."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from .review.queue import IN_PROGRESS, kinds_seen_by, numbers


class ReviewsMenuItem(MenuItem):
    """The queue, for who may read what is reviewed, with the number that waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person may read anything that is reviewed."""
        return bool(kinds_seen_by(request.user))

    def render_component(self, request: HttpRequest) -> Any:
        """The item with the number beside its name."""
        waiting = numbers(request.user)[IN_PROGRESS]
        return LinkMenuItem(
            self.name,
            f"{self.label} ({waiting})" if waiting else str(self.label),
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=self.attrs,
        )
