"""Responses: from a submitted form, and the one that a document itself calls right."""

from collections.abc import Mapping
from typing import Any, Protocol

from .documents import Document, resolve


class FormData(Protocol):
    """What Django's ``QueryDict`` offers, and all that is needed of it here."""

    def get(self, key: str, default: Any = None) -> Any: ...

    def getlist(self, key: str) -> list[Any]: ...


def response_from_form(document: Document, form: FormData) -> dict[str, Any]:
    """The response in ``form``, whose fields are named as the rendering names them."""
    if form.get("given_up"):
        return {"given_up": True}
    if document["blanks"]:
        blanks = {b["id"]: form.get(f"blank-{b['id']}", "") for b in document["blanks"]}
        return {"blanks": blanks}
    return {"choices": form.getlist("choices")}


def is_empty(response: Mapping[str, Any]) -> bool:
    """Whether nothing was answered (giving up is an answer)."""
    if response.get("given_up"):
        return False
    if "blanks" in response:
        return not any(str(value).strip() for value in response["blanks"].values())
    return not response.get("choices")


def own_answer(document: Document, locale: str = "fr") -> dict[str, Any]:
    """The response that the joined ``document`` itself calls right in ``locale``.

    Raises ``ValueError`` for a type without one here, ``KeyError`` when the key has no answer.
    """
    match document["type"]:
        case "single_choice" | "multiple_choice":
            return {"choices": list(document["key"]["choices"])}
        case "short_answer":
            accepted = resolve(document, locale)["key"]["blanks"]
            return {"blanks": {b["id"]: accepted[b["id"]][0] for b in document["blanks"]}}
        case other:
            raise ValueError(f"no own answer for type {other!r}")
