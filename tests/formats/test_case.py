"""CASE packages of our own packages: what they say, and that they come back the same."""

import copy
import json
import time

import pytest
from hypothesis import given, settings

from formats import case
from formats.case import decode, encode
from schemas import validate
from tests.formats.case_samples import (
    BASE,
    TIME,
    data,
    name,
    package,
    packages,
    read,
    row,
)


def encoded(**changes):
    return encode(package(**changes), BASE)


def by_identifier(rows):
    return {one["identifier"]: one for one in rows}


def test_a_package_comes_back_the_same():
    reading = read(encoded())
    assert reading.document == package()
    assert reading.kept == []
    assert validate(reading.document, "framework-package") == []


@settings(deadline=None)
@given(packages())
def test_any_package_comes_back_the_same(ours):
    assert validate(ours, "framework-package") == []
    result = encode(ours, BASE)
    assert validate(result, "case-package") == []
    reading = read(result)
    assert reading.document == ours
    assert reading.kept == []


def test_encoding_changes_nothing_in_its_package():
    ours = package()
    before = copy.deepcopy(ours)
    encode(ours, BASE)
    assert ours == before


def test_places_are_in_the_file():
    places = read(encoded()).places
    assert places[""] == "/CFDocument"
    assert places["/items/3"] == "/CFItems/3"
    assert places["/alignments/1"] == "/CFAssociations/10"
    assert places["/levels/0"] == "/CFRubrics/0/CFRubricCriteria/0/CFRubricCriterionLevels/0"


def test_the_document():
    document = encoded()["CFDocument"]
    identifier = name("framework")
    assert document["uri"] == f"{BASE}/CFDocuments/{identifier}"
    assert document["caseVersion"] == "1.1"
    assert (document["title"], document["language"]) == ("Cadre du jardin", "fr")
    assert (document["creator"], document["publisher"]) == ("Atelier des jardins",) * 2
    assert (document["version"], document["adoptionStatus"]) == ("2026", "Draft")
    assert "officialSourceURL" not in document
    assert document["extensions"]["atelier"] == {
        "code": "jardin-1", "status": "provisional", "supersedes": "jardin-0",
        "source": "Circulaire 12", "points_per_level": 8, "groups": package()["groups"],
        "title": {"fr": "Cadre du jardin", "nl": "Tuinkader"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "word"),
    [("draft", "Draft"), ("adopted", "Adopted"), ("superseded", "Deprecated")],
)
def test_a_status_in_the_words_of_case(status, word):
    assert encoded(status=status)["CFDocument"]["adoptionStatus"] == word


def test_an_address_is_the_official_source_and_nobody_is_a_dash():
    document = encoded(source="https://cadre.example/d.pdf", publisher="")["CFDocument"]
    assert document["officialSourceURL"] == "https://cadre.example/d.pdf"
    assert document["creator"] == "—"
    assert "publisher" not in document


def test_items():
    items = by_identifier(encoded()["CFItems"])
    area, foreign_area = items[name("areaA")], items[name("areaB")]
    assert (area["fullStatement"], area["humanCodingScheme"]) == ("Sol", "1")
    assert area["extensions"]["atelier"]["title"] == {"fr": "Sol", "en": "Soil"}
    assert (foreign_area["fullStatement"], foreign_area["language"]) == ("Water", "en")
    competence = items[name("competenceA")]
    assert competence["notes"] == "Retourner\nla terre"
    assert competence["educationLevel"] == ["S1", "S2"]
    assert competence["CFItemType"] == competence["CFItemTypeURI"]["title"] == "Competence"
    assert "humanCodingScheme" not in items[name("themeA")]
    assert items[name("topicA")]["humanCodingScheme"] == "@beche"
    skill = items[name("skillB")]
    assert (skill["fullStatement"], skill["humanCodingScheme"]) == ("@beche2", "@beche2")
    assert skill["extensions"]["atelier"]["status"] == "archived"


def test_what_is_not_dated_has_the_package_s_date():
    ours = package(items=[row("area", "areaA", None, code="1", title={"fr": "A"}, changed=None)])
    assert encode(ours | {"alignments": []}, BASE)["CFItems"][0]["lastChangeDateTime"] == TIME
    ours |= {"changed": None, "alignments": []}
    result = encode(ours, BASE)
    assert result["CFItems"][0]["lastChangeDateTime"] == "1970-01-01T00:00:00Z"
    assert read(result).document == ours


def test_the_hierarchy():
    links = [a for a in encoded()["CFAssociations"] if a["associationType"] == "isChildOf"]
    found = {a["originNodeURI"]["identifier"]: a for a in links}
    area = found[name("areaB")]
    assert area["destinationNodeURI"]["uri"] == f"{BASE}/CFDocuments/{name('framework')}"
    assert area["sequenceNumber"] == 2
    assert area["identifier"] == case.link_identifier(name("areaB"), name("framework"))
    assert found[name("competenceB")]["identifier"] == name("link")
    assert found[name("skillC")]["destinationNodeURI"]["identifier"] == name("topicA")
    assert found[name("skillC")]["originNodeURI"]["title"] == "@beche2"


def test_an_alignment():
    first = next(a for a in encoded()["CFAssociations"] if a["identifier"] == name("al1"))
    assert (first["associationType"], first["notes"]) == ("isPartOf", "Deux\nlignes")
    assert first["originNodeURI"]["title"] == "Bêcher"
    assert first["destinationNodeURI"] == {
        "title": "dc 2.4", "identifier": name("t1"), "uri": f"{BASE}/CFItems/{name('t1')}",
    }  # fmt: skip
    atelier = first["extensions"]["atelier"]
    assert atelier == {"framework": "dc", "target": "2.4", "status": "confirmed"}


def test_the_scale_is_a_rubric():
    (rubric,) = encoded()["CFRubrics"]
    (criterion,) = rubric["CFRubricCriteria"]
    first, second = criterion["CFRubricCriterionLevels"]
    assert (first["position"], first["quality"]) == (1, "Niveau 1")
    assert first["description"] == "Avec de l'aide"
    assert first["extensions"][0]["atelier"]["group"] == "novice"
    assert second["quality"] == "Level 2"
    assert rubric["identifier"] == case.rubric_identifier(name("framework"))
    assert "CFRubrics" not in encoded(levels=[])


def test_definitions_are_those_in_use():
    definitions = encoded()["CFDefinitions"]
    types = [one["title"] for one in definitions["CFItemTypes"]]
    assert types == ["Area", "Competence", "Theme", "Topic", "Skill"]
    assert definitions["CFLicenses"][0]["licenseText"] == "CC-BY-SA-4.0"
    assert "CFDefinitions" not in encoded(items=[], alignments=[], licence="")


def test_parts_are_those_of_the_whole():
    ours, whole = package(), encoded()
    header = {**ours, "items": [], "alignments": []}
    rows = {one["key"]: one for one in ours["items"]}
    numbers = case.sequences(ours["items"])
    assert case.document(header, BASE) == whole["CFDocument"]
    assert case.rubric(header, BASE) == whole["CFRubrics"][0]
    for one, made in zip(ours["items"], whole["CFItems"], strict=True):
        assert case.item(header, one, BASE, rows.get(one["parent"])) == made
    for one, made in zip(ours["items"], whole["CFAssociations"], strict=False):
        parent, number = rows.get(one["parent"]), numbers[one["key"]]
        assert case.hierarchy_association(header, one, parent, number, BASE) == made
    last = ours["alignments"][-1]
    part = case.alignment_association(header, last, rows[last["source"]], BASE)
    assert part == whole["CFAssociations"][-1]
    assert case.item_type("area", BASE) == whole["CFDefinitions"]["CFItemTypes"][0]
    assert case.licence(ours["licence"], BASE) == whole["CFDefinitions"]["CFLicenses"][0]


def without(member, of):
    ours = package()
    (ours if of is None else ours[of][0])[member] = None
    return ours


@pytest.mark.parametrize(
    "ours",
    [
        without("identifier", None),
        without("identifier", "items"),
        without("identifier", "alignments"),
        without("target_identifier", "alignments"),
        package(items=package()["items"][1:]),
        package(items=[]),
    ],
)
def test_what_case_cannot_say_is_an_error(ours):
    with pytest.raises(ValueError):
        encode(ours, BASE)


def test_what_another_tool_corrected_is_read():
    result = encoded()
    items = by_identifier(result["CFItems"])
    items[name("areaA")]["fullStatement"] = "Terre"
    items[name("competenceA")]["notes"] = "Autre chose"
    result["CFDocument"]["adoptionStatus"] = "Adopted"
    document = read(result).document
    rows = {one["key"]: one for one in document["items"]}
    assert rows["areaA"]["title"] == {"fr": "Terre", "en": "Soil"}
    assert rows["competenceA"]["description"] == {"fr": "Autre chose", "nl": "Spitten"}
    assert document["status"] == "adopted"


def test_a_scale_that_another_tool_changed_is_kept_as_well():
    result = encoded()
    level = result["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]
    level["score"] = 4
    reading = read(result)
    assert reading.document["levels"] == package()["levels"]
    assert [remark.where for remark in reading.kept] == ["/CFRubrics/0"]
    again = encode(reading.document, BASE)
    assert again["CFRubrics"] == result["CFRubrics"]
    reading.document["levels"][0]["title"] = {"fr": "Autre"}
    again = encode(reading.document, BASE)["CFRubrics"]
    level = again[0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]
    assert (level["quality"], "score" in level) == ("Autre", False)


def test_extras_of_other_formats_and_of_later_versions_come_back():
    ours = package(extra={"csv": {"a": 1}})
    ours["items"][0]["extra"] = {"csv": ["b"]}
    result = encode(ours, BASE)
    assert read(result).document == ours
    result["CFItems"][0]["extensions"]["atelier"]["futur"] = 1
    reading = read(result)
    assert reading.document["items"][0]["extra"]["csv"] == ["b"]
    again = encode(reading.document, BASE)
    assert again["CFItems"][0]["extensions"]["atelier"]["futur"] == 1


@pytest.mark.parametrize(
    "kept",
    [
        {"nonsense": 1, "written": {"language": {"is": "fr", "was": 3}}},
        {"written": {"fullStatement": {"is": "Sol", "was": None}}},
        {"written": {"language": 1}, "notes": 5},
        {"written": [1], "notes": 5, "extensions": 5, "link": 5},
        {"link": {"written": {"originNodeURI": 5, "sequenceNumber": {"is": 1, "was": "x"}}}},
        {"extensions": {"atelier": 5}},
    ],
)
def test_extras_that_are_nonsense_are_left_out(kept):
    ours = package()
    ours["items"][0]["extra"] = {"case": kept}
    ours["items"][1]["extra"] = {"case": [1]}
    ours["extra"] = {"case": {"CFItems": [3], "CFRubrics": "x", "CFDefinitions": {"CFLicenses": 1}}}
    result = encode(ours, BASE)
    assert validate(result, "case-package") == []
    assert read(result).document["items"] == package()["items"]


def test_a_rubric_of_another_shape_says_no_levels():
    for change in ({"CFRubricCriteria": []}, {"position": None}):
        result = encoded()
        rubric = result["CFRubrics"][0]
        if "position" in change:
            for level in rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"]:
                del level["position"]
        else:
            rubric |= change
        reading = read(result)
        assert reading.document["levels"] == []
        assert encode(reading.document, BASE)["CFRubrics"] == [rubric]


def test_large_packages_are_read_and_written_in_linear_time():
    rows = [row("area", "areaA", None, code="1", title={"fr": "A"})]
    rows += [
        row("competence", f"competence{n}", "areaA", code=f"1.{n}", title={"fr": f"C {n}"})
        for n in range(5000)
    ]
    template = package()["alignments"][0]
    alignments = [
        {**template, "identifier": name("al", n), "source": f"competence{n}"} for n in range(5000)
    ]
    ours = package(items=rows, alignments=alignments)
    started = time.monotonic()
    result = json.dumps(encode(ours, BASE)).encode()
    reading = decode(result)
    assert time.monotonic() - started < 20  # about one second; a square would take minutes
    assert reading.document == ours


def test_data_is_the_bytes_of_a_file():
    assert decode(b"\xef\xbb\xbf" + data(encoded())).document == package()
