"""Faults that a review found, each held by the case that showed it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from content.integrity import find_faults
from content.minting import current, load
from content.models import ObjectPointer
from referentiel.actions import change_status, merge_contexts, mint_contexts, mint_framework
from referentiel.alignments import align
from referentiel.guards import SkillChange
from referentiel.importing import ImportRefused, import_package, plan_of
from referentiel.lifecycle import activate_skill, change_skill
from referentiel.models import Competence, Context, Framework, LevelGroup, ProficiencyLevel, Skill
from referentiel.packages import package_document
from tests import factories

from .test_importing import changed, small, without

pytestmark = pytest.mark.django_db


def revert(client, row, revision, **data):
    url = reverse(
        type(row).snippet_viewset.get_url_name("revisions_revert"), args=[row.pk, revision.pk]
    )
    return client.post(url, {**data, "revision": revision.pk})


def test_typing_saves_nothing_of_what_is_live(keeper_client, skill):
    for row in (skill.competence, skill, skill.competence.framework):
        url = reverse(type(row).snippet_viewset.get_url_name("edit"), args=[row.pk])
        page = keeper_client.get(url)
        assert page.context["autosave_enabled"] is False
        assert 'data-controller="w-unsaved w-autosave' not in page.content.decode()
        page = keeper_client.get(reverse(type(row).snippet_viewset.get_url_name("add")))
        assert page.context["autosave_enabled"] is False


def test_reverting_a_framework_keeps_its_status(keeper_client, keeper):
    framework = factories.FrameworkFactory(status="draft")
    draft = framework.save_revision()
    change_status(framework, "adopted", keeper)
    revert(
        keeper_client,
        framework,
        draft,
        title_fr="Ancien",
        edition="",
        publisher="",
        source="",
        licence="",
    )
    framework.refresh_from_db()
    assert (framework.status, framework.title_fr) == ("adopted", "Ancien")
    assert list(find_faults()) == []


def test_reverting_a_skill_takes_no_step_and_no_move(keeper_client, skill):
    mint_framework(skill.competence.framework)
    activate_skill(skill)
    active = Skill.objects.get().latest_revision
    change_skill(skill, SkillChange.ARCHIVED)
    revert(keeper_client, skill, active, hint_fr="Ancien indice")
    assert Skill.objects.get().status == "archived"
    assert Skill.objects.get().hint_fr == "Ancien indice"
    assert list(find_faults()) == []


def test_reverting_an_alignment_confirms_nothing(client, keeper, skill):
    other = factories.CompetenceFactory(area__framework__code="autre")
    row = align(skill.competence, other, "exactMatchOf", "confirmed", user=keeper)
    confirmed = row.latest_revision
    align(skill.competence, other, "isPartOf", "proposed", user=keeper)
    person = factories.UserFactory()
    factories.give(
        person,
        "wagtailadmin.access_admin",
        "referentiel.change_alignment",
        "referentiel.view_alignment",
    )
    client.force_login(person)
    revert(client, row, confirmed, note="n")
    row.refresh_from_db()
    assert (row.status, row.relation, row.confirmed_by) == ("proposed", "isPartOf", None)
    align(skill.competence, other, "isPartOf", "confirmed", user=keeper)
    edit = reverse(type(row).snippet_viewset.get_url_name("edit"), args=[row.pk])
    client.post(edit, {"note": "autre"})
    row.refresh_from_db()
    assert row.note == ""
    assert (
        client.post(reverse(type(row).snippet_viewset.get_url_name("add")), {}).status_code == 302
    )


def test_reverting_contexts_never_makes_a_circle_of_aliases(keeper_client):
    mint_contexts()
    one, two = factories.ContextFactory(code="a"), factories.ContextFactory(code="b")
    before = one.save_revision()
    merge_contexts(one, two)
    merged = Context.objects.get(code="a").latest_revision
    revert(keeper_client, one, before, title_fr="A", scope="generic")
    assert Context.objects.get(code="a").merged_into == two
    revert(keeper_client, one, merged, title_fr="A", scope="generic")
    found = load(current("context", "contexts").body)["contexts"]
    assert [item["code"] for item in found] == ["b"]


SWAPS = {
    "two codes": lambda p: changed(changed(p, "c11", code="1.2"), "c12", code="1.1"),
    "a code handed on": lambda p: changed(changed(p, "c11", code="1.7"), "c12", code="1.1"),
    "a code of what goes": lambda p: changed(without(p, "c12"), "c11", code="1.2"),
}


@pytest.mark.parametrize("name", SWAPS)
def test_codes_can_be_swapped_in_one_file(name):
    import_package(small())
    ids = {c.code: c.public_id for c in Competence.objects.all()}
    keys = {"c11": ids["1.1"], "c12": ids["1.2"]}
    package = small()
    for key, public_id in keys.items():
        package = changed(package, key, id=public_id)
    package = SWAPS[name](package)
    expected = {item["id"]: item["code"] for item in package["items"] if item["key"] in keys}
    import_package(package)
    assert {c.public_id: c.code for c in Competence.objects.all()} == expected
    assert list(find_faults()) == []
    assert plan_of(package_document(Framework.objects.get())).is_empty


def test_a_new_code_before_the_old_one_takes_no_other_row():
    import_package(small())
    old = Competence.objects.get(code="1.1")
    package = changed(small(), "c11", code="1.7", id=old.public_id)
    new = {"type": "competence", "key": "new", "parent": "a1", "code": "1.1", "title": {"fr": "N"}}
    package["items"].insert(1, new)
    import_package(package)
    old.refresh_from_db()
    assert old.code == "1.7"
    assert Competence.objects.get(code="1.1").pk != old.pk


def test_a_version_made_elsewhere_takes_over():
    import_package(small())
    factories.validated_challenge(Skill.objects.get(level=1))
    package = changed(small(), "s1", status="archived")
    second = {
        "type": "skill",
        "key": "s1b",
        "parent": "o",
        "level": 1,
        "version": 2,
        "status": "active",
    }
    package["items"].append(second)
    import_package(package)
    states = dict(Skill.objects.filter(level=1).values_list("version", "status"))
    assert states == {1: "archived", 2: "active"}
    assert list(find_faults()) == []
    assert plan_of(package_document(Framework.objects.get())).is_empty


def test_a_step_that_is_refused_is_in_the_plan():
    import_package(small())
    factories.validated_challenge(Skill.objects.get(level=1))
    (problem,) = plan_of(changed(small(), "s1", status="archived")).problems
    assert problem.pointer == "/items/5/status"
    Skill.objects.filter(level=2).update(status="obsolete")
    assert plan_of(changed(small(), "s2", status="active")).problems


def test_drafts_stay_out_of_what_everybody_reads(client):
    import_package(small())
    framework = Framework.objects.get()
    secret = Skill.objects.get(level=2)
    page = client.get(f"/ims/case/v1p1/CFPackages/{framework.identifier}").content.decode()
    assert str(Skill.objects.get(level=1).identifier) in page
    assert str(secret.identifier) not in page
    assert client.get(f"/ims/case/v1p1/CFItems/{secret.identifier}").status_code == 404
    assert client.get(f"/ims/case/v1p1/CFItemAssociations/{secret.identifier}").status_code == 404
    draft = factories.FrameworkFactory(code="secret", status="draft")
    framework.supersedes = draft
    framework.save()
    mint_framework(framework)
    assert "secret" not in client.get("/referentiel/essai.json").content.decode()
    assert (
        "secret"
        not in client.get(f"/ims/case/v1p1/CFDocuments/{framework.identifier}").content.decode()
    )


def test_the_minted_framework_is_what_the_database_says():
    framework = factories.FrameworkFactory()
    stale = Framework.objects.get()
    Framework.objects.update(title_fr="Neuf")
    mint_framework(stale)
    assert load(current("framework", "crcn").body)["title"] == {"fr": "Neuf"}
    assert framework.code == "crcn"


def test_removals_and_times_leave_a_trace(keeper):
    from wagtail.models import ModelLogEntry

    import_package(small())
    competence = Competence.objects.get(code="1.1")
    import_package(without(changed(small(), "c11", title={"fr": "Autre"}), "c12"), keeper)
    entry = ModelLogEntry.objects.get(action="wagtail.delete")
    assert (entry.user, entry.deleted, entry.label) == (keeper, True, "1.2 Trier")
    before = competence.changed_at
    competence.refresh_from_db()
    assert competence.changed_at > before


def test_a_partial_import_keeps_the_alignments_that_wait():
    waiting = {
        "source": "c11",
        "framework": "autre",
        "target": "9",
        "relation": "isPartOf",
        "status": "proposed",
    }
    import_package(small(alignments=[waiting]))
    import_package(changed(small(), "c11", title={"fr": "Autre"}))
    assert len(Framework.objects.get().extra["unresolved"]) == 1


def test_a_waiting_alignment_keeps_its_identifier_and_resolves_by_form(keeper_client):
    identifier = "0b6f3c1e-0000-4000-8000-000000000005"
    waiting = {"source": "c11", "framework": "crcn", "target": "1.7", "relation": "isPartOf",
               "status": "proposed", "identifier": identifier, "extra": {"case": {"a": 1}}}  # fmt: skip
    import_package(small(alignments=[waiting]))
    area = factories.AreaFactory()
    keeper_client.post(
        reverse(Competence.snippet_viewset.get_url_name("add")),
        {"area": area.pk, "code": "1.7", "title_fr": "Neuve"},
    )
    row = Competence.objects.get(code="1.7").incoming_alignments.get()
    assert (str(row.identifier), row.extra) == (identifier, {"case": {"a": 1}})


@pytest.mark.parametrize(
    "package",
    [
        small(changed="2024-99-99T00:00:00Z"),
        small(publisher="a\x00b"),
        small(code="x" * 80),
        small(extra={"a": "b\x00c"}),
        changed(small(), "a1", colour="a\x00"),
        changed(small(), "c11", external={"pix": "\x00"}),
        changed(small(), "c11", extra={"a": ["\x00"]}),
        changed(small(), "c11", unverified=["zz"]),
        changed(small(), "s1", level=3),
        {**changed(small(), "s1", level=9), "levels": []},
        small(supersedes="essai"),
        small(alignments=[{"source": "c11", "framework": "crcn", "target": "1.1",
                           "relation": r, "status": "proposed"} for r in ("isPartOf", "isRelatedTo")]),
    ],
)  # fmt: skip
def test_what_no_row_could_hold_is_refused(package):
    factories.CompetenceFactory()
    with pytest.raises(ImportRefused) as refusal:
        import_package(package)
    assert all(problem.message for problem in refusal.value.problems)
    assert not Framework.objects.filter(code__in=["essai", "x" * 80]).exists()


def test_whole_floats_are_whole_numbers():
    import_package(changed(small(points_per_level=8.0), "s1", level=1.0))
    assert Framework.objects.get().points_per_level == 8


def test_frameworks_never_replace_one_another_in_a_circle():
    import_package(small())
    import_package(small(code="autre", items=[], levels=[], groups=[], supersedes="essai"))
    with pytest.raises(ImportRefused, match="lui-même"):
        import_package(small(supersedes="autre"))


def test_a_group_that_levels_have_is_not_dropped():
    import_package(small())
    with pytest.raises(ImportRefused, match="gardez ce groupe"):
        import_package(small(groups=[{"code": "autre", "title": {"fr": "A"}}], levels=[]))
    assert LevelGroup.objects.count() == 1


def test_a_level_with_skills_keeps_its_rank(keeper_client, skill):
    level = ProficiencyLevel.objects.get()
    url = reverse(ProficiencyLevel.snippet_viewset.get_url_name("edit"), args=[level.pk])
    page = keeper_client.post(url, {"framework": level.framework_id, "level": 7, "title_fr": "x"})
    assert "garde son rang" in page.content.decode()
    assert ProficiencyLevel.objects.get().level == 2


def test_a_level_is_made_with_its_group(keeper_client):
    framework = factories.FrameworkFactory()
    group = LevelGroup.objects.create(framework=framework, code="novice", title_fr="Novice")
    add = reverse(ProficiencyLevel.snippet_viewset.get_url_name("add"))
    keeper_client.post(
        add, {"framework": framework.pk, "level": 1, "group": group.pk, "title_fr": "Un"}
    )
    assert ProficiencyLevel.objects.get().group == group


def test_archived_skills_follow_their_competence_as_well():
    import_package(small())
    skill = Skill.objects.get(level=1)
    change_skill(skill, SkillChange.ARCHIVED)
    public_id = Competence.objects.get(code="1.1").public_id
    import_package(
        changed(changed(small(), "c11", code="1.7", id=public_id), "s1", status="archived")
    )
    assert current("skill", skill.public_id).facets["competence"] == "1.7"
    ObjectPointer.objects.filter(kind="skill").update(
        facets={"framework": "essai", "competence": "old"}
    )
    assert "facettes" in " ".join(fault.message for fault in find_faults())


HUGE = "9" * 5000


def test_numbers_that_no_database_holds_are_answered(keeper_client, skill):
    grid = reverse("referential:grid", args=[skill.competence.pk])
    assert keeper_client.post(grid, {"move": f"theme:{HUGE}", "to": "up"}).status_code == 302
    assert (
        keeper_client.post(grid, {"move": f"topic:{skill.topic_id}", "to": HUGE}).status_code == 302
    )
    copy = reverse("referential:copy", args=[skill.pk])
    assert keeper_client.post(copy, {"level": HUGE}).status_code == 302
    add = reverse(Competence.snippet_viewset.get_url_name("add"))
    assert keeper_client.get(add, {"area": HUGE}).status_code == 200
    assert keeper_client.get(f"/admin/referentiel/{'9' * 30}/").status_code == 404


def test_who_may_not_delete_learns_nothing(skill):
    person = factories.UserFactory()
    factories.give(person, "wagtailadmin.access_admin")
    client = Client()
    client.force_login(person)
    url = reverse(Competence.snippet_viewset.get_url_name("delete"), args=[skill.competence.pk])
    assert "thématique" not in client.post(url, follow=True).content.decode()


def test_superseding_by_form_does_what_adopting_does(keeper_client, skill):
    older = skill.competence.framework
    newer = factories.FrameworkFactory(code="neuf")
    factories.CompetenceFactory(area=factories.AreaFactory(framework=newer), code="1.1")
    url = reverse(Framework.snippet_viewset.get_url_name("edit"), args=[newer.pk])
    keeper_client.post(url, {"title_fr": "Neuf", "supersedes": older.pk})
    older.refresh_from_db()
    assert older.status == "superseded"
    assert newer.competences.get().incoming_alignments.get().relation == "replacedBy"


def test_half_a_surrogate_pair_in_a_case_file_is_refused():
    from formats.reading import Unreadable
    from referentiel.exchange import read
    from tests import samples

    package = samples.case_package()
    package["CFDocument"]["extensions"] = {"a": "HALF"}
    data = json.dumps(package).replace("HALF", "\\ud800").encode()
    with pytest.raises(Unreadable):
        read(data, "case")


def test_importing_needs_every_right_that_it_uses(client):
    from referentiel.permissions import may_import

    person = factories.UserFactory()
    person = factories.give(
        person, "referentiel.add_framework", "referentiel.change_framework",
        "referentiel.change_skill", "referentiel.change_alignment",
    )  # fmt: skip
    assert not may_import(person)
