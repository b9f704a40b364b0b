"""Importing a framework: what would change, then exactly that, in one transaction."""

import copy
from pathlib import Path

import pytest
from wagtail.models import ModelLogEntry

from content.integrity import find_faults
from content.minting import current, load
from referentiel import guards
from referentiel.alignments import align
from referentiel.guards import SkillChange
from referentiel.importing import (
    ImportRefused,
    import_package,
    plan_of,
    steps,
)
from referentiel.models import (
    Alignment,
    Area,
    Competence,
    Framework,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)
from referentiel.packages import package_document
from tests import factories

FIXTURES = Path(__file__).parents[2] / "fixtures"

pytestmark = pytest.mark.django_db


def small(**changes):
    """A small package with one of everything."""
    package = {
        "schema": "framework-package/1", "code": "essai", "edition": "1", "status": "adopted",
        "title": {"fr": "Essai"}, "publisher": "FWB", "source": "", "licence": "CC0-1.0",
        "supersedes": None, "points_per_level": 8,
        "groups": [{"code": "novice", "title": {"fr": "Novice"}}],
        "levels": [
            {"level": 1, "group": "novice", "title": {"fr": "Un"}, "descriptor": {"fr": "Un peu"}},
            {"level": 2, "group": None, "title": {"fr": "Deux"}, "descriptor": {}},
        ],
        "items": [
            {"type": "area", "key": "a1", "parent": None, "code": "1", "title": {"fr": "Un"}},
            {"type": "competence", "key": "c11", "parent": "a1", "code": "1.1",
             "title": {"fr": "Chercher", "nl": "Zoeken"}},
            {"type": "competence", "key": "c12", "parent": "a1", "code": "1.2",
             "title": {"fr": "Trier"}},
            {"type": "theme", "key": "t", "parent": "c11", "title": {"fr": "Web"}},
            {"type": "topic", "key": "o", "parent": "t", "name": "moteur", "title": {"fr": "Moteur"}},
            {"type": "skill", "key": "s1", "parent": "o", "level": 1, "status": "active",
             "hint": {"fr": "Cherchez."}},
            {"type": "skill", "key": "s2", "parent": "o", "level": 2},
        ],
        "alignments": [],
    }  # fmt: skip
    return {**package, **changes}


def changed(package, which, /, **members):
    """``package`` with other members of one item."""
    package = copy.deepcopy(package)
    for item in package["items"]:
        if item["key"] == which:
            item.update(members)
    return package


def without(package, *keys):
    items = [item for item in package["items"] if item["key"] not in keys]
    return {**copy.deepcopy(package), "items": items}


def test_a_new_framework_is_whole_minted_and_remembered(keeper):
    plan = import_package(small(), keeper)
    assert len(plan.added) == 10
    framework = Framework.objects.get()
    assert current("framework", "essai").status == "adopted"
    active = Skill.objects.get(level=1)
    assert (active.status, active.status_changed_by) == ("active", keeper)
    assert active.status_changed_at is not None
    assert load(current("skill", Skill.objects.get(level=1).public_id).body)["name"] == "@moteur1"
    for model in (Framework, Area, Competence, Theme, Topic, Skill, ProficiencyLevel):
        for row in model.objects.all():
            assert row.revisions.count() == 1
            assert row.latest_revision.user == keeper
            assert ModelLogEntry.objects.for_instance(row).get().user == keeper
    assert list(find_faults()) == []
    assert plan_of(package_document(framework)).is_empty


def test_a_second_import_does_what_differs_and_nothing_else(keeper):
    import_package(small())
    competence = Competence.objects.get(code="1.1")
    package = changed(small(), "c11", title={"fr": "Chercher mieux"})
    package = changed(package, "s1", hint={"fr": "Cherchez bien."})
    plan = plan_of(package)
    assert {str(draft.entity._meta.verbose_name) for draft in plan.changed} == {
        "compétence",
        "acquis",
    }
    assert not plan.added
    assert not plan.gone
    assert Competence.objects.get(code="1.1").title_fr == "Chercher", "a plan writes nothing"
    import_package(package, keeper)
    competence.refresh_from_db()
    assert (competence.title_fr, competence.title_nl) == ("Chercher mieux", "Zoeken")
    assert competence.revisions.count() == 2
    assert load(current("skill", Skill.objects.get(level=1).public_id).body)["hint"] == {
        "fr": "Cherchez bien."
    }
    assert current("framework", "essai").version == 2
    assert list(find_faults()) == []
    version = current("framework", "essai").version
    import_package(package)
    assert current("framework", "essai").version == version
    assert competence.revisions.count() == 2


def test_what_the_file_lacks_is_removed_unless_it_is_kept():
    import_package(small())
    package = without(small(), "c12", "s2")
    assert plan_of(package, keep_missing=True).is_empty
    import_package(package, keep_missing=True)
    assert Competence.objects.count() == 2
    plan = plan_of(package)
    assert len(plan.gone) == 2
    import_package(package)
    assert Competence.objects.count() == 1
    assert Skill.objects.count() == 1
    assert [
        c["code"] for c in load(current("framework", "essai").body)["areas"][0]["competences"]
    ] == ["1.1"]
    assert list(find_faults()) == []


def test_what_is_used_is_not_removed_and_nothing_else_happens():
    import_package(small())
    factories.choice_challenge(Skill.objects.get(level=2))
    package = changed(without(small(), "s2"), "c11", title={"fr": "Autre"})
    with pytest.raises(ImportRefused, match="1 épreuve"):
        import_package(package)
    with pytest.raises(ImportRefused, match="a été actif"):
        import_package(without(small(), "s1"))
    assert Skill.objects.count() == 2
    assert Competence.objects.get(code="1.1").title_fr == "Chercher"


def test_identifiers_stay_for_ever():
    import_package(small())
    before = {str(row.identifier) for row in Competence.objects.all()}
    import_package(changed(small(), "c11", title={"fr": "Autre"}))
    assert {str(row.identifier) for row in Competence.objects.all()} == before


def test_rows_are_found_by_identifier_when_their_code_changes():
    import_package(small())
    package = package_document(Framework.objects.get())
    for item in package["items"]:
        if item.get("code") == "1.2":
            item["code"] = "1.9"
    plan = plan_of(package)
    (draft,) = plan.changed
    assert draft.changes == {"code": ("1.2", "1.9")}


def test_items_move_and_are_sorted():
    import_package(small())
    package = package_document(Framework.objects.get())
    one, two = (n for n, item in enumerate(package["items"]) if item["type"] == "competence")
    package["items"][one], package["items"][two] = package["items"][two], package["items"][one]
    theme = next(item for item in package["items"] if item["type"] == "theme")
    theme["parent"] = package["items"][one]["key"]
    import_package(package)
    assert list(Competence.objects.order_by("sort_order").values_list("code", flat=True)) == [
        "1.2",
        "1.1",
    ]
    assert Theme.objects.get().competence.code == "1.2"
    skill = Skill.objects.get(level=1)
    assert current("skill", skill.public_id).facets["competence"] == "1.2"
    assert list(find_faults()) == []


def test_a_status_in_the_file_takes_the_skill_s_own_steps():
    import_package(small())
    factories.validated_challenge(Skill.objects.get(level=1))
    package = changed(small(), "s1", status="archived")
    with pytest.raises(Exception, match="épreuve validée"):
        import_package(package)
    assert Skill.objects.get(level=1).status == "active"
    import_package(changed(small(), "s2", status="active"))
    assert current("skill", Skill.objects.get(level=2).public_id).status == "active"


def test_a_file_never_makes_a_draft_of_what_is_published():
    import_package(small())
    with pytest.raises(ImportRefused, match="brouillon"):
        import_package(small(status="draft"))
    import_package(small(status="superseded"))
    assert current("framework", "essai").status == "superseded"


def test_alignments_wait_for_the_framework_that_they_lead_to(keeper):
    alignment = {
        "source": "c11", "framework": "autre", "target": "2.4", "relation": "isPartOf",
        "status": "confirmed", "note": None,
    }  # fmt: skip
    plan = import_package(small(alignments=[alignment]), keeper)
    assert len(plan.unresolved) == 1
    framework = Framework.objects.get()
    assert plan_of(package_document(framework)).is_empty
    other = changed(small(code="autre"), "c12", code="2.4")
    for item in other["items"]:
        item["key"] += "x"
        item["parent"] = item["parent"] and item["parent"] + "x"
    import_package(other, keeper)
    row = Alignment.objects.get()
    assert (row.source.code, row.target.code, row.status) == ("1.1", "2.4", "confirmed")
    assert row.confirmed_by is None, "who brings the other framework does not stand for it"
    framework.refresh_from_db()
    assert framework.extra == {}
    assert plan_of(package_document(framework)).is_empty
    row_gone = small(alignments=[])
    import_package(row_gone)
    assert Alignment.objects.count() == 1, "a file that lists no alignment says nothing about them"


def test_the_alignments_of_a_file_replace_those_there_were(keeper):
    other = factories.CompetenceFactory(area__framework__code="autre", code="9.1")
    third = factories.CompetenceFactory(area=other.area, code="9.2")
    import_package(small())
    align(Competence.objects.get(framework__code="essai", code="1.1"), other, "isPartOf")
    alignment = {"source": "c11", "framework": "autre", "target": "9.2",
                 "relation": "isRelatedTo", "status": "proposed", "note": "n"}  # fmt: skip
    import_package(small(alignments=[alignment]))
    assert Alignment.objects.get().target == third


@pytest.mark.parametrize(
    ("package", "where"),
    [
        (changed(small(), "c12", code="1.1"), "/items/2"),
        (changed(small(), "c11", parent="nothing"), "/items/1/parent"),
        (changed(small(), "t", parent="a1"), "/items/3/parent"),
        (changed(small(), "t", parent="t"), "/items/3/parent"),
        (changed(small(), "a1", parent="c11"), "/items/0/parent"),
        (changed(small(), "c11", parent=None), "/items/1"),
        (changed(small(), "c12", key="c11"), "/items/2"),
        (changed(small(), "s1", level=7), "/items/5/level"),
        (changed(small(), "s1", level=None), "/items/5"),
        (changed(small(), "s2", level=1, status="active", version=2), "/items/6"),
        (changed(small(), "s2", level=1), "/items/6"),
        (changed(small(), "o", name=None), "/items/4"),
        (changed(small(), "c11", title={}), "/items/1"),
        (changed(small(), "c11", id="areaAb3"), "/items/1/id"),
        (changed(small(), "c11", title={"fr": "x", "it": "y"}), "/items/1/title"),
        (small(levels=[{"level": 1, "group": "none", "title": {}}]), "/levels/0/group"),
        (small(supersedes="nowhere"), "/supersedes"),
        (small(alignments=[{"source": "a1", "framework": "x", "target": "1", "relation": "isPartOf",
                            "status": "proposed"}]), "/alignments/0/source"),
        (small(alignments=[{"source": "c11", "framework": "essai", "target": "1.2",
                            "relation": "isPartOf", "status": "proposed"}]),
         "/alignments/0/framework"),
        (small(alignments=[{"source": "c11", "relation": "isPartOf", "status": "proposed"}]),
         "/alignments/0"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_place(package, where):
    with pytest.raises(ImportRefused) as refusal:
        import_package(package)
    assert where in {problem.pointer for problem in refusal.value.problems}
    assert all(problem.message for problem in refusal.value.problems)
    assert not Framework.objects.exists()


def test_a_wrong_shape_is_refused_by_the_schema():
    with pytest.raises(ImportRefused) as refusal:
        import_package(small(status="perfect"))
    assert refusal.value.problems[0].pointer == "/status"


def test_an_identifier_of_another_framework_is_refused():
    import_package(small())
    stolen = str(Competence.objects.get(code="1.1").identifier)
    package = changed(small(code="autre"), "c11", identifier=stolen)
    with pytest.raises(ImportRefused, match="autre référentiel"):
        import_package(package)
    assert Framework.objects.count() == 1


def test_stopping_midway_takes_everything_back():
    progress = steps(small())
    next(progress)
    next(progress)
    progress.close()
    assert not Framework.objects.exists()


class Guard:
    """Refuses one change, and hears the others."""

    def __init__(self, refused=None):
        self.refused, self.heard = refused, []

    def refusal(self, skill, change):
        return f"{skill.name} : on en a besoin" if change == self.refused else None

    def consequence(self, skill, change):
        return f"tout suit {skill.name}"

    def told(self, skills, change, user):
        self.heard += [(skill.name, change) for skill in skills]


MOVES = {
    SkillChange.MOVED: lambda p, key: changed(p, key, level=1, version=2),
    SkillChange.DELETED: without,
}


def test_a_topic_takes_its_skills_to_another_competence(monkeypatch):
    import_package(small())
    theme = {"type": "theme", "key": "t2", "parent": "c12", "title": {"fr": "Ailleurs"}}
    package = changed(small(), "o", parent="t2")
    package["items"].insert(3, theme)
    monkeypatch.setattr(guards, "_guards", [Guard(refused=SkillChange.MOVED)])
    with pytest.raises(ImportRefused, match="on en a besoin"):
        import_package(package)
    guard = Guard()
    monkeypatch.setattr(guards, "_guards", [guard])
    import_package(package)
    assert Skill.objects.get(level=1).competence.code == "1.2"
    assert ("@moteur1", SkillChange.MOVED) in guard.heard


@pytest.mark.parametrize("change", MOVES, ids=lambda change: change.value)
def test_who_uses_skills_is_asked_before_an_import_and_told_after(monkeypatch, change):
    import_package(small())
    key = Skill.objects.get(level=2).public_id
    package = MOVES[change](package_document(Framework.objects.get()), key)
    monkeypatch.setattr(guards, "_guards", [Guard(refused=change)])
    before = set(Skill.objects.values_list("public_id", "level"))
    with pytest.raises(ImportRefused, match="on en a besoin"):
        import_package(package)
    assert set(Skill.objects.values_list("public_id", "level")) == before

    guard = Guard()
    monkeypatch.setattr(guards, "_guards", [guard])
    plan = plan_of(package)
    if change == SkillChange.MOVED:
        assert plan.effects == ["@moteur2 : tout suit @moteur2"], "it is called as it is now"
    import_package(package)
    name = "@moteur1" if change == SkillChange.MOVED else "@moteur2"
    assert (name, change) in guard.heard
