"""The hierarchy that isChildOf associations draw: who belongs to whom, in which order, how deep."""

from collections import defaultdict
from dataclasses import dataclass, field

from ..reading import Document, Remark
from .words import CHILD

#: The document, as a parent; items are known by their place in CFItems.
ROOT = -1


@dataclass
class Tree:
    """``parent``, ``link`` (place of the association, None without), ``depth`` by place of item."""

    parent: dict[int, int] = field(default_factory=dict)
    link: dict[int, int] = field(default_factory=dict)
    depth: dict[int, int] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)
    orphans: list[int] = field(default_factory=list)
    #: Associations that say once more what another one says.
    again: list[int] = field(default_factory=list)
    refusals: list[Remark] = field(default_factory=list)


def ends(association: Document) -> tuple[str, str]:
    """The identifiers of an association's origin and destination, in lower case."""
    origin, destination = association["originNodeURI"], association["destinationNodeURI"]
    return origin["identifier"].lower(), destination["identifier"].lower()


def duplicates(package: Document) -> list[Remark]:
    """Remarks on identifiers that a document, item or association shares with an earlier one."""
    seen = {package["CFDocument"]["identifier"].lower(): "/CFDocument"}
    found = []
    for name in ("CFItems", "CFAssociations"):
        for place, thing in enumerate(package.get(name, [])):
            identifier, where = thing["identifier"].lower(), f"/{name}/{place}"
            if identifier in seen:
                found.append(
                    Remark(
                        where,
                        f"L'identifiant « {identifier} » est déjà celui de {seen[identifier]} : "
                        "donnez-en un autre à l'un des deux.",
                    )
                )
            seen.setdefault(identifier, where)
    return found


def grow(package: Document) -> Tree:
    """The tree of a package whose identifiers are unique; ``refusals`` say what is wrong with it."""
    tree = Tree()
    items, associations = package.get("CFItems", []), package.get("CFAssociations", [])
    places = {item["identifier"].lower(): place for place, item in enumerate(items)}
    places[package["CFDocument"]["identifier"].lower()] = ROOT
    wrong: set[int] = set()
    for number, association in enumerate(associations):
        if association["associationType"] == CHILD:
            _link(tree, number, ends(association), places, wrong)
    tree.orphans = [n for n in range(len(items)) if n not in tree.parent and n not in wrong]
    for place in (*tree.orphans, *wrong):
        tree.parent.setdefault(place, ROOT)
    _sort(tree, associations)
    _descend(tree)
    _loops(tree, len(items))
    return tree


def _link(
    tree: Tree, number: int, both: tuple[str, str], places: dict[str, int], wrong: set[int]
) -> None:
    where = f"/CFAssociations/{number}"
    child, parent = (places.get(identifier) for identifier in both)
    if child is None or child == ROOT:
        tree.refusals.append(Remark(where, _no_child(both[0], child)))
    elif parent is None:
        wrong.add(child)
        tree.refusals.append(
            Remark(
                where,
                f"Ce lien isChildOf mène à « {both[1][:60]} », qui n'est pas dans le fichier : "
                "ajoutez cet élément, ou retirez ce lien.",
            )
        )
    elif child not in tree.parent:
        tree.parent[child] = parent
        tree.link[child] = number
    elif tree.parent[child] == parent:
        tree.again.append(number)
    else:
        tree.refusals.append(
            Remark(
                where,
                f"L'élément /CFItems/{child} a déjà un parent, par "
                f"/CFAssociations/{tree.link[child]} : gardez un seul de ces liens isChildOf.",
            )
        )


def _no_child(identifier: str, child: int | None) -> str:
    if child is None:
        return (
            f"Ce lien isChildOf part de « {identifier[:60]} », qui n'est pas dans le fichier : "
            "ajoutez cet élément, ou retirez ce lien."
        )
    return (
        "Ce lien isChildOf part du référentiel lui-même, qui n'appartient à rien : retirez ce lien."
    )


def _sort(tree: Tree, associations: list[Document]) -> None:
    def rank(place: int) -> tuple[bool, int, int]:
        link = tree.link.get(place)
        number = None if link is None else associations[link].get("sequenceNumber")
        return number is None, number or 0, place

    children: dict[int, list[int]] = defaultdict(list)
    for place, parent in tree.parent.items():
        children[parent].append(place)
    tree.children = {parent: sorted(places, key=rank) for parent, places in children.items()}


def _descend(tree: Tree) -> None:
    level, depth = tree.children.get(ROOT, []), 1
    while level:
        for place in level:
            tree.depth[place] = depth
        level = [child for place in level for child in tree.children.get(place, [])]
        depth += 1


def _loops(tree: Tree, count: int) -> None:
    """One refusal per loop; what hangs under a loop is not told again."""
    seen: dict[int, int] = {}
    for start in range(count):
        place = start
        while place not in tree.depth and place not in seen:
            seen[place] = start
            place = tree.parent[place]
        if place not in tree.depth and seen[place] == start:
            tree.refusals.append(
                Remark(
                    f"/CFAssociations/{tree.link[place]}",
                    f"Les liens isChildOf tournent en rond : /CFItems/{place} finit par appartenir "
                    "à lui-même. Retirez un des liens de cette boucle.",
                )
            )


def ordered(tree: Tree, held: set[int]) -> list[int]:
    """The places of the items that are ``held``: as in the file, siblings in their order.

    Parents come first: when the file has it otherwise, items come as the tree goes, depth first.
    """
    slots: dict[int, list[int]] = defaultdict(list)
    for place in sorted(held):
        slots[tree.parent[place]].append(place)
    at: dict[int, int] = {}
    for parent, places in slots.items():
        children = [child for child in tree.children[parent] if child in held]
        at |= dict(zip(places, children, strict=True))
    order = [at[place] for place in sorted(at)]
    rank = {place: number for number, place in enumerate(order)}
    if all(tree.parent[p] == ROOT or rank[tree.parent[p]] < rank[p] for p in order):
        return order
    return _depth_first(tree, held)


def _depth_first(tree: Tree, held: set[int]) -> list[int]:
    order, stack = [], list(reversed(tree.children.get(ROOT, [])))
    while stack:
        place = stack.pop()
        if place in held:
            order.append(place)
            stack.extend(reversed(tree.children.get(place, [])))
    return order
