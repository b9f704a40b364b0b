"""The starter content: complete, loaded once, minted, aligned."""

from pathlib import Path

import pytest
from django.core.management import call_command

from content.integrity import find_faults
from content.minting import current, load
from referentiel.importing import load_contexts, load_framework
from referentiel.models import Alignment, Competence, Context, Framework, Skill

FIXTURES = Path(__file__).parents[2] / "fixtures"

pytestmark = pytest.mark.django_db


def load_all():
    for path in sorted((FIXTURES / "frameworks").glob("*.yaml")):
        load_framework(path)


def test_crcn_is_whole_and_minted():
    assert load_framework(FIXTURES / "frameworks" / "crcn.yaml")
    crcn = Framework.objects.get(code="crcn")
    assert crcn.areas.count() == 5
    assert crcn.competences.count() == 16
    assert list(crcn.levels.values_list("level", flat=True)) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert set(Skill.objects.values_list("status", flat=True)) == {"active"}
    document = load(current("framework", "crcn").body)
    assert [a["code"] for a in document["areas"]] == ["1", "2", "3", "4", "5"]
    assert document["areas"][0]["title"]["fr-BE"] == "La maîtrise de l'information et des données"
    last = document["areas"][4]["competences"][1]
    assert last["title"]["fr"] == "Évoluer dans un environnement numérique"
    assert last["title"]["fr-BE"] == "Construire un environnement numérique"
    assert last["external"] == {"pix": "recudHE5Omrr10qrx"}
    for competence in Competence.objects.all():
        assert Skill.objects.filter(topic__theme__competence=competence).count() >= 2
    assert list(find_faults()) == []


def test_loading_again_changes_nothing_that_people_changed():
    path = FIXTURES / "frameworks" / "crcn.yaml"
    load_framework(path)
    Framework.objects.update(title_fr="Autre titre")
    assert not load_framework(path)
    assert Framework.objects.get().title_fr == "Autre titre"


def test_contexts_are_a_hierarchy():
    assert load_contexts(FIXTURES / "contexts.yaml") >= 50
    assert Context.objects.get(code="be.csam").parent.code == "be"
    assert load_contexts(FIXTURES / "contexts.yaml") == 0
    assert current("context", "contexts").version == 1
    assert list(find_faults()) == []


def test_the_command_loads_everything(capsys):
    call_command("load_referential")
    assert "crcn" in capsys.readouterr().out
    assert Framework.objects.exists()
    assert Context.objects.exists()
    call_command("load_referential")
    assert capsys.readouterr().out == ""


def test_all_frameworks_load_and_stand_side_by_side():
    load_all()
    counts = {
        framework.code: (framework.status, framework.competences.count(), framework.levels.count())
        for framework in Framework.objects.all()
    }
    assert counts == {
        "crcn": ("adopted", 16, 8),
        "crcn-edu": ("provisional", 16, 4),
        "digcomp-2.2": ("superseded", 21, 8),
        "digcomp-3.0": ("adopted", 21, 8),
        "fmttn": ("draft", 0, 0),
    }
    assert Framework.objects.get(code="digcomp-3.0").supersedes.code == "digcomp-2.2"
    document = load(current("framework", "digcomp-3.0").body)
    assert document["supersedes"] == "digcomp-2.2"
    assert document["areas"][0]["unverified"] == ["fr"]
    assert current("framework", "fmttn") is None
    assert list(find_faults()) == []


def test_crcn_is_aligned_with_both_editions_of_digcomp_as_proposals():
    load_all()
    rows = Alignment.objects.filter(source__framework__code="crcn")
    for edition in ("digcomp-2.2", "digcomp-3.0"):
        found = {
            (row.source.code, row.target.code, row.relation)
            for row in rows.filter(target__framework__code=edition)
        }
        assert len(found) == 26
        assert ("2.3", "2.4", "exactMatchOf") in found
        assert ("1.3", "1.3", "isPartOf") in found
    assert set(rows.values_list("status", flat=True)) == {"proposed"}
    replaced = Alignment.objects.filter(source__framework__code="digcomp-2.2")
    assert set(replaced.values_list("relation", flat=True)) == {"replacedBy"}
    assert replaced.count() == 21


def test_a_label_that_nothing_confirms_is_shown_so(client):
    load_all()
    for address in ("/referentiel/digcomp-3.0/", "/referentiel/digcomp-3.0/2.5/"):
        french = client.get(address, headers={"accept-language": "fr-be"}).content.decode()
        assert "libellé non confirmé" in french
        english = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert "Digital behaviour" in english
        assert "unconfirmed label" not in english
    assert client.get("/referentiel/fmttn/").status_code == 404
