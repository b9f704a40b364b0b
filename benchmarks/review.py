"""Steps with their cascades on a family of 50 variants; the queue and the audit log with a long history.

``python -m benchmarks.review [--sizes 1000,20000] [--variants 50] [--rounds 7]`` fills a database of
its own (``DATABASE_URL`` must name a PostgreSQL server; without it a small SQLite file is used, and
the sizes are small). Steps are the real ones; every round starts from the same state, because its
transaction is taken back after it was timed; then each step is taken once more and committed. Pages
are asked through Django's test client. Every figure is a median. Nothing is asserted.
"""

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.challenges import Filler, median_ms, own_database

#: One challenge in so many has been reviewed; every one has so many entries in the log.
REVIEWED, ENTRIES = 10, 4
#: What the log says of a challenge's life, in its order.
LIFE = ("wagtail.create", "wagtail.edit", "wagtail.workflow.start", "wagtail.publish")
#: Where reviews stand: two wait, one came back, two are over.
STANDING = ("in_progress", "in_progress", "needs_changes", "approved", "approved")
BATCH = 1000


class Historian:
    """Gives the filler's challenges a past: log entries, reviews, decisions."""

    def __init__(self, filler: Filler) -> None:
        from django.contrib.auth import get_user_model

        self.filler = filler
        self.people = [
            get_user_model().objects.create(username=f"personne{n}", first_name=f"P{n}")
            for n in range(20)
        ]
        self.told = 0

    def catch_up(self) -> None:
        """The past of the challenges that have none yet."""
        from challenges.models import Challenge

        rows = list(
            Challenge.objects.filter(pk__gt=self.told)
            .order_by("pk")
            .only("pk", "instruction_fr", "public_id", "latest_revision")
        )
        for start in range(0, len(rows), BATCH):
            self._log(rows[start : start + BATCH])
        self._reviews(rows[::REVIEWED])
        self.told = rows[-1].pk if rows else self.told

    def _log(self, rows: list[Any]) -> None:
        from django.contrib.contenttypes.models import ContentType
        from django.utils import timezone
        from wagtail.models import ModelLogEntry

        from challenges.models import Challenge

        kind, now = ContentType.objects.get_for_model(Challenge), timezone.now()
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=kind, object_id=str(row.pk), label=str(row), action=action,
                user=self.people[(row.pk + n) % len(self.people)], data={},
                timestamp=now - timedelta(minutes=row.pk * 7 + 30 * (ENTRIES - n)),
                revision_id=row.latest_revision_id, content_changed=n == 1,
            )
            for row in rows for n, action in enumerate(LIFE)
        )  # fmt: skip

    def _reviews(self, rows: list[Any]) -> None:
        from wagtail.models import TaskState, WorkflowState

        from challenges.models import Challenge
        from content.models import Decision, Review

        workflow = Challenge.get_default_workflow()
        peer = workflow.tasks.last()
        kind = Challenge.get_base_content_type()
        states = WorkflowState.objects.bulk_create(
            WorkflowState(
                content_type=kind, base_content_type=kind, object_id=str(row.pk),
                workflow=workflow, status=STANDING[n % 5],
                requested_by=self.people[n % len(self.people)],
            )
            for n, row in enumerate(rows)
        )  # fmt: skip
        tasks = TaskState.objects.bulk_create(
            TaskState(
                workflow_state=state, revision_id=row.latest_revision_id, task=peer,
                status={"needs_changes": "rejected"}.get(state.status, state.status),
            )
            for state, row in zip(states, rows, strict=True)
        )  # fmt: skip
        for state, task in zip(states, tasks, strict=True):
            state.current_task_state = task
        WorkflowState.objects.bulk_update(states, ["current_task_state"], batch_size=500)
        reviews = Review.objects.bulk_create(
            self._review(n, state, row)
            for n, (state, row) in enumerate(zip(states, rows, strict=True))
        )
        Decision.objects.bulk_create(
            Decision(
                review=review, revision_id=row.latest_revision_id, fingerprint="0" * 64,
                verdict="approved" if state.status == "approved" else "changes",
                by=self.people[(n + 1) % len(self.people)], comment="Plus court, s'il vous plaît.",
            )
            for n, (review, state, row) in enumerate(zip(reviews, states, rows, strict=True))
            if state.status != "in_progress"
        )  # fmt: skip

    def _review(self, n: int, state: Any, row: Any) -> Any:
        from django.utils import timezone

        from content.models import Review

        now = timezone.now()
        return Review(
            workflow_state=state, content_type=state.base_content_type, object_id=row.pk,
            priority=1 + n % 3, due=(now + timedelta(days=n % 30 - 10)).date() if n % 2 else None,
            submitted_at=now - timedelta(hours=n), message="À relire.",
            taken_by=self.people[n % len(self.people)] if n % 4 == 0 else None,
        )  # fmt: skip


def addresses() -> dict[str, str]:
    """The address of every page that is measured; a page that is not there yet is left out."""
    from django.urls import NoReverseMatch, reverse

    found = {}
    for name, address, query in (
        ("queue", "reviews:queue", ""),
        ("queue, page 10", "reviews:queue", "?p=10"),
        ("queue, mine", "reviews:queue", "?who=me"),
        ("queue, words", "reviews:queue", "?q=ecole"),
        ("queue, came back", "reviews:queue", "?tab=returned"),
        ("my work", "work:page", ""),
        ("audit log", "audit:log", ""),
        ("audit log, page 500", "audit:log", "?p=500"),
        ("audit log, one action", "audit:log", "?action=wagtail.publish"),
        ("audit log, words", "audit:log", "?q=ecole"),
    ):
        try:
            found[name] = reverse(address) + query
        except NoReverseMatch:
            print(f"  {name:<28}no such page")
    return found


def look_at_pages(filler: Filler, rounds: int) -> None:
    """Time and number of queries of every page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import ModelLogEntry

    from content.models import Review

    client = Client()
    client.force_login(filler.person)
    print(
        f"{filler.made:,} challenges, {ModelLogEntry.objects.count():,} log entries, "
        f"{Review.objects.count():,} reviews"
    )
    for name, address in addresses().items():
        response = client.get(address, follow=True)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        queries = len(found)
        milliseconds = median_ms(lambda a=address: client.get(a), rounds)
        print(f"  {name:<28}{milliseconds:6.0f} ms, {queries} queries", flush=True)


class Family:
    """A validated prototype with validated variants, a draft of it and a rival, both under review."""

    def __init__(self, filler: Filler, variants: int) -> None:
        from challenges.models import Challenge
        from content.review.actions import submit
        from referentiel.actions import mint_framework
        from referentiel.lifecycle import new_version
        from tests import factories

        served = Challenge.objects.filter(status="validated", prototype=None).values("skill")
        skill = type(filler.skills[0]).objects.exclude(pk__in=served).first()
        if skill is None:
            skill = new_version(filler.skills[0])
        mint_framework(skill.competence.framework)
        prototype = factories.validate(factories.choice_challenge(skill))
        for number in range(1, variants + 1):
            factories.validate(factories.variant_of(prototype, number))
        self.pk = prototype.pk
        draft = self.prototype.get_latest_revision_as_object()
        draft.timer = 60
        draft.save_revision(user=filler.person)
        self.edited = submit(self.prototype, filler.person)
        rival = factories.choice_challenge(skill)
        rival.revisions.update(user=filler.person)
        self.rival = submit(rival, filler.person)
        self.other = new_version(skill)
        self.reviewer = factories.UserFactory(username="relectrice-du-banc", is_superuser=True)

    @property
    def prototype(self) -> Any:
        """The prototype's row as it is now."""
        from challenges.models import Challenge

        return Challenge.objects.get(pk=self.pk)

    def steps(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """The steps that are measured, each from the same state."""
        from referentiel.lifecycle import activate_skill

        yield "approve the prototype", lambda: self._approve(self.edited)
        yield "approve a rival", lambda: self._approve(self.rival)
        yield "archive the family", lambda: self.prototype.unpublish(user=self.reviewer)
        yield "activate another version", lambda: activate_skill(self.other, self.reviewer)

    def _approve(self, review: Any) -> None:
        from challenges.models import Challenge
        from content.enums import ReviewPoint
        from content.review.actions import decide
        from content.review.approvals import fingerprint

        row = Challenge.objects.get(pk=review.object_id)
        seen = fingerprint(row.get_latest_revision())
        decide(review, self.reviewer, "approved", seen=seen, checklist=ReviewPoint.values)


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside is measured, and undone."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def take_steps(family: Family, rounds: int) -> None:
    """Time and number of queries of each step; the last one is committed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for name, step in family.steps():
        times = []
        for number in range(rounds + 1):
            with taken_back():
                started = time.perf_counter()
                step()
                if number:
                    times.append(time.perf_counter() - started)
        with taken_back(), CaptureQueriesContext(connection) as found:
            step()
        print(
            f"  {name:<28}{statistics.median(times) * 1000:6.0f} ms, {len(found)} queries",
            flush=True,
        )
    name, step = next(iter(family.steps()))
    started = time.perf_counter()
    step()
    print(f"  {name}, committed: {(time.perf_counter() - started) * 1000:.0f} ms")


def main() -> None:
    """Fill and measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    parser.add_argument("--sizes", default="1000,20000" if postgres else "200,1000")
    parser.add_argument("--variants", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        import django

        django.setup()
        with own_database("atelier_bench_review"):
            measure([int(s) for s in options.sizes.split(",")], options.variants, options.rounds)


def measure(sizes: list[int], variants: int, rounds: int) -> None:
    """Print the figures of every size, then of the steps in the largest."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    print(
        f"{connection.vendor}, {platform.python_implementation()} {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {load}, medians of {rounds}"
    )
    filler = Filler()
    historian = Historian(filler)
    for size in sorted(sizes):
        started = time.perf_counter()
        filler.fill_up_to(size)
        historian.catch_up()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        print(f"filled in {time.perf_counter() - started:.0f} s")
        look_at_pages(filler, rounds)
    family = Family(filler, variants)
    print(f"a prototype with {variants} validated variants among {filler.made:,} challenges")
    take_steps(family, rounds)


if __name__ == "__main__":
    main()
