"""The answer that a document itself calls right, and the empty one."""

from typing import Any

from .documents import Document, resolve


def own_answer(document: Document, locale: str = "fr") -> dict[str, Any]:
    """The response that the joined ``document`` itself calls right in ``locale``."""
    key = document["key"]
    match document["type"]:
        case "single_choice" | "multiple_choice":
            return {"choices": list(key["choices"])}
        case "ordering":
            return {"order": list(key["order"])}
        case "matching":
            return {"pairs": [list(pair) for pair in key["pairs"]]}
        case "cloze_pool":
            groups = resolve(document, locale)["key"]["groups"]
            ids = [blank["id"] for blank in document["blanks"]]
            return {"blanks": {b: groups[g][0] for b, g in zip(ids, key["groups"], strict=False)}}
        case _:
            accepted = resolve(document, locale)["key"].get("blanks", {})
            return {
                "blanks": {
                    b["id"]: key["blanks"][b["id"]]["correct"][0]
                    if b["input"] == "menu"
                    else accepted[b["id"]][0]
                    for b in document["blanks"]
                }
            }


def empty_answer(document: Document) -> dict[str, Any]:
    """The response of somebody who answers nothing."""
    match document["type"]:
        case "single_choice" | "multiple_choice":
            return {"choices": []}
        case "ordering":
            return {"order": []}
        case "matching":
            return {"pairs": []}
        case _:
            return {"blanks": {blank["id"]: "" for blank in document["blanks"]}}
