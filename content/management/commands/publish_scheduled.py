"""``manage.py publish_scheduled``: Wagtail's, item by item.

Wagtail's own stops at the first item that may not go live, and all later ones wait with it.
"""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision


class Command(BaseCommand):
    """Archives what has expired and publishes what is due; goes on after a refusal, and says so."""

    help = "Met en ligne ce qui est programmé et archive ce qui a expiré, élément par élément."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only say what would be done."""
        parser.add_argument("--dryrun", action="store_true", help="dire sans rien changer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is due; exit 1 when something was refused."""
        dry_run, refused = options["dryrun"], 0
        for instance in self._expired():
            self.stdout.write(f"Expiré : {instance}")
            if not dry_run:
                instance.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        for revision in due.order_by("approved_go_live_at"):
            self.stdout.write(f"Programmé : {revision.object_str}")
            if dry_run:
                continue
            try:
                revision.publish(log_action="wagtail.publish.scheduled")
            except ValidationError as error:
                refused += 1
                self.stderr.write(f"Refusé : {revision.object_str} : {' '.join(error.messages)}")
        if refused:
            raise CommandError(
                f"{refused} élément(s) refusé(s) : corrigez-les, ou déprogrammez-les."
            )

    def _expired(self) -> list[Any]:
        models = [m for m in apps.get_models() if issubclass(m, DraftStateMixin)]
        return [
            instance
            for model in models
            for instance in model._base_manager.filter(live=True, expire_at__lt=timezone.now())
        ]
