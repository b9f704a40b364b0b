"""Publishing: what a release holds, what it refuses, and that it never changes."""

import json

import pytest
from django.core.management import CommandError, call_command

from banks.actions import PublicationRefused, PublishedMeanwhile, publish_bank
from banks.enums import Scope
from banks.gate import findings
from banks.models import LatestPointer, Release
from banks.pointers import pointer_document
from banks.selection import select
from challenges.models import Challenge, ChallengeMedia
from content.canonical import sha256_hex
from content.models import ObjectPointer, StoredObject
from schemas import validate
from tests import factories

pytestmark = pytest.mark.django_db


def manifest(release, scope=Scope.ENGINE):
    return json.loads(bytes(release.manifests.get(scope=scope).body))


def entries(release, scope=Scope.ENGINE):
    return {entry["id"]: entry for entry in manifest(release, scope)["entries"]}


def test_a_release_names_framework_skills_and_challenges(release, challenge):
    for scope in (Scope.ENGINE, Scope.PLAYER):
        document = manifest(release, scope)
        assert validate(document, "release") == []
        assert {entry["kind"] for entry in document["entries"]} == {
            "framework",
            "skill",
            "challenge",
        }
        assert document["locales"] == ["fr", "fr-BE"]
        assert document["fallback"] == {"fr-BE": "fr"}
    entry = entries(release)[challenge.public_id]
    assert (entry["version"], entry["revision"], entry["status"]) == (1, 1, "validated")
    assert StoredObject.objects.filter(sha256=entry["key"]["sha256"]).exists()


def test_the_pointer_says_which_is_the_latest(release, bank):
    pointer = LatestPointer.objects.get(bank=bank)
    document = pointer_document(pointer, Scope.PLAYER)
    assert validate(document, "pointer") == []
    assert document["sha256"] == release.manifests.get(scope=Scope.PLAYER).sha256
    publish_bank(bank)
    moved = pointer_document(LatestPointer.objects.get(bank=bank), Scope.PLAYER)
    assert (moved["number"], moved["sequence"]) == (2, 2)


def test_manifests_are_named_by_their_bytes_and_name_the_one_before(release, bank):
    second = publish_bank(bank)
    for scope in (Scope.ENGINE, Scope.PLAYER):
        stored = release.manifests.get(scope=scope)
        assert sha256_hex(bytes(stored.body)) == stored.sha256
        assert manifest(second, scope)["previous"] == {"number": 1, "sha256": stored.sha256}


def test_a_draft_never_appears(bank, challenge):
    proposed = factories.choice_challenge(
        factories.SkillFactory(topic=challenge.skill.topic, level=3),
        instruction_fr="Un brouillon que personne ne doit lire",
    )
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Un autre brouillon"
    draft.save_revision()
    release = publish_bank(bank)
    assert proposed.public_id not in entries(release)
    hashes = [entry["sha256"] for entry in entries(release).values()]
    bodies = b"".join(bytes(o.body) for o in StoredObject.objects.filter(sha256__in=hashes))
    assert b"brouillon" not in bodies


def test_what_leaves_stays_as_withdrawn_with_its_last_hash(release, bank, challenge):
    before = entries(release)[challenge.public_id]
    factories.validated_challenge(factories.SkillFactory(topic=challenge.skill.topic, level=3))
    challenge.unpublish()
    entry = entries(publish_bank(bank))[challenge.public_id]
    assert (entry["status"], entry["withdrawn"]) == ("archived", "archivée")
    assert (entry["sha256"], entry["key"]) == (before["sha256"], before["key"])
    assert entries(publish_bank(bank))[challenge.public_id] == entry
    assert entries(release)[challenge.public_id] == before


def test_a_bank_takes_only_its_competences(bank, challenge):
    competence = factories.CompetenceFactory(code="1.2", title_fr="Gérer des données")
    topic = factories.TopicFactory(theme__competence=competence, name="nommage")
    other = factories.validated_challenge(factories.SkillFactory(topic=topic))
    assert len(select(bank).challenges) == 2
    bank.competences.add(competence)
    selected = select(bank)
    assert [pointer.public_id for pointer in selected.challenges] == [other.public_id]
    assert challenge.public_id not in entries(publish_bank(bank))


def test_an_empty_bank_is_refused_and_said_why():
    bank = factories.BankFactory()
    with pytest.raises(PublicationRefused, match="aucune épreuve validée"):
        publish_bank(bank)
    assert not Release.objects.exists()


def test_the_gate_looks_again(bank, challenge):
    assert findings(bank, select(bank)) == []
    pointer = ObjectPointer.objects.get(kind="challenge")
    stored = pointer.key
    document = json.loads(bytes(stored.body))
    document["choices"] = ["cWrong"]
    StoredObject.objects.filter(pk=stored.pk).update(body=json.dumps(document).encode())
    with pytest.raises(PublicationRefused, match=r"n.existe pas"):
        publish_bank(bank)
    document["choices"] = "cWrong"
    StoredObject.objects.filter(pk=stored.pk).update(body=json.dumps(document).encode())
    with pytest.raises(PublicationRefused, match="liste"):
        publish_bank(bank)
    ObjectPointer.objects.filter(kind="challenge").update(key=None)
    with pytest.raises(PublicationRefused, match="pas de corrigé"):
        publish_bank(bank)
    ObjectPointer.objects.filter(kind__in=["skill", "framework"]).delete()
    messages = " ".join(finding.message for finding in findings(bank, select(bank)))
    assert "ni provisoire ni adopté" in messages


def test_a_challenge_without_its_skill_is_refused(bank, challenge):
    ObjectPointer.objects.filter(kind="skill").delete()
    with pytest.raises(PublicationRefused, match="acquis"):
        publish_bank(bank)


def test_the_command(bank, capsys):
    call_command("publish_bank", bank.slug, "--dry-run")
    assert "1 épreuve(s)" in capsys.readouterr().out
    assert not Release.objects.exists()
    call_command("publish_bank", bank.slug, "--notes", "Ce qui change")
    assert "publication 1 faite" in capsys.readouterr().out
    assert Release.objects.get().note == "Ce qui change"


def test_the_command_says_what_is_wrong(bank):
    with pytest.raises(CommandError, match="Banques : essai"):
        call_command("publish_bank", "inconnue")
    Challenge.objects.get().unpublish()
    with pytest.raises(CommandError, match="Rien n'est publié"):
        call_command("publish_bank", bank.slug)
    with pytest.raises(CommandError, match="serait refusée"):
        call_command("publish_bank", bank.slug, "--dry-run")


def test_a_release_that_the_caller_has_not_seen_refuses_the_next(bank, release):
    with pytest.raises(PublishedMeanwhile) as meanwhile:
        publish_bank(bank, after=0)
    assert meanwhile.value.number == 1
    assert Release.objects.count() == 1
    assert publish_bank(bank, after=1).number == 2


def test_the_manifests_name_the_files_of_their_challenges(bank, challenge):
    picture = factories.media_file()
    draft = challenge.get_latest_revision_as_object()
    draft.media = [
        ChallengeMedia(key="m1", file=picture, alt_fr="Le plan"),
        ChallengeMedia(key="m2", file=picture, decorative=True),
    ]
    draft.save_revision()
    factories.validate(draft)
    release = publish_bank(bank)
    for scope in (Scope.ENGINE, Scope.PLAYER):
        assert manifest(release, scope)["media"] == [
            {"sha256": picture.sha256, "mime": "image/png", "size": 48213}
        ]
