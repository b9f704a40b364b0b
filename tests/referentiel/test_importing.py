"""The referential's fixtures: complete, loaded once, minted."""

from pathlib import Path

import pytest
from django.core.management import call_command

from content.integrity import find_faults
from content.minting import current, load
from referentiel.importing import load_contexts, load_framework
from referentiel.models import Competence, Context, Framework, Skill

FIXTURES = Path(__file__).parents[2] / "fixtures"

pytestmark = pytest.mark.django_db


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
    assert list(find_faults()) == []


def test_each_competence_has_topics_and_skills():
    load_framework(FIXTURES / "frameworks" / "crcn.yaml")
    for competence in Competence.objects.all():
        assert Skill.objects.filter(topic__theme__competence=competence).count() >= 2


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


def test_the_command_loads_everything(capsys):
    call_command("load_referential")
    assert "crcn" in capsys.readouterr().out
    assert Framework.objects.exists()
    assert Context.objects.exists()
    call_command("load_referential")
    assert capsys.readouterr().out == ""
