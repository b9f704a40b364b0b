"""The queue: what it shows to whom, in which order, what narrows it, and what it costs."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from challenges.models import Challenge
from cms.roles import READERS, REVIEWERS, sync_roles
from content.enums import Priority
from content.models import Note
from content.review.actions import decide, submit, take, withdraw
from content.review.approvals import authors_of, authors_of_many, fingerprint
from tests import factories

pytestmark = pytest.mark.django_db
QUEUE = "/admin/relectures/"


@pytest.fixture
def reviewer(db):
    sync_roles()
    user = factories.UserFactory(username="remi", first_name="Rémi", last_name="Lambert")
    user.groups.add(Group.objects.get(name=REVIEWERS))
    return user


@pytest.fixture
def reviewer_client(client, reviewer):
    client.force_login(reviewer)
    return client


def submitted(designer, text="Quelle couleur ?", **said):
    """A challenge that ``designer`` wrote and submitted; its review."""
    challenge = factories.choice_challenge(factories.SkillFactory(), instruction_fr=text)
    wrote(challenge, designer)
    return submit(challenge, designer, **said)


def wrote(challenge, *people):
    """Each of ``people`` wrote a draft, the first one began it."""
    Challenge.objects.filter(pk=challenge.pk).update(created_by=people[0])
    challenge.revisions.update(user=people[0])
    for person in people[1:]:
        Challenge.objects.get(pk=challenge.pk).get_latest_revision_as_object().save_revision(
            user=person, clean=False
        )


def sent_back(review, reviewer, comment="La consigne est longue."):
    challenge = Challenge.objects.get(pk=review.object_id)
    seen = fingerprint(challenge.get_latest_revision())
    return decide(review, reviewer, "changes", seen=seen, comment=comment)


def shown(client, **params):
    """Keys of the reviews on the page, in their order."""
    response = client.get(QUEUE, params)
    assert response.status_code == 200
    return [row.review.pk for row in response.context["rows"]]


def test_the_most_urgent_first_then_what_is_due_then_the_oldest(reviewer_client, designer):
    today = timezone.localdate()
    old = submitted(designer)
    late = submitted(designer, due=today - timedelta(days=1))
    low = submitted(designer, priority=Priority.LOW, due=today - timedelta(days=9))
    soon = submitted(designer, due=today + timedelta(days=1))
    new = submitted(designer)
    urgent = submitted(designer, priority=Priority.URGENT)
    assert shown(reviewer_client) == [urgent.pk, late.pk, soon.pk, old.pk, new.pk, low.pk]


def test_a_row_says_what_it_is_about_and_leads_to_its_review(reviewer_client, designer, reviewer):
    review = submitted(
        designer,
        priority=Priority.URGENT,
        due=timezone.localdate() - timedelta(days=1),
        message="Avant la rentrée.",
    )
    kind = ContentType.objects.get_for_model(Challenge)
    note = {"content_type": kind, "object_id": review.object_id, "author": reviewer}
    opened = Note.objects.create(text="Trop long.", **note)
    Note.objects.create(text="Réponse", parent=opened, **note)
    Note.objects.create(text="Réglé", resolved_at=timezone.now(), **note)
    page = unescape(reviewer_client.get(QUEUE).content.decode())
    for words in (
        "Quelle couleur ?", "claire", "urgente", "en retard", "Avant la rentrée.", "@moteur2",
        "choix unique", "première version", "1 note ouverte", "Je m'en occupe",
        f'href="/admin/epreuves/{review.object_id}/relecture/"',
    ):  # fmt: skip
        assert words in page, words


def test_what_is_taken_says_by_whom(reviewer_client, designer, reviewer):
    mine, other, free = (submitted(designer) for _ in range(3))
    colleague = factories.UserFactory(username="zoe", first_name="Zoé", last_name="Henry")
    colleague.groups.add(Group.objects.get(name=REVIEWERS))
    reviewer_client.post(f"/admin/relectures/{mine.pk}/prendre/")
    take(other, colleague)
    page = reviewer_client.get(QUEUE).content.decode()
    assert "Zoé Henry" in page
    assert page.count('class="review-list__mine"') == 1
    assert f"/admin/relectures/{free.pk}/prendre/" in page
    assert f"/admin/relectures/{other.pk}/prendre/" not in page
    for who, expected in (("me", [mine]), ("nobody", [free]), ("others", [other])):
        assert shown(reviewer_client, who=who) == [review.pk for review in expected]


def test_an_author_is_told_that_somebody_else_decides(reviewer_client, designer, reviewer):
    challenge = factories.choice_challenge()
    wrote(challenge, designer, reviewer)
    review = submit(Challenge.objects.get(pk=challenge.pk), designer)
    page = reviewer_client.get(QUEUE).content.decode()
    assert "vous en êtes auteur, une autre personne doit la relire" in page
    assert f"/admin/relectures/{review.pk}/prendre/" not in page


def test_filters(reviewer_client, designer):
    other = factories.UserFactory(username="zoe")
    other.groups.set(designer.groups.all())
    late = submitted(designer, due=timezone.localdate() - timedelta(days=1))
    urgent = submitted(designer, "Où est l'école ?", priority=1, due=timezone.localdate())
    hers = submitted(other)
    everything = [urgent.pk, late.pk, hers.pk]
    for params, expected in (
        ({"due": "late"}, [late.pk]),
        ({"due": "set"}, [urgent.pk, late.pk]),
        ({"priority": "1"}, [urgent.pk]),
        ({"priority": "2"}, [late.pk, hers.pk]),
        ({"by": other.pk}, [hers.pk]),
        ({"q": "ecole"}, [urgent.pk]),
        ({"q": "@moteur2"}, everything),
        ({"q": "1.1 couleur"}, [late.pk, hers.pk]),
        ({"q": "introuvable"}, []),
        ({"q": "ecole", "by": other.pk}, []),
        ({"who": "nonsense", "priority": "99", "due": "x", "by": "99999", "p": "xyz"}, everything),
        ({"priority": "999999999999999999999", "by": "' OR 1=1"}, everything),
        ({"p": "77"}, everything),
    ):
        assert shown(reviewer_client, **params) == expected, params
    assert (
        "Aucune relecture ne correspond" in reviewer_client.get(QUEUE, {"q": "x"}).content.decode()
    )


def test_what_came_back_has_its_own_tab(reviewer_client, designer, reviewer):
    waiting, returned, gone = (submitted(designer) for _ in range(3))
    sent_back(returned, reviewer)
    withdraw(gone, designer)
    assert shown(reviewer_client) == [waiting.pk]
    assert shown(reviewer_client, tab="returned") == [returned.pk]
    page = reviewer_client.get(QUEUE, {"tab": "returned"}).content.decode()
    assert "La consigne est longue." in page
    assert "Rémi Lambert" in page
    assert "Soumettre à nouveau" not in page, "the reviewer did not write it"


def test_its_author_may_submit_it_again_from_there(designer_client, designer, reviewer):
    review = submitted(designer)
    sent_back(review, reviewer)
    page = designer_client.get(QUEUE, {"tab": "returned"}).content.decode()
    assert f'href="/admin/epreuves/{review.object_id}/soumettre/"' in page


def test_pages_of_thirty(reviewer_client, designer):
    for _ in range(32):
        submitted(designer)
    assert len(shown(reviewer_client)) == 30
    assert len(shown(reviewer_client, p=2)) == 2
    page = reviewer_client.get(QUEUE, {"priority": "2"}).content.decode()
    assert "?priority=2&amp;p=2" in page


def test_an_empty_queue_says_how_it_fills(reviewer_client):
    assert "Rien n'attend de relecture" in unescape(reviewer_client.get(QUEUE).content.decode())
    page = unescape(reviewer_client.get(QUEUE, {"tab": "returned"}).content.decode())
    assert "Rien n'attend d'être modifié" in page


def test_the_menu_says_how_many_wait(reviewer_client, designer):
    assert '"Relectures"' in reviewer_client.get(QUEUE).content.decode()
    submitted(designer)
    assert '"Relectures (1)"' in reviewer_client.get(QUEUE).content.decode()


def test_who_reads_challenges_reads_the_queue_and_takes_nothing(client, designer):
    review = submitted(designer)
    sync_roles()
    person = factories.UserFactory()
    person.groups.add(Group.objects.get(name=READERS))
    client.force_login(person)
    assert shown(client) == [review.pk]
    assert "/prendre/" not in client.get(QUEUE).content.decode()


def test_who_may_not_see_challenges_sees_no_queue(client, designer):
    submitted(designer)
    person = factories.give(factories.UserFactory(), "wagtailadmin.access_admin")
    client.force_login(person)
    assert client.get(QUEUE).status_code in {302, 403}
    assert "Relectures" not in client.get("/admin/").content.decode()


def test_the_queue_is_only_read(reviewer_client):
    assert reviewer_client.post(QUEUE).status_code == 405


def test_what_was_deleted_is_left_out(reviewer_client, designer):
    gone, kept = submitted(designer), submitted(designer)
    Challenge.objects.filter(pk=gone.object_id).delete()
    assert set(shown(reviewer_client)) <= {kept.pk}


def test_the_number_of_queries_does_not_grow(reviewer_client, designer, reviewer):
    def queries(**params):
        reviewer_client.get(QUEUE, params)
        with CaptureQueriesContext(connection) as found:
            reviewer_client.get(QUEUE, params)
        return len(found)

    first = submitted(designer)
    sent_back(submitted(designer), reviewer)
    take(first, reviewer)
    few = queries(), queries(tab="returned")
    for number in range(6):
        review = submitted(designer, priority=1 + number % 3)
        if number % 2:
            take(review, reviewer)
        else:
            sent_back(submitted(designer), reviewer)
    assert (queries(), queries(tab="returned")) == few
    assert max(few) <= 30


def test_authors_of_many_are_those_of_each(designer, reviewer):
    third = factories.UserFactory(username="trois")
    begun = factories.choice_challenge()
    wrote(begun, designer, reviewer)
    live = factories.choice_challenge(factories.SkillFactory())
    wrote(live, designer)
    live = factories.validate(live)
    draft = live.get_latest_revision_as_object()
    draft.instruction_fr = "Autrement dit ?"
    draft.save_revision(user=reviewer, clean=False)
    unknown = factories.choice_challenge(factories.SkillFactory())
    brought_back = factories.choice_challenge(factories.SkillFactory())
    wrote(brought_back, designer)
    old = brought_back.get_latest_revision()
    old.user = third
    old.save()
    back = Challenge.objects.get(pk=brought_back.pk).get_latest_revision_as_object()
    back.save_revision(user=reviewer, previous_revision=old, log_action=True, clean=False)
    assert ModelLogEntry.objects.filter(action="wagtail.revert").exists()
    later = Challenge.objects.get(pk=begun.pk).get_latest_revision()
    things = [Challenge.objects.get(pk=row.pk) for row in (begun, live, unknown, brought_back)]
    things[0].get_latest_revision_as_object().save_revision(user=third, clean=False)
    drafts = [(things[0], later), *((thing, thing.get_latest_revision()) for thing in things[1:])]
    with CaptureQueriesContext(connection) as found:
        many = authors_of_many((thing, revision.pk) for thing, revision in drafts)
    assert len(found) <= 3
    assert many == {thing.pk: authors_of(thing, revision) for thing, revision in drafts}
    assert many == {
        begun.pk: {designer.pk, reviewer.pk},
        live.pk: {reviewer.pk},
        unknown.pk: set(),
        brought_back.pk: {designer.pk, reviewer.pk, third.pk},
    }
    assert authors_of_many([]) == {}
