"""A new address is in the table, or the tests fail: a page must say who may."""

from . import table, table_wagtail
from .walking import addresses


def test_every_address_of_the_admin_is_in_the_table():
    known = {row.name for row in table.ROWS} | table_wagtail.EVERYBODYS
    there = {name for name, _view in addresses() if not name.startswith(table_wagtail.UNUSED)}
    missing = sorted(there - known)
    assert missing == [], "say in tests/roles/table*.py who may do what at these addresses"


def test_the_table_names_addresses_that_exist():
    there = {name for name, _view in addresses()}
    assert sorted({row.name for row in table.ROWS} - there) == []
    assert sorted(table_wagtail.EVERYBODYS - there) == []


def test_refusals_of_our_rooms_are_sentences():
    ours = {row.name for row in table.ROOMS if row.name != "wagtail_bulk_action"}
    silent = sorted(name for name, view in addresses() if name in ours and not _explains(view))
    assert silent == [], "wrap their patterns in content.permissions.refusing_all"


def _explains(view):
    """Whether the view, or what it wraps, turns refusals into sentences."""
    while view is not None:
        if getattr(view, "explains_refusals", False):
            return True
        view = getattr(view, "__wrapped__", None)
    return False
