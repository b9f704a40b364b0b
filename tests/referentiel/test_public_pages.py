"""The referential's public pages, without an account."""

import string
from pathlib import Path

import pytest
from django.utils import translation

from content.minting import current
from referentiel.alignments import align
from referentiel.importing import load_framework
from referentiel.lifecycle import activate_skill
from referentiel.models import Alignment, Competence, Framework
from schemas import validate
from tests import factories

FIXTURES = Path(__file__).parents[2] / "fixtures" / "frameworks"

pytestmark = pytest.mark.django_db


def test_frameworks_and_competences_can_be_read(client, skill, django_assert_max_num_queries):
    activate_skill(skill)
    assert "Cadre de référence" in client.get("/referentiel/").content.decode()
    page = client.get("/referentiel/crcn/").content.decode()
    assert "Mener une recherche" in page
    assert "/referentiel/crcn/1.1/" in page
    with django_assert_max_num_queries(15):
        page = client.get("/referentiel/crcn/1.1/").content.decode()
    assert "Formuler une requête" in page


def test_a_draft_is_nobody_s(client):
    factories.CompetenceFactory(area__framework__status="draft")
    assert client.get("/referentiel/crcn/").status_code == 404
    assert client.get("/referentiel/crcn/1.1/").status_code == 404


def test_fr_be_words_where_they_differ(client):
    competence = factories.CompetenceFactory()
    competence.title_fr_be = "Chercher en Belgique"
    competence.save()
    page = client.get("/referentiel/crcn/1.1/", headers={"accept-language": "fr-be"})
    assert "Chercher en Belgique" in page.content.decode()
    assert 'lang="fr-be"' in page.content.decode()
    page = client.get("/referentiel/crcn/1.1/", headers={"accept-language": "fr"})
    assert "Mener une recherche" in page.content.decode()
    translation.activate("fr")


# -- with real content ----------------------------------------------------------------------------
@pytest.fixture
def loaded(db):
    for code in ("digcomp-2.2", "crcn", "digcomp-3.0", "fmttn"):
        load_framework(FIXTURES / f"{code}.yaml")


def html(client, address):
    """The page's text, spaces collapsed."""
    response = client.get(address, headers={"accept-language": "fr"})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def alignment(source, target):
    return Alignment.objects.get(
        source__framework__code=source[0], source__code=source[1],
        target__framework__code=target[0], target__code=target[1],
    )  # fmt: skip


def draft_with_alignments():
    """A draft that CRCN 2.3 is aligned with, both ways."""
    draft = factories.FrameworkFactory(code="secret", title_fr="Projet secret", status="draft")
    hidden = factories.CompetenceFactory(
        area=factories.AreaFactory(framework=draft, code="9"), code="9.9", title_fr="Chut"
    )
    mine = Competence.objects.get(framework__code="crcn", code="2.3")
    align(mine, hidden, "isRelatedTo")
    align(hidden, mine, "isRelatedTo")
    return draft


def test_cards_say_what_a_framework_is_worth(client, loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page = html(client, "/referentiel/")
    for words in (
        "Cadre de référence des compétences numériques",
        "adopté",
        "édition : 3.0",
        "Commission européenne",
        "16 compétences",
        "21 compétences",
        "Remplace DigComp 2.2",
        "Remplacé par DigComp 3.0",
    ):
        assert words in page
    assert "Formation manuelle" not in page


def test_a_framework_says_its_version_its_editions_and_what_it_is_aligned_with(client, loaded):
    version = current("framework", "digcomp-2.2").version
    page = html(client, "/referentiel/digcomp-2.2/")
    assert f"version {version}" in page
    assert "CC-BY-4.0" in page
    assert '<dt>Remplacé par</dt> <dd><a href="/referentiel/digcomp-3.0/">' in page
    assert '<a href="/referentiel/crcn/">' in page
    assert "26 alignements proposés" in page
    assert "Intermédiaire 3" in page
    identifier = Framework.objects.get(code="digcomp-2.2").identifier
    for address in ("/referentiel/digcomp-2.2.json", f"/ims/case/v1p1/CFPackages/{identifier}"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert '<dt>Remplace</dt> <dd><a href="/referentiel/digcomp-2.2/">' in html(
        client, "/referentiel/digcomp-3.0/"
    )


def test_a_competence_says_its_alignments_and_what_they_bring_about(client, loaded):
    page = html(client, "/referentiel/crcn/2.3/")
    assert "DigComp 3.0 · 2.4 Collaborer au moyen des technologies numériques" in page
    assert 'href="/referentiel/digcomp-3.0/2.4/"' in page
    assert "Cette compétence correspond exactement à" in page
    assert (
        "Les épreuves de CRCN 2.3 seraient rapportées sous DigComp 3.0 2.4, "
        "si l&#x27;alignement est confirmé." in page
    )
    row = alignment(("crcn", "2.3"), ("digcomp-3.0", "2.4"))
    align(row.source, row.target, row.relation, "confirmed", "Vu <b>ensemble</b>.")
    for address in ("/referentiel/crcn/2.3/", "/referentiel/digcomp-3.0/2.4/"):
        page = html(client, address)
        assert "Les épreuves de CRCN 2.3 sont rapportées sous DigComp 3.0 2.4." in page
        assert "confirmé</span>" in page
        assert "Vu &lt;b&gt;ensemble&lt;/b&gt;." in page
    assert "</a> correspond exactement à cette compétence" in page


def test_a_relation_that_reports_nothing_has_no_effect(client, loaded):
    row = alignment(("crcn", "2.3"), ("digcomp-3.0", "2.4"))
    align(row.source, row.target, "isPeerOf", "confirmed")
    page = html(client, "/referentiel/digcomp-3.0/2.4/")
    assert "est du même rang que cette compétence" in page
    assert "Les épreuves de CRCN 2.3" not in page


def test_a_competence_has_years_levels_neighbours_and_other_forms(client, loaded):
    Competence.objects.filter(framework__code="crcn", code="2.3").update(
        education_levels=["P5", "P6"]
    )
    page = html(client, "/referentiel/crcn/2.3/")
    assert "Années : P5, P6" in page
    assert "Novice 1" in page
    assert "Utiliser l&#x27;historique des versions" in page
    assert "2, 3, 4" in page
    assert 'rel="prev" href="/referentiel/crcn/2.2/"' in page
    assert 'rel="next" href="/referentiel/crcn/2.4/"' in page
    identifier = Competence.objects.get(framework__code="crcn", code="2.3").identifier
    for address in ("/referentiel/crcn/2.3.json", f"/ims/case/v1p1/CFItems/{identifier}"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert 'rel="prev"' not in html(client, "/referentiel/crcn/1.1/")
    assert 'rel="next"' not in html(client, "/referentiel/crcn/5.2/")
    # Across areas as well.
    assert 'rel="next" href="/referentiel/crcn/2.1/"' in html(client, "/referentiel/crcn/1.3/")


def test_drafts_are_nobody_s_on_any_page(client, loaded):
    draft = draft_with_alignments()
    crcn = Framework.objects.get(code="crcn")
    crcn.supersedes = draft
    crcn.save()
    draft.supersedes = Framework.objects.get(code="digcomp-2.2")
    draft.save()
    for address in (
        "/referentiel/", "/referentiel/crcn/", "/referentiel/crcn/2.3/",
        "/referentiel/digcomp-2.2/", "/referentiel/crcn/2.3.json",
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert "secret" not in page.lower()
        assert "Chut" not in page
    for address in ("/referentiel/secret/", "/referentiel/secret/9.9/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_a_page_takes_at_most_fifteen_queries_whatever_its_size(
    client, loaded, django_assert_max_num_queries, count
):
    found = Competence.objects.get(framework__code="crcn", code="2.3")
    for n in range(count):
        theme = factories.ThemeFactory(competence=found, title_fr=f"Thème {n}")
        for letter in string.ascii_lowercase[: 2 if count > 2 else 1]:
            name = f"essai{n}{letter}"
            topic = factories.TopicFactory(theme=theme, name=name, title_fr=name)
            factories.SkillFactory(topic=topic, level=2, status="active")
    for other in Competence.objects.filter(framework__code="digcomp-3.0")[:count]:
        align(found, other, "isRelatedTo")
    for address in (
        "/referentiel/", "/referentiel/crcn/", "/referentiel/digcomp-3.0/",
        "/referentiel/crcn/2.3/", "/referentiel/crcn/2.3.json", "/referentiel/crcn.json",
    ):  # fmt: skip
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
    assert f"Thème {count - 1}" in html(client, "/referentiel/crcn/2.3/")


# -- as JSON --------------------------------------------------------------------------------------
def test_a_framework_as_json_is_its_object(client, loaded):
    pointer = current("framework", "crcn")
    response = client.get("/referentiel/crcn.json")
    assert response.content == bytes(pointer.body.body)
    assert response["ETag"] == f'"{pointer.body_id}"'
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    again = client.get("/referentiel/crcn.json", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert client.head("/referentiel/crcn.json").status_code == 200
    assert client.post("/referentiel/crcn.json").status_code == 405


def test_a_framework_without_object_is_as_it_would_be_minted(client, skill):
    document = client.get("/referentiel/crcn.json").json()
    assert validate(document, "framework") == []
    assert document["version"] == 1


def test_a_competence_as_json_fits_its_schema(client, loaded):
    for code, competence in (("crcn", "2.3"), ("digcomp-3.0", "2.4"), ("digcomp-2.2", "1.1")):
        response = client.get(f"/referentiel/{code}/{competence}.json")
        document = response.json()
        assert validate(document, "competence") == []
        assert document["competence"]["code"] == competence
        assert {row["direction"] for row in document["alignments"]} <= {"outgoing", "incoming"}
        etag = {"if-none-match": response["ETag"]}
        again = client.get(f"/referentiel/{code}/{competence}.json", headers=etag)
        assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["fmttn.json", "rien.json", "crcn/9.9.json", "fmttn/1.1.json", "rien/1.1.json"]
)
def test_what_is_not_public_is_missing_as_json(client, loaded, address):
    response = client.get(f"/referentiel/{address}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["detail"].startswith("Aucun référentiel public")
