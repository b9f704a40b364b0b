"""A real Chromium against a real server, with what an installation starts with."""

from contextlib import contextmanager
from functools import partial

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.e2e import snapshot

#: A page of the admin loads a lot of script: on a busy machine it may take its time.
PATIENCE_MS = 30_000

#: The rows of an installation, once it was set up.
_installation = []


@pytest.fixture
def starter(transactional_db, chromium):
    """An installation as ``make setup`` leaves it; made before the server answers.

    Set up once a run, then put back row by row: setting up takes ten times as long.
    """
    from django.core.management import call_command

    if not _installation:
        call_command("setup_atelier", stdout=open("/dev/null", "w"))  # noqa: SIM115
        _installation.append(snapshot.take())
    else:
        snapshot.put_back(_installation[0])


@pytest.fixture
def browser(chromium):
    """Chromium, without what reaches for the network."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@contextmanager
def pages(browser, live_server):
    """A function that opens a page of a given size in a browser of its own; addresses are relative.

    Whatever the test looks at, no answer of the server may have been a failure (autosave beside the
    preview once locked the database).
    """
    failures, contexts = [], []

    def open_page(width=1280, height=900, user=None):
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=live_server.url, locale="fr-BE"
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([{**session_cookie(user), "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on(
            "response",
            lambda answer: failures.append(answer.url) if answer.status >= 500 else None,
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert failures == []


def session_cookie(user):
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    return {"name": cookie.key, "value": cookie.value}


@pytest.fixture
def new_page(browser, starter, live_server):
    """Pages of an installation as ``make setup`` leaves it."""
    with pages(browser, live_server) as open_page:
        yield open_page


@pytest.fixture
def desk(transactional_db, designer, skill, browser, live_server):
    """Pages of an almost empty installation: one skill, and a content designer who is signed in."""
    with pages(browser, live_server) as open_page:
        yield partial(open_page, user=designer)
