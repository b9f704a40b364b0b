"""Histories, comparing any two versions, and coming back to one."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from challenges.actions import bring_back
from challenges.lifecycle import archive
from challenges.models import Challenge
from challenges.versions import versions_of
from cms.roles import PUBLISHERS, READERS, REVIEWERS, sync_roles
from content.enums import ReviewPoint
from content.lifecycle import GoLiveRefused
from content.minting import current
from content.review.actions import decide, reviewer_refusal, submit, take
from content.review.approvals import authors_of, fingerprint
from tests import factories

pytestmark = pytest.mark.django_db


def person(name, *groups):
    sync_roles()
    user = factories.UserFactory(username=name)
    for group in groups:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def reviewer(db):
    return person("remi", REVIEWERS)


@pytest.fixture
def publisher(db):
    return person("paule", PUBLISHERS)


def fresh(challenge):
    return Challenge.objects.get(pk=challenge.pk)


def edited(challenge, user, **values):
    """The next draft of ``challenge``, in which ``user`` changed ``values``; its revision."""
    draft = fresh(challenge).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    if not draft.live:
        draft.save()
    return draft.save_revision(user=user, clean=False, log_action=True)


def text_of(response):
    plain = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(plain))


def history(challenge):
    return f"/admin/epreuves/history/{challenge.pk}/"


def revert(challenge, revision):
    return f"/admin/epreuves/history/{challenge.pk}/revisions/{revision.pk}/revert/"


def compared(client, challenge, before, after, **more):
    query = {"a": challenge.public_id, "b": challenge.public_id, **more}
    return client.get(
        "/admin/epreuves/comparer/", {**query, "version_a": before, "version_b": after}
    )


# -- comparing -----------------------------------------------------------------------------------
def test_two_versions_are_compared_choices_included(designer_client, designer):
    challenge = factories.choice_challenge()
    first = challenge.get_latest_revision()
    draft = fresh(challenge).get_latest_revision_as_object()
    draft.instruction_fr = "Quelle est la couleur du feu qui arrête ?"
    choices = list(draft.choices.all())
    choices[0].correct, choices[1].correct = True, False
    choices[2].text_fr = "Orange"
    draft.choices = choices
    draft.save()
    second = draft.save_revision(user=designer)
    page = compared(designer_client, challenge, f"r{first.pk}", f"r{second.pk}")
    said = text_of(page)
    assert "Comparer deux versions" in said
    assert "qui [retiré : laisse passer" in said or "[retiré : laisse passer ]" in said
    assert "Orange" in said
    assert "Bleu" in said
    assert "claire" in said
    count = int(re.search(r"(\d+) différences? sur", said).group(1))
    assert count == 4, "the statement, a text and which of two choices is right"
    same = text_of(compared(designer_client, challenge, f"r{second.pk}", ""))
    assert "Aucune différence" in same


def test_blanks_are_compared(designer_client, designer):
    challenge = factories.cloze()
    first = challenge.get_latest_revision()
    draft = fresh(challenge).get_latest_revision_as_object()
    blanks = list(draft.blanks.all())
    blanks[0].accepted_fr = "Liège"
    draft.blanks = blanks
    draft.save()
    draft.save_revision(user=designer)
    said = text_of(compared(designer_client, challenge, f"r{first.pk}", ""))
    assert "Liège" in said
    assert "Namen" in said


def test_a_version_beside_what_is_live(designer_client, designer):
    challenge = factories.validated_challenge()
    revision = edited(challenge, designer, instruction_fr="Autre consigne ?")
    edited(challenge, designer, instruction_fr="Encore une autre ?")
    said = text_of(compared(designer_client, challenge, "validee", f"r{revision.pk}"))
    assert "Autre consigne ?" in said
    assert "Encore une autre" not in said


def test_the_picker_says_what_became_of_each_version(designer, reviewer):
    challenge = factories.choice_challenge()
    challenge.revisions.update(user=designer)
    review = submit(challenge, designer)
    decide(
        review, reviewer, "approved",
        seen=fingerprint(fresh(challenge).get_latest_revision()), checklist=ReviewPoint.values,
    )  # fmt: skip
    edited(challenge, designer, instruction_fr="Autre consigne ?")
    submit(fresh(challenge), designer)
    newest, live = versions_of(fresh(challenge))
    assert newest.marks == ("soumise", "dernière version")
    assert live.marks == ("validée, en ligne",)
    assert str(live).endswith("· claire · validée, en ligne")


def test_an_unknown_version_is_said(designer_client):
    challenge = factories.choice_challenge()
    other = factories.choice_challenge(factories.SkillFactory(level=3))
    for code in (
        "r999999999",
        "r",
        "rxyz",
        f"r{other.latest_revision_id}",
        "validee",
        "r" + "9" * 40,
    ):
        said = text_of(compared(designer_client, challenge, code, ""))
        assert f"Cette épreuve n'a pas de version « {code} »" in said


def test_the_number_of_queries_does_not_grow_with_versions(designer_client, designer):
    challenge = factories.choice_challenge()
    edited(challenge, designer, instruction_fr="Une ?")
    compared(designer_client, challenge, "", "")
    with CaptureQueriesContext(connection) as few:
        compared(designer_client, challenge, "", "")
    for number in range(6):
        edited(challenge, designer, instruction_fr=f"Consigne {number} ?")
    with CaptureQueriesContext(connection) as many:
        compared(designer_client, challenge, "", "")
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    ("said", "code"),
    [("live", "validee"), ("earliest", "first"), ("latest", ""), ("number", "number")],
)
def test_wagtails_addresses_lead_to_ours(designer_client, designer, said, code):
    challenge = factories.validated_challenge()
    first = challenge.revisions.order_by("pk").first()
    second = edited(challenge, designer, instruction_fr="Autre consigne ?")
    a = str(second.pk) if said == "number" else said
    if said == "latest":
        a, b = str(first.pk), "latest"
    else:
        b = str(first.pk)
    answer = designer_client.get(f"{history(challenge)}revisions/compare/{a}...{b}/")
    address = answer["Location"]
    wanted = {"first": f"r{first.pk}", "number": f"r{second.pk}"}.get(code, code)
    if said == "latest":
        assert "version_b" not in address
    else:
        assert f"version_a={wanted}" in address
    assert designer_client.get(address).status_code == 200


def test_another_challenges_version_is_not_found_there(designer_client):
    challenge = factories.choice_challenge()
    other = factories.choice_challenge(factories.SkillFactory(level=3))
    url = f"{history(challenge)}revisions/compare/{other.latest_revision_id}...latest/"
    assert designer_client.get(url).status_code == 404
    assert designer_client.get(revert(challenge, other.latest_revision)).status_code == 404
    url = f"{history(challenge)}revisions/compare/live...latest/"
    assert designer_client.get(url).status_code == 404


# -- history -------------------------------------------------------------------------------------
def test_the_history_tells_everything_in_words(designer_client, designer, reviewer, publisher):
    challenge = factories.choice_challenge()
    challenge.revisions.update(user=designer)
    review = submit(challenge, designer)
    take(review, reviewer)
    decide(review, reviewer, "changes", seen=fingerprint(challenge.get_latest_revision()),
           comment="La consigne est vague.")  # fmt: skip
    edited(challenge, designer, instruction_fr="Quelle couleur laisse passer ?")
    review = submit(fresh(challenge), designer)
    decide(review, reviewer, "approved", seen=fingerprint(fresh(challenge).get_latest_revision()),
           checklist=ReviewPoint.values)  # fmt: skip
    archive(fresh(challenge), publisher, reason="La loi a changé.")
    said = text_of(designer_client.get(history(challenge)))
    for words in (
        "Soumis à relecture", "S'en occupe", "Changements demandés", "La consigne est vague.",
        "Soumis de nouveau à relecture", "Approuvé en relecture", "Validé",
        "Archivé. Raison : La loi a changé.", "remi", "paule", "claire",
    ):  # fmt: skip
        assert words in said, words
    for foreign in ("Workflow", "Published", "Unpublished", "système", "Dépublié"):
        assert foreign not in said, foreign


def test_a_cascade_is_in_the_history_of_each_one(client, publisher):
    """Wagtail shows one entry of those that one request made by the same action."""
    prototype = factories.validated_challenge()
    variants = [factories.validate(factories.variant_of(prototype, number)) for number in (1, 2)]
    client.force_login(publisher)
    url = f"/admin/epreuves/unpublish/{prototype.pk}/"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(url).content.decode()).group(1)
    client.post(url, {"seen": seen})
    for row in (prototype, *variants):
        assert "Archivé" in text_of(client.get(history(row)))
    assert f"avec « {prototype} »" in text_of(client.get(history(variants[0])))


def test_two_versions_are_chosen_in_the_history(designer_client, designer):
    challenge = factories.choice_challenge()
    challenge.get_latest_revision()
    first = edited(challenge, designer, instruction_fr="Une ?")
    second = edited(challenge, designer, instruction_fr="Deux ?")
    page = designer_client.get(history(challenge)).content.decode()
    assert re.search(rf'name="before"[^>]*value="{first.pk}"[^>]*checked', page)
    assert re.search(rf'name="after"[^>]*value="{second.pk}"[^>]*checked', page)
    answer = designer_client.get(history(challenge), {"before": first.pk, "after": second.pk}, follow=True)  # fmt: skip
    assert "1 différence sur" in text_of(answer)
    answer = designer_client.get(history(challenge), {"before": first.pk, "after": first.pk})
    assert "Choisissez deux versions différentes" in text_of(answer)


def test_readers_read_histories_and_bring_nothing_back(client, designer):
    challenge = factories.choice_challenge()
    first = challenge.get_latest_revision()
    edited(challenge, designer, instruction_fr="Une ?")
    client.force_login(person("lea", READERS))
    page = client.get(history(challenge))
    assert "claire" in text_of(page)
    assert "Revenir à cette version" not in text_of(page)
    for answer in (client.get(revert(challenge, first), follow=True),
                   client.post(revert(challenge, first), follow=True)):  # fmt: skip
        assert "Elle demande l'un de ces rôles" in text_of(answer)
    assert fresh(challenge).instruction_fr == "Une ?"


def test_a_command_is_called_a_command(designer_client):
    challenge = factories.validated_challenge()
    assert "commande" in text_of(designer_client.get(history(challenge)))


# -- coming back ---------------------------------------------------------------------------------
def test_coming_back_makes_a_draft_and_leaves_what_is_live(designer_client, designer):
    challenge = factories.validated_challenge()
    first = challenge.live_revision
    before = challenge.instruction_fr
    edited(challenge, designer, instruction_fr="Autre consigne ?")
    factories.validate(fresh(challenge))
    body = current("challenge", challenge.public_id).body_id
    page = text_of(designer_client.get(revert(challenge, first)))
    assert "1 champ change par rapport au dernier brouillon : Consigne" in page
    assert "reste en ligne" in page
    answer = designer_client.post(revert(challenge, first), follow=True)
    assert "est revenue, en brouillon" in text_of(answer)
    row = fresh(challenge)
    assert row.get_latest_revision_as_object().instruction_fr == before
    assert (row.instruction_fr, row.status, row.has_unpublished_changes) == (
        "Autre consigne ?", "validated", True,
    )  # fmt: skip
    assert current("challenge", challenge.public_id).body_id == body
    with pytest.raises(GoLiveRefused, match="approuvée"):
        row.get_latest_revision().publish()
    entry = ModelLogEntry.objects.for_instance(row).get(action="wagtail.revert")
    assert (entry.user, entry.data["revision"]["id"]) == (designer, first.pk)
    assert "Retour à la version du" in text_of(designer_client.get(history(challenge)))


def test_who_wrote_the_old_version_is_an_author(designer, reviewer):
    factories.give(reviewer, "challenges.change_challenge")
    challenge = factories.validated_challenge()
    old = edited(challenge, reviewer, instruction_fr="La première ?")
    factories.validate(fresh(challenge))
    other = factories.UserFactory(username="olga")
    edited(challenge, other, instruction_fr="La deuxième ?")
    factories.validate(fresh(challenge))
    bring_back(fresh(challenge), old, designer)
    review = submit(fresh(challenge), designer)
    row = fresh(challenge)
    assert authors_of(row, row.get_latest_revision()) == {designer.pk, reviewer.pk}
    assert "auteur de ce changement" in reviewer_refusal(review, row, reviewer)


def test_what_was_removed_since_comes_back(designer):
    challenge = factories.choice_challenge()
    first = challenge.get_latest_revision()
    draft = fresh(challenge).get_latest_revision_as_object()
    draft.choices = list(draft.choices.all())[:2]
    draft.save()
    draft.save_revision(user=designer)
    assert fresh(challenge).choices.count() == 2
    bring_back(fresh(challenge), first, designer)
    texts = fresh(challenge).choices.order_by("sort_order").values_list("text_fr", flat=True)
    assert list(texts) == ["Rouge", "Vert", "Bleu"]


def test_other_languages_state_and_schedule_stay(designer):
    challenge = factories.validated_challenge()
    first = challenge.live_revision
    edited(challenge, designer, instruction_fr="Autre consigne ?")
    factories.validate(fresh(challenge))
    Challenge.objects.filter(pk=challenge.pk).update(instruction_nl="Welke kleur?")
    made = bring_back(fresh(challenge), first, designer).as_object()
    assert made.instruction_nl == "Welke kleur?"
    assert (made.status, made.public_id, made.live) == ("validated", challenge.public_id, True)
    factories.validate(fresh(challenge))
    assert fresh(challenge).instruction_nl == "Welke kleur?"


@pytest.mark.parametrize("state", ["archived", "review", "scheduled", "locked", "same"])
def test_what_may_not_be_edited_does_not_come_back(designer_client, designer, publisher, state):
    challenge = factories.validated_challenge()
    first = challenge.live_revision
    revision = edited(challenge, designer, instruction_fr="Autre consigne ?")
    why = {
        "archived": "« archivé » : elle ne se modifie plus",
        "review": "En relecture : attendez la décision",
        "scheduled": "Sa validation est programmée",
        "locked": "Verrouillée par une autre personne",
        "same": "Le dernier brouillon dit déjà ce que dit cette version",
    }[state]
    match state:
        case "archived":
            archive(fresh(challenge), publisher)
        case "review":
            submit(fresh(challenge), designer)
        case "scheduled":
            challenge.revisions.filter(pk=revision.pk).update(
                approved_go_live_at="2099-01-01T00:00Z"
            )
        case "locked":
            Challenge.objects.update(locked=True, locked_by=publisher)
        case "same":
            first = revision
    count = challenge.revisions.count()
    assert why in text_of(designer_client.get(revert(challenge, first)))
    assert why in text_of(designer_client.post(revert(challenge, first), follow=True))
    with pytest.raises(ValidationError):
        bring_back(fresh(challenge), first, designer)
    assert challenge.revisions.count() == count


def test_who_may_not_write_does_not_bring_back(reviewer, designer):
    challenge = factories.choice_challenge()
    first = challenge.get_latest_revision()
    edited(challenge, designer, instruction_fr="Une ?")
    with pytest.raises(PermissionDenied):
        bring_back(fresh(challenge), first, reviewer)
