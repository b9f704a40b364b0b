"""The banks application."""

from django.apps import AppConfig


class BanksConfig(AppConfig):
    """Nothing here but the registration of what other rooms need to know."""

    name = "banks"
    verbose_name = "Banques"
