"""Every role on every address: what is allowed happens, what is refused says why and does nothing."""

import pytest

from .people import ANONYMOUS, NOBODY, ROLES, SUPERUSER, account
from .table import ROWS
from .trying import attempt
from .world import World

#: Who enters the admin at all, and is told there.
INSIDE = set(ROLES) - {ANONYMOUS, NOBODY}

pytestmark = pytest.mark.django_db


def complaints(client, world, role):
    """What differs from the table, in words."""
    for row in ROWS:
        for method, may in (("get", row.read), ("post", row.write)):
            if may is None and not (method == "post" and role in {ANONYMOUS, SUPERUSER}):
                continue
            tried = attempt(client, world, row, method)
            where = f"{role} {method.upper()} {row}: {tried}"
            if may is None:
                if tried.written:
                    yield f"{where}: changes something, and stands as a page that only shows"
            elif role in may:
                if tried.refused:
                    yield f"{where}: should be allowed"
                elif method == "get" and tried.written:
                    yield f"{where}: looking changes something"
                elif method == "post" and row.writes and not tried.all_written:
                    yield f"{where}: nothing happened"
            else:
                if not tried.refused:
                    yield f"{where}: should be refused"
                if tried.written:
                    yield f"{where}: refused, and did something"
                if row.explains and role in INSIDE and not tried.explained:
                    yield f"{where}: does not say why"


@pytest.mark.parametrize("role", ROLES)
def test_the_table_holds(client, role):
    world = World(account(role))
    if world.user is not None:
        client.force_login(world.user)
    found = list(complaints(client, world, role))
    assert not found, "\n" + "\n".join(found)
