"""A Pix challenge as it came: its members, each of the type that it must have."""

import re
from collections.abc import Mapping
from typing import Any

from ..reading import Remark, Unreadable
from .words import DEFAULT_FORMAT, FIELDS, FORMATS, TREATMENTS

_LOCALE = re.compile("([A-Za-z]{2})(?:[-_]([A-Za-z]{2}))?")


class Record:
    """The members of a Pix challenge, and remarks about what has no place in a document."""

    def __init__(self, challenge: Mapping[str, Any]) -> None:
        self._members = challenge
        self.remarks: list[Remark] = []
        others = [name for name, value in challenge.items() if name not in FIELDS and value]
        if others:
            self.remark("", f"Ceci n'est pas lu ici et reste à dire : {', '.join(others)}.")

    def remark(self, member: str, message: str) -> None:
        """Say something about ``member`` ("" for the whole)."""
        self.remarks.append(Remark(f"/{member}" if member else "", message))

    def unreadable(self, member: str, message: str) -> Unreadable:
        """The exception that says why the challenge cannot be read."""
        return Unreadable([Remark(f"/{member}", message)])

    def text(self, member: str) -> str:
        """A text, with plain line ends; "" when it is absent. Raises ``Unreadable``."""
        value = self._members.get(member)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.unreadable(member, "Ceci doit être un texte.")
        return value.replace("\r\n", "\n").replace("\r", "\n")

    def flag(self, member: str, default: bool = False) -> bool:
        """A boolean, ``default`` when it is absent. Raises ``Unreadable``."""
        value = self._members.get(member)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.unreadable(member, "Ceci doit être vrai ou faux.")
        return value

    def number(self, member: str, least: int, most: int) -> int | None:
        """A whole number, None when it is absent, 0 or out of range (which is remarked)."""
        value = self._members.get(member)
        if value is None or value == 0:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.unreadable(member, "Ceci doit être un nombre entier.")
        if least <= value <= most:
            return value
        self.remark(member, f"{value} n'est pas entre {least} et {most} : laissé de côté.")
        return None

    def locale(self) -> str:
        """The locale of the record, as BCP 47 writes it; French when it says none."""
        value = self._members.get("locales") or ["fr"]
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            raise self.unreadable("locales", "Ceci doit être une liste de langues.")
        found = _LOCALE.fullmatch(value[0].strip())
        if found is None:
            raise self.unreadable("locales", f"« {value[0]} » n'est pas une langue connue.")
        if len(value) > 1:
            self.remark(
                "locales",
                f"Chaque langue a ici ses propres textes : lu pour {value[0]} seulement, "
                f"pas pour {', '.join(value[1:])}.",
            )
        language, region = found[1].lower(), found[2]
        return f"{language}-{region.upper()}" if region else language

    def format(self) -> str:
        """Atelier's code of the expected length."""
        name = self.text("format") or DEFAULT_FORMAT
        if name not in FORMATS:
            self.remark("format", f"« {name} » n'est pas un format connu : lu comme « mots ».")
        return FORMATS.get(name, FORMATS[DEFAULT_FORMAT])

    def tolerances(self) -> list[str]:
        """The tolerances that are switched on, sorted."""
        return sorted(code for member, code in TREATMENTS.items() if self.flag(member))
