"""Packages of ours and CASE packages of others, right ones, for the CASE codec."""

import copy
import json
import uuid

from hypothesis import strategies as st

from formats.case import decode
from tests import samples

BASE = "https://atelier.example/ims/case/v1p1"
TIME = "2026-01-01T00:00:00Z"
TYPES = ("area", "competence", "theme", "topic", "skill")


def name(*parts):
    """A UUID that follows from ``parts``."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, " ".join(map(str, parts))))


def data(package):
    return json.dumps(package).encode()


def read(package):
    return decode(data(package))


def remarks(error):
    """``(where, message)`` of an ``Unreadable``."""
    return [(remark.where, remark.message) for remark in error.value.remarks]


def foreign():
    """``samples.case_package`` with parts by short names, for tests that change one."""
    return copy.deepcopy(samples.case_package())


def item(place, statement, **members):
    return {
        "identifier": name("item", place),
        "uri": f"https://cadre.example/i/{place}",
        "fullStatement": statement,
        "lastChangeDateTime": "2025-09-01T08:30:00+02:00",
        **members,
    }


def node(identifier, title="?", **members):
    uri = f"https://cadre.example/n/{identifier}"
    return {"title": title, "identifier": identifier, "uri": uri, **members}


def association(place, kind, origin, destination, **members):
    return {
        "identifier": name("association", place),
        "associationType": kind,
        "uri": f"https://cadre.example/a/{place}",
        "originNodeURI": node(origin),
        "destinationNodeURI": node(destination),
        "lastChangeDateTime": "2025-09-01T08:30:00+02:00",
        **members,
    }


def chain(length, **members):
    """A foreign package of items that each hang under the one before."""
    package = foreign()
    above = package["CFDocument"]["identifier"]
    package["CFItems"], package["CFAssociations"] = [], []
    for place in range(length):
        package["CFItems"].append(item(place, f"Étape {place}", **members))
        child = package["CFItems"][-1]["identifier"]
        package["CFAssociations"].append(association(place, "isChildOf", child, above))
        above = child
    return package


def row(kind, key, parent, **members):
    """An item of a package, as Atelier's own export has it."""
    defaults = {
        "area": {"unverified": [], "colour": None},
        "competence": {"description": {}, "unverified": [], "external": {}, "education_levels": []},
        "theme": {},
        "topic": {"description": {}},
        "skill": {"version": 1, "status": "active", "hint": {}},
    }[kind]
    common = {
        "type": kind, "key": key, "parent": parent, "id": key, "identifier": name(key),
        "link": None, "changed": TIME, "extra": {},
    }  # fmt: skip
    return {**common, **copy.deepcopy(defaults), **members}


def package(**changes):
    """A package of ours with everything that one can say."""
    document = {
        "schema": "framework-package/1",
        "code": "jardin-1",
        "identifier": name("framework"),
        "edition": "2026",
        "status": "provisional",
        "title": {"fr": "Cadre du jardin", "nl": "Tuinkader"},
        "publisher": "Atelier des jardins",
        "source": "Circulaire 12",
        "licence": "CC-BY-SA-4.0",
        "supersedes": "jardin-0",
        "points_per_level": 8,
        "changed": TIME,
        "groups": [{"code": "novice", "identifier": name("g"), "title": {"fr": "novice"}}],
        "levels": [
            {"level": 1, "identifier": name("l1"), "group": "novice",
             "title": {"fr": "Niveau 1", "en": "Level 1"}, "descriptor": {"fr": "Avec de l'aide"}},
            {"level": 2, "title": {"en": "Level 2"}},
        ],
        "items": [
            row("area", "areaA", None, code="1", title={"fr": "Sol", "en": "Soil"}, colour="#0a0"),
            row("area", "areaB", None, code="2", title={"en": "Water"}, unverified=["en"]),
            row("competence", "competenceA", "areaA", code="1.1", title={"fr": "Bêcher"},
                description={"fr": "Retourner\nla terre", "nl": "Spitten"},
                external={"autre": "x1"}, education_levels=["S1", "S2"]),
            row("competence", "competenceB", "areaA", code="1.2", title={"fr": "Semer"},
                link=name("link"), changed="2026-02-01T00:00:00.5Z"),
            row("theme", "themeA", "competenceA", title={"fr": "Outils"}),
            row("topic", "topicA", "themeA", name="beche", title={"fr": "La bêche"}),
            row("skill", "skillA", "topicA", level=1, hint={"fr": "Regardez", "en": "Look"}),
            row("skill", "skillB", "topicA", level=2, status="archived"),
            row("skill", "skillC", "topicA", level=2, version=2),
        ],
        "alignments": [
            {"identifier": name("al1"), "source": "competenceA", "framework": "dc",
             "target": "2.4", "target_identifier": name("t1"), "relation": "isPartOf",
             "status": "confirmed", "note": "Deux\nlignes", "changed": TIME, "extra": {}},
            {"identifier": name("al2"), "source": "competenceA", "framework": None,
             "target": None, "target_identifier": name("t2"), "relation": "exactMatchOf",
             "status": "proposed", "note": None, "changed": None, "extra": {}},
        ],
        "extra": {},
    }  # fmt: skip
    return {**document, **changes}


lines = st.text("aé Z9'«", min_size=1, max_size=12)
labels = st.dictionaries(st.sampled_from(["fr", "fr-BE", "nl", "en"]), lines, max_size=3)
texts = st.dictionaries(
    st.sampled_from(["fr", "nl", "en"]), st.text("aé\n ", min_size=1, max_size=9), max_size=2
)
times = st.sampled_from([TIME, "2025-12-31T23:59:59.25Z", None])
codes = st.text("Aa1.:é-", min_size=1, max_size=6)
names = st.from_regex(r"[a-z][A-Za-z0-9]{0,6}[A-Za-z]", fullmatch=True)

_VALUES = {
    "title": labels, "description": texts, "hint": texts, "colour": st.none() | lines,
    "unverified": st.lists(st.sampled_from(["fr", "nl"]), unique=True),
    "external": st.dictionaries(st.sampled_from(["pix", "dc"]), lines, max_size=2),
    "education_levels": st.lists(st.sampled_from(["P6", "S1", "S2"]), unique=True),
    "version": st.none() | st.integers(1, 9), "level": st.none() | st.integers(1, 9),
    "status": st.sampled_from([None, "active", "obsolete"]), "changed": times,
}  # fmt: skip


@st.composite
def packages(draw):
    """Packages of ours: any tree, any member given, null or absent."""
    items, keys = [], {kind: [] for kind in TYPES}
    for kind in TYPES:
        above = keys[TYPES[TYPES.index(kind) - 1]] if kind != "area" else [None]
        for number in range(draw(st.integers(0, 3))):
            if not above:
                break
            key = f"{kind}{number}"
            items.append(row(kind, key, draw(st.sampled_from(above))))
            keys[kind].append(key)
    for kind, member, values in (
        ("area", "code", codes), ("competence", "code", codes), ("topic", "name", names),
    ):  # fmt: skip
        count = len(keys[kind])
        found = iter(draw(st.lists(values, min_size=count, max_size=count, unique=True)))
        for one in items:
            if one["type"] == kind:
                one[member] = next(found)
    for one in items:
        for member in draw(st.lists(st.sampled_from(sorted(_VALUES)), max_size=4, unique=True)):
            one[member] = draw(_VALUES[member])
        for member in draw(
            st.lists(
                st.sampled_from(sorted({*one} - {"type", "key", "parent", "identifier"})),
                max_size=2,
            )
        ):
            one.pop(member, None)
    header = {
        "title": draw(labels), "changed": draw(times), "publisher": draw(st.just("") | lines),
        "source": draw(st.sampled_from(["", "https://cadre.example/x", "décret"])),
        "status": draw(st.sampled_from(["draft", "provisional", "adopted", "superseded"])),
        "licence": draw(st.just("") | lines), "edition": draw(st.just("") | lines),
    }  # fmt: skip
    return package(items=items, alignments=_alignments(draw, keys["competence"]), **header)


def _alignments(draw, sources):
    if not sources:
        return []
    pairs = st.tuples(st.sampled_from(sources), st.integers(0, 3))
    return [
        {
            **package()["alignments"][draw(st.integers(0, 1))],
            "identifier": name("al", source, target),
            "source": source,
            "target_identifier": name("t", target),
            "changed": draw(times),
        }
        for source, target in draw(st.lists(pairs, max_size=4, unique=True))
    ]


said = st.sampled_from(
    ["", " ", "Un  deux", "a\nb", "@tri", "tri", "x" * 1200, "\x01", "É à l'œuvre"]
)
moments = st.sampled_from(["2025-09-01T08:30:00+02:00", "2025-09-01T08:30:00.1234567Z", TIME])
_MEMBERS = {
    "alternativeLabel": said, "abbreviatedStatement": said, "notes": said, "fullStatement": said,
    "language": st.sampled_from(["fr", "en", "eng", "nl-BE", "xx9", ""]),
    "CFItemType": st.sampled_from(["Area", "Skill", "Domaine", ""]),
    "educationLevel": st.lists(said, max_size=3), "conceptKeywords": st.lists(said, max_size=2),
    "statusStartDate": st.just("2025-01-01"), "lastChangeDateTime": moments,
    "extensions": st.sampled_from([{"autre": {"n": [1, None]}}]),
    "CFItemTypeURI": st.just(node(name("type"))), "licenseURI": st.just(node(name("licence"))),
}  # fmt: skip
_LINKS = {
    "sequenceNumber": st.integers(-2, 3), "notes": said, "lastChangeDateTime": moments,
    "CFAssociationGroupingURI": st.just(node(name("group"))),
    "extensions": st.just({"autre": 1}),
}  # fmt: skip
_DOCUMENT = {
    "title": said, "creator": said, "publisher": said, "description": said, "version": said,
    "adoptionStatus": st.sampled_from(["Adopted", "Private Draft", "Ailleurs"]),
    "officialSourceURL": st.sampled_from(["https://cadre.example", "www.cadre.example", ""]),
    "language": st.sampled_from(["en", "fr"]), "frameworkType": said, "subject": st.just(["J"]),
    "licenseURI": st.just(node(name("licence"), "Libre")), "lastChangeDateTime": moments,
    "extensions": st.just({"autre": {"atelier": 1}}),
}  # fmt: skip
CODES = ("A", "A 1", "A-1", "A/1", "", "b", "@b", "c" * 60, "tri", "Z.9", "É")


def _some(draw, members):
    chosen = draw(st.lists(st.sampled_from(sorted(members)), max_size=5, unique=True))
    return {member: draw(members[member]) for member in chosen}


@st.composite
def foreign_packages(draw):
    """CASE packages of others, whose isChildOf associations draw a tree, up to six deep."""
    result = foreign()
    document = result["CFDocument"] = {**result["CFDocument"], **_some(draw, _DOCUMENT)}
    count = draw(st.integers(0, 9))
    schemes = iter(draw(st.permutations(CODES)))
    items = [item(n, f"Chose {n}", **_some(draw, _MEMBERS)) for n in range(count)]
    links, others = [], []
    for number, one in enumerate(items):
        if draw(st.booleans()):
            one["humanCodingScheme"] = next(schemes)
        above = draw(st.sampled_from([None, "document", *range(number)]))
        if above is not None:
            parent = document if above == "document" else items[above]
            ends = one["identifier"].upper(), parent["identifier"]
            links.append(association(number, "isChildOf", *ends, **_some(draw, _LINKS)))
    targets = [name("t1"), name("t2"), "une-page", *(one["identifier"] for one in items)]
    kinds = ("isRelatedTo", "exactMatchOf", "exemplar", "ext:voir")
    for number in range(draw(st.integers(0, 5)) if items else 0):
        origin = draw(st.sampled_from(items))["identifier"]
        ends = draw(st.sampled_from(kinds)), origin, draw(st.sampled_from(targets))
        others.append(association(100 + number, *ends, **_some(draw, _LINKS)))
    result["CFItems"] = draw(st.permutations(items))
    result["CFAssociations"] = draw(st.permutations(links + others))
    return result
