"""The runner application."""

from django.apps import AppConfig


class RunnerConfig(AppConfig):
    """Nothing here but the registration of what other rooms need to know."""

    name = "runner"
    verbose_name = "Passation"
