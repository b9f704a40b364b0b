"""``manage.py check_links [--all] [--hours N]``: look at the links that things hold."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from content.links.checking import check_links, due_links, used_urls
from content.links.outcomes import Outcome

#: Links between two lines of progress.
STEP = 200


class Command(BaseCommand):
    """Looks at every link that is due, says what is broken, and keeps the history of each."""

    help = "Vérifie les liens des épreuves et des tutoriels ; à lancer chaque nuit."

    def add_arguments(self, parser: CommandParser) -> None:
        """How old the last look must be."""
        parser.add_argument("--all", action="store_true", help="même ceux vérifiés récemment")
        parser.add_argument(
            "--hours", type=int, default=20, help="ne pas revoir avant N heures (20)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and say what needs somebody."""
        age = timedelta(hours=0 if options["all"] else options["hours"])
        due = due_links(used_urls(), age)
        self.stdout.write(f"{len(due)} lien(s) à vérifier.")
        counts: Counter[str] = Counter()
        for number, link in enumerate(check_links(due), 1):
            counts[link.outcome] += 1
            if link.fails:
                self.stdout.write(f"{link.get_outcome_display()} : {link.url} {link.detail}")
            if number % STEP == 0:
                self.stdout.write(f"{number} / {len(due)}")
        told = ", ".join(f"{counts[code]} {Outcome(code).label}" for code in counts)
        self.stdout.write(told or "Rien à vérifier.")
