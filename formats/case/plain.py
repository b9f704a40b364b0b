"""What Atelier itself says of a package in CASE's words: nothing here looks at extensions or extras.

Both directions use it. Encoding starts from it; decoding compares it with what a file said, and
keeps the difference (``keeping``).
"""

from typing import Any

from ..reading import Document
from .words import (
    ADOPTION,
    CASE_VERSION,
    CHILD,
    EPOCH,
    NOTHING,
    TYPE_DESCRIPTIONS,
    TYPE_NAMES,
    TYPES,
    criterion_identifier,
    first_locale,
    level_identifier,
    licence_identifier,
    link_identifier,
    rubric_identifier,
    type_identifier,
)


def document(header: Document, base: str) -> Document:
    """The CFDocument of a package."""
    identifier, language = header["identifier"], language_of(header)
    publisher = header.get("publisher") or ""
    members = {
        "identifier": identifier,
        "uri": f"{base}/CFDocuments/{identifier}",
        "caseVersion": CASE_VERSION,
        "creator": publisher or NOTHING,
        "title": document_title(header),
        "lastChangeDateTime": header.get("changed") or EPOCH,
        "publisher": publisher,
        "officialSourceURL": _address(header.get("source") or ""),
        "language": language,
        "version": header.get("edition") or "",
        "adoptionStatus": ADOPTION[header["status"]],
    }
    licence = header.get("licence") or ""
    if licence:
        members["licenseURI"] = {
            "title": licence,
            "identifier": licence_identifier(licence),
            "uri": f"{base}/CFLicenses/{licence_identifier(licence)}",
        }
    return {name: value for name, value in members.items() if value}


def document_title(header: Document) -> str:
    """The title that CASE knows the framework by."""
    title = header.get("title") or {}
    return str(title.get(first_locale(title)) or header["code"])


def _address(source: str) -> str:
    return source if source.startswith(("https://", "http://")) else ""


def language_of(thing: Document) -> str:
    """The locale of the one text that CASE can hold."""
    return first_locale(thing.get("title")) or first_locale(thing.get("description")) or "fr"


def human_code(item: Document, parent: Document | None) -> str:
    """What people call an item by: a code, ``@name``, or ``@name`` and a level; "" for a theme."""
    match item["type"]:
        case "area" | "competence":
            return item.get("code") or ""
        case "topic":
            return f"@{item['name']}" if item.get("name") else ""
        case "skill":
            topic = (parent or {}).get("name") or ""
            return f"@{topic}{item.get('level') or ''}"
        case _:
            return ""


def statement(item: Document, parent: Document | None = None) -> str:
    """The one text that stands for an item: its title, or a skill's name."""
    if item["type"] == "skill":
        return human_code(item, parent)
    title = item.get("title") or {}
    return title.get(first_locale(title)) or human_code(item, parent) or NOTHING


def changed(header: Document, thing: Document) -> str:
    """When ``thing`` was last changed: at the latest with its package, when nobody knows."""
    return thing.get("changed") or header.get("changed") or EPOCH


def item(header: Document, item: Document, base: str, parent: Document | None) -> Document:
    """The CFItem of an item; a skill needs its ``parent``, whose name it has."""
    kind, identifier = item["type"], item["identifier"]
    language = language_of(item)
    members: dict[str, Any] = {
        "identifier": identifier,
        "fullStatement": statement(item, parent),
        "CFItemType": TYPE_NAMES[kind],
        "uri": f"{base}/CFItems/{identifier}",
        "humanCodingScheme": human_code(item, parent),
        "notes": (item.get("description") or {}).get(language),
        "language": language,
        "educationLevel": list(item.get("education_levels") or []),
        "CFItemTypeURI": type_link(kind, base),
        "lastChangeDateTime": changed(header, item),
    }
    return {name: value for name, value in members.items() if value}


def type_link(kind: str, base: str) -> Document:
    """The reference to an Atelier type."""
    identifier = type_identifier(kind)
    return {
        "title": TYPE_NAMES[kind],
        "identifier": identifier,
        "uri": f"{base}/CFItemTypes/{identifier}",
    }


def item_type(kind: str, base: str) -> Document:
    """The CFItemType of an Atelier type."""
    return {
        **type_link(kind, base),
        "description": TYPE_DESCRIPTIONS[kind],
        "hierarchyCode": str(TYPES.index(kind) + 1),
        "typeCode": kind,
        "lastChangeDateTime": EPOCH,
    }


def licence(name: str, base: str) -> Document:
    """The CFLicense of a licence's name."""
    identifier = licence_identifier(name)
    return {
        "identifier": identifier,
        "uri": f"{base}/CFLicenses/{identifier}",
        "title": name,
        "licenseText": name,
        "lastChangeDateTime": EPOCH,
    }


def hierarchy(
    header: Document, item: Document, parent: Document | None, sequence: int | None, base: str
) -> Document:
    """The isChildOf association of an item to its parent, the document for an area."""
    above = parent["identifier"] if parent else header["identifier"]
    identifier = item.get("link") or link_identifier(item["identifier"], above)
    destination = {
        "title": statement(parent) if parent else document_title(header),
        "identifier": above,
        "uri": f"{base}/{'CFItems' if parent else 'CFDocuments'}/{above}",
    }
    members = {
        "identifier": identifier,
        "associationType": CHILD,
        "sequenceNumber": sequence,
        "uri": f"{base}/CFAssociations/{identifier}",
        "originNodeURI": _node(item, parent, base),
        "destinationNodeURI": destination,
        "lastChangeDateTime": changed(header, item),
    }
    if sequence is None:
        del members["sequenceNumber"]
    return members


def alignment(header: Document, alignment: Document, source: Document, base: str) -> Document:
    """The association of an alignment from the competence ``source``."""
    identifier, target = alignment["identifier"], alignment["target_identifier"]
    named = [alignment.get("framework"), alignment.get("target")]
    members = {
        "identifier": identifier,
        "associationType": alignment["relation"],
        "uri": f"{base}/CFAssociations/{identifier}",
        "originNodeURI": _node(source, None, base),
        "destinationNodeURI": {
            "title": " ".join(name for name in named if name) or target,
            "identifier": target,
            "uri": f"{base}/CFItems/{target}",
        },
        "lastChangeDateTime": changed(header, alignment),
        "notes": alignment.get("note"),
    }
    if not members["notes"]:
        del members["notes"]
    return members


def _node(item: Document, parent: Document | None, base: str) -> Document:
    return {
        "title": statement(item, parent),
        "identifier": item["identifier"],
        "uri": f"{base}/CFItems/{item['identifier']}",
    }


def rubric(header: Document, base: str, levels: list[Document]) -> Document:
    """The CFRubric of a scale whose CFRubricCriterionLevels are ``levels``."""
    framework, moment = header["identifier"], header.get("changed") or EPOCH
    identifier, criterion = rubric_identifier(framework), criterion_identifier(framework)
    return {
        "identifier": identifier,
        "uri": f"{base}/CFRubrics/{identifier}",
        "title": document_title(header),
        "lastChangeDateTime": moment,
        "CFRubricCriteria": [
            {
                "identifier": criterion,
                "uri": f"{base}/CFRubricCriteria/{criterion}",
                "position": 1,
                "rubricId": identifier,
                "lastChangeDateTime": moment,
                "CFRubricCriterionLevels": levels,
            }
        ],
    }


def level(header: Document, level: Document, base: str) -> Document:
    """The CFRubricCriterionLevel of a level."""
    framework, title = header["identifier"], level.get("title") or {}
    identifier = level.get("identifier") or level_identifier(framework, level["level"])
    members = {
        "identifier": identifier,
        "uri": f"{base}/CFRubricCriterionLevels/{identifier}",
        "description": (level.get("descriptor") or {}).get(first_locale(title) or "fr"),
        "quality": title.get(first_locale(title)),
        "position": level["level"],
        "rubricCriterionId": criterion_identifier(framework),
        "lastChangeDateTime": header.get("changed") or EPOCH,
    }
    return {name: value for name, value in members.items() if value}
