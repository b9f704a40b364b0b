"""Corrections: whether a response was right, what was expected and given part by part, and why."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from markupsafe import Markup

from ..documents import Document
from ..marking import Mark
from .environment import render_template
from .files import MediaUrl, Translate
from .questions import Given
from .scenes import Scene

#: right, wrong, expected (right and not given), or nothing to say.
Verdict = Literal["right", "wrong", "expected", ""]


def render_correction(
    document: Document,
    response: Mapping[str, Any],
    mark: Mark,
    locale: str,
    fallback: Mapping[str, str] = {},
    *,
    translate: Translate = str,
    media_url: MediaUrl | None = None,
) -> Markup:
    """HTML that says whether ``response`` was right, what was right part by part, and why.

    ``document`` is joined; this is for after the answer only. ``mark`` is its marking in the same
    locale: which blank was right, and the tolerance that let an answer through, are read there.
    """
    scene = Scene.of(document, locale, fallback, translate, media_url)
    given = Given.of({} if mark.outcome == "aband" else response)
    review = _REVIEWS.get(document["type"], _blanks)
    return render_template(
        "correction.html", scene=scene, mark=mark, review=review(scene, given, mark), _=translate
    )


def _choices(scene: Scene, given: Given, mark: Mark) -> Markup:
    right = scene.document["key"]["choices"]

    def verdict(choice_id: str) -> Verdict:
        if choice_id in right:
            return "right" if choice_id in given.choices else "expected"
        return "wrong" if choice_id in given.choices else ""

    rows = [(choice["id"], verdict(choice["id"])) for choice in scene.document["choices"]]
    return _part("review_choices.html", scene, rows=rows)


def _blanks(scene: Scene, given: Given, mark: Mark) -> Markup:
    rows = []
    for number, blank in enumerate(scene.document["blanks"], 1):
        # A summary of one's own says it better than the first accepted answer.
        summary = scene.texts["key"].get("display") if len(scene.document["blanks"]) == 1 else None
        rows.append(
            {
                **_row(scene, given, mark, blank, number),
                "expected": _expected(scene, blank),
                "display": summary,
            }
        )
    return _part(
        "review_blanks.html", scene, rows=rows, groups=None, spare=False, several=len(rows) > 1
    )


def _pool(scene: Scene, given: Given, mark: Mark) -> Markup:
    details = _details(mark)
    rows = [
        {**_row(scene, given, mark, blank, number), "expected": [], "display": None}
        for number, blank in enumerate(scene.document["blanks"], 1)
        if mark.outcome != "aband"
    ]
    accepted = scene.texts["key"].get("groups", {})
    taken = {detail.get("group") for detail in details.values()}
    marked = any("group" in detail for detail in details.values())
    spare = len(scene.document["key"]["groups"]) > len(scene.document["blanks"])
    groups = [
        {
            "text": accepted.get(group, [""])[0],
            "lang": scene.texts["key"]["langs"].get("groups", {}).get(group),
            # With more groups than blanks none of them was missing for sure.
            "found": group in taken or (None if spare else False) if marked else None,
        }
        for group in scene.document["key"]["groups"]
    ]
    return _part("review_blanks.html", scene, rows=rows, groups=groups, spare=spare, several=True)


def _row(scene: Scene, given: Given, mark: Mark, blank: Document, number: int) -> dict[str, Any]:
    _ = scene.translate
    detail = _details(mark).get(blank["id"], {})
    ok = detail.get("ok", True if mark.outcome == "ok" else None)
    words = scene.words(blank["id"])
    value = given.blanks.get(blank["id"], "")
    if blank["input"] == "menu":
        value = words.get("options", {}).get(value, "")
    return {
        "id": blank["id"],
        "label": words.get("label") or _("Réponse {number}").format(number=number),
        "labelled": bool(words.get("label")),
        "given": value,
        "ok": ok,
        "through": _through(detail.get("through") or [], _),
    }


def _expected(scene: Scene, blank: Document) -> list[str]:
    """Texts of the right options of a menu, or the first accepted answer."""
    if blank["input"] == "menu":
        options = scene.words(blank["id"]).get("options", {})
        right = scene.document["key"]["blanks"].get(blank["id"], {}).get("correct", [])
        return [options[name] for name in right if name in options]
    return list(scene.texts["key"].get("blanks", {}).get(blank["id"], []))[:1]


def _through(tolerances: list[str], _: Translate) -> list[str]:
    words = {
        "case": _("une différence de majuscules, d'accents ou d'espaces"),
        "punctuation": _("une différence de ponctuation"),
        "typing": _("une faute de frappe"),
    }
    return [words[name] for name in tolerances if name in words]


def _ordering(scene: Scene, given: Given, mark: Mark) -> Markup:
    right = scene.document["key"]["order"]
    rows = [
        {
            "id": name,
            "ok": given.order.index(name) == place if name in given.order else None,
            "given": given.order.index(name) + 1 if name in given.order else None,
        }
        for place, name in enumerate(right)
    ]
    return _part("review_ordering.html", scene, rows=rows)


def _matching(scene: Scene, given: Given, mark: Mark) -> Markup:
    targets: dict[str, list[str]] = {}
    for source, target in scene.document["key"]["pairs"]:
        targets.setdefault(source, []).append(target)
    known = {choice["id"] for choice in scene.document["choices"]}
    rows = []
    for choice in scene.document["choices"]:
        if choice.get("side") != "source":
            continue
        chosen = given.pairs.get(choice["id"])
        right = targets.get(choice["id"], [])
        rows.append(
            {
                "id": choice["id"],
                "given": chosen if chosen in known else None,
                "expected": right,
                "ok": None if mark.outcome == "aband" else [chosen] == right or (not right and not chosen),
            }
        )  # fmt: skip
    return _part("review_matching.html", scene, rows=rows, given_up=mark.outcome == "aband")


def _details(mark: Mark) -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = mark.details.get("blanks") or {}
    return found


def _part(template: str, scene: Scene, **context: Any) -> Markup:
    return render_template(template, scene=scene, _=scene.translate, **context)


_REVIEWS: dict[str, Callable[[Scene, Given, Mark], Markup]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "cloze_pool": _pool,
    "ordering": _ordering,
    "matching": _matching,
}
