"""CASE packages of others: what becomes of them, and that nothing of them is lost."""

import copy
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from formats.case import encode, link_identifier
from formats.reading import Unreadable
from schemas import validate
from tests.formats.case_samples import (
    BASE,
    association,
    chain,
    foreign,
    foreign_packages,
    item,
    name,
    node,
    read,
)


def instants(package):
    """When each item was changed, to the second, however it is written."""
    return {
        item["identifier"].lower(): datetime.fromisoformat(item["lastChangeDateTime"])
        .replace(microsecond=0)
        .astimezone(UTC)
        for item in package["CFItems"]
        if "+" in item["lastChangeDateTime"] or item["lastChangeDateTime"].endswith("Z")
    }


def bare(value, key=""):
    """``value`` without what may change: addresses, times of change, our extension, version, order."""
    if isinstance(value, list):
        rows = [bare(one) for one in value]
        identified = rows and all(isinstance(one, dict) and "identifier" in one for one in rows)
        return sorted(rows, key=lambda one: one["identifier"]) if identified else rows
    if not isinstance(value, dict):
        return value.lower() if key == "identifier" else value
    kept = {
        name: bare(one, name)
        for name, one in value.items()
        if name not in {"uri", "caseVersion", "lastChangeDateTime"}
        and not (key == "extensions" and name == "atelier")
    }
    return {name: one for name, one in kept.items() if name != "extensions" or one}


def nothing_is_lost(package):
    """That encoding what was read says all of ``package``, and reads the same again."""
    reading = read(package)
    assert validate(reading.document, "framework-package") == []
    again = encode(reading.document, BASE)
    assert validate(again, "case-package") == []
    second = read(again)
    assert second.document == reading.document
    assert bare(encode(second.document, BASE)) == bare(again)
    before = {one["identifier"].lower() for one in package["CFAssociations"]}
    said = bare(again)
    said["CFAssociations"] = [a for a in said["CFAssociations"] if a["identifier"] in before]
    assert said == bare(package)
    assert instants(again) == instants(package)
    return reading


def kept(reading):
    return {(remark.where, remark.message.split(" : ")[0]) for remark in reading.kept}


def rows_of(reading):
    return {one["title"].get("fr"): one for one in reading.document["items"]}


def test_a_small_package():
    reading = nothing_is_lost(foreign())
    document = reading.document
    assert document["code"] == "cadre-du-jardinier"
    assert (document["status"], document["publisher"]) == ("adopted", "Maison des cadres")
    assert document["extra"]["case"]["CFDocument"]["subject"] == ["Jardinage"]
    area, first, second = document["items"]
    assert (area["type"], area["code"], area["parent"]) == ("area", "J1", None)
    # In the order of their sequence numbers, not in that of the file.
    assert (first["title"], first["code"]) == ({"fr": "Bêcher une parcelle"}, "1.1")
    assert (second["title"], second["code"]) == ({"fr": "Enrichir la terre"}, "1.2")
    assert first["education_levels"] == ["S1", "S2"]
    assert first["key"] == first["identifier"] == "00000002-1111-4222-8333-444444444444"
    assert first["parent"] == area["key"]
    assert first["changed"] == "2025-09-01T08:30:00Z"
    assert second["extra"]["case"]["alternativeLabel"] == "Résultat"
    (alignment,) = document["alignments"]
    assert (alignment["source"], alignment["relation"]) == (first["key"], "isRelatedTo")
    assert alignment["target_identifier"] == "00000009-1111-4222-8333-444444444444"
    assert (alignment["framework"], alignment["target"]) == (None, None)
    assert (alignment["status"], alignment["note"]) == ("proposed", "À vérifier")
    assert {remark.where for remark in reading.kept} == {
        "/CFItems/1", "/CFItems/2/alternativeLabel", "/CFDocument/subject",
    }  # fmt: skip


def test_the_address_of_another_s_competence_comes_back():
    again = encode(read(foreign()).document, BASE)
    assert again["CFAssociations"][-1]["destinationNodeURI"]["uri"] == "https://cadre.example/x"


@settings(deadline=None)
@given(foreign_packages())
def test_nothing_is_lost(package):
    assert validate(package, "case-package") == []
    nothing_is_lost(package)


def test_case_1_0_in_upper_case_with_its_repetitions():
    package = chain(2)
    link = node(package["CFDocument"]["identifier"])
    package["CFDocument"] |= {"CFPackageURI": link, "identifier": link["identifier"].upper()}
    for one in package["CFItems"]:
        one |= {"CFDocumentURI": link, "lastChangeDateTime": "2019-03-04 05:06:07"}
    reading = read(package)
    assert reading.document["items"][0]["changed"] == "2019-03-04T05:06:07Z"
    assert "laissé de côté" in "".join(map(str, reading.kept))
    again = encode(reading.document, BASE)
    assert again["CFDocument"]["caseVersion"] == "1.1"
    assert "CFPackageURI" not in again["CFDocument"]
    assert again["CFItems"][0]["lastChangeDateTime"] == "2019-03-04T05:06:07Z"
    assert read(again).document == reading.document


def test_types_go_by_depth_and_what_is_deeper_is_kept():
    package = chain(7, CFItemType="Skill")
    others = package["CFItems"][3]["identifier"], package["CFItems"][5]["identifier"]
    package["CFAssociations"].append(association(50, "precedes", *others))
    reading = nothing_is_lost(package)
    types = [one["type"] for one in reading.document["items"]]
    assert types == ["area", "competence", "theme", "topic"]
    extra = reading.document["extra"]["case"]
    assert extra["CFItems"] == package["CFItems"][4:]
    assert extra["CFAssociations"] == package["CFAssociations"][4:]
    assert {where for where, _ in kept(reading)} >= {"/CFItems/4", "/CFItems/5"}
    deep = next(remark for remark in reading.kept if remark.where == "/CFItems/5")
    assert "(2 fois ; aussi /CFItems/6)." in deep.message


def test_items_without_a_parent_are_areas():
    package = chain(2)
    package["CFAssociations"].pop(0)
    package["CFItems"].append(item("x", "Seule"))
    reading = nothing_is_lost(package)
    types = [one["type"] for one in reading.document["items"]]
    assert types == ["area", "competence", "area"]
    (remark,) = [r for r in reading.kept if "Rien ne dit" in r.message]
    assert (remark.where, "2 fois" in remark.message) == ("/CFItems/0", True)


def test_a_package_may_be_its_document_only():
    package = {"CFDocument": foreign()["CFDocument"]}
    reading = read(package)
    assert (reading.document["items"], reading.document["alignments"]) == ([], [])


def test_parents_come_before_their_children():
    package = chain(4)
    package["CFItems"].reverse()
    reading = nothing_is_lost(package)
    assert [one["type"] for one in reading.document["items"]] == [
        "area", "competence", "theme", "topic",
    ]  # fmt: skip
    assert reading.places["/items/0"] == "/CFItems/3"


def test_links_say_who_named_them():
    package = chain(1)
    link = package["CFAssociations"][0]
    assert read(package).document["items"][0]["link"] == link["identifier"]
    ends = package["CFItems"][0]["identifier"], package["CFDocument"]["identifier"]
    link["identifier"] = link_identifier(*ends)
    assert read(package).document["items"][0]["link"] is None


def topics(*members):
    """A foreign package with a topic for each of ``members``."""
    package = chain(3)
    theme = package["CFItems"][2]["identifier"]
    for number, one in enumerate(members):
        package["CFItems"].append(item(f"t{number}", **{"statement": "?", **one}))
        child = package["CFItems"][-1]["identifier"]
        package["CFAssociations"].append(association(f"t{number}", "isChildOf", child, theme))
    return package


def test_topics_get_names():
    reading = nothing_is_lost(
        topics(
            {"humanCodingScheme": "@tri"},
            {"humanCodingScheme": "A.1", "abbreviatedStatement": "filtre"},
            {"statement": "L'œuvre écrite à 4 mains"},
            {"statement": "L'œuvre écrite à 4 mains"},
            {"statement": "1 2 3"},
            {"humanCodingScheme": "tri"},
            {"statement": "Anticonstitutionnellement parler de constitutions"},
        )
    )
    found = [one["name"] for one in reading.document["items"] if one["type"] == "topic"]
    assert found == [
        "tri", "filtre", "lOeuvreEcriteAMains", "lOeuvreEcriteAMainsb", "sujet", "trib",
        "anticonstitutionnellementParlerDe",
    ]  # fmt: skip


def test_many_topics_may_have_the_same_words():
    reading = read(topics(*({"statement": "Trier"} for _ in range(700))))
    found = [one["name"] for one in reading.document["items"] if one["type"] == "topic"]
    assert len(set(found)) == 700
    assert found[:3] + found[25:27] == ["trier", "trierb", "trierc", "trierz", "trierbb"]


def areas(*schemes):
    package = chain(0)
    package["CFItems"] = [
        item(n, f"Étape {n}", **({} if scheme is None else {"humanCodingScheme": scheme}))
        for n, scheme in enumerate(schemes)
    ]
    return package


def test_codes_are_given_or_adapted():
    reading = nothing_is_lost(areas("A 1", None, "A-1", "2", "x" * 51, "a/?#b", "  "))
    found = [one["code"] for one in reading.document["items"]]
    assert found == ["A-1-b", "2-b", "A-1", "2", "x" * 50, "a-b", "7"]
    assert {where for where, _ in kept(reading)} >= {"/CFItems/0", "/CFItems/1"}


def test_what_is_corrected_here_is_not_undone_by_what_the_file_said():
    package = areas("A 1")
    package["CFItems"][0]["fullStatement"] = "Deux\nlignes"
    document = read(package).document
    assert encode(document, BASE)["CFItems"][0]["fullStatement"] == "Deux\nlignes"
    changed = copy.deepcopy(document)
    changed["items"][0] |= {"title": {"fr": "Une ligne"}, "code": "B", "changed": None}
    (made,) = encode(changed, BASE)["CFItems"]
    assert (made["fullStatement"], made["humanCodingScheme"]) == ("Une ligne", "B")
    assert read(encode(changed, BASE)).document["items"][0]["title"] == {"fr": "Une ligne"}


def test_items_that_change_places_are_numbered_again():
    document = read(foreign()).document
    document["items"][1:] = document["items"][:0:-1]
    links = encode(document, BASE)["CFAssociations"][:3]
    assert [one.get("sequenceNumber") for one in links] == [None, 1, 2]
    titles = [one["title"] for one in read(encode(document, BASE)).document["items"]]
    assert titles == [one["title"] for one in document["items"]]


def test_a_language_is_that_of_its_texts():
    package = topics({"language": "eng", "statement": "Sort"})
    package["CFDocument"]["language"] = "nl"
    reading = nothing_is_lost(package)
    assert [one["title"] for one in reading.document["items"]][2:] == [
        {"nl": "Étape 2"}, {"en": "Sort"},
    ]  # fmt: skip
    assert reading.document["title"] == {"nl": "Cadre du jardinier"}


def test_associations_that_are_no_alignments_are_kept():
    package = foreign()
    a, b = (one["identifier"] for one in package["CFItems"][:2])
    target = "00000009-1111-4222-8333-444444444444"
    more = [
        association(1, "isRelatedTo", a, target),  # from an area
        association(2, "exemplar", b, target),
        association(3, "isRelatedTo", b, a),  # inside
        association(4, "isRelatedTo", b, "une-page", notes="x"),  # outside CASE
        association(5, "exactMatchOf", b, target.upper()),  # aligned already
        association(6, "isChildOf", a, package["CFDocument"]["identifier"]),  # said twice
        association(7, "exactMatchOf", b, name("autre")),
    ]
    package["CFAssociations"] += more
    reading = nothing_is_lost(package)
    assert reading.document["extra"]["case"]["CFAssociations"] == more[:6]
    assert len(reading.document["alignments"]) == 2
    assert {where for where, _ in kept(reading)} >= {f"/CFAssociations/{n}" for n in (4, 8, 9)}


def test_what_has_no_place_is_kept_as_it_came():
    package = foreign()
    moment = "2025-01-01T00:00:00Z"
    thing = {"identifier": name("c"), "uri": "u", "title": "T", "lastChangeDateTime": moment}
    concept = {**thing, "hierarchyCode": "1"}
    package |= {
        "CFDefinitions": {"CFConcepts": [concept], "extensions": {"autre": 1}},
        "CFRubrics": [{**thing, "CFRubricCriteria": [{**thing, "weight": 0.5}]}],
        "extensions": {"autre": {"a": [1]}},
    }
    del package["CFRubrics"][0]["CFRubricCriteria"][0]["title"]
    package["CFItems"][0] |= {"notes": "Remarque", "extensions": {"autre": 1}}
    package["CFAssociations"][0] |= {"notes": "Lien"}
    reading = nothing_is_lost(package)
    extra = reading.document["extra"]["case"]
    for member in ("CFDefinitions", "CFRubrics", "extensions"):
        assert extra[member] == package[member]
    area = reading.document["items"][0]["extra"]["case"]
    assert (area["notes"], area["extensions"]) == ("Remarque", {"autre": 1})
    assert area["link"]["notes"] == "Lien"
    assert {where for where, _ in kept(reading)} >= {
        "/CFDefinitions/CFConcepts", "/CFRubrics/0", "/extensions", "/CFItems/0/notes",
        "/CFItems/0/extensions", "/CFAssociations/0",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Private Draft", "draft"),
        ("Deprecated", "superseded"),
        ("Ailleurs", "draft"),
        (None, "draft"),
    ],
)
def test_a_status_in_our_words(word, status):
    package = foreign()
    package["CFDocument"].pop("adoptionStatus")
    package["CFDocument"] |= {"adoptionStatus": word} if word else {}
    assert nothing_is_lost(package).document["status"] == status


def test_a_day_that_does_not_exist_is_no_day():
    package = chain(1, lastChangeDateTime="2025-02-30T00:00:00Z")
    reading = read(package)
    assert reading.document["items"][0]["changed"] is None
    assert read(encode(reading.document, BASE)).document == reading.document


def test_equal_codes_are_refused():
    with pytest.raises(Unreadable) as error:
        read(areas("A", "B", "A"))
    (remark,) = error.value.remarks
    assert remark.where == "/CFItems/2/humanCodingScheme"
    assert "« A »" in remark.message
