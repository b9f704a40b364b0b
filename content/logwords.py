"""What histories say of our own actions, and of Wagtail's in the house's words."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

#: What a message may name; an entry that does not say it shows a dash.
_NAMES = ("from", "to", "into", "label", "name", "number")


def telling(label: Any, message: Any, word: Callable[[str], str] = str) -> type[LogFormatter]:
    """A formatter whose message says what the log entry's data hold, each put into words by ``word``.

    What an entry followed (``with``) and why (``reason``) come after, whatever the action.
    """

    class Formatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data or {}
            named = {**dict.fromkeys(_NAMES, "–"), **data}
            said = str(message) % {name: word(str(value)) for name, value in named.items()}
            if data.get("with"):
                said = _("%(said)s, avec « %(with)s »") % {"said": said, "with": data["with"]}
            if data.get("reason"):
                said = _("%(said)s. Raison : %(reason)s") % {"said": said, "reason": data["reason"]}
            return said

        def format_comment(self, log_entry: Any) -> str:
            return str((log_entry.data or {}).get("comment", ""))

    Formatter.label = label
    return Formatter


def reverting(label: Any) -> type[LogFormatter]:
    """A formatter that says of when the version was that somebody came back to."""

    class Formatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            said = (log_entry.data or {}).get("revision") or {}
            when = parse_datetime(str(said.get("created", "")))
            if when is None:
                return _("Retour à une version antérieure, en brouillon")
            moment = timezone.localtime(when) if timezone.is_aware(when) else when
            return _("Retour à la version du %(when)s, en brouillon") % {
                "when": date_format(moment, "SHORT_DATETIME_FORMAT")
            }

    Formatter.label = label
    return Formatter


def reword(actions: LogActionRegistry, action: str, formatter: type[LogFormatter]) -> None:
    """Say ``action``, which is registered already, in other words."""
    actions.choices[:] = [
        (name, formatter.label if name == action else label) for name, label in actions.choices
    ]
    actions.formatters[action] = formatter()
