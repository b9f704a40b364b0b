"""Names of fields, which notes hang on: the same on every page, for as long as the row lives."""

import copy

import pytest

from challenges.comparing import compare
from challenges.documents import challenge_documents
from challenges.models import Challenge, ChallengeLink, Choice
from challenges.notefields import lost_fields
from content import notes
from content.notesheets import Sheet
from tests import factories, samples
from tests.challenges.forms import page_data, url

every_type = pytest.mark.parametrize("name", samples.TYPES)


def names(first, second=None):
    """Names by label, of all rows of a comparison."""
    rows = compare(first, second or first, every=True)
    return {row.label: row.name for row in rows}


@every_type
def test_each_row_has_a_name_of_its_own(name):
    documents = samples.typed(name)
    rows = compare(documents, documents, every=True)
    found = [row.name for row in rows]
    assert len(set(found)) == len(found)
    assert all(notes._FIELD.match(said) and said for said in found)


@every_type
def test_names_do_not_depend_on_what_one_compares_with(name):
    documents = samples.typed(name)
    own = {row.name for row in compare(documents, documents, every=True)}
    for other in samples.TYPES:
        rows = compare(samples.typed(other), documents, every=True)
        said = {row.name for row in rows if row.change != "removed"}
        # Orders of one's own rows are compared when the other side has them as well.
        assert own - said <= {one for one in own if one.endswith(("order", "options"))}


def test_names_say_ids_whatever_the_other_side_calls_its_own():
    """A variant's choices have other ids: notes on the variant are under its own."""
    body, key = copy.deepcopy(samples.typed("single_choice"))
    texts = body["locales"]["fr"]["choices"]
    body["choices"] = [{**choice, "id": f"x{choice['id']}"} for choice in body["choices"]]
    body["locales"]["fr"]["choices"] = {f"x{one}": text for one, text in texts.items()}
    key["choices"] = [f"x{one}" for one in key["choices"]]
    rows = compare(samples.typed("single_choice"), (body, key), every=True)
    said = {row.name for row in rows if row.name.endswith(".text")}
    assert said == {f"choices.{choice['id']}.text" for choice in body["choices"]}


def test_a_removed_row_is_under_the_name_that_it_had():
    documents = samples.typed("single_choice")
    body, key = copy.deepcopy(documents)
    gone = body["choices"].pop()["id"]
    del body["locales"]["fr"]["choices"][gone]
    removed = [row.name for row in compare(documents, (body, key)) if row.change == "removed"]
    assert f"choices.{gone}.text" in removed


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(factories.OF_TYPE))
def test_names_stay_when_the_form_is_saved_again(name, designer_client, skill):
    challenge = factories.OF_TYPE[name](skill=skill)
    before = names(challenge_documents(challenge))
    data = {**page_data(designer_client, challenge), "instruction_fr": "Autrement dit ?"}
    assert designer_client.post(url("edit", challenge.pk), data).status_code == 302
    after = Challenge.objects.get(pk=challenge.pk).get_latest_revision_as_object()
    assert after.instruction_fr == "Autrement dit ?"
    assert names(challenge_documents(after)) == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(factories.OF_TYPE))
def test_no_field_of_the_draft_is_lost(name, skill):
    challenge = factories.OF_TYPE[name](skill=skill)
    assert lost_fields(challenge, set(names(challenge_documents(challenge)).values())) == set()


@pytest.mark.django_db
def test_what_is_gone_from_the_draft_is_lost(skill):
    challenge = factories.cloze(skill)
    challenge.links = [ChallengeLink(label_fr="CSAM", url_fr="https://csam.be")]
    challenge.save_revision()
    gone = next(row for row in challenge.choices.all() if row.text_fr == "eID")
    said = {f"choices.{gone.public_id}.text", "blanks.n1.label", "links.1.url", "instruction"}
    assert lost_fields(challenge, said) == set()
    challenge.choices = [row for row in challenge.choices.all() if row != gone]
    blanks = list(challenge.blanks.all())
    blanks[0].key = "n3"
    challenge.blanks = blanks
    challenge.links = []
    challenge.save_revision()
    assert lost_fields(challenge, said) == said - {"instruction"}


@pytest.mark.django_db
def test_a_note_on_a_removed_choice_is_still_listed(skill, designer, designer_client):
    challenge = factories.choice_challenge(skill)
    row = challenge.choices.all()[2]
    name = f"choices.{row.public_id}.text"
    notes.add(challenge, designer, field=name, label="Proposition 3", text="À revoir.")
    challenge.choices = list(challenge.choices.all())[:2]
    challenge.save_revision()
    page = designer_client.get(url("edit", challenge.pk)).content.decode()
    assert "Champ disparu : Proposition 3" in page
    assert Sheet(challenge, designer).open_fields[0].lost


@pytest.mark.django_db
def test_the_note_on_a_new_choice_of_a_validated_challenge_stays_on_it(
    skill, designer_client, designer
):
    challenge = factories.validated_challenge(skill)
    draft = Challenge.objects.get(pk=challenge.pk)
    draft.choices.add(Choice(text_fr="Violet", sort_order=9))
    draft.save_revision(user=designer)
    rows = compare(challenge_documents(challenge), challenge_documents(draft))
    name = next(row.name for row in rows if row.change == "added" and row.name.endswith(".text"))
    notes.add(challenge, designer, field=name, label="Proposition 4", text="Trop facile.")
    data = {**page_data(designer_client, challenge), "choices-3-text_fr": "Mauve"}
    designer_client.post(url("edit", challenge.pk), data)
    assert lost_fields(challenge, {name}) == set()
