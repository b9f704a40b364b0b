"""Under which conditions an answer was given: the time that was left, and leaving the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from runner import sessions
from runner.models import PlaySession
from tests import questions
from tests import samples_questions as samples

pytestmark = pytest.mark.django_db


def start(client, document):
    competence = questions.publish(document)
    client.post(
        reverse("runner:competences", args=["essai"]),
        {"competence": competence.public_id, "locale": "fr"},
    )
    session = PlaySession.objects.get()
    page = client.get(reverse("runner:play", args=[session.pk])).content.decode()
    session.refresh_from_db()
    return session, page


def shown(session, seconds):
    """As if the question had been shown ``seconds`` ago."""
    at = timezone.now() - timedelta(seconds=seconds)
    session.asked = {**session.asked, "at": at.isoformat()}
    session.save()


def reply(client, session, **data):
    response = client.post(
        reverse("runner:answer", args=[session.pk]),
        {"challenge": session.asked["challenge"], "choices": "cA9", **data},
        follow=True,
    )
    session.refresh_from_db()
    return response.content.decode()


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_the_time_runs_from_the_first_showing(client):
    session, page = start(client, samples.choice(timer=60))
    assert 'data-timer="60"' in page or 'data-timer="59"' in page
    assert "runner/play.js" in page
    shown(session, 20)
    page = client.get(reverse("runner:play", args=[session.pk])).content.decode()
    assert 'data-timer="39"' in page
    shown(session, 100)
    page = client.get(reverse("runner:play", args=[session.pk])).content.decode()
    assert "Temps écoulé" in page


@pytest.mark.parametrize(
    ("elapsed", "said", "outcome"),
    [
        (10, {"remaining": "50"}, "ok"),
        (10, {}, "ok"),
        (90, {}, "timedout"),
        (90, {"remaining": "50"}, "timedout"),
        (62, {"remaining": "0"}, "ok"),
        (90, {"remaining": "x"}, "timedout"),
        (10, {"remaining": "-3"}, "timedout"),
    ],
)
def test_the_browser_is_believed_as_far_as_the_clock_allows(client, elapsed, said, outcome):
    session, _page = start(client, samples.choice(timer=60))
    shown(session, elapsed)
    page = reply(client, session, **said)
    assert session.answers[0]["outcome"] == outcome
    assert ("hors délai" in page) == (outcome == "timedout")


def test_without_limit_nothing_is_said_of_time(client):
    session, page = start(client, samples.choice())
    assert "data-timer" not in page
    assert "play.js" not in page
    reply(client, session, remaining="-50")
    assert session.answers[0]["response"] == {"choices": ["cA9"]}
    assert sessions.seconds_left(session, samples.choice()) is None


def test_leaving_the_page_is_told_and_counted_where_it_matters(client):
    session, page = start(client, samples.choice(focus=True))
    assert "Répondez sans quitter cette page" in page
    page = client.post(
        reverse("runner:answer", args=[session.pk]),
        {"challenge": session.asked["challenge"], "left_focus": "1"},
    ).content.decode()
    assert "Vous avez quitté cette page" in page
    assert 'name="left_focus" value="1"' in page
    assert "vous avez quitté la page" in reply(client, session, left_focus="1")
    assert session.answers[0]["outcome"] == "focusedOut"


def test_an_order_that_nobody_touched_is_asked_again(client):
    session, _page = start(client, samples.ordering())
    lying = ["cD", "cC", "cB", "cA"]
    page = reply(client, session, order=lying)
    assert "Rien n&#x27;a été déplacé" in page
    page = reply(client, session, **{"position-cA": "1", "position-cB": "1"})
    assert "une place différente" in page
    assert session.answers == []
    reply(client, session, order=lying, **{"order-kept": "1"})
    assert session.answers[0]["response"] == {"order": lying}


def test_a_simulator_that_sent_nothing_is_said(client):
    session, _page = start(client, samples.embed())
    assert "envoyé de réponse" in reply(client, session)
    assert session.answers == []
