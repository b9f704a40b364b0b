"""A challenge of every type makes documents that fit their schemas and say what its rows say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from challenges.documents import challenge_documents
from challenges.drafts import hide_order
from challenges.models import Challenge, ChallengeAlignment, ChallengeLink, ChallengeMedia, Choice
from challenges.rules import review
from content.canonical import canonical_bytes
from schemas import validate
from tests import factories


@pytest.mark.parametrize("type_code", sorted(factories.OF_TYPE))
def test_the_documents_of_every_type_fit_their_schemas_and_rules(db, type_code):
    body, key = challenge_documents(factories.OF_TYPE[type_code]())
    assert validate(body, "challenge") == []
    assert validate(key, "challenge-key") == []
    assert [problem for problem in review(body, key) if problem.blocking] == []
    assert canonical_bytes(body)


@pytest.mark.parametrize("type_code", sorted(factories.OF_TYPE))
def test_a_restored_revision_makes_the_same_documents(db, type_code):
    challenge = factories.OF_TYPE[type_code]()
    restored = challenge.get_latest_revision_as_object()
    assert challenge_documents(restored) == challenge_documents(challenge)


def test_nothing_of_the_key_is_in_the_body(db):
    body, key = challenge_documents(factories.matching())
    assert [choice["id"] for choice in body["choices"]] == sorted(c["id"] for c in body["choices"])
    assert {tuple(sorted(choice)) for choice in body["choices"]} == {("id", "side")}
    assert len(key["pairs"]) == 2
    body, key = challenge_documents(factories.cloze())
    assert body["blanks"][1] == {
        "id": "n2",
        "input": "menu",
        "options": list(body["locales"]["fr"]["blanks"]["n2"]["options"]),
    }
    assert key["blanks"]["n1"] == {"tolerances": ["case"]}
    assert len(key["blanks"]["n2"]["correct"]) == 1
    assert key["locales"]["fr"]["blanks"] == {"n1": ["Namur", "Namen"]}


def test_several_left_rows_may_share_a_right_one(db):
    challenge = factories.matching()
    challenge.choices.add(Choice(text_fr="Visa", side="source", pair="2", sort_order=9))
    body, key = challenge_documents(challenge)
    targets = [target for _source, target in key["pairs"]]
    assert len(key["pairs"]) == 3
    assert len(set(targets)) == 2
    assert [problem for problem in review(body, key) if problem.blocking] == []


def test_rows_of_another_type_wait_without_being_said(db):
    challenge = factories.cloze()
    challenge.type = "single_choice"
    body, key = challenge_documents(challenge)
    assert body["blanks"] == []
    assert key["blanks"] == {}
    assert len(body["choices"]) == 2


def test_media_links_and_alignments_are_said(db):
    challenge = factories.choice_challenge()
    challenge.media = [
        ChallengeMedia(key="m1", file=factories.media_file(), alt_fr="Le plan du métro"),
        ChallengeMedia(key="m2", file=factories.media_file(), decorative=True),
        ChallengeMedia(key="m3", role="download", name="lettre.odt", file=factories.media_file()),
        ChallengeMedia(key="m4"),
        ChallengeMedia(key="m5", role="simulator", file=factories.media_file()),
    ]
    challenge.links = [ChallengeLink(label_fr="Le site", url_fr="https://example.org/a")]
    challenge.alignments = [
        ChallengeAlignment(competence=challenge.skill.competence, relation="isPartOf")
    ]
    body, _key = challenge_documents(challenge)
    assert [medium["id"] for medium in body["media"]] == ["m1", "m2", "m3"]
    assert body["media"][2]["name"] == "lettre.odt"
    texts = body["locales"]["fr"]
    assert texts["media"] == {"m1": {"alt": "Le plan du métro"}, "m2": {"alt": ""}, "m3": {"alt": None}}  # fmt: skip
    assert texts["links"] == [{"label": "Le site", "url": "https://example.org/a"}]
    assert body["alignments"] == [
        {"framework": "crcn", "competence": "1.1", "relation": "isPartOf"}
    ]
    assert validate(body, "challenge") == []


@given(st.integers(min_value=2, max_value=8))
def test_the_order_of_ids_never_tells_the_order(count):
    challenge = Challenge(type="ordering")
    challenge.choices = [
        Choice(public_id=f"c{n}", text_fr=str(n), sort_order=n) for n in range(count)
    ]
    hide_order(challenge)
    body, key = challenge_documents(challenge)
    assert key["order"] != [choice["id"] for choice in body["choices"]]
    assert sorted(key["order"]) == [choice["id"] for choice in body["choices"]]


def test_a_saved_ordering_never_tells_its_order(db):
    for _ in range(12):
        challenge = Challenge.objects.get(pk=factories.ordering(texts=("un", "deux")).pk)
        for one in (challenge, challenge.get_latest_revision_as_object()):
            body, key = challenge_documents(one)
            assert key["order"] != [choice["id"] for choice in body["choices"]]
