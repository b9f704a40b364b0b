"""``manage.py publish_scheduled``: Wagtail's, item by item.

Wagtail's own stops at the first item that may not go live, and all later ones wait with it.
"""

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Archives what has expired and publishes what is due; goes on after a refusal, and says so."""

    help = "Met en ligne ce qui est programmé et archive ce qui a expiré, élément par élément."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only say what would be done."""
        parser.add_argument("--dryrun", action="store_true", help="dire sans rien changer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is due; exit 1 when something was refused."""
        dry_run, refused = options["dryrun"], 0
        for word, name, act in self._due():
            self.stdout.write(f"{word} : {name}")
            if not dry_run:
                refused += not self._done(name, act)
        if refused:
            raise CommandError(
                f"{refused} élément(s) refusé(s) : corrigez-les, ou déprogrammez-les."
            )

    def _due(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """What to say, of what, and doing it: ends first, then beginnings."""
        for instance in self._expired():
            archive = partial(
                instance.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"
            )
            yield "Expiré", str(instance), archive
        due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
        for revision in due.order_by("approved_go_live_at"):
            publish = partial(revision.publish, log_action="wagtail.publish.scheduled")
            yield "Programmé", revision.object_str, publish

    def _done(self, name: str, act: Callable[[], object]) -> bool:
        """Do it; what is refused, or fails, is told and keeps nothing else from being done."""
        try:
            act()
        except ValidationError as error:
            self.stderr.write(f"Refusé : {name} : {' '.join(error.messages)}")
            return False
        except Exception:
            logger.exception("Scheduled step failed on %s", name)
            self.stderr.write(f"Refusé : {name} : erreur inattendue, rien n'a été changé.")
            return False
        return True

    def _expired(self) -> list[Any]:
        models = [m for m in apps.get_models() if issubclass(m, DraftStateMixin)]
        return [
            instance
            for model in models
            for instance in model._base_manager.filter(live=True, expire_at__lt=timezone.now())
        ]
