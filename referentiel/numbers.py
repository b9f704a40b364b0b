"""Numbers that addresses and forms say."""

#: No primary key, level or position is longer; databases refuse what is.
LONGEST = 9


def whole_number(text: str) -> int | None:
    """The whole number that ``text`` says, or None: for another text, and for one too long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
