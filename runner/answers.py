"""The responses that a document itself holds: the right one, and the one of who answers nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from .documents import Document, resolve

Response = dict[str, Any]


def own_answer(
    document: Document, locale: str = "fr", fallback: Mapping[str, str] = {}
) -> Response:
    """The response that the joined ``document`` itself calls right in ``locale``.

    The first accepted answer of each blank, the first right option of each menu; in a
    ``cloze_pool`` the nth group's for the nth blank. Raises ``ValueError`` for an unknown type,
    ``LookupError`` when the key has no answer.
    """
    key = document["key"]
    match document["type"]:
        case "single_choice" | "multiple_choice":
            return {"choices": list(key["choices"])}
        case "ordering":
            return {"order": list(key["order"])}
        case "matching":
            return {"pairs": [list(pair) for pair in key["pairs"]]}
        case "short_answer" | "embed" | "cloze":
            accepted = resolve(document, locale, fallback)["key"].get("blanks", {})
            return _blanks(document, lambda index, blank: _first(key, accepted, blank))
        case "cloze_pool":
            groups = resolve(document, locale, fallback)["key"]["groups"]
            return _blanks(document, lambda index, blank: groups[key["groups"][index]][0])
        case other:
            raise ValueError(f"no own answer for type {other!r}")


def empty_answer(document: Document) -> Response:
    """The response of who answers nothing; ``document`` may be a body. ``ValueError`` as above."""
    match document["type"]:
        case "single_choice" | "multiple_choice":
            return {"choices": []}
        case "ordering":
            return {"order": []}
        case "matching":
            return {"pairs": []}
        case "short_answer" | "embed" | "cloze" | "cloze_pool":
            return _blanks(document, lambda index, blank: "")
        case other:
            raise ValueError(f"no empty answer for type {other!r}")


def _blanks(document: Document, answer: Callable[[int, Document], str]) -> Response:
    return {"blanks": {b["id"]: answer(index, b) for index, b in enumerate(document["blanks"])}}


def _first(key: Document, accepted: dict[str, list[str]], blank: Document) -> str:
    found = (
        key["blanks"][blank["id"]]["correct"] if blank["input"] == "menu" else accepted[blank["id"]]
    )
    return str(found[0])
