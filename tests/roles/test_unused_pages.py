"""What Wagtail has for pages, images and documents: the house uses none of it, and it is closed."""

import pytest
from django.urls import NoReverseMatch, reverse

from .people import NOBODY, READER, SUPERUSER, account
from .rights import CLOSED, Row
from .table_wagtail import UNUSED
from .trying import attempt
from .walking import addresses

pytestmark = pytest.mark.django_db

#: What an address is tried with: parts that fit it.
_PARTS = (
    (), (1,), (1, 1), (1, "live", "latest"), (1, "approve", 1), ("wagtailcore", "page", 1),
    ("wagtailcore", "page"), (1, "publish"), (1, "approve"), ("wagtailcore", "site", 1),
    (1, "fill-1x1"),
)  # fmt: skip


def parts_of(name):
    for parts in _PARTS:
        try:
            reverse(name, args=parts)
        except NoReverseMatch:
            continue
        return list(parts)
    raise AssertionError(f"no parts fit {name}: add some to _PARTS")


@pytest.mark.parametrize("role", [NOBODY, READER, SUPERUSER])
def test_nobody_gets_through(client, role):
    client.force_login(account(role))
    names = sorted({name for name, _view in addresses() if name.startswith(UNUSED)})
    assert len(names) > 80
    for name in names:
        row = Row(name, CLOSED, CLOSED, args=lambda _world, name=name: parts_of(name))
        for method in ("get", "post"):
            tried = attempt(client, None, row, method)
            assert tried.refused, (name, str(tried))
            assert not tried.written, (name, str(tried))
            assert role == NOBODY or "ni images" in tried.why, (name, str(tried))
