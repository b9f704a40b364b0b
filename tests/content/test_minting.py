"""Minting: once, in the transaction, never wrong, never changed."""

import pytest
from django.db import transaction

from content.integrity import find_faults
from content.minting import Live, MintingRefused, current, load, mint, mint_many, set_status
from content.models import ObjectPointer, StoredObject
from content.registry import Kind, kinds, register_kind
from tests import factories, samples

pytestmark = pytest.mark.django_db


def live(**body):
    return Live(
        "challenge", "challengeAb3", "validated", samples.body(**body), samples.key(), {"level": 2}
    )


def test_body_and_key_are_stored_and_pointed_at():
    pointer = mint(live())
    assert StoredObject.objects.count() == 2
    assert load(pointer.body) == samples.body()
    assert load(pointer.key) == samples.key()
    assert (pointer.version, pointer.revision, pointer.status) == (2, 3, "validated")
    assert current("challenge", "challengeAb3") == pointer


def test_minting_the_same_again_writes_no_object():
    mint(live())
    mint(live())
    assert StoredObject.objects.count() == 2
    assert ObjectPointer.objects.count() == 1


def test_a_change_adds_an_object_and_keeps_the_old_one():
    first = mint(live()).body_id
    second = mint(live(shuffle=False)).body_id
    assert first != second
    assert StoredObject.objects.filter(sha256__in=[first, second]).count() == 2


def test_a_document_that_does_not_fit_is_refused_whole():
    with pytest.raises(MintingRefused) as refusal:
        mint(live(skill=None))
    assert "skill" in str(refusal.value)
    assert not ObjectPointer.objects.exists()
    assert not StoredObject.objects.exists()


def test_status_changes_without_a_new_object():
    mint(live())
    set_status("challenge", "challengeAb3", "archived")
    assert current("challenge", "challengeAb3").status == "archived"
    assert StoredObject.objects.count() == 2


def test_a_stored_object_never_changes():
    stored = mint(live()).body
    stored.body = b"{}"
    with pytest.raises(TypeError):
        stored.save()


def test_what_is_not_known_has_no_pointer():
    assert current("challenge", "challengeNone") is None


def test_a_kind_has_one_builder():
    name = kinds()[0].name
    with pytest.raises(ValueError, match=name):
        register_kind(Kind(name, lambda: iter(())))


def test_every_live_thing_has_its_object():
    factories.validated_challenge()
    assert list(find_faults()) == []


def test_faults_are_found():
    challenge = factories.validated_challenge()
    factories.validated_challenge(skill=factories.SkillFactory(level=3))
    type(challenge).objects.filter(pk=challenge.pk).update(instruction_fr="Changée à côté.")
    StoredObject.objects.filter(kind="framework").update(body=b"{}")
    ObjectPointer.objects.filter(kind="skill").update(status="archived")
    said = " ".join(fault.message for fault in find_faults())
    assert "a changé sans que l'objet" in said
    assert "empreinte" in said
    assert "archived" in said
    ObjectPointer.objects.filter(kind="challenge").delete()
    assert any("sans objet" in fault.message for fault in find_faults())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_minting_outside_a_transaction_is_refused():
    assert not transaction.get_connection().in_atomic_block
    with pytest.raises(RuntimeError):
        mint(live())


def test_many_are_minted_as_one_is():
    """Bodies, keys, counters and facets: the pointers are those that one at a time would make."""
    from challenges.documents import live_challenge

    challenges = [
        factories.validated_challenge(skill=factories.SkillFactory(level=level)) for level in (2, 3)
    ]
    lives = [live_challenge(challenge, 1, 2) for challenge in challenges]
    names = ("public_id", "version", "revision", "status", "body", "key", "facets")
    pointers = ObjectPointer.objects.filter(kind="challenge").order_by("public_id")
    for live_one in lives:
        mint(live_one)
    one_by_one = list(pointers.values_list(*names))
    for challenge in challenges:
        mint(live_challenge(challenge, 1, 1))
    assert mint_many(lives, "challenge") == 2
    assert list(pointers.values_list(*names)) == one_by_one
