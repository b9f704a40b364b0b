"""Tagging many challenges: seen before it is written, each on its own, refusals told."""

import json
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, ModelLogEntry, Workflow, WorkflowTask

from challenges import tagging
from challenges.models import Challenge
from challenges.moving import move_one, plan_move
from challenges.tagging import Tags, plan, tag
from content.minting import current, load
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/admin/bulk/challenges/challenge/tag/"


def fresh(challenge):
    return Challenge.objects.get(pk=challenge.pk)


def draft(challenge):
    return fresh(challenge).get_latest_revision_as_object()


def refused(tags, user, *challenges):
    """Why ``challenges`` are refused; that they are refused by the act as by the plan."""
    found = plan(Challenge.objects.filter(pk__in=[row.pk for row in challenges]), tags, user)
    for challenge in challenges:
        with pytest.raises(Exception, match=r".") as caught:
            tag(challenge.pk, tags, user)
        assert " ".join(caught.value.messages) in found.refused
    return {why: {pk for pk, _ in rows} for why, rows in found.refused.items()}


@pytest.fixture
def context(db):
    return factories.ContextFactory()


def test_a_proposed_challenge_is_changed_itself(skill, designer, context):
    challenge = factories.choice_challenge(skill, audiences=["pupil"], territories=["BE", "FR"])
    tags = Tags(
        add={"contexts": (context.pk,), "audiences": ("adult",)},
        remove={"territories": ("FR",)},
        put={"spoil_risk": "high", "review_by": "2027-05-04"},
    )
    assert tag(challenge.pk, tags, designer) is True
    row = fresh(challenge)
    assert list(row.contexts.all()) == [context]
    assert (row.audiences, row.territories) == (["pupil", "adult"], ["BE"])
    assert (row.spoil_risk, row.review_by.isoformat()) == ("high", "2027-05-04")
    assert draft(challenge).spoil_risk == "high"
    assert row.choices.count() == 3
    entry = ModelLogEntry.objects.for_instance(row).filter(action="challenges.tag").get()
    assert (entry.user, entry.revision_id) == (designer, row.latest_revision_id)
    assert tag(challenge.pk, tags, designer) is False, "nothing is left to change"


def test_what_is_validated_stays_live_with_a_draft_beside(skill, designer, context):
    challenge = factories.validated_challenge(skill)
    tag(challenge.pk, Tags(add={"contexts": (context.pk,)}, put={"pedagogy": "q-savoir"}), designer)
    row = fresh(challenge)
    assert (row.live, row.has_unpublished_changes) == (True, True)
    assert (row.contexts.count(), row.pedagogy) == (0, "q-situation")
    assert draft(challenge).pedagogy == "q-savoir"
    assert load(current("challenge", row.public_id).body)["contexts"] == []
    factories.validate(row)
    assert load(current("challenge", row.public_id).body)["contexts"] == [context.code]


def test_a_draft_that_is_being_written_beside_is_kept(skill, designer):
    challenge = factories.validated_challenge(skill)
    writing = draft(challenge)
    writing.instruction_fr = "À moitié"
    writing.territories = ["BE"]
    writing.save_revision(clean=False)
    tags = Tags(add={"territories": ("LU", "BE")})
    assert plan(Challenge.objects.all(), tags, designer).changed == [challenge.pk]
    tag(challenge.pk, tags, designer)
    assert draft(challenge).instruction_fr == "À moitié"
    assert draft(challenge).territories == ["BE", "LU"]
    assert plan(Challenge.objects.all(), tags, designer).unchanged == 1


def test_a_removed_context_goes_with_its_aliases(skill, designer, designer_client, context):
    alias = factories.ContextFactory(code="be.csam.old", merged_into=context)
    challenge = factories.choice_challenge(skill)
    challenge.contexts.add(alias)
    challenge.save()
    challenge.save_revision(clean=False)
    post(designer_client, [challenge], "all", remove_contexts=[context.pk])
    assert not fresh(challenge).contexts.exists()


def test_a_variant_changes_what_is_its_own(skill, designer, context):
    variant = factories.variant_of(factories.validated_challenge(skill))
    both = Tags(add={"contexts": (context.pk,), "audiences": ("adult",)})
    found = plan(Challenge.objects.filter(pk=variant.pk), both, designer)
    assert (found.changed, found.family_left) == ([variant.pk], 1)
    tag(variant.pk, both, designer)
    assert (fresh(variant).contexts.count(), fresh(variant).audiences) == (1, None)
    why = refused(Tags(add={"audiences": ("adult",)}), designer, variant)
    assert why == {"Déclinaison : ceci se change sur son prototype.": {variant.pk}}


def test_what_may_not_be_edited_is_refused_with_the_reason(skill, designer):
    tags = Tags(put={"spoil_risk": "high"})
    other = factories.UserFactory()
    archived = factories.validated_challenge(skill)
    archived.unpublish()
    locked, reviewed, own = (factories.choice_challenge(skill) for _ in range(3))
    Challenge.objects.filter(pk=locked.pk).update(locked=True, locked_by=other)
    Challenge.objects.filter(pk=own.pk).update(locked=True, locked_by=designer)
    workflow = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Lire")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    workflow.start(fresh(reviewed), designer)
    why = refused(tags, designer, archived, locked, reviewed)
    assert why == {
        "« archivé » : elle ne se modifie plus.": {archived.pk},
        "Verrouillée par une autre personne.": {locked.pk},
        "En relecture : attendez la décision, ou retirez-la de la relecture.": {reviewed.pk},
    }
    assert tag(own.pk, tags, designer) is True


def test_a_scheduled_validation_is_left_alone(skill, designer):
    challenge = factories.choice_challenge(skill)
    revision = challenge.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + timedelta(days=1)
    revision.save()
    assert list(refused(Tags(put={"spoil_risk": "high"}), designer, challenge)) == [
        "Sa validation est programmée : annulez-la d'abord."
    ]


def test_no_challenge_is_left_without_device(skill, designer):
    challenge = factories.choice_challenge(skill, devices=["phone"])
    why = refused(Tags(remove={"devices": ("phone",)}), designer, challenge)
    assert list(why) == ["Il ne resterait aucun appareil sur lequel la faire."]


def test_prototypes_move_with_a_draft_and_variants_do_not(skill, designer):
    target = factories.SkillFactory(topic=skill.topic, level=3)
    proposed, validated = factories.choice_challenge(skill), factories.validated_challenge(skill)
    variant = factories.variant_of(validated)
    there = factories.choice_challenge(target)
    found = plan_move(Challenge.objects.all(), target, designer)
    assert (found.changed, found.beside, found.unchanged) == ([proposed.pk, validated.pk], 1, 1)
    assert [pk for rows in found.refused.values() for pk, _ in rows] == [variant.pk]
    assert [move_one(row.pk, target, designer) for row in (proposed, validated, there)] == [
        True, True, False,
    ]  # fmt: skip
    assert fresh(proposed).skill == target
    assert (fresh(validated).skill, draft(validated).skill) == (skill, target)
    with pytest.raises(ValidationError, match="déplacez celui-ci"):
        move_one(variant.pk, target, designer)
    assert plan_move(Challenge.objects.all(), target, designer).changed == []


def test_moving_goes_through_the_same_pages(designer_client, skill):
    target = factories.SkillFactory(topic=skill.topic, level=3)
    rows = [factories.choice_challenge(skill) for _ in range(2)]
    address = f"/admin/bulk/challenges/challenge/move/?id={rows[0].pk}&id={rows[1].pk}"
    assert designer_client.get(address).context["selected"] == 2
    assert "data-bulk-progress" not in designer_client.post(address).content.decode()
    look = designer_client.post(address, {"step": "look", "skill": target.pk})
    assert look.context["plan"].changed == [row.pk for row in rows]
    ids = ",".join(str(row.pk) for row in rows)
    answer = designer_client.post(
        address, {"step": "portion", "skill": target.pk, "ids": f"{ids},999999,x"}
    )
    assert [row["outcome"] for row in answer.json()["results"]] == ["changed", "changed", "refused"]
    assert {fresh(row).skill for row in rows} == {target}


# -- The pages -----------------------------------------------------------------------------------
def post(client, challenges, step, **data):
    query = "&".join(f"id={challenge.pk}" for challenge in challenges)
    ids = ",".join(str(challenge.pk) for challenge in challenges)
    return client.post(f"{PAGE}?{query}", {"step": step, "ids": ids, **data})


def test_looking_writes_nothing_and_says_what_would_change(designer_client, skill):
    proposed, validated = factories.choice_challenge(skill), factories.validated_challenge(skill)
    variant = factories.variant_of(validated)
    page = post(designer_client, [proposed, validated, variant], "look", put="", spoil_risk="high")
    found = page.context["plan"]
    assert (found.changed, found.beside) == ([proposed.pk, validated.pk], 1)
    text = page.content.decode()
    assert "Changer 2 épreuves" in text
    assert "Déclinaison : ceci se change sur son prototype." in text
    assert set(Challenge.objects.values_list("spoil_risk", flat=True)) == {"low", None}


def test_a_portion_goes_on_after_failures_and_reports_them(
    designer_client, skill, monkeypatch, caplog
):
    good, broken, archived = (factories.choice_challenge(skill) for _ in range(3))
    Challenge.objects.filter(pk=archived.pk).update(status="archived")
    decided = tagging._decide

    def failing(found, tags, user):
        if found.challenge.pk == broken.pk:
            raise RuntimeError("boom")
        return decided(found, tags, user)

    monkeypatch.setattr(tagging, "_decide", failing)
    answer = post(designer_client, [broken, archived, good], "portion", spoil_risk="high")
    results = {row["pk"]: row for row in json.loads(answer.content)["results"]}
    assert [results[row.pk]["outcome"] for row in (broken, archived, good)] == [
        "refused", "refused", "changed",
    ]  # fmt: skip
    assert "Une erreur inattendue" in results[broken.pk]["why"]
    assert "ne se modifie plus" in results[archived.pk]["why"]
    assert "boom" in caplog.text
    assert fresh(good).spoil_risk == "high"


def test_without_script_one_request_does_it_all(designer_client, skill):
    rows = [factories.choice_challenge(skill) for _ in range(3)]
    Challenge.objects.filter(pk=rows[0].pk).update(status="archived")
    page = post(designer_client, rows, "all", add_territories=["BE"]).content.decode()
    assert "2 épreuves changées." in page
    assert "ne se modifie plus" in page


def test_all_means_what_the_list_shows(designer_client, skill):
    phone = factories.choice_challenge(skill, devices=["phone"])
    factories.short_answer(skill)
    page = designer_client.get(f"{PAGE}?device=phone&q=couleur&id=all")
    assert page.context["selected"] == 1
    look = designer_client.post(
        f"{PAGE}?device=phone&q=couleur&id=all", {"step": "look", "spoil_risk": "high"}
    )
    assert look.context["plan"].changed == [phone.pk]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Rien n'est à changer"),
        ({"add_devices": ["phone"], "remove_devices": ["phone"]}, "à ajouter et à retirer"),
        ({"review_by": "2027-01-01", "clear_review_by": "on"}, "Donnez une date, ou retirez-la"),
        ({"add_devices": ["toaster"]}, "toaster"),
        ({"review_by": "demain"}, "date"),
    ],
)
def test_a_request_that_means_nothing_is_said(designer_client, skill, data, message):
    challenge = factories.choice_challenge(skill)
    page = unescape(post(designer_client, [challenge], "look", **data).content.decode())
    assert message in page
    assert page.count("data-bulk-progress") == 0
    answer = post(designer_client, [challenge], "portion", **data)
    assert answer.status_code == 400


def test_nothing_chosen(designer_client, db):
    assert "Aucune épreuve n" in designer_client.get(PAGE).content.decode()


def test_who_may_not_change_challenges_tags_none(client, keeper, skill):
    challenge = factories.choice_challenge(skill)
    client.force_login(keeper)
    assert client.get(f"{PAGE}?id={challenge.pk}").status_code in {302, 403}
    assert post(client, [challenge], "portion", spoil_risk="high").status_code in {302, 403}
    assert fresh(challenge).spoil_risk == "low"


def test_looking_asks_the_same_number_of_questions_for_many(skill, designer):
    tags = Tags(add={"territories": ("BE",)})

    def queries():
        with CaptureQueriesContext(connection) as found:
            plan(Challenge.objects.all(), tags, designer)
        return len(found)

    factories.choice_challenge(skill)
    few = queries()
    for _ in range(4):
        factories.choice_challenge(skill)
    assert queries() == few
