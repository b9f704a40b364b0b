"""What a CASE file said differently from what Atelier would say, kept and said again.

``extra.case`` of an item, an alignment or ``CFDocument`` holds members that Atelier has no place for
under their CASE name, foreign ``extensions``, and under ``written`` the members that Atelier says
otherwise: ``{"was": what the file said (null: nothing), "is": what Atelier says}``. ``was`` is said
again only as long as Atelier still says ``is``: what people change here is never undone by what a
file once said.
"""

from collections.abc import Collection
from functools import cache
from typing import Any

from schemas import is_valid, load_schema

from ..reading import Document
from .words import EPOCH, NAMESPACE

#: Members that only repeat what is elsewhere; CASE 1.1 has no place for them.
LEFT_OUT = ("CFPackageURI", "CFDocumentURI")
#: Members that Atelier always says itself, whatever the file said.
_OWN = frozenset({"identifier", "uri", "caseVersion", "extensions", *LEFT_OUT})
_NODES = ("originNodeURI", "destinationNodeURI")


_LISTS = {"item": "CFItems", "association": "CFAssociations"}
#: The smallest document, around what is checked.
_DOCUMENT = {
    "identifier": str(NAMESPACE),
    "uri": "",
    "creator": "",
    "title": "",
    "lastChangeDateTime": EPOCH,
}


@cache
def _members(kind: str) -> frozenset[str]:
    return frozenset(load_schema("case-package")["$defs"][kind]["properties"]) - _OWN


def difference(said: Document, plain: Document, known: Collection[str]) -> Document:
    """What ``said`` has that ``plain`` (what Atelier says) has not; {} when they say the same.

    ``known`` are the members of ``extensions.atelier`` that Atelier reads; others are kept. Both ends
    of an association are kept without their ``uri``.
    """
    kept: Document = {}
    written: Document = {}
    for name, value in said.items():
        if name in _OWN:
            continue
        if name not in plain:
            kept[name] = value
        elif _bare(name, value) != _bare(name, plain[name]) and _is_worth(name):
            was = _bare(name, value) if name in _NODES else value
            written[name] = {"was": was, "is": _bare(name, plain[name])}
    for name in plain:
        if name not in said and name not in _OWN:
            written[name] = {"was": None, "is": _bare(name, plain[name])}
    foreign = _foreign(said.get("extensions") or {}, known)
    if foreign:
        kept["extensions"] = foreign
    if written:
        kept["written"] = written
    return kept


def _is_worth(name: str) -> bool:
    """Times of change are the workshop's business: another spelling of one is not kept."""
    return name != "lastChangeDateTime"


def _bare(name: str, value: Any) -> Any:
    """``value`` without what depends on where it is served."""
    if not name.endswith("URI") or not isinstance(value, dict):
        return value
    bare = {key: inner for key, inner in value.items() if key != "uri"}
    if name in _NODES and isinstance(bare.get("identifier"), str):
        bare["identifier"] = bare["identifier"].lower()
    return bare


def _foreign(extensions: Document, known: Collection[str]) -> Document:
    foreign = {name: value for name, value in extensions.items() if name != "atelier"}
    unknown = {
        name: value for name, value in extensions.get("atelier", {}).items() if name not in known
    }
    if unknown:
        foreign["atelier"] = unknown
    return foreign


def restored(plain: Document, kept: Document, kind: str) -> Document:
    """``plain`` with what was ``kept`` said again. ``kind`` names the shape in the schema.

    What is kept of something else than CASE is ignored: what comes out is CASE again.
    """
    allowed = _members(kind)
    members = dict(plain)
    for name, value in kept.items():
        if name in allowed and name not in plain:
            members[name] = value
    for name, change in _changes(kept).items():
        if name not in allowed or name not in plain:
            continue
        if _bare(name, plain[name]) != change.get("is"):
            continue
        was = change.get("was")
        if was is None:
            del members[name]
        elif name in _NODES and isinstance(was, dict):
            members[name] = {"uri": plain[name]["uri"], **was}
        else:
            members[name] = was
    return members if not kept or _fits(members, kind) else dict(plain)


def _fits(members: Document, kind: str) -> bool:
    if kind == "document":
        return is_valid({"CFDocument": members}, "case-package")
    return is_valid({"CFDocument": _DOCUMENT, _LISTS[kind]: [members]}, "case-package")


def of_package(kept: Document) -> Document:
    """The parts of a CFPackage among ``kept``, that of the whole package, which are CASE indeed."""
    return {
        name: value
        for name, value in kept.items()
        if name != "CFDocument" and is_valid({"CFDocument": _DOCUMENT, name: value}, "case-package")
    }


def _changes(kept: Document) -> dict[str, Document]:
    written = kept.get("written")
    if not isinstance(written, dict):
        return {}
    return {name: change for name, change in written.items() if isinstance(change, dict)}


def extensions(kept: Document, own: Document | None) -> Document:
    """The extensions of a CASE object: foreign ones as they were ``kept``, and our ``own``."""
    foreign = kept.get("extensions")
    result = dict(foreign) if isinstance(foreign, dict) else {}
    unknown = result.pop("atelier", None)
    if own is not None or unknown:
        result["atelier"] = {**(unknown if isinstance(unknown, dict) else {}), **(own or {})}
    return result


def without_uris(value: Any) -> Any:
    """``value`` with every ``uri`` left out, at any depth."""
    if isinstance(value, dict):
        return {name: without_uris(inner) for name, inner in value.items() if name != "uri"}
    if isinstance(value, list):
        return [without_uris(inner) for inner in value]
    return value
