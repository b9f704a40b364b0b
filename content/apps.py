"""The content application."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Nothing here but the registration of what other rooms need to know."""

    name = "content"
    verbose_name = "Contenus"
