"""Reading a joined document's key for marking."""

from typing import Any

from ..documents import Document


def accepted(document: Document, chain: list[str], member: str, name: str) -> list[str]:
    """What the key accepts for ``name`` of ``member`` (``blanks``, ``groups``); [] for nothing.

    ``chain`` is the order of locales to look in (``documents.locale_chain``). The same answer as
    ``documents.resolve`` gives, without merging all the other texts for each response.
    """
    locales: dict[str, dict[str, Any]] = document["key"]["locales"]
    for locale in chain:
        found = locales.get(locale, {}).get(member, {})
        if name in found:
            return [variant for variant in found[name] if variant]
    return []


def tolerances(document: Document, blank: str) -> list[str]:
    """What is forgiven in a typed answer to ``blank``."""
    found: list[str] = document["key"]["blanks"].get(blank, {}).get("tolerances", [])
    return found
