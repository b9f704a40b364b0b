"""Nothing of a key can be had with a player's token: not its text, not its hash."""

import json

import pytest

from banks.actions import publish_bank
from banks.enums import Scope
from content.models import ObjectPointer
from tests import factories

pytestmark = pytest.mark.django_db

SECRETS = ("Explication secrète", "Réponse secrète", "Source secrète", "Affichage secret")


@pytest.fixture
def guarded(challenge, bank):
    """A bank with a choice and a short answer whose key is recognisable."""
    factories.validate(
        factories.short_answer(
            factories.SkillFactory(topic=challenge.skill.topic, level=3),
            accepted="Réponse secrète",
            explanation_fr="Explication secrète",
            display_fr="Affichage secret",
            sources="Source secrète",
        )
    )
    publish_bank(bank)
    return bank


def keys():
    return ObjectPointer.objects.filter(kind="challenge").values_list("key_id", "key__size")


def every_player_answer(get):
    """Whatever a player can read: lists, pointer, manifest, items and every object named there."""
    yield get("/banks", Scope.PLAYER).content
    yield get("/banks/essai/releases", Scope.PLAYER).content
    yield get("/banks/essai/releases/latest", Scope.PLAYER).content
    manifest = get("/banks/essai/releases/1", Scope.PLAYER)
    yield manifest.content
    yield b"".join(get("/banks/essai/releases/1/items", Scope.PLAYER).streaming_content)
    for entry in manifest.json()["entries"]:
        yield get(f"/banks/essai/objects/{entry['sha256']}", Scope.PLAYER).content


def test_no_answer_explanation_or_hash_leaks(guarded, get):
    everything = b"\n".join(every_player_answer(get)).decode()
    for secret in SECRETS:
        assert secret not in everything
    for sha256, _ in keys():
        assert sha256 not in everything


def test_a_key_cannot_be_read_by_its_hash(guarded, get):
    for sha256, _ in keys():
        assert get(f"/banks/essai/objects/{sha256}", Scope.PLAYER).status_code == 404
        assert get(f"/banks/essai/objects/{sha256}", Scope.ENGINE).status_code == 200


def test_nor_does_the_player_learn_that_a_hash_exists(guarded, get):
    real = get(f"/banks/essai/objects/{keys()[0][0]}", Scope.PLAYER)
    invented = get(f"/banks/essai/objects/{'0' * 64}", Scope.PLAYER)
    assert real.json() == invented.json()
    cached = get(
        f"/banks/essai/objects/{keys()[0][0]}",
        Scope.PLAYER,
        **{"if-none-match": f'"{keys()[0][0]}"'},
    )
    assert cached.status_code == 404


def test_which_choice_is_right_is_not_in_a_body(guarded, get):
    for line in b"".join(
        get("/banks/essai/releases/1/items", Scope.PLAYER).streaming_content
    ).splitlines():
        document = json.loads(line)
        assert all(set(choice) == {"id"} for choice in document["choices"])
        assert "key" not in document
        pointer = ObjectPointer.objects.get(public_id=document["id"])
        assert [choice["id"] for choice in document["choices"]] == [
            choice["id"] for choice in json.loads(bytes(pointer.body.body))["choices"]
        ]
