"""CASE files that cannot be read: each says what happened, where, and what to do."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.case import decode, encode, members
from formats.reading import Unreadable
from tests.formats.case_samples import (
    BASE,
    association,
    chain,
    data,
    foreign,
    foreign_packages,
    item,
    name,
    package,
    remarks,
)


def refused(file):
    with pytest.raises(Unreadable) as error:
        decode(file if isinstance(file, bytes) else data(file))
    found = remarks(error)
    assert all(message.endswith(".") for _, message in found), found
    return found


@pytest.mark.parametrize(
    ("file", "where", "words"),
    [
        (b"", "", "vide"),
        (b" \n ", "", "vide"),
        (b"PK\x03\x04rest", "", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "", "image"),
        (b"%PDF-1.7", "", "PDF"),
        (b"\x1f\x8b\x08", "", "gzip"),
        (b'{"a": 1,\n"b": "\xe9"}', "ligne 2", "UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "ligne 1", "UTF-8"),
        (b"type;code;titre\narea;1;Sol\n", "", "CSV"),
        (b"type,code,titre\narea,1,Sol\n", "", "CSV"),
        (b"<?xml version='1.0'?><a/>", "", "XML"),
        (b'{"CFDocument": {\n"title": }', "ligne 2", "JSON valable"),
        (b'{"CFDocument": {"title": "x"', "ligne 1", "incomplet"),
        (b"bonjour", "ligne 1", "JSON valable"),
        (b"[]", "", "objet"),
        (b"3", "", "objet"),
        (b'{"a": 1, "b": 2, "a": 3}', "", "deux fois « a »"),
        (b'{"a": NaN}', "", "NaN"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "", "nombre trop long"),
        (b'{"a":' * 100_000, "", "emboîte"),
        (b"[" * 100_000, "", "emboîte"),
        (b'{"schema": "framework-package/1"}', "", "format JSON d'Atelier"),
    ],
)
def test_what_is_no_case_file(file, where, words):
    ((found, message),) = refused(file)
    assert found == where
    assert words in message


def test_what_does_not_fit_the_schema_is_placed():
    broken = foreign()
    del broken["CFDocument"]["title"]
    broken["CFItems"][1]["identifier"] = "b"
    broken["CFAssociations"][2]["surprise"] = 1
    broken["CFItems"][0]["extensions"] = {"atelier": 5}
    assert {where for where, _ in refused(broken)} == {
        "/CFDocument", "/CFItems/1/identifier", "/CFAssociations/2",
        "/CFItems/0/extensions/atelier",
    }  # fmt: skip


def test_nesting_inside_an_extension_has_an_end():
    deep = foreign()
    deep["extensions"] = {"a": "@"}

    def nested(depth):
        return data(deep).replace(b'"@"', b"[" * depth + b"]" * depth)

    assert encode(decode(nested(90)).document, BASE)["extensions"]
    for depth in (100, 400, 900, 5000):
        ((where, message),) = refused(nested(depth))
        assert (where, "emboîte" in message) == ("", True)


def test_at_most_fifty_remarks_and_one_for_the_others():
    broken = chain(0)
    broken["CFItems"] = [item("same", "A") for _ in range(62)]
    found = refused(broken)
    assert len(found) == 51
    assert found[0][0] == "/CFItems/1"
    assert found[-1][0] == ""
    assert "11 autre(s)" in found[-1][1]


def test_identifiers_are_unique_whatever_their_case():
    broken = foreign()
    broken["CFItems"][2]["identifier"] = broken["CFItems"][0]["identifier"].upper()
    broken["CFItems"][0]["identifier"] = broken["CFItems"][2]["identifier"].lower()
    where, message = refused(broken)[0]
    assert (where, "/CFItems/0" in message) == ("/CFItems/2", True)
    broken = foreign()
    broken["CFAssociations"][3]["identifier"] = broken["CFAssociations"][1]["identifier"]
    assert [where for where, _ in refused(broken)] == ["/CFAssociations/3"]
    broken = foreign()
    broken["CFItems"].append(item(1, "A", identifier=broken["CFDocument"]["identifier"]))
    assert [where for where, _ in refused(broken)] == ["/CFItems/3"]


def linked(origin, destination):
    broken = foreign()
    ids = [one["identifier"] for one in broken["CFItems"]]
    ids += [broken["CFDocument"]["identifier"], name("ailleurs"), "une-page"]
    broken["CFAssociations"].append(association(9, "isChildOf", ids[origin], ids[destination]))
    return broken


@pytest.mark.parametrize(
    ("origin", "destination", "words"),
    [
        (4, 0, "part de"),
        (5, 0, "part de"),
        (0, 4, "mène à"),
        (0, 5, "mène à"),
        (3, 0, "référentiel lui-même"),
        (1, 2, "déjà un parent, par /CFAssociations/2"),
    ],
)
def test_links_that_draw_no_tree(origin, destination, words):
    ((where, message),) = refused(linked(origin, destination))
    assert where == "/CFAssociations/4"
    assert words in message


def test_loops_are_told_once_each():
    broken = chain(3)
    ids = [one["identifier"] for one in broken["CFItems"]]
    broken["CFAssociations"][0] = association("loop", "isChildOf", ids[0], ids[1])
    broken["CFItems"].append(item("self", "Soi"))
    same = broken["CFItems"][-1]["identifier"]
    broken["CFAssociations"].append(association("self", "isChildOf", same, same))
    found = refused(broken)
    assert [where for where, _ in found] == ["/CFAssociations/0", "/CFAssociations/3"]
    assert all("tournent en rond" in message for _, message in found)


def moved(child, parent):
    """Our own package with an item hung under another one."""
    ours = encode(package(alignments=[]), BASE)
    for one in ours["CFAssociations"]:
        if one["originNodeURI"]["identifier"] == name(child):
            one["destinationNodeURI"]["identifier"] = name(parent)
    place = [one["identifier"] for one in ours["CFItems"]].index(name(child))
    return ours, f"/CFItems/{place}"


@pytest.mark.parametrize(
    ("child", "parent", "words"),
    [
        ("themeA", "areaA", "à la place d'une compétence"),
        ("competenceB", "framework", "à la place d'un domaine"),
        ("skillC", "competenceA", "à la place d'une thématique"),
        ("competenceB", "topicA", "à la place d'un acquis"),
        ("competenceB", "skillA", "sous un acquis"),
    ],
)
def test_types_go_down_one_by_one(child, parent, words):
    ours, place = moved(child, parent)
    found = dict(refused(ours))
    assert words in found[place]


def test_the_name_of_a_type_counts_where_our_extension_is_missing():
    ours, place = moved("competenceB", "framework")
    del ours["CFItems"][int(place.rpartition("/")[2])]["extensions"]
    assert place in dict(refused(ours))


def test_keys_and_codes_of_ours_are_unique():
    ours = encode(package(), BASE)
    ours["CFItems"][1]["extensions"]["atelier"]["key"] = "areaA"
    ours["CFItems"][3]["humanCodingScheme"] = "1.1"
    found = [where for where, _ in refused(ours)]
    assert found == ["/CFItems/1/extensions/atelier/key", "/CFItems/3/humanCodingScheme"]


@pytest.mark.parametrize(
    ("place", "said", "where"),
    [
        (("CFItems", 2), {"external": 3}, "/CFItems/2"),
        (("CFItems", 2), {"title": ["x"]}, "/CFItems/2"),
        (("CFItems", 2), {"title": {"nl": 3}}, "/CFItems/2"),
        (("CFItems", 2), {"description": {"xx9": "?"}}, "/CFItems/2"),
        (("CFItems", 5), {"name": "É"}, "/CFItems/5"),
        (("CFItems", 5), {"name": ["x"]}, "/CFItems/5"),
        (("CFItems", 0), {"code": {"x": 1}}, "/CFItems/0"),
        (("CFItems", 6), {"level": "haut"}, "/CFItems/6"),
        (("CFItems", 6), {"id": "topicX", "status": "?"}, "/CFItems/6"),
        (("CFAssociations", -1), {"status": ["x"]}, "/CFAssociations/10"),
        (("CFDocument",), {"groups": {}}, "/CFDocument"),
        (("CFDocument",), {"status": {}}, "/CFDocument"),
        (("CFDocument",), {"absent": ["title"]}, "/CFDocument"),
    ],
)
def test_what_our_extension_says_wrongly_is_placed(place, said, where):
    ours = encode(package(), BASE)
    thing = ours
    for step in place:
        thing = thing[step]
    thing["extensions"]["atelier"] |= said
    assert {found for found, _ in refused(ours)} == {where}


def test_a_level_that_is_said_wrongly_is_placed():
    ours = encode(package(), BASE)
    levels = ours["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    levels[1]["extensions"] = [{"atelier": {"group": "Pas un code"}}]
    where = "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels/1"
    assert {found for found, _ in refused(ours)} == {where}


junk = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=5) | st.just(["title"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["fr", "title", "key"]), inner, max_size=2)
    ),
    max_leaves=4,
)
MEMBERS = sorted(members.ITEM | members.HEADER | members.ALIGNMENT | members.LEVEL)


@given(
    st.sampled_from(["CFItems", "CFAssociations", "CFDocument", "level"]),
    st.dictionaries(st.sampled_from(MEMBERS), junk, max_size=3),
    st.data(),
)
def test_no_extension_makes_it_crash(where, said, drawn):
    ours = encode(package(), BASE)
    if where == "CFDocument":
        thing = ours["CFDocument"]
    elif where == "level":
        thing = ours["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]
    else:
        thing = drawn.draw(st.sampled_from(ours[where]))
    extension = {"atelier": said}
    thing["extensions"] = [extension] if where == "level" else extension
    try:
        encode(decode(data(ours)).document, BASE)
    except Unreadable as error:
        assert error.remarks  # noqa: PT017


@given(foreign_packages(), st.data())
def test_no_tangle_of_links_makes_it_crash(tangled, drawn):
    ids = [one["identifier"] for one in tangled["CFItems"]] + [tangled["CFDocument"]["identifier"]]
    tangled = copy.deepcopy(tangled)
    for one in tangled["CFAssociations"]:
        end = drawn.draw(st.sampled_from(["originNodeURI", "destinationNodeURI"]))
        one[end]["identifier"] = drawn.draw(st.sampled_from(ids))
    try:
        encode(decode(json.dumps(tangled).encode()).document, BASE)
    except Unreadable as error:
        assert error.remarks  # noqa: PT017


@given(st.binary(max_size=200))
def test_no_bytes_make_it_crash(file):
    with pytest.raises(Unreadable):
        decode(file)
