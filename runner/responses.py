"""Responses from a submitted form."""

from collections.abc import Mapping
from typing import Any, Protocol

from .documents import Document


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
