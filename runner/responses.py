"""Responses: from a submitted form, whatever is in it."""

from collections.abc import Mapping
from typing import Any, Protocol

from .documents import Document

#: As long as any field lets a person type; the rest of a longer text is dropped.
MAX_TEXT = 10_000
#: What a clock says beyond a week is no clock's.
_MAX_SECONDS = 7 * 86_400


class FormData(Protocol):
    """What Django's ``QueryDict`` offers, and all that is needed of it here."""

    def get(self, key: str, default: Any = None) -> Any: ...

    def getlist(self, key: str) -> list[Any]: ...


def response_from_form(document: Document, form: FormData) -> dict[str, Any]:
    """The response in ``form``, whose fields are named as the rendering names them.

    ``choices``, ``blank-<id>``, ``position-<id>`` or ``order``, ``pair-<source>``; ``given_up``;
    ``remaining`` (seconds) where the challenge has a timer, ``left_focus`` where it asks for focus.
    A form that was made up never raises: what is not understood is left out.
    """
    if form.get("given_up"):
        return {"given_up": True, **_circumstances(document, form)}
    match document["type"]:
        case "single_choice" | "multiple_choice":
            answer: dict[str, Any] = {"choices": _texts(form.getlist("choices"))}
        case "ordering":
            answer = {"order": _order(document, form)}
        case "matching":
            answer = {"pairs": _pairs(document, form)}
        case _:
            answer = {
                "blanks": {
                    blank["id"]: _text(form.get(f"blank-{blank['id']}", ""))
                    for blank in document["blanks"]
                }
            }
    return {**answer, **_circumstances(document, form)}


def is_empty(response: Mapping[str, Any]) -> bool:
    """Whether nothing was answered (giving up is an answer)."""
    if response.get("given_up"):
        return False
    if "blanks" in response:
        return not any(str(value).strip() for value in response["blanks"].values())
    return not any(response.get(name) for name in ("choices", "order", "pairs"))


def is_unfinished(document: Document, response: Mapping[str, Any]) -> bool:
    """Whether an ordering was begun and gives some items no place of their own.

    The person is asked again: which order was meant cannot be known. Blanks and pairs that are left
    open are answers of somebody who does not know.
    """
    if document["type"] != "ordering":
        return False
    return 0 < len(response.get("order") or []) < len(document["choices"])


def _order(document: Document, form: FormData) -> list[str]:
    """Without script, each item's place; with it, the items as they lie, once they were moved.

    An order that nobody touched is no answer, unless the person says that it is: shown in a drawn
    order, it would be right by chance. An item with another one's place has none.
    """
    ids = [choice["id"] for choice in document["choices"]]
    placed: dict[int, str] = {}
    for name in ids:
        place = _text(form.get(f"position-{name}", ""))
        if place.isascii() and place.isdigit() and len(place) <= 3:
            placed.setdefault(int(place), name)
    if placed:
        return [placed[place] for place in sorted(placed)]
    if form.get("order-moved") or form.get("order-kept"):
        return [name for name in dict.fromkeys(_texts(form.getlist("order"))) if name in ids]
    return []


def _pairs(document: Document, form: FormData) -> list[list[str]]:
    sources = [choice["id"] for choice in document["choices"] if choice.get("side") == "source"]
    pairs = [[name, _text(form.get(f"pair-{name}", ""))] for name in sources]
    return [pair for pair in pairs if pair[1]]


def _circumstances(document: Document, form: FormData) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if document.get("timer"):
        remaining = _text(form.get("remaining", ""))
        digits = remaining.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= 9:
            found["remaining"] = max(-_MAX_SECONDS, min(int(remaining), _MAX_SECONDS))
    if document.get("focus") and form.get("left_focus"):
        found["left_focus"] = True
    return found


def _text(value: Any) -> str:
    return value[:MAX_TEXT] if isinstance(value, str) else ""


def _texts(values: Any) -> list[str]:
    return [_text(value) for value in values if isinstance(value, str)]
