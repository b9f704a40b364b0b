"""The CASE 1.1 service over HTTP: what it answers, refuses and hides."""

import json
from pathlib import Path

import pytest
from django.test import Client

from formats import case
from referentiel.alignments import align
from referentiel.importing import import_package, load_framework
from referentiel.lifecycle import activate_skill
from referentiel.models import Alignment, Area, Competence, Framework, Skill, Theme, Topic
from schemas import validate
from tests import factories, samples

FIXTURES = Path(__file__).parents[2] / "fixtures" / "frameworks"
ROOT = "/ims/case/v1p1"
BASE = f"https://atelier.example{ROOT}"
NOBODY = "12345678-1234-4234-8234-123456789abc"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _served_under(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://atelier.example/"


@pytest.fixture
def loaded(db):
    for code in ("digcomp-2.2", "crcn", "digcomp-3.0", "fmttn"):
        load_framework(FIXTURES / f"{code}.yaml")


@pytest.fixture
def foreign(db):
    """A framework of another tool, with items too deep for Atelier and a target nobody knows."""
    found = samples.case_package()
    found["CFDefinitions"] = {
        "CFSubjects": [definition(1, "Jardin", "1"), definition(2, "Sol", "1.1")],
        "CFConcepts": [definition(3, "Humus", "1")],
        "CFAssociationGroupings": [
            {name: value for name, value in definition(4, "Proches", "").items() if value}
        ],
    }
    above = found["CFItems"][1]["identifier"]
    for depth in range(5):
        child = f"0000AAA{depth}-1111-4222-8333-444444444444"
        found["CFItems"].append({**found["CFItems"][1], "identifier": child})
        link = json.loads(json.dumps(found["CFAssociations"][0]))
        link["identifier"] = f"1000AAA{depth}-1111-4222-8333-444444444444"
        link["originNodeURI"]["identifier"] = child
        link["destinationNodeURI"]["identifier"] = above
        found["CFAssociations"].append(link)
        above = child
    package = case.decode(json.dumps(found).encode()).document
    import_package({**package, "status": "adopted"})
    return Framework.objects.get()


def definition(number, title, code):
    return {
        "identifier": f"2000000{number}-1111-4222-8333-444444444444",
        "uri": f"https://cadre.example/definitions/{number}",
        "title": title,
        "hierarchyCode": code,
        "lastChangeDateTime": "2025-09-01T08:30:00+00:00",
    }


def get(client, path, status=200, **options):
    response = client.get(f"{ROOT}/{path}", **options)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    return response


def read(client, path):
    return get(client, path).json()


def package_of(client, code):
    return read(client, f"CFPackages/{Framework.objects.get(code=code).identifier}")


def refused(client, path, status, minor):
    payload = get(client, path, status).json()
    assert payload["imsx_codeMajor"] == "failure"
    assert payload["imsx_severity"] == "error"
    assert payload["imsx_description"]
    (field,) = payload["imsx_codeMinor"]["imsx_codeMinorField"]
    assert field == {
        "imsx_codeMinorFieldName": "TargetEndSystem",
        "imsx_codeMinorFieldValue": minor,
    }


def without(document, name):
    return {key: value for key, value in document.items() if key != name}


def hidden_competence():
    """A competence of a draft."""
    draft = factories.FrameworkFactory(code="secret", title_fr="Projet secret", status="draft")
    area = factories.AreaFactory(framework=draft, code="9")
    return factories.CompetenceFactory(area=area, code="9.9", title_fr="Chut")


# -- documents and packages -----------------------------------------------------------------------
def test_documents_are_the_public_frameworks(client, loaded):
    response = get(client, "CFDocuments")
    titles = [document["title"] for document in response.json()["CFDocuments"]]
    assert titles == ["Cadre de référence des compétences numériques", "DigComp 2.2", "DigComp 3.0"]
    assert response["X-Total-Count"] == "3"
    first = response.json()["CFDocuments"][0]
    identifier = str(Framework.objects.get(code="crcn").identifier)
    assert first["CFPackageURI"] == {
        "title": titles[0], "identifier": identifier, "uri": f"{BASE}/CFPackages/{identifier}",
    }  # fmt: skip
    assert read(client, f"CFDocuments/{identifier}") == first
    statuses = [document["adoptionStatus"] for document in response.json()["CFDocuments"]]
    assert statuses == ["Adopted", "Deprecated", "Adopted"]


def test_documents_come_in_pages_that_link_to_each_other(client, loaded):
    every = read(client, "CFDocuments")["CFDocuments"]
    response = get(client, "CFDocuments?limit=1&offset=1")
    assert response.json()["CFDocuments"] == every[1:2]
    assert response["X-Total-Count"] == "3"
    links = dict(reversed(link.split("; ")) for link in response["Link"].split(", "))
    assert links == {
        f'rel="{name}"': f"<{BASE}/CFDocuments?limit=1&offset={offset}>"
        for name, offset in (("first", 0), ("last", 2), ("prev", 0), ("next", 2))
    }
    assert 'rel="next"' not in get(client, "CFDocuments?offset=2")["Link"]
    assert 'rel="prev"' not in get(client, "CFDocuments?limit=2")["Link"]
    assert read(client, "CFDocuments?offset=9") == {"CFDocuments": []}


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=x", "limit=", "limit=²", "offset=-1", "offset=1e3",
              "offset=99999999999"],
)  # fmt: skip
def test_a_limit_or_an_offset_that_is_none_is_refused(client, skill, query):
    refused(client, f"CFDocuments?{query}", 400, "invalid_selection_field")
    path = f"CFItemAssociations/{skill.identifier}?{query}"
    refused(client, path, 400, "invalid_selection_field")


@pytest.mark.parametrize("code", ["crcn", "digcomp-2.2", "digcomp-3.0"])
def test_a_package_fits_the_schema(client, loaded, code):
    package = package_of(client, code)
    assert validate(package, "case-package") == []
    assert package["CFDocument"]["uri"].startswith(f"{BASE}/CFDocuments/")
    assert len(package["CFItems"]) == sum(
        model.objects.filter(**{f"{way}__code": code}).count()
        for model, way in (
            (Area, "framework"), (Competence, "framework"), (Theme, "competence__framework"),
            (Topic, "theme__competence__framework"),
            (Skill, "topic__theme__competence__framework"),
        )
    )  # fmt: skip


def test_each_part_is_what_the_package_says(client, loaded):
    """Items of every type, places of every type, alignments."""
    package = package_of(client, "crcn")
    document = package["CFDocument"]
    link = {name: document[name] for name in ("title", "identifier", "uri")}
    found = read(client, f"CFDocuments/{document['identifier']}")
    assert without(found, "CFPackageURI") == document
    kinds = set()
    for item in package["CFItems"][::5]:
        kinds.add(item["CFItemType"])
        assert item["uri"] == f"{BASE}/CFItems/{item['identifier']}"
        assert read(client, f"CFItems/{item['identifier']}") == {**item, "CFDocumentURI": link}
    assert kinds == {"Area", "Competence", "Theme", "Topic", "Skill"}
    for row in package["CFAssociations"][::6]:
        path = f"CFAssociations/{row['identifier']}"
        assert row["uri"] == f"{BASE}/{path}"
        assert read(client, path) == {**row, "CFDocumentURI": link}
    assert "isRelatedTo" in {row["associationType"] for row in package["CFAssociations"][::6]}


def test_every_address_of_a_package_answers(client, loaded):
    package = package_of(client, "crcn")
    definitions = package["CFDefinitions"]
    for row in definitions["CFItemTypes"]:
        path = row["uri"].removeprefix(f"{BASE}/")
        assert read(client, path) == {"CFItemTypes": [row]}
    (licence,) = definitions["CFLicenses"]
    assert read(client, licence["uri"].removeprefix(f"{BASE}/")) == licence
    (rubric,) = package["CFRubrics"]
    assert read(client, rubric["uri"].removeprefix(f"{BASE}/")) == rubric
    target = package["CFAssociations"][-1]["destinationNodeURI"]["uri"]
    assert read(client, target.removeprefix(f"{BASE}/"))["CFItemType"] == "Competence"


# -- associations of an item ----------------------------------------------------------------------
def test_an_item_comes_with_all_its_associations_whichever_end_it_is(client, loaded):
    packages = [package_of(client, code) for code in ("crcn", "digcomp-2.2", "digcomp-3.0")]
    every = {row["identifier"]: row for p in packages for row in p["CFAssociations"]}
    for model in (Area, Competence, Theme, Topic, Skill):
        identifier = str(model.objects.first().identifier)
        found = read(client, f"CFItemAssociations/{identifier}")
        assert found["CFItem"] == read(client, f"CFItems/{identifier}")
        expected = [
            row
            for row in every.values()
            if identifier in (row[end]["identifier"] for end in ("originNodeURI", "destinationNodeURI"))
        ]  # fmt: skip
        rows = {row["identifier"]: row for row in found["CFAssociations"]}
        assert len(found["CFAssociations"]) == len(rows)
        assert rows == {row["identifier"]: row for row in expected}


def test_associations_of_an_item_come_in_pages_when_asked(client, loaded):
    area = Area.objects.filter(framework__code="crcn").first()
    path = f"CFItemAssociations/{area.identifier}"
    every = get(client, path)
    rows = every.json()["CFAssociations"]
    assert every["X-Total-Count"] == str(len(rows)) == "4"
    page = get(client, f"{path}?limit=2&offset=2")
    assert page.json()["CFAssociations"] == rows[2:4]
    assert f'<{BASE}/{path}?limit=2&offset=0>; rel="prev"' in page["Link"]


# -- what is refused and hidden -------------------------------------------------------------------
KINDS = (
    "CFDocuments", "CFPackages", "CFItems", "CFAssociations", "CFItemAssociations",
    "CFItemTypes", "CFLicenses", "CFRubrics", "CFSubjects", "CFConcepts", "CFAssociationGroupings",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_unknown_or_no_uuid_is_refused(client, skill, kind):
    refused(client, f"{kind}/{NOBODY}", 404, "unknownobject")
    refused(client, f"{kind}/{NOBODY.replace('-4', '-5')}", 404, "unknownobject")
    for text in ("rien", NOBODY.replace("-", ""), f"{{{NOBODY}}}", f"{NOBODY}%0A"):
        refused(client, f"{kind}/{text}", 404, "invalid_uuid")


def test_other_addresses_and_other_methods_are_refused(client, skill):
    for path in ("CFAutre", "CFDocuments/", f"CFItems/{skill.identifier}/autre"):
        get(client, path, 404)
    for method in (client.post, client.put, client.delete, client.patch, client.options):
        response = method(f"{ROOT}/CFDocuments")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert response.json()["imsx_codeMajor"] == "unsupported"


def test_a_browser_without_a_form_s_token_is_answered_as_case_does():
    response = Client(enforce_csrf_checks=True).post(f"{ROOT}/CFDocuments")
    assert response.status_code == 405
    assert response.json()["imsx_codeMajor"] == "unsupported"


def test_head_and_conditional_requests(client, skill):
    activate_skill(skill)
    for path in (
        "CFDocuments",
        f"CFItems/{skill.identifier}",
        f"CFItemAssociations/{skill.identifier}",
    ):
        response = get(client, path)
        head = client.head(f"{ROOT}/{path}")
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == response["ETag"]
        again = client.get(f"{ROOT}/{path}", headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_drafts_are_nobody_s(client, loaded):
    hidden = hidden_competence()
    mine = Competence.objects.get(framework__code="crcn", code="2.3")
    rows = [align(mine, hidden, "isRelatedTo"), align(hidden, mine, "isRelatedTo")]
    draft = hidden.framework
    for path in (
        f"CFDocuments/{draft.identifier}",
        f"CFPackages/{draft.identifier}",
        f"CFItems/{hidden.identifier}",
        f"CFItemAssociations/{hidden.identifier}",
        f"CFAssociations/{case.link_identifier(str(hidden.identifier), str(hidden.area.identifier))}",
        f"CFRubrics/{case.rubric_identifier(str(draft.identifier))}",
        *(f"CFAssociations/{row.identifier}" for row in rows),
    ):
        refused(client, path, 404, "unknownobject")
    crcn = Framework.objects.get(code="crcn").identifier
    for path in ("CFDocuments", f"CFPackages/{crcn}", f"CFItemAssociations/{mine.identifier}"):
        text = get(client, path).content.decode()
        for word in ("secret", "Chut", str(hidden.identifier)):
            assert word not in text


# -- what other tools brought ---------------------------------------------------------------------
def test_a_foreign_package_is_served_in_its_parts(client, foreign):
    package = read(client, f"CFPackages/{foreign.identifier}")
    assert validate(package, "case-package") == []
    link = {name: package["CFDocument"][name] for name in ("title", "identifier", "uri")}
    assert len(package["CFItems"]) == 8
    for item in package["CFItems"]:
        found = read(client, f"CFItems/{item['identifier']}")
        assert found == {**item, "CFDocumentURI": link}
        rows = read(client, f"CFItemAssociations/{item['identifier']}")
        assert rows["CFItem"] == found
        assert rows["CFAssociations"]
    assert len(package["CFAssociations"]) == 9
    for row in package["CFAssociations"]:
        found = read(client, f"CFAssociations/{row['identifier']}")
        assert found == {**row, "CFDocumentURI": link}


def test_links_keep_the_identifiers_that_other_tools_gave_them(client, foreign):
    row = Competence.objects.first()
    assert row.link
    assert read(client, f"CFAssociations/{row.link}")["associationType"] == "isChildOf"
    derived = case.link_identifier(str(row.identifier), str(row.area.identifier))
    refused(client, f"CFAssociations/{derived}", 404, "unknownobject")


def test_a_link_without_name_is_found_by_the_one_that_follows_from_its_ends(client, foreign):
    Competence.objects.update(link=None)
    row = Competence.objects.first()
    derived = case.link_identifier(str(row.identifier), str(row.area.identifier))
    found = read(client, f"CFAssociations/{derived.upper()}")
    assert found["originNodeURI"]["identifier"] == str(row.identifier)
    package = read(client, f"CFPackages/{foreign.identifier}")
    assert without(found, "CFDocumentURI") in package["CFAssociations"]


def test_an_alignment_whose_target_is_not_known_yet_is_served(client, foreign):
    assert not Alignment.objects.exists()
    (waiting,) = foreign.extra["unresolved"]
    found = read(client, f"CFAssociations/{waiting['identifier']}")
    assert (found["associationType"], found["notes"]) == ("isRelatedTo", "À vérifier")
    source = found["originNodeURI"]["identifier"]
    rows = read(client, f"CFItemAssociations/{source}")["CFAssociations"]
    assert without(found, "CFDocumentURI") in rows


def test_an_alignment_that_case_cannot_say_is_left_out(client, foreign):
    (waiting,) = foreign.extra["unresolved"]
    bare = {**waiting, "identifier": NOBODY, "target_identifier": None, "framework": "autre"}
    gone = {**waiting, "identifier": NOBODY.replace("1234-4", "5678-4"), "source": "competenceX"}
    foreign.extra["unresolved"] += [bare, gone]
    foreign.save()
    package = read(client, f"CFPackages/{foreign.identifier}")
    assert len(package["CFAssociations"]) == 9
    for row in (bare, gone):
        refused(client, f"CFAssociations/{row['identifier']}", 404, "unknownobject")


def test_kept_definitions_are_served(client, foreign):
    garden, soil = definition(1, "Jardin", "1"), definition(2, "Sol", "1.1")
    assert read(client, f"CFSubjects/{garden['identifier']}") == {"CFSubjects": [garden, soil]}
    assert read(client, f"CFSubjects/{soil['identifier']}") == {"CFSubjects": [soil]}
    humus = definition(3, "Humus", "1")
    assert read(client, f"CFConcepts/{humus['identifier']}") == {"CFConcepts": [humus]}
    grouping = without(definition(4, "Proches", ""), "hierarchyCode")
    assert read(client, f"CFAssociationGroupings/{grouping['identifier']}") == grouping


# -- how much is read -----------------------------------------------------------------------------
@pytest.mark.parametrize("count", [2, 30])
def test_a_part_takes_few_queries_whatever_the_size(
    client, loaded, django_assert_max_num_queries, count
):
    competence = Competence.objects.get(framework__code="crcn", code="2.3")
    for n in range(count):
        theme = factories.ThemeFactory(competence=competence, title_fr=f"Thème {n}")
        topic = factories.TopicFactory(theme=theme, name=f"essai{n}a", title_fr=f"Sujet {n}")
        skill = factories.SkillFactory(topic=topic, level=2)
    for other in Competence.objects.filter(framework__code="digcomp-3.0")[:count]:
        align(competence, other, "isRelatedTo")
    place = case.link_identifier(str(skill.identifier), str(topic.identifier))
    alignment = competence.alignments.first()
    for path in (
        f"CFItems/{skill.identifier}",
        f"CFAssociations/{place}",
        f"CFAssociations/{alignment.identifier}",
        f"CFAssociations/{NOBODY}",
        f"CFItemAssociations/{competence.identifier}",
        f"CFPackages/{competence.framework.identifier}",
    ):
        with django_assert_max_num_queries(30):
            client.get(f"{ROOT}/{path}")
