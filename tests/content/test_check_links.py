"""``check_links``: what is due is looked at once, and each link has its history."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from challenges.models import ChallengeLink
from content.links.checking import KEPT, due_links, record
from content.links.fetching import Seen
from content.links.outcomes import Outcome
from content.links.registry import link_uses
from content.models import CheckedLink, LinkLook
from tests import factories
from tests.content.linkserver import link_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    settings.ATELIER_LINKS_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    settings.ATELIER_LINKS_POLITENESS = {"threads": 4, "per_host": 4, "pause": 0}
    settings.ATELIER_LINKS_SECONDS = 2
    with link_server() as running:
        yield running


def linked(*urls, **fields):
    challenge = factories.choice_challenge(**fields)
    for order, url in enumerate(urls):
        ChallengeLink.objects.create(
            challenge=challenge, label_fr=f"Page {order}", url_fr=url, sort_order=order
        )
    return challenge


def test_links_are_found_where_they_are(server):
    linked(
        f"{server.url}/200",
        instruction_fr=f"Lisez [la page]({server.url}/404) puis choisissez.",
    )
    found = {use.url: use.field for use in link_uses()}
    assert found == {f"{server.url}/200": "lien à consulter", f"{server.url}/404": "texte"}


def test_the_command_says_what_is_broken_and_does_not_ask_twice(server, capsys):
    linked(f"{server.url}/200", f"{server.url}/404", "http://10.0.0.1/", f"{server.url}/200")
    call_command("check_links")
    out = capsys.readouterr().out
    assert "3 lien(s)" in out
    assert f"cassé : {server.url}/404" in out
    assert "adresse privée" in out
    asked = len(server.seen)
    call_command("check_links")
    assert len(server.seen) == asked
    call_command("check_links", "--all")
    assert len(server.seen) == 2 * asked
    assert CheckedLink.objects.get(url=f"{server.url}/404").failures == 2


def test_a_link_remembers_since_when_and_how_often_it_fails():
    start = timezone.now()
    for hours, outcome in enumerate(
        [Outcome.OK, Outcome.BROKEN, Outcome.TIMEOUT, Outcome.UNSURE, Outcome.BROKEN]
    ):
        link = record(Seen("http://x.example/", outcome), start + timedelta(hours=hours))
    assert (link.failures, link.first_failure_at) == (3, start + timedelta(hours=1))
    assert (link.since, link.last_ok_at) == (start + timedelta(hours=4), start)
    link = record(Seen("http://x.example/", Outcome.OK), start + timedelta(hours=5))
    assert (link.failures, link.first_failure_at) == (0, None)
    assert link.looks.count() == 6


def test_old_looks_are_let_go():
    for _ in range(KEPT + 3):
        record(Seen("http://x.example/", Outcome.OK))
    assert LinkLook.objects.count() == KEPT


def test_trusted_hosts_are_not_visited(settings):
    settings.ATELIER_LINKS_TRUSTED = ["intranet.example"]
    urls = ["http://intranet.example/a", "http://other.example/"]
    assert due_links(urls, timedelta()) == ["http://other.example/"]
