"""Ids of rows that are in a draft only: every save keeps them, and nobody can forge one."""

import pytest
from django.urls import reverse

from challenges.documents import challenge_documents
from challenges.models import Challenge
from tests import factories
from tests.challenges.forms import page_data, url

pytestmark = pytest.mark.django_db


def rows(challenge):
    draft = Challenge.objects.get(pk=challenge.pk).get_latest_revision_as_object()
    return {row.text_fr: row.public_id for row in draft.choices.all()}


def post(client, challenge, **changes):
    data = {**page_data(client, challenge), **changes}
    assert client.post(url("edit", challenge.pk), data).status_code == 302


@pytest.fixture
def with_new_row(designer_client, skill):
    """A validated challenge whose draft has a fourth choice."""
    challenge = factories.validated_challenge(skill)
    added = {"choices-TOTAL_FORMS": 4, "choices-3-text_fr": "Violet", "choices-3-ORDER": 4}
    post(designer_client, challenge, **added)
    return challenge


def test_a_row_of_a_draft_keeps_its_id_at_every_save(designer_client, with_new_row):
    before = rows(with_new_row)
    assert len(set(before.values())) == 4
    post(designer_client, with_new_row, instruction_fr="Une autre consigne ?")
    post(designer_client, with_new_row, **{"choices-3-text_fr": "Mauve"})
    assert rows(with_new_row)["Mauve"] == before["Violet"]


def test_a_row_keeps_its_id_when_it_moves(designer_client, with_new_row):
    before = rows(with_new_row)
    post(designer_client, with_new_row, **{"choices-3-ORDER": 1, "choices-0-ORDER": 4})
    post(designer_client, with_new_row)
    assert rows(with_new_row) == before


@pytest.mark.parametrize("forged", ["cFORGED", "x" * 500, "another row's"])
def test_an_id_that_the_draft_has_not_is_not_taken(designer_client, with_new_row, forged):
    if forged == "another row's":
        forged = rows(with_new_row)["Rouge"]
    data = {**page_data(designer_client, with_new_row), "choices-3-public_id": forged}
    designer_client.post(url("edit", with_new_row.pk), data)
    after = rows(with_new_row)
    assert len(set(after.values())) == 4
    assert "cFORGED" not in after.values()


def test_autosave_tells_the_page_the_id_of_a_new_row(designer_client, skill):
    challenge = factories.validated_challenge(skill)
    data = page_data(designer_client, challenge)
    data |= {"choices-TOTAL_FORMS": 4, "choices-3-text_fr": "Violet", "choices-3-ORDER": 4}
    answer = designer_client.post(
        url("edit", challenge.pk), data, headers={"Accept": "application/json"}
    )
    assert answer.json()["field_updates"]["choices-3-public_id"] == rows(challenge)["Violet"]


def test_the_empty_row_that_pages_copy_has_no_id(designer_client, skill):
    page = designer_client.get(url("add")).content.decode()
    assert 'name="choices-__prefix__-public_id"' in page
    form = designer_client.get(url("add")).context["form"]
    assert not form.formsets["choices"].empty_form["public_id"].value()


def test_an_order_that_its_ids_would_tell_is_submitted_under_other_ids(designer_client):
    challenge = factories.ordering()
    data = page_data(designer_client, challenge)
    saved = list(challenge.choices.all())
    told = sorted(saved, key=lambda row: row.public_id)
    for place, row in enumerate(told, 1):
        data[f"choices-{saved.index(row)}-ORDER"] = str(place)
    answer = designer_client.post(
        url("edit", challenge.pk), {**data, "action-submit": "action-submit"}
    )
    assert answer.url == reverse("challenges:submit", args=[challenge.pk])
    challenge = Challenge.objects.get(pk=challenge.pk)
    body, key = challenge_documents(challenge.get_latest_revision_as_object())
    words = body["locales"]["fr"]["choices"]
    assert [words[one] for one in key["order"]] == [row.text_fr for row in told]
    assert key["order"] != sorted(key["order"])
