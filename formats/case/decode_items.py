"""The items of a CFPackage: their types, codes, names, and what is kept of each."""

from dataclasses import dataclass, field

from ..reading import Document, Remark
from . import keeping, members, naming, plain, remarks
from .remarks import Remarks
from .tree import ROOT, Tree, ordered
from .words import CODED, TYPE_NAMES, TYPE_OF, TYPES, atelier, is_ours

_PLACES = {
    "area": "d'un domaine",
    "competence": "d'une compétence",
    "theme": "d'une thématique",
    "topic": "d'un sujet",
    "skill": "d'un acquis",
}


@dataclass
class Items:
    """Items of the package by their place in CFItems, in the package's order."""

    rows: dict[int, Document] = field(default_factory=dict)
    #: Places of items that Atelier has no place for.
    others: list[int] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)


def read(package: Document, tree: Tree, said: Remarks) -> Items:
    """The items of ``package``, without ``extra.case``: ``keep`` adds that once they are known to fit."""
    cases, found = package.get("CFItems", []), Items()
    kinds = _kinds(package, tree, found, said)
    if found.refusals:
        return found
    language = package["CFDocument"].get("language")
    for place in ordered(tree, set(kinds)):
        case = cases[place]
        row = members.merged(
            members.item(case, kinds[place], language), atelier(case), members.ITEM
        )
        found.rows[place] = {**row, "type": kinds[place]}
    _keys(found)
    _links(package, tree, found)
    _codes(cases, tree, found, said)
    _names(cases, found, said)
    for place, row in found.rows.items():
        members.forget(row, atelier(cases[place]), members.ITEM - {"type", "key"})
    said.add(remarks.ORPHANS, *(f"/CFItems/{place}" for place in tree.orphans))
    return found


def _kinds(package: Document, tree: Tree, found: Items, said: Remarks) -> dict[int, str]:
    """The type of every item that has a place; others and refusals are noted in ``found``."""
    cases = package.get("CFItems", [])
    ours = any(map(is_ours, (package["CFDocument"], *cases)))
    kinds: dict[int, str] = {}
    for place, case in enumerate(cases):
        if place not in tree.depth:
            continue
        depth = tree.depth[place]
        due = TYPES[depth - 1] if depth <= len(TYPES) else None
        known = _known(case) if is_ours(case) or (ours and depth < len(TYPES)) else None
        if known and known != due:
            found.refusals.append(_misplaced(place, known, due))
        elif due and (due != "skill" or known):
            kinds[place] = due
        else:
            found.others.append(place)
            said.add(remarks.NOT_SKILLS if due else remarks.DEEP, f"/CFItems/{place}")
    return kinds


def _known(case: Document) -> str | None:
    """The type that an item says it has; None when it is none of ours."""
    kind = atelier(case).get("type")
    return kind if kind in TYPES else TYPE_OF.get(case.get("CFItemType", ""))


def _misplaced(place: int, known: str, due: str | None) -> Remark:
    where = f"à la place {_PLACES[due]}" if due else "sous un acquis"
    return Remark(
        f"/CFItems/{place}",
        f"Cet élément est du type « {TYPE_NAMES[known]} », mais se trouve {where} : corrigez son "
        "lien isChildOf (un domaine contient des compétences, puis viennent les thématiques, les "
        "sujets et les acquis).",
    )


def _keys(found: Items) -> None:
    seen: dict[str, int] = {}
    for place, row in found.rows.items():
        if not isinstance(row["key"], str):
            row["key"] = row["identifier"]
        if row["key"] in seen:
            found.refusals.append(
                Remark(
                    f"/CFItems/{place}/extensions/atelier/key",
                    f"La clé « {row['key'][:60]} » est déjà celle de /CFItems/{seen[row['key']]} : "
                    "donnez-en une autre à l'un des deux.",
                )
            )
        seen.setdefault(row["key"], place)


def _links(package: Document, tree: Tree, found: Items) -> None:
    """Parents by key, and what other tools call the association."""
    framework = package["CFDocument"]["identifier"].lower()
    for place, row in found.rows.items():
        parent = found.rows.get(tree.parent[place])
        row["parent"] = parent["key"] if parent else None
        above = parent["identifier"] if parent else framework
        if place in tree.link:
            link = package["CFAssociations"][tree.link[place]]["identifier"].lower()
            if link != plain.link_identifier(row["identifier"], above):
                row["link"] = link


def _codes(cases: list[Document], tree: Tree, found: Items, said: Remarks) -> None:
    taken = {kind: naming.codes() for kind in CODED}
    coded = {place: row for place, row in found.rows.items() if row["type"] in CODED}
    rest = []
    for place, row in coded.items():
        extension = atelier(cases[place])
        if _is_unsaid(extension, "code"):
            continue
        if not naming.is_exact(row, extension, cases[place]):
            rest.append(place)
        elif isinstance(row["code"], str) and not taken[row["type"]].take(row["code"]):
            found.refusals.append(naming.refused_code(f"/CFItems/{place}", row["code"]))
    numbers = _numbers(tree, set(coded)) if rest else {}
    for place in rest:
        row, where = coded[place], f"/CFItems/{place}"
        said.add(remarks.CODES if "code" in row else remarks.NO_CODES, where)
        row["code"] = taken[row["type"]].free(row.get("code") or numbers[place])


def _is_unsaid(extension: Document, name: str) -> bool:
    """Whether the extension says that there is no such member, or that it is null."""
    absent = extension.get("absent")
    missing = isinstance(absent, list) and name in absent
    return missing or (name in extension and extension[name] is None)


def _numbers(tree: Tree, coded: set[int]) -> dict[int, str]:
    """ "1", "1.2": places of areas and competences among their siblings."""
    numbers = {}
    areas = (place for place in tree.children.get(ROOT, []) if place in coded)
    for area_number, area in enumerate(areas, 1):
        numbers[area] = str(area_number)
        for number, place in enumerate(tree.children.get(area, []), 1):
            numbers[place] = f"{area_number}.{number}"
    return numbers


def _names(cases: list[Document], found: Items, said: Remarks) -> None:
    names, rest = naming.topic_names(), []
    for place, row in found.rows.items():
        extension = atelier(cases[place])
        if row["type"] != "topic" or _is_unsaid(extension, "name"):
            continue
        if isinstance(extension.get("name"), str):
            names.take(extension["name"])
        elif "name" not in extension:
            rest.append(place)
    for place in rest:
        row = found.rows[place]
        suggested = row.get("name") or naming.suggested_name(cases[place])
        name = names.free(suggested)
        if name != row.get("name"):
            said.add(remarks.NAMES, f"/CFItems/{place}")
        row["name"] = name


def keep(package: Document, tree: Tree, found: Items, header: Document, said: Remarks) -> None:
    """Add to every item what its CFItem and its isChildOf association say beside it."""
    numbers: dict[str | None, int] = {}
    for place, row in found.rows.items():
        parent = found.rows.get(tree.parent[place])
        numbers[row["parent"]] = numbers.get(row["parent"], 0) + 1
        kept = _kept_item(package, place, row, parent, header, said)
        link = _kept_link(package, tree, place, row, parent, header, numbers[row["parent"]])
        if set(link) - {"written"}:
            said.add(remarks.LINKS, f"/CFAssociations/{tree.link[place]}")
        if link:
            kept["link"] = link
        if kept:
            row["extra"] = {**row.get("extra", {}), "case": kept}


def _kept_item(
    package: Document,
    place: int,
    row: Document,
    parent: Document | None,
    header: Document,
    said: Remarks,
) -> Document:
    case, where = package["CFItems"][place], f"/CFItems/{place}"
    kept = keeping.difference(case, plain.item(header, row, "", parent), members.ITEM)
    said.members(kept, where)
    changes = kept.get("written", {})
    if changes.get("fullStatement", {}).get("was"):
        said.add(remarks.STATEMENTS, f"{where}/fullStatement")
    if "CFDocumentURI" in case:
        said.add(remarks.left_out("CFDocumentURI"), f"{where}/CFDocumentURI")
    return kept


def _kept_link(
    package: Document,
    tree: Tree,
    place: int,
    row: Document,
    parent: Document | None,
    header: Document,
    number: int,
) -> Document:
    natural = plain.hierarchy(header, row, parent, number, "")
    if place not in tree.link:  # said without a number, it stays after those that have one
        return {"written": {"sequenceNumber": {"was": None, "is": number}}}
    return keeping.difference(package["CFAssociations"][tree.link[place]], natural, ())
