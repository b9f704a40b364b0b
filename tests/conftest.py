"""What all tests share: Chromium for browser tests, users, and a small referential."""

import os
import shutil

# Playwright's loop runs in the test's thread: Django must not refuse the database for that.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import pytest
from django.contrib.auth.models import Group
from hypothesis import settings

from cms.roles import (
    ADMINISTRATORS,
    DESIGNERS,
    PUBLISHERS,
    READERS,
    REFERENTIAL,
    REVIEWERS,
    sync_roles,
    translators,
)
from tests import factories

# CI looks at the same examples every time, so that it fails for what changed; elsewhere each run
# looks at new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

_without_browser: list[str] = []


def chromium_path():
    """Where Chromium is, or None."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium():
    """The path of Chromium; without it browser tests are skipped loudly, and fail in CI."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("No Chromium: CI must run the browser tests.")
        _without_browser.append("x")
        pytest.skip("no Chromium on this machine")
    return path


def pytest_terminal_summary(terminalreporter):
    """Say loudly that browser tests did not run."""
    if _without_browser:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(
            "No Chromium was found. Install it (Debian: apt install chromium) or set CHROMIUM=path."
        )


@pytest.fixture
def skill(db):
    """A skill of CRCN 1.1, level 2, in construction."""
    return factories.SkillFactory()


def _person(name, group):
    # Migrations made the groups; only a test that flushed everything lacks them.
    if not Group.objects.filter(name=group).exists():
        sync_roles()
    user = factories.UserFactory(username=name)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def reader(db):
    """Somebody who reads everything and changes nothing."""
    return _person("lucie", READERS)


@pytest.fixture
def designer(db):
    """A content designer with the designers' permissions."""
    return _person("claire", DESIGNERS)


@pytest.fixture
def reviewer(db):
    """Somebody who reviews what others wrote."""
    return _person("remi", REVIEWERS)


@pytest.fixture
def translator(db):
    """Somebody who translates into Dutch."""
    return _person("tine", translators("nl"))


@pytest.fixture
def publisher(db):
    """Somebody who archives challenges and publishes banks."""
    return _person("paul", PUBLISHERS)


@pytest.fixture
def keeper(db):
    """Somebody who keeps the referential."""
    return _person("gardienne", REFERENTIAL)


@pytest.fixture
def administrator(db):
    """Somebody who administrates the workshop, and is no superuser."""
    return _person("adèle", ADMINISTRATORS)


@pytest.fixture
def keeper_client(client, keeper):
    """A logged-in keeper's browser."""
    client.force_login(keeper)
    return client


@pytest.fixture
def designer_client(client, designer):
    """A logged-in content designer's browser."""
    client.force_login(designer)
    return client


@pytest.fixture
def reader_client(client, reader):
    """A logged-in reader's browser."""
    client.force_login(reader)
    return client


@pytest.fixture
def reviewer_client(client, reviewer):
    """A logged-in reviewer's browser."""
    client.force_login(reviewer)
    return client


@pytest.fixture
def publisher_client(client, publisher):
    """A logged-in publisher's browser."""
    client.force_login(publisher)
    return client


@pytest.fixture
def administrator_client(client, administrator):
    """A logged-in administrator's browser."""
    client.force_login(administrator)
    return client
