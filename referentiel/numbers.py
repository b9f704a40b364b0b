"""Numbers and places that addresses and forms say."""

from typing import Any

from django.urls.converters import IntConverter

#: No primary key, level or position is longer; databases refuse what is.
LONGEST = 9


def whole_number(text: str) -> int | None:
    """The whole number that ``text`` says, or None: for another text, and for one too long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def placed(rows: list[Any], row: Any, to: str) -> list[Any]:
    """``rows`` with ``row`` one place ``up`` or ``down``, or at the position that ``to`` says."""
    place = rows.index(row)
    number = whole_number(to)
    wanted = {"up": place - 1, "down": place + 1}.get(to, place if number is None else number)
    rest = [other for other in rows if other.pk != row.pk]
    rest.insert(max(0, min(wanted, len(rest))), row)
    return rest


class KeyConverter(IntConverter):
    """A primary key in an address, of a length that databases hold."""

    regex = f"[0-9]{{1,{LONGEST}}}"
