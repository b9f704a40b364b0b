"""The tutorials application."""

from django.apps import AppConfig


class TutorialsConfig(AppConfig):
    """Nothing here but the registration of what other rooms need to know."""

    name = "tutorials"
    verbose_name = "Tutoriels"
