"""From a framework-package/1 to a CFPackage of 1EdTech CASE 1.1.

What CASE has no place for goes into ``extensions.atelier``; what a CASE file once said and Atelier
has no place for comes back from ``extra.case`` (``keeping``). So decoding gives the same package.
"""

from collections import defaultdict
from collections.abc import Iterable

from ..reading import Document
from . import keeping, members, plain
from .words import (
    TYPES,
    case_extra,
    licence_identifier,
    rubric_identifier,
    type_identifier,
)


def encode(package: Document, base: str) -> Document:
    """The CFPackage of ``package``, served under ``base`` (no slash at its end).

    ``package`` fits its schema, and itself, its items and its alignments have an ``identifier``.
    Raises ``ValueError`` when one is missing, when an item's parent or an alignment's source is not
    in the package, and for an alignment whose target has no identifier: CASE cannot say these.
    Source: CASE 1.1, Information Model and the JSON schema of CFPackage.
    """
    header = {**package, "items": [], "alignments": []}
    rows = package["items"]
    by_key = {row["key"]: row for row in rows}
    kept = keeping.of_package(case_extra(package))
    the_document = document(package, base)
    items = [item(header, row, base, _parent(row, by_key)) for row in rows]
    items += kept.get("CFItems", [])
    result: Document = {
        "CFDocument": the_document,
        "CFItems": items,
        "CFAssociations": [
            *_hierarchy(header, rows, by_key, base),
            *_alignments(header, package["alignments"], by_key, base),
            *kept.get("CFAssociations", []),
        ],
    }
    optional = {
        "CFDefinitions": definitions(header, the_document, items, base),
        "CFRubrics": rubrics(header, base),
        "extensions": kept.get("extensions"),
    }
    return result | {name: value for name, value in optional.items() if value}


def _parent(row: Document, by_key: dict[str, Document]) -> Document | None:
    if row["parent"] is None:
        return None
    if row["parent"] not in by_key:
        raise ValueError(f"item {row['key']!r}: its parent {row['parent']!r} is not in the package")
    return by_key[row["parent"]]


def _hierarchy(
    header: Document, rows: list[Document], by_key: dict[str, Document], base: str
) -> Iterable[Document]:
    numbers = sequences(rows)
    for row in rows:
        yield hierarchy_association(header, row, _parent(row, by_key), numbers[row["key"]], base)


def _alignments(
    header: Document, rows: list[Document], by_key: dict[str, Document], base: str
) -> Iterable[Document]:
    for row in rows:
        if row["source"] not in by_key:
            raise ValueError(f"alignment: its source {row['source']!r} is not in the package")
        yield alignment_association(header, row, by_key[row["source"]], base)


def _identified(thing: Document, what: str) -> None:
    if not thing.get("identifier"):
        raise ValueError(f"{what} has no identifier")


def document(package: Document, base: str) -> Document:
    """The CFDocument of ``package``, whose items and alignments are not looked at.

    Raises ``ValueError`` when the package has no identifier.
    """
    _identified(package, f"package {package['code']!r}")
    kept = _document_extra(package)
    result = keeping.restored(plain.document(package, base), kept, "document")
    own = members.added(package, members.header(result), members.HEADER)
    own |= {"code": package["code"], "status": package["status"]}
    return {**result, "extensions": keeping.extensions(kept, own)}


def _document_extra(header: Document) -> Document:
    found = case_extra(header).get("CFDocument")
    return found if isinstance(found, dict) else {}


def item(header: Document, item: Document, base: str, parent: Document | None = None) -> Document:
    """The CFItem of one ``item`` of the package that ``header`` describes.

    ``header`` is the package, with or without its items. ``parent`` is the item above: a skill is
    named after it, others need none. Raises ``ValueError`` when the item has no identifier.
    """
    _identified(item, f"item {item['key']!r}")
    kept = case_extra(item)
    result = keeping.restored(plain.item(header, item, base, parent), kept, "item")
    told = members.item(result, item["type"], None)
    told["link"] = item.get("link")  # its association tells
    own = members.added(item, told, members.ITEM, item["type"])
    # Only what carries our extension is read as a skill.
    extensions = keeping.extensions(kept, own if own or item["type"] == "skill" else None)
    return {**result, "extensions": extensions} if extensions else result


def sequences(items: list[Document]) -> dict[str, int | None]:
    """The sequenceNumber of each item among its siblings, by key.

    1, 2, 3… in their order; what a CASE file said instead (10, 20, or nothing) as long as this still
    puts all siblings in the order that they have now.
    """
    siblings: dict[str | None, list[Document]] = defaultdict(list)
    for row in items:
        siblings[row["parent"]].append(row)
    numbers: dict[str, int | None] = {}
    for rows in siblings.values():
        said = [_said_number(row, place) for place, row in enumerate(rows, 1)]
        ranks = [(number is None, number or 0) for number in said]
        if ranks != sorted(ranks):
            said = list(range(1, len(rows) + 1))
        numbers |= {row["key"]: number for row, number in zip(rows, said, strict=True)}
    return numbers


def _said_number(row: Document, place: int) -> int | None:
    written = _link_extra(row).get("written")
    change = written.get("sequenceNumber") if isinstance(written, dict) else None
    if not isinstance(change, dict) or change.get("is") != place:
        return place
    was = change.get("was")
    return was if was is None or isinstance(was, int) else place


def _link_extra(item: Document) -> Document:
    found = case_extra(item).get("link")
    return found if isinstance(found, dict) else {}


def hierarchy_association(
    header: Document, item: Document, parent: Document | None, sequence: int | None, base: str
) -> Document:
    """The isChildOf association of ``item`` to ``parent``, to the document when it is None.

    ``sequence`` is its place among its siblings: see ``sequences``. Raises ``ValueError`` when one of
    both has no identifier.
    """
    _identified(item, f"item {item['key']!r}")
    _identified(parent or header, "the parent")
    kept = _link_extra(item)
    said = plain.hierarchy(header, item, parent, None, base)
    result = keeping.restored(said, kept, "association")
    if sequence is not None:
        result["sequenceNumber"] = sequence
    for name in ("originNodeURI", "destinationNodeURI"):  # both are served here
        result[name] = {**result[name], "uri": said[name]["uri"]}
    extensions = keeping.extensions(kept, None)
    return {**result, "extensions": extensions} if extensions else result


def alignment_association(
    header: Document, alignment: Document, source: Document, base: str
) -> Document:
    """The CFAssociation of one ``alignment`` of the package from the competence ``source``.

    Raises ``ValueError`` when the alignment or its target has no identifier.
    """
    _identified(alignment, "an alignment")
    _identified(source, f"item {source['key']!r}")
    if not alignment.get("target_identifier"):
        raise ValueError(f"alignment {alignment['identifier']}: its target has no identifier")
    kept = case_extra(alignment)
    said = plain.alignment(header, alignment, source, base)
    result = keeping.restored(said, kept, "association")
    origin = "originNodeURI"  # it is served here; the destination may be elsewhere
    result[origin] = {**result[origin], "uri": said[origin]["uri"]}
    told = members.alignment(result, alignment["source"])
    own = members.added(alignment, told, members.ALIGNMENT)
    extensions = keeping.extensions(kept, own if own or not kept else None)
    return {**result, "extensions": extensions} if extensions else result


def definitions(
    header: Document, the_document: Document, items: Iterable[Document], base: str
) -> Document:
    """The CFDefinitions that an encoded document and its encoded items refer to, and kept ones."""
    used = {(row.get("CFItemTypeURI") or {}).get("identifier") for row in items}
    licence = header.get("licence") or ""
    licensed = (the_document.get("licenseURI") or {}).get("identifier")
    own = {
        "CFItemTypes": [
            plain.item_type(kind, base) for kind in TYPES if type_identifier(kind) in used
        ],
        "CFLicenses": [plain.licence(licence, base)]
        if licence and licensed == licence_identifier(licence)
        else [],
    }
    result = dict(keeping.of_package(case_extra(header)).get("CFDefinitions", {}))
    for name, rows in own.items():
        others = result.get(name, [])
        given = {row["identifier"].lower() for row in others}
        rows = [row for row in rows if row["identifier"] not in given]
        if rows or others:
            result[name] = rows + others
    return result


def rubrics(header: Document, base: str) -> list[Document]:
    """The CFRubrics of a package: its scale as a rubric, and kept ones."""
    kept: list[Document] = keeping.of_package(case_extra(header)).get("CFRubrics", [])
    own = rubric_identifier(header["identifier"])
    mine = next((row for row in kept if row["identifier"].lower() == own), None)
    if mine is not None and (members.levels(mine) or []) == header["levels"]:
        return kept
    kept = [row for row in kept if row is not mine]
    return [rubric(header, base), *kept] if header["levels"] else kept


def rubric(header: Document, base: str) -> Document:
    """The CFRubric of a package's levels: one criterion with a level each."""
    return plain.rubric(header, base, [_level(header, row, base) for row in header["levels"]])


def _level(header: Document, level: Document, base: str) -> Document:
    result = plain.level(header, level, base)
    own = members.added(level, members.level(result), members.LEVEL)
    return {**result, "extensions": [{"atelier": own}]} if own else result
