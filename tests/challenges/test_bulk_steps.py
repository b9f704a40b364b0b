"""Archiving and making obsolete many at once: seen before, each on its own, refusals told."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from challenges.bulksteps import plan_step, take_step
from challenges.lifecycle import effects_of
from challenges.models import Challenge
from cms.roles import PUBLISHERS, sync_roles
from content.effects import Verb
from tests import factories

pytestmark = pytest.mark.django_db
ARCHIVE = "/admin/bulk/challenges/challenge/archive/"
RETIRE = "/admin/bulk/challenges/challenge/retire/"


@pytest.fixture
def publisher(db):
    sync_roles()
    user = factories.UserFactory(username="paule")
    user.groups.add(Group.objects.get(name=PUBLISHERS))
    return user


@pytest.fixture
def publisher_client(client, publisher):
    client.force_login(publisher)
    return client


def prototype(level):
    return factories.validated_challenge(factories.SkillFactory(level=level))


def statuses(*challenges):
    rows = Challenge.objects.in_bulk()
    return [rows[challenge.pk].status for challenge in challenges]


def text_of(response):
    plain = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(plain))


def every(*challenges):
    return Challenge.objects.filter(pk__in=[challenge.pk for challenge in challenges])


def test_the_plan_says_what_goes_along_and_what_is_refused(publisher):
    first, second = prototype(1), prototype(2)
    variant = factories.validate(factories.variant_of(first, 1))
    factories.validate(factories.variant_of(first, 2))
    factories.variant_of(first, 3)
    proposed = factories.choice_challenge(second.skill)
    locked = prototype(3)
    Challenge.objects.filter(pk=locked.pk).update(locked=True, locked_by=factories.UserFactory())
    plan = plan_step(every(first, second, variant, proposed, locked), Verb.ARCHIVE, publisher)
    assert plan.changed == sorted([first.pk, second.pk, variant.pk])
    assert plan.also == (
        "Ceci archive 2 prototypes, 2 déclinaisons et 1 acquis, périme 1 déclinaison, et remet en "
        "construction 1 acquis."
    )
    assert {why: [pk for pk, _ in rows] for why, rows in plan.refused.items()} == {
        "« proposé » : seul ce qui est validé s'archive.": [proposed.pk],
        "Verrouillée par une autre personne.": [locked.pk],
    }
    assert statuses(first, second) == ["validated", "validated"]


@pytest.mark.parametrize("verb", [Verb.ARCHIVE, Verb.RETIRE])
def test_the_plan_of_one_says_what_its_own_page_says(publisher, verb):
    first = prototype(1)
    for number in (1, 2):
        factories.validate(factories.variant_of(first, number))
    factories.variant_of(first, 3)
    if verb == Verb.RETIRE:
        first.unpublish()
        first.refresh_from_db()
    assert plan_step(every(first), verb, publisher).also == effects_of(verb, first).summary()


def test_what_is_so_already_is_not_done_again(publisher):
    first = prototype(1)
    assert take_step(first.pk, Verb.ARCHIVE, "Raison", publisher) is True
    assert take_step(first.pk, Verb.ARCHIVE, "Raison", publisher) is False
    assert plan_step(every(first), Verb.ARCHIVE, publisher).unchanged == 1
    assert take_step(first.pk, Verb.RETIRE, "", publisher) is True
    assert plan_step(every(first), Verb.RETIRE, publisher).unchanged == 1


def test_from_the_list_to_the_report(publisher_client, publisher):
    first, second = prototype(1), prototype(2)
    variant = factories.validate(factories.variant_of(first, 1))
    proposed = factories.choice_challenge(factories.SkillFactory(level=3))
    chosen = (first, variant, second, proposed)
    url = f"{ARCHIVE}?" + "&".join(f"id={row.pk}" for row in chosen)
    assert "4 épreuves sont choisies" in text_of(publisher_client.get(url))
    look = publisher_client.post(url, {"step": "look", "reason": "La loi a changé."})
    said = text_of(look)
    assert "Raison : La loi a changé." in said
    assert "Ceci archive 2 prototypes, 1 déclinaison et 2 acquis." in said
    assert "seul ce qui est validé s'archive. (1)" in said
    ids = re.search(r'name="ids" value="([\d,]+)"', look.content.decode()).group(1)
    done = publisher_client.post(url, {"step": "all", "ids": ids, "reason": "La loi a changé."})
    # The variant went with its prototype: it was not archived on its own account.
    assert "2 épreuves archivées." in text_of(done)
    assert statuses(*chosen) == ["archived", "archived", "archived", "proposed"]
    entries = ModelLogEntry.objects.filter(action="wagtail.unpublish")
    assert {entry.data["reason"] for entry in entries} == {"La loi a changé."}
    assert {entry.user_id for entry in entries} == {publisher.pk}


def test_portions_tell_what_became_of_each(publisher_client):
    proposed = factories.choice_challenge()
    validated = prototype(3)
    url = f"{RETIRE}?id={proposed.pk}&id={validated.pk}"
    answer = publisher_client.post(
        url, {"step": "portion", "ids": f"{proposed.pk},{validated.pk}", "reason": ""}
    ).json()["results"]
    assert [result["outcome"] for result in answer] == ["changed", "refused"]
    assert "archivez-la d'abord" in answer[1]["why"]
    assert statuses(proposed, validated) == ["obsolete", "validated"]


def test_who_may_not_publish_is_refused(designer_client):
    first = prototype(1)
    for url in (ARCHIVE, RETIRE):
        for answer in (
            designer_client.get(f"{url}?id={first.pk}", follow=True),
            designer_client.post(
                f"{url}?id={first.pk}", {"step": "all", "ids": str(first.pk)}, follow=True
            ),
        ):
            assert "Elle demande l'un de ces rôles" in text_of(answer)
    assert statuses(first) == ["validated"]


def test_the_plan_does_not_ask_more_for_more(publisher):
    first = prototype(1)
    with CaptureQueriesContext(connection) as few:
        plan_step(every(first), Verb.ARCHIVE, publisher)
    rows = [first, *(prototype(level) for level in range(2, 7))]
    with CaptureQueriesContext(connection) as many:
        plan_step(every(*rows), Verb.ARCHIVE, publisher)
    assert len(many) <= len(few)


def test_wagtails_own_bulk_deletion_refuses_what_was_validated(client, publisher):
    factories.give(publisher, "challenges.delete_challenge")
    client.force_login(publisher)
    first = prototype(1)
    answer = client.post(f"/admin/bulk/challenges/challenge/delete/?id={first.pk}", follow=True)
    assert "elle s'archive, elle ne s'efface pas" in text_of(answer)
    assert statuses(first) == ["validated"]
