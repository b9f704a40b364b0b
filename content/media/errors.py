"""What may go wrong with a file, and how sizes and names are said in a sentence."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MediaRefused(ValidationError):
    """A file that does not get in; the message is a French sentence: what, why, what to do."""


class MediaMissing(LookupError):
    """A row whose bytes are not in the storage, or are not those that its name promises."""


def in_words(size: int) -> str:
    """A number of bytes as people read it, in decimal units: ``48213`` is « 48 Ko »."""
    if size < 1000:
        return _("%(size)s octets") % {"size": size}
    if size < 1_000_000:
        return _("%(size)s Ko") % {"size": round(size / 1000)}
    number = f"{size / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")
    return _("%(size)s Mo") % {"size": number}


def shown(name: str) -> str:
    """A name from a hostile archive, fit for a sentence: printable, and not too long."""
    printable = "".join(character if character.isprintable() else "�" for character in name)
    return printable if len(printable) <= 80 else printable[:77] + "…"
