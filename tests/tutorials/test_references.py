"""Skills and challenges refer to tutorials; releases name exact versions of them."""

import json

import pytest
from django.core.exceptions import ValidationError

from banks.actions import publish_bank
from banks.gate import findings
from banks.selection import select
from challenges.models import Challenge, ChallengeTutorial
from content.integrity import find_faults
from content.lifecycle import GoLiveRefused
from content.minting import current, load
from referentiel.tutorials import Reference, set_tutorials
from tests import factories
from tests.tutorials.test_lifecycle import article, edit, publish
from tutorials.uses import uses_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return factories.validated_challenge()


def document_of(skill):
    return load(current("skill", skill.public_id).body)


def entries(release, kind="tutorial"):
    manifest = json.loads(bytes(release.manifests.get(scope="player").body))
    return [entry for entry in manifest["entries"] if entry["kind"] == kind]


def test_a_skill_names_its_tutorials_in_order(challenge, keeper):
    first, second = publish(article()), publish(article(title_fr="Plus loin"))
    skill = challenge.skill
    wanted = [Reference(second.pk, "further"), Reference(first.pk, "succeed", 1)]
    assert set_tutorials(skill, wanted, keeper) is True
    assert set_tutorials(skill, wanted, keeper) is False
    assert document_of(skill)["tutorials"] == [
        {"id": second.public_id, "version": None, "use": "further"},
        {"id": first.public_id, "version": 1, "use": "succeed"},
    ]
    assert [use.name for use in uses_of(first)] == [skill.name]
    assert list(find_faults()) == []
    set_tutorials(skill, [], keeper)
    assert document_of(skill)["tutorials"] == []


def test_what_cannot_be_served_is_not_referred_to(challenge):
    draft, tutorial = article(), publish(article())
    for wanted, word in (
        ([Reference(draft.pk)], "publiez-le d'abord"),
        ([Reference(tutorial.pk, "succeed", 7)], "pas de version 7"),
        ([Reference(tutorial.pk), Reference(tutorial.pk)], "déjà là"),
        ([Reference(0)], "n'existe plus"),
    ):
        with pytest.raises(ValidationError, match=word):
            set_tutorials(challenge.skill, wanted)
    assert not challenge.skill.tutorials.exists()


def test_a_challenge_refers_to_tutorials_of_its_own(challenge):
    tutorial = publish(article())
    draft = challenge.get_latest_revision_as_object()
    draft.tutorials = [ChallengeTutorial(tutorial=tutorial, use="succeed")]
    draft.save_revision()
    assert [use.name for use in uses_of(tutorial)] == [str(challenge)]
    challenge = factories.validate(Challenge.objects.get(pk=challenge.pk))
    body = load(current("challenge", challenge.public_id).body)
    assert body["tutorials"] == [{"id": tutorial.public_id, "version": None, "use": "succeed"}]
    assert (body["version"], body["revision"]) == (1, 2)
    with pytest.raises(ValidationError, match="mène à ce tutoriel"):
        tutorial.unpublish()


def test_a_challenge_with_an_unpublished_tutorial_does_not_go_live(challenge):
    draft = challenge.get_latest_revision_as_object()
    draft.tutorials = [ChallengeTutorial(tutorial=article())]
    draft.save_revision()
    with pytest.raises(GoLiveRefused, match="publiez-le d'abord"):
        factories.validate(Challenge.objects.get(pk=challenge.pk))


def test_a_release_names_the_latest_and_each_pinned_version(challenge, keeper):
    bank = factories.BankFactory(framework=challenge.skill.competence.framework)
    tutorial = publish(article())
    set_tutorials(challenge.skill, [Reference(tutorial.pk)], keeper)
    assert [entry["version"] for entry in entries(publish_bank(bank))] == [1]
    tutorial = publish(edit(tutorial, body_fr="Appelez la personne : elle saura si c'est elle."))
    set_tutorials(
        challenge.skill, [Reference(tutorial.pk), Reference(tutorial.pk, "further", 1)], keeper
    )
    release = publish_bank(bank)
    found = entries(release)
    assert [(entry["version"], entry["revision"]) for entry in found] == [(1, 1), (2, 1)]
    assert {entry["sha256"] for entry in found} == {row.body_id for row in tutorial.versions.all()}
    set_tutorials(challenge.skill, [Reference(tutorial.pk)], keeper)
    found = entries(publish_bank(bank))
    assert [(entry["version"], entry.get("withdrawn")) for entry in found] == [(2, None)]


def test_a_tutorial_that_nothing_refers_to_is_withdrawn(challenge, keeper):
    bank = factories.BankFactory(framework=challenge.skill.competence.framework)
    tutorial = publish(article())
    set_tutorials(challenge.skill, [Reference(tutorial.pk)], keeper)
    publish_bank(bank)
    set_tutorials(challenge.skill, [], keeper)
    (entry,) = entries(publish_bank(bank))
    assert entry["withdrawn"]


def test_the_gate_says_when_a_reference_leads_nowhere(challenge, keeper):
    bank = factories.BankFactory(framework=challenge.skill.competence.framework)
    tutorial = publish(article())
    set_tutorials(challenge.skill, [Reference(tutorial.pk)], keeper)
    pointer = current("tutorial", tutorial.public_id)
    type(pointer).objects.filter(pk=pointer.pk).update(status="archived")
    found = [finding for finding in findings(bank, select(bank)) if finding.blocking]
    assert [finding.about for finding in found] == [challenge.skill.public_id]
