"""The project's own application: what only the whole can know."""

from django.apps import AppConfig, apps
from django.core import checks
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    """Keeps the groups in step with the code, and registers the deployment checks."""

    name = "cms"
    verbose_name = "Atelier"

    def ready(self) -> None:
        """Connect the roles to migrations; register checks."""
        from content.review.workflow import ensure_workflow

        from .accountlog import connect
        from .checks import check_no_demo_accounts
        from .roles import sync_roles

        # Permissions are made app by app after a migration: groups can be filled after the last.
        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(sync_roles, sender=last)
        post_migrate.connect(ensure_workflow, sender=last)
        connect()
        checks.register(check_no_demo_accounts, checks.Tags.database)
