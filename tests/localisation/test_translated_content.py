"""The pitfalls of columns per language (WAGTAIL.md), each held by a test."""

import json

import pytest
from django.db import connection
from django.utils.translation import override

from challenges.models import Challenge
from tests import factories

pytestmark = pytest.mark.django_db


def base_column(challenge):
    """What the database really holds in the base column; attributes would answer a language."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT instruction FROM challenges_challenge WHERE id = %s", [challenge.pk])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("interface", ["fr", "en", "nl"])
def test_the_base_column_holds_french_whatever_the_interface(interface):
    challenge = factories.choice_challenge()
    with override(interface):
        challenge.instruction_nl = "Nederlands"
        challenge.instruction_fr = "Français"
        challenge.save()
    assert base_column(challenge) == "Français"
    challenge.refresh_from_db()
    assert challenge.instruction_nl == "Nederlands"


@pytest.mark.parametrize("interface", ["fr", "en"])
def test_revisions_hold_no_base_name_of_parent_or_children(interface):
    with override(interface):
        challenge = factories.choice_challenge()
    content = challenge.latest_revision.content
    content = json.loads(content) if isinstance(content, str) else content
    assert "instruction" not in content
    assert "instruction_fr" in content
    assert all("text" not in choice for choice in content["choices"])
    assert all("text_fr" in choice for choice in content["choices"])


def test_a_revision_older_than_a_language_column_writes_french_into_no_other_language():
    challenge = factories.choice_challenge(instruction_nl="Nederlands")
    revision = challenge.latest_revision
    content = dict(revision.content)
    del content["instruction_nl"]
    content["instruction"] = "Base d'autrefois"
    revision.content = content
    revision.save()
    with override("nl"):
        restored = revision.as_object()
        restored.save()
    challenge = Challenge.objects.get(pk=challenge.pk)
    assert challenge.instruction_nl == "Nederlands"
    assert challenge.instruction_fr.startswith("Quelle est la **couleur**")
    assert base_column(challenge) == challenge.instruction_fr


def test_white_space_is_no_text():
    challenge = factories.choice_challenge()
    challenge.instruction_fr_be = "  \n "
    challenge.clean()
    assert challenge.instruction_fr_be == ""
    with override("fr-be"):
        assert challenge.instruction == challenge.instruction_fr


def test_names_in_lists_and_logs_do_not_follow_the_interface():
    challenge = factories.choice_challenge(instruction_en="What colour?")
    with override("en"):
        assert str(challenge).startswith("Quelle est la couleur")


def test_publishing_a_draft_keeps_what_other_languages_say():
    challenge = factories.validated_challenge()
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Autre consigne ?"
    draft.save_revision()
    Challenge.objects.filter(pk=challenge.pk).update(instruction_nl="Nederlands")
    choice = challenge.choices.first()
    type(choice).objects.filter(pk=choice.pk).update(text_nl="Rood")
    challenge = factories.validate(Challenge.objects.get(pk=challenge.pk))
    assert challenge.instruction_fr == "Autre consigne ?"
    assert challenge.instruction_nl == "Nederlands"
    assert challenge.choices.get(pk=choice.pk).text_nl == "Rood"
