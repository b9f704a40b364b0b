"""From the answer that Pix keeps, a text, to a response."""

from collections.abc import Mapping
from typing import Any

from runner.documents import Document, resolve
from runner.marking.treatments import normalise

from .solutions import MAX_YAML, NotAMapping, read_indices, read_mapping
from .words import GIVEN_UP, blank_id, pix_type

#: Before what names nothing in the document: no id of a choice or an option starts so.
_UNKNOWN = "#"


def response_from_pix(
    document: Document,
    answer: Any,
    locale: str = "fr",
    fallback: Mapping[str, str] = {},
    *,
    type: str | None = None,
) -> dict[str, Any]:
    """The response to ``document`` (a body or joined, as ``from_pix`` makes it) that ``answer`` is.

    ``"2"`` for a QCU, ``"1, 3"`` for a QCM, the text for a QROC, YAML for a QROCM, ``#ABAND#`` for
    giving up. Indices, options and blanks that do not exist stay unknown; what cannot be read as an
    answer to the type gives a response of the wrong shape. Marking says what each is worth.
    ``type`` is Pix's, where the document alone does not tell (a QROCM-ind whose only blank is a
    menu). Raises ``ValueError`` for a document of a type that Pix does not have.
    """
    if answer == GIVEN_UP:
        return {"given_up": True}
    match type or pix_type(document):
        case "QCU" | "QCM":
            return {"choices": _choices(document, answer)}
        case "QROC":
            blank = document["blanks"][0]
            options = _options(document, locale, fallback)
            return {"blanks": {blank["id"]: _chosen(options, blank["id"], answer)}}
        case "QROCM-ind" | "QROCM-dep":
            return {"blanks": _blanks(_options(document, locale, fallback), answer)}
        case _:
            raise ValueError(f"Pix has no type {document['type']!r}")


def _choices(document: Document, answer: Any) -> list[str] | None:
    if not isinstance(answer, str):
        return None
    ids = [choice["id"] for choice in document["choices"]]
    return [
        ids[index] if index is not None and 0 <= index < len(ids) else f"{_UNKNOWN}{index}"
        for index in read_indices(answer)
    ]


def _blanks(options: dict[str, dict[str, str]], answer: Any) -> dict[str, Any] | None:
    if not isinstance(answer, str):
        return None
    try:
        given = read_mapping(normalise(answer, "pix"), MAX_YAML)
    except NotAMapping:
        return None
    ids = {name: blank_id(name) for name in given}
    return {ids[name]: _chosen(options, ids[name], value) for name, value in given.items()}


def _chosen(options: dict[str, dict[str, str]], blank: str, answer: Any) -> Any:
    """The id of the option that ``answer`` is, for a menu; ``answer`` itself elsewhere."""
    if blank not in options or not isinstance(answer, str):
        return answer
    return options[blank].get(normalise(answer, "pix"), _UNKNOWN + answer)


def _options(
    document: Document, locale: str, fallback: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """For each menu, the id of each option by its text."""
    menus = [blank for blank in document["blanks"] if blank["input"] == "menu"]
    texts = resolve(document, locale, fallback)["blanks"] if menus else {}
    return {
        blank["id"]: {
            normalise(texts[blank["id"]]["options"][id], "pix"): id for id in blank["options"]
        }
        for blank in menus
    }
