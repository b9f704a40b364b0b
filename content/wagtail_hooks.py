"""Registration with Wagtail of what the content room has in the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from .media import views


@hooks.register("register_admin_urls")
def media_urls() -> list[URLPattern]:
    """Where forms send files; Wagtail lets only those in who may enter the admin."""
    return [path("media/upload/", views.upload, name="content_media_upload")]
