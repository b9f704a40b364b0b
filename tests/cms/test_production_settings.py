"""Production refuses to start on anything of the demo."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.checks import check_no_demo_accounts
from cms.demo import ACCOUNTS
from cms.start import refuse_demo
from tests import factories

GOOD = {
    "SECRET_KEY": "x" * 50,
    "DATABASE_URL": "sqlite:////tmp/none.sqlite3",
    "ALLOWED_HOSTS": "atelier.example",
}


def start(**changes):
    environment = {
        **os.environ,
        **GOOD,
        **changes,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    }
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_it_starts_with_what_it_needs():
    result = start()
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "demo-secret-for-development-only"}, "demo secret"),
        ({"SECRET_KEY": "short"}, "40 characters"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
    ],
)
def test_it_refuses(changes, word):
    result = start(**changes)
    assert result.returncode != 0
    assert word in result.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*ACCOUNTS, "admin"])
def test_a_demo_account_stops_the_start(settings, name):
    settings.DEMO = False
    assert check_no_demo_accounts() == []
    refuse_demo()
    factories.UserFactory(username=name)
    assert [problem.id for problem in check_no_demo_accounts()] == ["cms.C001"]
    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_demo()
    settings.DEMO = True
    refuse_demo()
