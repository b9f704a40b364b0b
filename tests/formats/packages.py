"""Framework packages: a strategy over valid ones, a readable example, when two say the same, what is wrong."""

import copy
import uuid

import pytest
from hypothesis import strategies as st

from formats.reading import Unreadable
from schemas import is_valid

PARENT_OF = {"competence": "area", "theme": "competence", "topic": "theme", "skill": "topic"}
LISTS = ("groups", "levels", "items", "alignments")
LOCALES = ("fr", "fr-BE", "nl", "en", "de")

#: What files and spreadsheets trip over.
_TRICKY = "=+-@'\" ;,\t|\\{}[]éœß\u00a0\u2028\x85\u202e\ufeff😀1a"
_CONTROLS = "".join(chr(n) for n in (*range(9), 11, 12, *range(14, 32), 127))
_ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
_TEXT = st.characters(exclude_categories=("Cs",), exclude_characters=_CONTROLS)
_LINE = st.characters(exclude_categories=("Cs",), exclude_characters=_CONTROLS + "\n\r")


def _texts(alphabet, size, extra=""):
    tricky = st.text(_TRICKY + extra, min_size=1, max_size=min(size, 8))
    return st.one_of(tricky, st.text(alphabet, min_size=1, max_size=min(size, 12)))


plain = _texts(_LINE, 12)
lines = _texts(_TEXT, 12, "\n\r")
#: Texts that the schema leaves free, but for NUL, which no CSV can say.
free = _texts(_ANY, 12, "\n\r\x01\x0b")
codes = st.from_regex(r"[a-z0-9]{1,4}([.-][a-z0-9]{1,3}){0,2}", fullmatch=True)
item_codes = st.one_of(
    st.sampled_from(["1", "1.1", "2.1", "'=1", "-1", "@x", "=1+1", "é'", "1.1-t1", "area-1"]),
    st.text("abAB01.-_:'=+@", min_size=1, max_size=6),
)
names = st.from_regex(r"[a-z]([A-Za-z0-9]{0,4}[A-Za-z])?", fullmatch=True)
uuids = st.uuids().map(str)
times = st.datetimes().map(lambda t: t.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"))
locales = st.sampled_from([*LOCALES, "it", "pt-BR"])
labels = st.dictionaries(locales, plain, max_size=3)
texts = st.dictionaries(locales, lines, max_size=2)
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | lines,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(lines, inner, max_size=2),
    max_leaves=4,
)
extras = st.dictionaries(lines, _json, max_size=2)
years = st.lists(
    st.one_of(st.sampled_from(["P3", "S1", "5e primaire", "a, b", "P3 P4", "[1]", "x et y"]), free),
    max_size=3,
    unique=True,
)
_absent = st.just("absent")


def _things(**members):
    """Dicts with some of ``members``; what may be null is sometimes absent."""
    options = {name: st.one_of(_absent, _absent, value) for name, value in members.items()}
    return st.fixed_dictionaries(options).map(
        lambda thing: {name: value for name, value in thing.items() if value != "absent"}
    )


def _null(strategy):
    return st.none() | strategy


_COMMON = {
    "identifier": _null(uuids),
    "link": _null(uuids),
    "changed": _null(times),
    "title": labels,
    "description": texts,
    "unverified": st.lists(locales, max_size=3, unique=True),
    "extra": extras,
}
_OF_TYPE = {
    "area": {"colour": _null(_texts(_ANY, 12))},
    "competence": {
        "external": st.dictionaries(codes, free, max_size=2),
        "education_levels": years,
    },
    "theme": {},
    "topic": {},
    "skill": {
        "status": _null(st.sampled_from(["in_construction", "active", "archived", "obsolete"])),
        "hint": texts,
    },
}
_EVERYWHERE = {name: value for own in _OF_TYPE.values() for name, value in own.items()} | {
    "code": _null(item_codes)
}
_HEADER = _things(
    identifier=_null(uuids),
    edition=free | st.just(""),
    publisher=free | st.just(""),
    source=free,
    licence=free,
    supersedes=_null(codes),
    points_per_level=_null(st.integers(1, 1000)),
    changed=_null(times),
    extra=extras,
)
_ALIGNMENT = _things(
    identifier=_null(uuids),
    framework=_null(codes),
    target=_null(item_codes),
    target_identifier=_null(uuids),
    note=_null(lines),
    changed=_null(times),
    extra=extras,
)
_RELATIONS = ("exactMatchOf", "isPartOf", "isRelatedTo", "isPeerOf", "precedes", "replacedBy")


@st.composite
def packages(draw, wild=False):
    """Valid packages, as Atelier itself may write them: codes and names are there, each once.

    ``wild``: everything else too that the schema lets through, as long as keys are unique and name
    things of the right type: codes that are absent or come twice, any member on any item.
    """
    groups = draw(st.lists(codes, max_size=2, unique=True))
    ranks = draw(st.lists(st.integers(1, 100), max_size=2, unique=True))
    package = {
        "schema": "framework-package/1",
        "code": draw(codes),
        "status": draw(st.sampled_from(["draft", "provisional", "adopted", "superseded"])),
        "title": draw(labels),
        **draw(_HEADER),
        "groups": [
            {"code": code, "title": draw(labels), **draw(_things(identifier=_null(uuids)))}
            for code in groups
        ],
        "levels": [_level(draw, rank, groups) for rank in ranks],
        "items": _items(draw, wild),
        "alignments": [],
    }
    sources = [item["key"] for item in package["items"] if item["type"] == "competence"]
    for _ in range(draw(st.integers(0, 2)) if sources else 0):
        package["alignments"].append(
            {
                "source": draw(st.sampled_from(sources)),
                "relation": draw(st.sampled_from(_RELATIONS)),
                "status": draw(st.sampled_from(["proposed", "confirmed"])),
                **draw(_ALIGNMENT),
            }
        )
    assert is_valid(package, "framework-package")
    return package


def _level(draw, rank, groups):
    members = _things(
        identifier=_null(uuids), group=st.sampled_from([None, *groups]), descriptor=texts
    )
    return {"level": rank, "title": draw(labels), **draw(members)}


def _items(draw, wild):
    items, used = [], set()
    for type in ("area", *PARENT_OF):
        holders = [item["key"] for item in items if item["type"] == PARENT_OF.get(type)]
        if type != "area" and not holders:
            break
        for _ in range(draw(st.integers(0, 3))):
            item = {
                "type": type,
                "key": str(uuid.UUID(int=len(items))),
                "parent": draw(st.sampled_from(holders)) if holders else None,
                **draw(_things(**_COMMON, **_OF_TYPE[type])),
            }
            if wild:
                item |= draw(_things(**_EVERYWHERE))
            if draw(st.booleans()):
                item["id"] = type + draw(st.text("abcXYZ019", min_size=1, max_size=6))
            if _named(draw, item, used, wild):
                items.append(item)
    return draw(st.permutations(items))


def _named(draw, item, used, wild):
    """Give ``item`` what it is known by; False when another of its type has it."""
    type = item["type"]
    if type == "skill":
        item["level"] = draw(st.integers(1, 9))
        version = draw(st.sampled_from([None, 1, 1, 2]))
        if version:
            item["version"] = version
        name = (item["parent"], item["level"], version or 1)
    elif wild and draw(st.booleans()):
        return True
    elif type == "topic":
        name = item["name"] = draw(names)
    elif type == "theme":
        return True
    else:
        name = item["code"] = draw(item_codes)
    if not wild or type == "skill":
        taken = (type, name) in used
        used.add((type, name))
        return not taken
    return True


def canonical(package):
    """``package`` without what is empty, a skill's first version said, keys replaced by positions.

    Two packages are the same framework when their canonical forms are equal.
    """
    package = copy.deepcopy(package)
    positions = {item["key"]: f"#{n}" for n, item in enumerate(package["items"])}
    package = _full(package, ("title", *LISTS))
    for name in ("groups", "levels"):
        package[name] = [_full(thing, ("title",)) for thing in package[name]]
    package["items"] = [_full(item, ("parent",)) for item in package["items"]]
    package["alignments"] = [_full(alignment, ()) for alignment in package["alignments"]]
    for item in package["items"]:
        item["key"] = positions[item["key"]]
        item["parent"] = positions.get(item["parent"])
        if item["type"] == "skill":
            item.setdefault("version", 1)
    for alignment in package["alignments"]:
        alignment["source"] = positions[alignment["source"]]
    return package


def remarks_of(decode, data, *arguments):
    """What ``decode`` says is wrong with a file: ``(where, message)``."""
    with pytest.raises(Unreadable) as raised:
        decode(data if isinstance(data, bytes) else data.encode(), *arguments)
    return [(remark.where, remark.message) for remark in raised.value.remarks]


def _full(thing, kept):
    return {k: v for k, v in thing.items() if k in kept or v not in (None, "", [], {})}


EXAMPLE = {
    "schema": "framework-package/1",
    "code": "cadre",
    "status": "adopted",
    "title": {"fr": "Cadre", "nl": "Kader"},
    "publisher": "FWB",
    "points_per_level": 8,
    "groups": [{"code": "novice", "title": {"fr": "novice"}}],
    "levels": [
        {"level": 1, "group": "novice", "title": {"fr": "N 1"}, "descriptor": {"fr": "Peu."}}
    ],
    "items": [
        {
            "type": "area", "key": "3f0a", "parent": None, "code": "1",
            "title": {"fr": "Information"}, "colour": "jaffa",
        },
        {
            "type": "competence", "key": "9b1c", "parent": "3f0a", "code": "1.1",
            "title": {"fr": "Chercher"}, "external": {"pix": "rec1"}, "education_levels": ["P3", "S1"],
        },
        {"type": "theme", "key": "77de", "parent": "9b1c", "title": {"fr": "Web"}},
        {
            "type": "topic", "key": "e001", "parent": "77de", "name": "moteur",
            "title": {"fr": "Moteur"}, "unverified": ["nl"],
        },
        {
            "type": "skill", "key": "c4c4", "parent": "e001", "level": 2, "version": 1,
            "status": "active", "hint": {"fr": "Gardez les mots utiles."},
        },
    ],
    "alignments": [
        {
            "source": "9b1c", "framework": "digcomp-2.2", "target": "1.1",
            "relation": "isRelatedTo", "status": "confirmed", "note": "À peu près.",
        }
    ],
}  # fmt: skip
