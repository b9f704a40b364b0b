"""From a CFPackage of 1EdTech CASE 1.1 (or 1.0, where it differs harmlessly) to a framework-package/1.

Nothing is lost: what Atelier has no place for is kept as it came in ``extra.case`` of the package,
the item or the alignment, and ``encode`` says it again (``keeping``).
"""

from schemas import validate

from ..reading import Document, Reading, Remark
from . import decode_items, keeping, members, plain, remarks, tree
from .decode_items import Items
from .encode import definitions, rubric
from .loading import load, nested, refuse
from .remarks import Remarks
from .tree import Tree, ends
from .words import (
    CHILD,
    RELATIONS,
    atelier,
    is_ours,
    rubric_identifier,
)


def decode(data: bytes) -> Reading:
    """The package in ``data``, the bytes of a CASE file.

    The document fits ``framework-package``; ``kept`` sums up what has no place in Atelier, ``places``
    says where in the file items and alignments are. Raises ``Unreadable`` with pointers into the file
    when it is not a CFPackage, when identifiers or codes are there twice, or when its isChildOf
    associations draw no tree. Source: CASE 1.1, Information Model and the JSON schema of CFPackage.
    """
    try:
        return _decode(load(data))
    except RecursionError:
        raise nested() from None


def _decode(package: Document) -> Reading:
    said = Remarks()
    _refuse(tree.duplicates(package))
    grown = tree.grow(package)
    _refuse(grown.refusals)
    items = decode_items.read(package, grown, said)
    _refuse(items.refusals)
    header = _header(package)
    alignments, others = _alignments(package, grown, items, said)
    document = {
        **header,
        "items": list(items.rows.values()),
        "alignments": list(alignments.values()),
    }
    places = _places(package, items, alignments, header)
    reading = Reading(document, [], places)
    problems = validate(document, "framework-package")
    _refuse([Remark(reading.place(p.pointer), p.message) for p in problems])
    decode_items.keep(package, grown, items, header, said)
    _keep_alignments(package, alignments, items, header, said)
    kept = _kept(package, items, others, document, said)
    if kept:
        document["extra"] = {**document.get("extra", {}), "case": kept}
    reading.kept.extend(said.summed())
    return reading


def _refuse(found: list[Remark]) -> None:
    if found:
        refuse(found)


def _header(package: Document) -> Document:
    case = package["CFDocument"]
    header = members.merged(members.header(case), atelier(case), members.HEADER)
    mine = _own_rubric(package)
    header["levels"] = (members.levels(mine[1]) if mine else None) or []
    members.forget(header, atelier(case), members.HEADER)
    return header


def _own_rubric(package: Document) -> tuple[int, Document] | None:
    own = rubric_identifier(package["CFDocument"]["identifier"].lower())
    found = enumerate(package.get("CFRubrics", []))
    return next((pair for pair in found if pair[1]["identifier"].lower() == own), None)


def _places(
    package: Document, items: Items, alignments: dict[int, Document], header: Document
) -> dict[str, str]:
    places = {"": "/CFDocument"}
    places |= {f"/items/{n}": f"/CFItems/{place}" for n, place in enumerate(items.rows)}
    places |= {f"/alignments/{n}": f"/CFAssociations/{p}" for n, p in enumerate(alignments)}
    if mine := _own_rubric(package):
        levels = f"/CFRubrics/{mine[0]}/CFRubricCriteria/0/CFRubricCriterionLevels"
        places |= {f"/levels/{n}": f"{levels}/{n}" for n in range(len(header["levels"]))}
    return places


def _alignments(
    package: Document, grown: Tree, items: Items, said: Remarks
) -> tuple[dict[int, Document], list[int]]:
    """Alignments by their place in CFAssociations, and the places of what has no place."""
    competences = {
        row["identifier"]: row for row in items.rows.values() if row["type"] == "competence"
    }
    here = {item["identifier"].lower() for item in package.get("CFItems", [])}
    here.add(package["CFDocument"]["identifier"].lower())
    drawn = {grown.link[place] for place in items.rows if place in grown.link}
    again, seen = set(grown.again), set()
    found: dict[int, Document] = {}
    others = []
    for number, case in enumerate(package.get("CFAssociations", [])):
        if number in drawn:
            continue
        both = ends(case)
        reason = _no_alignment(case, number in again, both[0] in competences, here)
        if not reason and both in seen:
            reason = remarks.TWICE_ALIGNED
        if reason:
            others.append(number)
            said.add(reason, f"/CFAssociations/{number}")
            continue
        seen.add(both)
        found[number] = _alignment(case, competences[both[0]]["key"])
    return found, others


def _no_alignment(case: Document, again: bool, competence: bool, here: set[str]) -> str:
    """Why an association cannot be an alignment; "" when it can."""
    if case["associationType"] == CHILD:
        return remarks.TWICE_LINKED if again else remarks.DEEP_LINKS
    target = ends(case)[1]
    fits = case["associationType"] in RELATIONS and competence and target not in here
    return "" if fits and _is_uuid(target) else remarks.ASSOCIATIONS


def _is_uuid(text: str) -> bool:
    parts = text.split("-")
    lengths = [len(part) for part in parts] == [8, 4, 4, 4, 12]
    return lengths and set(text) <= set("0123456789abcdef-")


def _alignment(case: Document, source: str) -> Document:
    extension = atelier(case)
    row = members.merged(members.alignment(case, source), extension, members.ALIGNMENT)
    members.forget(row, extension, members.ALIGNMENT)
    return row


def _keep_alignments(
    package: Document, found: dict[int, Document], items: Items, header: Document, said: Remarks
) -> None:
    sources = {row["key"]: row for row in items.rows.values()}
    base = _base(package["CFDocument"])
    for number, row in found.items():
        case, where = package["CFAssociations"][number], f"/CFAssociations/{number}"
        natural = plain.alignment(header, row, sources[row["source"]], base)
        kept = keeping.difference(case, natural, members.ALIGNMENT)
        _keep_address(case, natural, kept)
        said.members(kept, where)
        if kept:
            row["extra"] = {**row.get("extra", {}), "case": kept}


def _base(document: Document) -> str:
    """Where a package of Atelier's shape is served, "" when its document is called otherwise."""
    base, _, end = document["uri"].rpartition("/CFDocuments/")
    return base if end.lower() == document["identifier"].lower() else ""


def _keep_address(case: Document, natural: Document, kept: Document) -> None:
    """Keep where another's competence is, unless it is where we would say."""
    said, name = case["destinationNodeURI"], "destinationNodeURI"
    if is_ours(case) and said["uri"] == natural[name]["uri"]:
        return
    bare = {key: value for key, value in natural[name].items() if key != "uri"}
    kept.setdefault("written", {})[name] = {"was": said, "is": bare}


def _kept(
    package: Document, items: Items, others: list[int], document: Document, said: Remarks
) -> Document:
    """``extra.case`` of the package."""
    case = package["CFDocument"]
    kept = keeping.difference(case, plain.document(document, ""), members.HEADER)
    said.members(kept, "/CFDocument")
    if "CFPackageURI" in case:
        said.add(remarks.left_out("CFPackageURI"), "/CFDocument/CFPackageURI")
    found = {
        "CFDocument": kept,
        "CFItems": [package["CFItems"][place] for place in items.others],
        "CFAssociations": [package["CFAssociations"][number] for number in others],
        "CFDefinitions": _definitions(package, document, said),
        "CFRubrics": _rubrics(package, document, said),
        "extensions": package.get("extensions"),
    }
    if found["extensions"]:
        said.add(remarks.PACKAGE, "/extensions")
    return {name: value for name, value in found.items() if value}


def _definitions(package: Document, document: Document, said: Remarks) -> Document:
    """The definitions that ``encode`` would not make itself."""
    bare = {**document, "extra": {}}
    ours = definitions(bare, package["CFDocument"], package.get("CFItems", []), "")
    own = {row["identifier"]: row for rows in ours.values() for row in rows}
    kept = {}
    for name, rows in package.get("CFDefinitions", {}).items():
        rest = rows
        if isinstance(rows, list):
            rest = [row for row in rows if not _is_made(row, own)]
        if rest:
            kept[name] = rest
            said.add(remarks.DEFINITIONS, f"/CFDefinitions/{name}")
    return kept


def _is_made(row: Document, own: dict[str, Document]) -> bool:
    made = own.get(row["identifier"])
    return made is not None and keeping.without_uris(row) == keeping.without_uris(made)


def _rubrics(package: Document, document: Document, said: Remarks) -> list[Document]:
    """The rubrics but for our own, when it says what ``encode`` would say."""
    made = keeping.without_uris(rubric(document, ""))
    kept = []
    for number, row in enumerate(package.get("CFRubrics", [])):
        if not document["levels"] or keeping.without_uris(row) != made:
            kept.append(row)
            said.add(remarks.RUBRICS, f"/CFRubrics/{number}")
    return kept
