"""What histories say of our own actions."""

from collections.abc import Callable
from typing import Any

from wagtail.log_actions import LogFormatter

#: What a message may name; an entry that does not say it shows a dash.
_NAMES = ("from", "to", "into", "label")


def telling(label: Any, message: Any, word: Callable[[str], str] = str) -> type[LogFormatter]:
    """A formatter whose message says what the log entry's data hold, each put into words by ``word``."""

    class Formatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            data = {**dict.fromkeys(_NAMES, "–"), **(log_entry.data or {})}
            return str(message) % {name: word(str(value)) for name, value in data.items()}

    Formatter.label = label
    return Formatter
