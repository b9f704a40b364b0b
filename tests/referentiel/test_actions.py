"""Skills and frameworks change state in one transaction, minting included."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from content.minting import current, load
from referentiel.actions import mint_framework
from referentiel.lifecycle import activate_skill
from referentiel.models import Skill
from referentiel.queries import skills_by_name
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_active_skill_has_its_document(skill):
    activate_skill(skill)
    pointer = current("skill", skill.public_id)
    assert pointer.status == "active"
    assert load(pointer.body)["name"] == "@moteur2"
    assert pointer.facets == {
        "framework": "crcn",
        "competence": "1.1",
        "level": 2,
        "tutorials": [],
    }


def test_one_active_skill_per_topic_and_level(skill):
    activate_skill(skill)
    newer = factories.SkillFactory(topic=skill.topic, version=2)
    activate_skill(newer)
    skill.refresh_from_db()
    assert skill.status == "archived"
    assert current("skill", skill.public_id).status == "archived"
    with pytest.raises(IntegrityError):
        Skill.objects.filter(pk=skill.pk).update(status="active")


def test_an_obsolete_skill_is_final(skill):
    Skill.objects.update(status="obsolete")
    with pytest.raises(ValidationError, match="périmé"):
        activate_skill(skill)
    assert current("skill", skill.public_id) is None


def test_a_draft_framework_is_not_minted():
    framework = factories.FrameworkFactory(status="draft")
    with pytest.raises(ValidationError, match="ni provisoire ni adopté"):
        mint_framework(framework)


def test_a_level_outside_the_scale_is_refused(skill):
    skill.level = 9
    with pytest.raises(ValidationError, match="échelle"):
        skill.clean()


def test_a_competence_stays_in_its_framework():
    competence = factories.CompetenceFactory()
    competence.framework = factories.FrameworkFactory(code="digcomp-3.0")
    with pytest.raises(ValidationError, match="autre référentiel"):
        competence.clean()


def test_skills_are_found_by_name(skill):
    assert skills_by_name("crcn", "@moteur2").get() == skill
    assert not skills_by_name("crcn", "@moteur3").exists()
    assert not skills_by_name("crcn", "moteur").exists()
    assert not skills_by_name("crcn", "").exists()
