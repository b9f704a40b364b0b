"""A step of a prototype costs the same number of queries whatever the size of its family."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from content.review.actions import submit
from referentiel.lifecycle import activate_skill, new_version
from tests.laws import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    return world.people()


def family(people, size):
    """A validated prototype with so many validated variants and drafts of variants."""
    anna, remi = people["anna"], people["remi"]
    prototype = world.brought_live(world.written(anna, world.skill(topic__name="sujet" + "x" * size)),
                                   anna, remi)  # fmt: skip
    for number in range(size):
        world.brought_live(world.variant(anna, prototype, 2 * number + 1), anna, remi)
        world.variant(anna, prototype, 2 * number + 2)
    return prototype


def archive(prototype, people):
    return lambda: prototype.unpublish(user=people["ada"])


def remint(prototype, people):
    draft = prototype.get_latest_revision_as_object()
    draft.timer = 60
    draft.save_revision(user=people["anna"])
    submit(world.fresh(prototype), people["anna"])
    return lambda: world.approve(prototype, people["remi"])


def replace(prototype, people):
    rival = world.written(people["anna"], prototype.skill)
    submit(rival, people["anna"])
    return lambda: world.approve(rival, people["remi"])


def activate(prototype, people):
    other = new_version(prototype.skill)
    return lambda: activate_skill(other, people["ada"])


def queries(step):
    """How many queries ``step`` takes; it is taken back."""
    with transaction.atomic(), CaptureQueriesContext(connection) as found:
        step()
        transaction.set_rollback(True)
    # SQLite's search index takes its rows one by one (Wagtail's backend); PostgreSQL's all at once.
    by_row = "wagtailsearch_indexentry" if connection.vendor == "sqlite" else None
    return sum(1 for query in found.captured_queries if not by_row or by_row not in query["sql"])


@pytest.mark.parametrize("step", [archive, remint, replace, activate], ids=lambda s: s.__name__)
def test_the_number_of_queries_does_not_follow_the_family(step, people):
    counts = []
    for size in (1, 2, 5):
        counts.append(queries(step(family(people, size), people)))
    # The first one fills what the process remembers (kinds of content, permissions).
    assert counts[2] == counts[1]
