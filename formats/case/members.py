"""From CASE members to those of a package and back through ``extensions.atelier``.

Each function says what a CASE object alone tells. ``added`` is what must be said beside it for the
same package to come back; ``merged`` puts both together again.
"""

from collections.abc import Collection
from typing import Any

from ..reading import Document
from .words import (
    ADOPTION,
    CODED,
    NOTE_LENGTH,
    NOTHING,
    STATUS_OF,
    TEXT_LENGTH,
    TYPE_OF,
    atelier,
    first_locale,
    is_text,
    label,
    locale,
    slug,
    time,
    topic_name,
)
from .words import code as nearest_code

#: Members that the extension of each CASE object may say, beside ``absent`` and ``extra``.
ITEM = frozenset({
    "type", "key", "id", "changed", "code", "name", "title", "description", "unverified", "colour",
    "external", "education_levels", "level", "version", "status", "hint", "link", "absent", "extra",
})  # fmt: skip
ALIGNMENT = frozenset({"framework", "target", "status", "note", "changed", "absent", "extra"})
HEADER = frozenset({
    "code", "edition", "status", "title", "publisher", "source", "licence", "supersedes",
    "points_per_level", "changed", "groups", "absent", "extra",
})  # fmt: skip
LEVEL = frozenset({"identifier", "group", "title", "descriptor", "absent"})

#: Members that an item of a type may have, with what they are when CASE says nothing of them.
_DEFAULTS: dict[str, Document] = {
    "area": {"unverified": [], "colour": None},
    "competence": {"description": {}, "unverified": [], "external": {}, "education_levels": []},
    "theme": {},
    "topic": {"description": {}},
    "skill": {"hint": {}},
}
_DESCRIBED = ("competence", "topic")
#: What must be said or be called absent: else it would be made up.
_NAMED = {"area": ("code",), "competence": ("code",), "topic": ("name",)}
_LONGEST = {"edition": 100, "publisher": 255, "source": 500, "licence": 200}


def item(case: Document, kind: str, language: str | None) -> Document:
    """What a CFItem says of an item of ``kind``; ``language`` is the document's."""
    identifier = case["identifier"].lower()
    spoken = locale(case.get("language") or language)
    found: Document = {
        "type": TYPE_OF.get(case.get("CFItemType", "")),
        "key": identifier,
        "identifier": identifier,
        "link": None,
        "changed": time(case["lastChangeDateTime"]),
        "extra": {},
        **{name: _fresh(value) for name, value in _DEFAULTS[kind].items()},
    }
    if kind != "skill":
        found["title"] = {spoken: _title(case)}
    human = case.get("humanCodingScheme", "")
    if kind in CODED and nearest_code(human):
        found["code"] = nearest_code(human)
    if kind == "topic" and topic_name(human):
        found["name"] = topic_name(human)
    if kind in _DESCRIBED and is_text(case.get("notes", ""), TEXT_LENGTH):
        found["description"] = {spoken: case["notes"]}
    if kind == "competence":
        years = dict.fromkeys(y for y in case.get("educationLevel", []) if 0 < len(y) <= 30)
        found["education_levels"] = list(years)[:30]
    return found


def _fresh(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list) else value


def _title(case: Document) -> str:
    said = (case.get(n, "") for n in ("fullStatement", "abbreviatedStatement", "humanCodingScheme"))
    return next((text for text in map(label, said) if text), NOTHING)


def alignment(case: Document, source: str) -> Document:
    """What a CFAssociation says of an alignment from the competence with key ``source``."""
    note = case.get("notes", "")
    return {
        "identifier": case["identifier"].lower(),
        "source": source,
        "framework": None,
        "target": None,
        "target_identifier": case["destinationNodeURI"]["identifier"].lower(),
        "relation": case["associationType"],
        "status": "proposed",
        "note": note if is_text(note, NOTE_LENGTH) else None,
        "changed": time(case["lastChangeDateTime"]),
        "extra": {},
    }


def header(case: Document) -> Document:
    """What a CFDocument says of a package, without levels, items and alignments."""
    identifier, title = case["identifier"].lower(), label(case["title"])
    creator = case["creator"] if case["creator"] != NOTHING else ""
    texts = {
        "edition": case.get("version", ""),
        "publisher": case.get("publisher") or creator,
        "source": case.get("officialSourceURL", ""),
        "licence": label((case.get("licenseURI") or {}).get("title", "")),
    }
    if len(texts["source"]) > _LONGEST["source"]:
        texts["source"] = ""  # half an address is none
    return {
        "schema": "framework-package/1",
        "code": slug(title) or f"case-{identifier[:8]}",
        "identifier": identifier,
        "status": STATUS_OF.get(case.get("adoptionStatus", ""), "draft"),
        "title": {locale(case.get("language")): title or NOTHING},
        **{name: text[: _LONGEST[name]] for name, text in texts.items()},
        "supersedes": None,
        "points_per_level": None,
        "changed": time(case["lastChangeDateTime"]),
        "groups": [],
        "levels": [],
        "items": [],
        "alignments": [],
        "extra": {},
    }


def levels(rubric: Document) -> list[Document] | None:
    """The levels that a rubric of ours says; None when it is not of that shape any more."""
    criteria = rubric.get("CFRubricCriteria", [])
    if len(criteria) != 1:
        return None
    rows = criteria[0].get("CFRubricCriterionLevels", [])
    if not all("position" in row and 1 <= row["position"] <= 100 for row in rows):
        return None
    return [_level(row) for row in rows]


def _level(row: Document) -> Document:
    extension = level_extension(row)
    found = merged(level(row), extension, LEVEL)
    forget(found, extension, LEVEL)
    return found


def level(case: Document) -> Document:
    """What a CFRubricCriterionLevel says of a level."""
    title, descriptor = label(case.get("quality", "")), case.get("description", "")
    spoken = first_locale(level_extension(case).get("title")) or "fr"
    return {
        "level": int(case["position"]),
        "identifier": case["identifier"].lower(),
        "group": None,
        "title": {spoken: title} if title else {},
        "descriptor": {spoken: descriptor} if is_text(descriptor, TEXT_LENGTH) else {},
    }


def level_extension(case: Document) -> Document:
    """Atelier's extension of a level, the first of its list."""
    return next((atelier({"extensions": one}) for one in case.get("extensions", [])), {})


def added(thing: Document, told: Document, known: Collection[str], kind: str = "") -> Document:
    """What the extension must say: members of ``thing`` that are not what ``told`` says."""
    extension = {
        name: value
        for name, value in thing.items()
        if name in known and name != "extra" and (name not in told or told[name] != value)
    }
    extra = thing.get("extra")
    if isinstance(extra, dict):
        rest = {name: value for name, value in extra.items() if name != "case"}
        if rest:
            extension["extra"] = rest
    absent = [
        name
        for name in dict.fromkeys((*told, *_NAMED.get(kind, ())))
        if name not in thing and name in known
    ]
    if absent:
        extension["absent"] = absent
    return extension


def merged(told: Document, extension: Document, known: Collection[str]) -> Document:
    """``told`` with what the extension says beside it, which wins but for texts.

    Texts that CASE shows were perhaps corrected there: they replace the extension's in their locale.
    """
    result = dict(told)
    for name in known:
        if name in extension and name != "absent":
            result[name] = extension[name]
    if "title" in extension and "title" in told:
        result["title"] = _texts(extension["title"], told["title"], None)
    spoken = first_locale(result.get("title"))
    for name in ("description", "descriptor"):
        if name in extension and name in told:
            result[name] = _texts(extension[name], told[name], spoken)
    if "status" in extension and told.get("status") in STATUS_OF.values():
        result["status"] = _status(extension["status"], told["status"])
    if extension.get("link") is not None and told.get("link"):
        result["link"] = told["link"]
    return result


def forget(thing: Document, extension: Document, known: Collection[str]) -> None:
    """Remove from ``thing`` what its extension says that it did not have."""
    absent = extension.get("absent")
    for name in absent if isinstance(absent, list) else []:
        if isinstance(name, str) and name in known:
            thing.pop(name, None)


def _texts(labels: Any, told: Document, spoken: str | None) -> Any:
    """``labels`` with the one text that CASE showed (``told``), in the locale ``spoken``."""
    one_line = spoken is None
    spoken = spoken or first_locale(labels)
    if not spoken or not told:
        return labels
    ((language, text),) = told.items()
    if one_line and spoken[:2] != language[:2]:
        spoken = language
    said = labels.get(spoken, "") if isinstance(labels, dict) else text
    if said == text or not isinstance(said, str):
        return labels
    if one_line and spoken in labels and label(said) in ("", label(text)):
        return labels
    return {**labels, spoken: text}


def _status(said: Any, told: str) -> Any:
    adoption = ADOPTION.get(said) if isinstance(said, str) else None
    same = adoption is None or STATUS_OF[adoption] == told
    return said if same else told
