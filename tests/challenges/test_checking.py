"""The form looked at while it is filled: problems as data, at their fields, and nothing saved."""

import pytest

from challenges.models import Challenge
from tests import factories
from tests.challenges.forms import form_data, page_data, url

pytestmark = pytest.mark.django_db


def check(client, data, *args):
    response = client.post(url("check_on_edit" if args else "check_on_add", *args), data)
    assert response.status_code == 200
    return response.json()["problems"]


def found(problems, code):
    return next(problem for problem in problems if problem["code"] == code)


def test_a_whole_challenge_has_no_problem_and_is_not_saved(designer_client, skill):
    assert check(designer_client, form_data(skill)) == []
    assert not Challenge.objects.exists()


def test_each_problem_names_the_input_to_correct(designer_client, skill):
    data = form_data(skill, [("Vert", True), ("vert", False)], instruction_fr="<b>Quoi</b> ?")
    problems = check(designer_client, data)
    equal = found(problems, "equal-choices")
    assert (equal["field"], equal["label"]) == ("id_choices-1-text_fr", "Proposition 2 · Texte")
    assert equal["blocking"]
    assert found(problems, "raw-html")["field"] == "id_instruction_fr"


def test_a_problem_of_all_rows_names_their_relation(designer_client, skill):
    data = form_data(skill, [("Rouge", False), ("Vert", False)])
    problem = found(check(designer_client, data), "no-right-choice")
    assert (problem["field"], problem["relation"]) == (None, "choices")


def test_rows_are_called_as_their_type_calls_them(designer_client, skill):
    data = form_data(skill, [("Ouvrir", False), ("", False)], type="ordering")
    assert found(check(designer_client, data), "choice-empty")["label"] == "Élément 2 · Texte"


def test_a_removed_row_shifts_none_of_the_others(designer_client, skill):
    data = form_data(skill, [("Rouge", False), ("Vert", True), ("", False)])
    data["choices-0-DELETE"] = "1"
    assert found(check(designer_client, data), "choice-empty")["field"] == "id_choices-2-text_fr"


def test_advice_says_that_it_is_advice(designer_client, skill):
    data = form_data(skill, instruction_fr="Un mot. " * 200)
    assert found(check(designer_client, data), "long-statement")["blocking"] is False


def test_what_a_field_refuses_is_said_beside_what_the_rules_say(designer_client, skill):
    problems = check(designer_client, form_data(skill, timer="-3", instruction_fr=""))
    assert found(problems, "refused")["field"] == "id_timer"
    assert found(problems, "instruction-missing")["field"] == "id_instruction_fr"


def test_an_empty_form_is_answered(designer_client):
    problems = check(designer_client, form_data(None, [], instruction_fr=""))
    assert {"skill-missing", "instruction-missing", "too-few-choices"} <= {
        problem["code"] for problem in problems
    }


@pytest.mark.parametrize(
    "make",
    [
        factories.choice_challenge,
        factories.short_answer,
        factories.cloze,
        factories.pool,
        factories.ordering,
        factories.matching,
    ],
)
def test_a_draft_of_each_type_is_looked_at_as_it_is_shown(designer_client, make):
    challenge = make()
    problems = check(designer_client, page_data(designer_client, challenge), challenge.pk)
    assert [problem for problem in problems if problem["blocking"]] == []


def test_what_the_page_shows_is_the_newest_draft(designer_client):
    challenge = factories.validated_challenge()
    data = form_data(challenge.skill, instruction_fr="", action="action-edit")
    designer_client.post(url("edit", challenge.pk), data)
    problems = check(designer_client, page_data(designer_client, challenge), challenge.pk)
    assert found(problems, "instruction-missing")


def test_who_may_not_write_is_told_nothing(client, skill):
    challenge = factories.choice_challenge(skill)
    client.force_login(factories.give(factories.UserFactory(), "wagtailadmin.access_admin"))
    for name, args in (("check_on_add", []), ("check_on_edit", [challenge.pk])):
        response = client.post(url(name, *args), form_data(skill))
        assert response.status_code == 302
        assert b"problems" not in response.content


def test_who_is_not_signed_in_is_sent_to_sign_in(client, skill):
    response = client.post(url("check_on_add"), form_data(skill))
    assert response.status_code == 302
    assert "login" in response.url


def test_a_forged_post_is_refused(designer, skill):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(designer)
    assert client.post(url("check_on_add"), form_data(skill)).status_code == 403


def test_reading_is_no_check(designer_client):
    assert designer_client.get(url("check_on_add")).status_code == 405


def test_rows_that_somebody_else_removed_are_looked_at_as_new_ones(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    data = page_data(designer_client, challenge)
    challenge.choices.first().delete()
    challenge = Challenge.objects.get(pk=challenge.pk)
    challenge.save_revision()
    problems = check(designer_client, data, challenge.pk)
    assert [problem for problem in problems if problem["blocking"]] == []


def test_the_number_of_queries_does_not_grow_with_the_rows(
    designer_client, skill, django_assert_max_num_queries
):
    few = form_data(skill)
    many = form_data(skill, [(f"Choix {n}", n == 0) for n in range(30)])
    check(designer_client, few)
    with django_assert_max_num_queries(25) as small:
        check(designer_client, few)
    with django_assert_max_num_queries(25) as large:
        check(designer_client, many)
    assert len(large) == len(small)
