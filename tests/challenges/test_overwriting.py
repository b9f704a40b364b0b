"""Two pages on one challenge: nobody writes over a newer draft without having seen it."""

import pytest
from django.test import Client

from challenges.adminviews.overwriting import PAGE
from challenges.models import Challenge
from tests import factories
from tests.challenges.forms import form_data, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_client(designer):
    """A colleague's browser."""
    colleague = factories.UserFactory(username="basile", first_name="Basile", last_name="Bya")
    colleague.groups.set(designer.groups.all())
    client = Client()
    client.force_login(colleague)
    return client


@pytest.fixture
def challenge(skill):
    return factories.choice_challenge(skill)


def page_fields(client, challenge):
    """What the edit page knows of the draft that it was made from."""
    context = client.get(url("edit", challenge.pk)).context
    return {
        "loaded_revision_id": str(context["object"].latest_revision_id),
        "loaded_revision_created_at": context["loaded_revision_created_at"],
    }


def save(client, challenge, fields, instruction, **more):
    data = form_data(challenge.skill, instruction_fr=instruction, action="action-edit")
    return client.post(url("edit", challenge.pk), {**data, **fields, **more})


def latest(challenge):
    return Challenge.objects.get(pk=challenge.pk).get_latest_revision_as_object().instruction_fr


def test_a_newer_draft_is_shown_before_it_is_written_over(designer_client, other_client, challenge):
    fields = page_fields(designer_client, challenge)
    assert save(other_client, challenge, fields, "Le texte de Basile ?").status_code == 302

    response = save(designer_client, challenge, fields, "Le texte de Claire ?")
    page = response.content.decode()
    assert response.status_code == 200
    assert latest(challenge) == "Le texte de Basile ?"
    assert "Basile Bya a enregistré cette épreuve le" in page
    assert "Le texte de Basile ?" in page  # to read and to copy
    assert "Le texte de Claire ?" in page  # still in the form
    assert "w-autosave" not in page.split('id="w-editor-form"')[1].split(">")[0]

    # Having seen it, the person decides; the other draft stays in the history.
    seen = {
        "loaded_revision_id": str(response.context["object"].latest_revision_id),
        "loaded_revision_created_at": response.context["loaded_revision_created_at"],
    }
    assert save(designer_client, challenge, seen, "Le texte de Claire ?").status_code == 302
    assert latest(challenge) == "Le texte de Claire ?"
    texts = [r.as_object().instruction_fr for r in Challenge.objects.get().revisions.all()]
    assert "Le texte de Basile ?" in texts


def test_the_changed_rows_are_shown(designer_client, other_client, challenge):
    fields = page_fields(designer_client, challenge)
    data = form_data(challenge.skill, [("Violet", True), ("Rose", False)], action="action-edit")
    other_client.post(url("edit", challenge.pk), {**data, **fields})
    page = save(designer_client, challenge, fields, "Le texte de Claire ?").content.decode()
    assert "Violet" in page


def test_submitting_over_a_newer_draft_asks_as_well(designer_client, other_client, challenge):
    fields = page_fields(designer_client, challenge)
    save(other_client, challenge, fields, "Le texte de Basile ?")
    data = form_data(challenge.skill, action="action-submit")
    response = designer_client.post(url("edit", challenge.pk), {**data, **fields})
    assert response.status_code == 200
    draft = Challenge.objects.get().get_latest_revision_as_object()
    assert draft.instruction_fr == "Le texte de Basile ?"


def test_ones_own_other_tab_is_told_apart(designer_client, challenge):
    fields = page_fields(designer_client, challenge)
    save(designer_client, challenge, fields, "Dans un onglet ?")
    page = save(designer_client, challenge, fields, "Dans l'autre ?").content.decode()
    assert "dans un autre onglet" in page


def test_an_autosave_of_the_same_page_is_no_newer_draft(designer_client, challenge):
    fields = page_fields(designer_client, challenge)
    saved = save(designer_client, challenge, fields, "Pendant la frappe ?", **{PAGE: "p1"})
    assert saved.status_code == 302
    # The button was pressed before the page heard of its own autosave.
    late = save(designer_client, challenge, fields, "Pour de bon ?", **{PAGE: "p1"})
    assert late.status_code == 302
    assert latest(challenge) == "Pour de bon ?"
    another = save(designer_client, challenge, fields, "D'ailleurs ?", **{PAGE: "p2"})
    assert another.status_code == 200


def test_autosave_does_not_write_over_a_newer_draft(designer_client, other_client, challenge):
    fields = page_fields(designer_client, challenge)
    save(other_client, challenge, fields, "Le texte de Basile ?")
    data = form_data(challenge.skill, instruction_fr="Claire ?", action="action-edit")
    answer = designer_client.post(
        url("edit", challenge.pk), {**data, **fields}, headers={"accept": "application/json"}
    )
    assert answer.json()["error_code"] == "invalid_revision"
    assert latest(challenge) == "Le texte de Basile ?"


def test_a_row_that_somebody_removed_does_not_keep_the_text_from_being_saved(
    designer_client, other_client, challenge
):
    rows = list(challenge.choices.order_by("sort_order"))
    fields = page_fields(designer_client, challenge)
    texts = {
        "choices-INITIAL_FORMS": "3",
        "choices-TOTAL_FORMS": "3",
        **{f"choices-{n}-id": str(row.pk) for n, row in enumerate(rows)},
        **{f"choices-{n}-text_fr": f"Texte {n}" for n in range(3)},
        **{f"choices-{n}-ORDER": str(n + 1) for n in range(3)},
    }
    removed = {**texts, "choices-2-DELETE": "1"}
    assert (
        save(other_client, challenge, fields, "Sans la troisième ?", **removed).status_code == 302
    )
    assert not Challenge.objects.get().choices.filter(pk=rows[2].pk).exists()
    seen = page_fields(designer_client, challenge)
    assert save(designer_client, challenge, seen, "Avec ?", **texts).status_code == 302
    draft = Challenge.objects.get().get_latest_revision_as_object()
    assert [row.text_fr for row in draft.choices.all()] == ["Texte 0", "Texte 1", "Texte 2"]


def test_a_post_without_the_rows_numbers_is_no_error_of_the_server(designer_client, challenge):
    data = form_data(challenge.skill, action="action-edit")
    data["choices-INITIAL_FORMS"] = "2"
    assert designer_client.post(url("edit", challenge.pk), data).status_code in {200, 302}
