"""The life of a skill, asked before and told after; versions, clones and moves."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from content.integrity import find_faults
from content.minting import current, load
from referentiel import guards
from referentiel.actions import mint_framework
from referentiel.guards import SkillChange
from referentiel.lifecycle import (
    STEPS,
    activate_skill,
    add_skill,
    change_skill,
    clone_skill,
    move_skill,
    new_version,
)
from referentiel.models import ProficiencyLevel, Skill, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def test_who_and_when_are_known(skill, keeper):
    change_skill(skill, SkillChange.ACTIVATED, keeper)
    skill.refresh_from_db()
    assert skill.status_changed_by == keeper
    assert skill.status_changed_at is not None
    assert skill.revisions.count() == 1


STATUSES = ["in_construction", "active", "archived", "obsolete"]


@pytest.mark.parametrize("start", STATUSES)
@pytest.mark.parametrize("change", [c for c in STEPS if c != SkillChange.REPLACED])
def test_every_step_is_allowed_or_refused_whole(skill, start, change):
    if start == "active":
        activate_skill(skill)
    Skill.objects.update(status=start)
    to, starts = STEPS[change]
    if start in starts:
        change_skill(skill, change)
        assert Skill.objects.get().status == to
    else:
        with pytest.raises(ValidationError):
            change_skill(skill, change)
        assert Skill.objects.get().status == start


def test_guards_are_asked_before_and_told_after(skill, monkeypatch):
    heard = []

    class Guard:
        answer = "on en a besoin"

        def refusal(self, skill, change):
            heard.append(("asked", change))
            return self.answer

        def consequence(self, skill, change):
            return None

        def told(self, skills, change, user):
            heard.append(("told", change, [s.status for s in skills]))

    guard = Guard()
    monkeypatch.setattr(guards, "_guards", [guard])
    with pytest.raises(ValidationError, match="on en a besoin"):
        activate_skill(skill)
    assert heard == [("asked", SkillChange.ACTIVATED)]
    assert Skill.objects.get().status == "in_construction"
    guard.answer = None
    activate_skill(skill)
    assert heard[1:] == [
        ("asked", SkillChange.ACTIVATED),
        ("told", SkillChange.ACTIVATED, ["active"]),
    ]


def test_a_guard_that_fails_takes_everything_back(skill, monkeypatch):
    class Guard:
        def refusal(self, skill, change):
            return None

        def told(self, skills, change, user):
            raise RuntimeError

    monkeypatch.setattr(guards, "_guards", [Guard()])
    with pytest.raises(RuntimeError), transaction.atomic():
        activate_skill(skill)
    assert Skill.objects.get().status == "in_construction"
    assert current("skill", skill.public_id) is None


def test_a_skill_with_validated_challenges_stays_in_service(skill):
    factories.validated_challenge(skill)
    for change in (SkillChange.ARCHIVED, SkillChange.REOPENED):
        with pytest.raises(ValidationError, match="1 épreuve validée évalue @moteur2"):
            change_skill(skill, change)
    assert current("skill", skill.public_id).status == "active"


def test_a_new_version_takes_over(skill):
    activate_skill(skill)
    second = new_version(skill)
    assert (second.version, second.status, second.hint_fr) == (2, "in_construction", skill.hint_fr)
    activate_skill(second)
    assert Skill.objects.get(pk=skill.pk).status == "archived"
    assert current("skill", skill.public_id).status == "archived"
    assert current("skill", second.public_id).status == "active"


def test_clones_go_to_a_level_of_the_scale(skill):
    ProficiencyLevel.objects.create(framework=skill.competence.framework, level=3, title_fr="3")
    clone = clone_skill(skill, 3)
    assert clone.name == "@moteur3"
    assert clone.public_id != skill.public_id
    assert clone.hint_fr == skill.hint_fr
    with pytest.raises(ValidationError, match="échelle"):
        clone_skill(skill, 7)
    with pytest.raises(ValidationError):
        add_skill(skill.topic, 12)
    assert Skill.objects.count() == 2


def test_a_moved_skill_takes_its_challenges_along(skill):
    challenge = factories.validated_challenge(skill)
    framework = skill.competence.framework
    ProficiencyLevel.objects.create(framework=framework, level=4, title_fr="4")
    area = skill.competence.area
    other = factories.TopicFactory(
        name="veille", theme__competence__area=area, theme__competence__code="1.2"
    )
    move_skill(skill, other, 4)
    assert skill.name == "@veille4"
    assert load(current("skill", skill.public_id).body)["name"] == "@veille4"
    assert current("skill", skill.public_id).facets["competence"] == "1.2"
    pointer = current("challenge", challenge.public_id)
    assert (pointer.facets["competence"], pointer.facets["level"]) == ("1.2", 4)
    # The framework itself changed by the factory's rows, which no action made.
    mint_framework(framework)
    assert list(find_faults()) == []


def test_a_move_onto_an_active_skill_or_another_framework_is_refused(skill):
    activate_skill(skill)
    taken = factories.SkillFactory(topic=skill.topic, level=3)
    activate_skill(taken)
    with pytest.raises(ValidationError, match="déjà actif"):
        move_skill(skill, skill.topic, 3)
    elsewhere = factories.TopicFactory(
        theme__competence__area__framework=factories.FrameworkFactory(code="autre")
    )
    with pytest.raises(ValidationError, match="autre référentiel"):
        move_skill(skill, elsewhere, 2)
    assert Skill.objects.get(pk=skill.pk).level == 2


def test_renaming_a_topic_renames_what_is_minted(keeper_client, skill):
    activate_skill(skill)
    topic = skill.topic
    keeper_client.post(
        reverse(Topic.snippet_viewset.get_url_name("edit"), args=[topic.pk]),
        {"theme": topic.theme_id, "name": "requete", "title_fr": "Requête", "description_fr": ""},
    )
    assert load(current("skill", skill.public_id).body)["name"] == "@requete2"
    assert "skill" not in {fault.about[:5] for fault in find_faults()}


def test_the_database_holds_the_constraints(skill):
    for fields in (
        {"topic": skill.topic, "level": 2, "version": 1},
        {"topic": skill.topic, "level": 2, "version": 2, "status": "active"},
    ):
        Skill.objects.filter(pk=skill.pk).update(status="active")
        with pytest.raises(IntegrityError), transaction.atomic():
            Skill.objects.create(**fields)


def test_the_page_says_what_is_against_a_step(keeper_client, skill):
    factories.validated_challenge(skill)
    page = keeper_client.get(reverse("referential:step", args=[skill.pk, "archived"]))
    assert "archivez-la d&#x27;abord" in page.content.decode()
    keeper_client.post(reverse("referential:step", args=[skill.pk, "archived"]))
    assert Skill.objects.get().status == "active"
    assert (
        keeper_client.get(reverse("referential:step", args=[skill.pk, "edited"])).status_code == 404
    )


def test_the_page_s_forms_clone_version_and_move(keeper_client, skill):
    ProficiencyLevel.objects.create(framework=skill.competence.framework, level=5, title_fr="5")
    keeper_client.post(reverse("referential:copy", args=[skill.pk]), {"level": 5})
    keeper_client.post(reverse("referential:copy", args=[skill.pk]), {"level": 2})
    assert sorted(Skill.objects.values_list("level", "version")) == [(2, 1), (2, 2), (5, 1)]
    move = reverse("referential:move", args=[skill.pk])
    keeper_client.post(move, {"topic": skill.topic_id, "level": 5})
    assert sorted(Skill.objects.values_list("level", "version")) == [(2, 2), (5, 1), (5, 2)]
    keeper_client.post(move, {"topic": skill.topic_id, "level": 9})
    assert Skill.objects.get(pk=skill.pk).level == 5


@pytest.mark.parametrize("name", ["step", "copy", "move"])
def test_a_designer_may_not(designer_client, skill, name):
    args = [skill.pk, "activated"] if name == "step" else [skill.pk]
    designer_client.post(reverse(f"referential:{name}", args=args), {"level": 2, "topic": 1})
    assert list(Skill.objects.values_list("status", flat=True)) == ["in_construction"]


def test_who_uses_skills_is_asked_before_one_is_deleted_and_told_after(
    keeper_client, skill, monkeypatch
):
    heard = []

    class Guard:
        answer = "on en a besoin"

        def refusal(self, skill, change):
            return self.answer if change == SkillChange.DELETED else None

        def told(self, skills, change, user):
            heard.append(change)

    guard = Guard()
    monkeypatch.setattr(guards, "_guards", [guard])
    delete = reverse(Skill.snippet_viewset.get_url_name("delete"), args=[skill.pk])
    assert "on en a besoin" in keeper_client.post(delete, follow=True).content.decode()
    assert Skill.objects.filter(pk=skill.pk).exists()
    guard.answer = None
    keeper_client.post(delete)
    assert not Skill.objects.filter(pk=skill.pk).exists()
    assert heard == [SkillChange.DELETED]


def test_a_topic_takes_its_skills_to_another_competence_when_nobody_minds(
    keeper_client, skill, monkeypatch
):
    heard = []

    class Guard:
        answer = "on en a besoin ici"

        def refusal(self, skill, change):
            return self.answer if change == SkillChange.MOVED else None

        def told(self, skills, change, user):
            heard.append(change)

    guard = Guard()
    monkeypatch.setattr(guards, "_guards", [guard])
    other = factories.CompetenceFactory(area=skill.competence.area, code="1.2")
    theme = factories.ThemeFactory(competence=other)
    edit = reverse(Topic.snippet_viewset.get_url_name("edit"), args=[skill.topic_id])
    data = {"theme": theme.pk, "name": "moteur", "title_fr": "Moteur", "description_fr": ""}
    assert "on en a besoin ici" in keeper_client.post(edit, data).content.decode()
    assert Topic.objects.get().theme == skill.topic.theme
    guard.answer = None
    assert keeper_client.post(edit, data).status_code == 302
    assert Topic.objects.get().theme == theme
    assert SkillChange.MOVED in heard
