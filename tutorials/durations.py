"""How long a tutorial takes: seconds in documents, ``3:31`` for people."""

import re

#: ``h:mm:ss`` or ``m:ss``, seconds of two digits.
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
#: ``3 min``, ``2 min 30 s``, ``90 s``; ``1 h 20`` says no unit for its minutes.
_WORDS = re.compile(
    r"(?:(\d{1,2})\s*h)?\s*(?:(\d{1,3})\s*(?:min|mn|m|'))?\s*(?:(\d{1,4})\s*(?:sec|s|\"))?"
)
_HOURS = re.compile(r"(\d{1,2})\s*h\s*([0-5]?\d)()")
LONGEST = 86400


def seconds_of(text: str) -> int:
    """The seconds that ``text`` says (``3:31``, ``1:02:03``, ``3 min``, ``1 h 20``, ``90 s``).

    Raises ``ValueError`` for what is no duration, is nothing, or is more than a day.
    """
    said = text.strip().lower()
    found = _CLOCK.fullmatch(said) or _HOURS.fullmatch(said) or _WORDS.fullmatch(said)
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if hours and found.re is _CLOCK and minutes > 59:
        raise ValueError(text)
    total = hours * 3600 + minutes * 60 + seconds
    if not 0 < total <= LONGEST:
        raise ValueError(text)
    return total


def clock(seconds: int) -> str:
    """``3:31``, from an hour on ``1:02:03``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
