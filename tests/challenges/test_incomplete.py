"""A draft may lack anything; nothing that lacks something goes live, whatever the type and path."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.actions.registry import action_registry

from challenges.models import Challenge, Choice
from content.minting import current
from referentiel.actions import mint_framework
from tests import factories
from tests.challenges.forms import page_data, url

pytestmark = pytest.mark.django_db


def _spoil(challenge):
    """Take something away that the type cannot do without."""
    match challenge.type:
        case "single_choice" | "multiple_choice":
            challenge.choices = [Choice(text_fr="Seule", correct=True)]
        case "ordering":
            challenge.choices = [Choice(text_fr="Seul")]
        case "matching":
            challenge.choices = [Choice(text_fr="Seul", side="source", pair="1")]
        case "cloze":
            challenge.choices = []
        case "cloze_pool":
            challenge.groups = []
        case _:
            challenge.blanks = []
    challenge.save_revision(clean=False)


def _by_form(challenge, client):
    data = page_data(client, challenge)
    for button in ("action-submit", "action-publish"):
        client.post(url("edit", challenge.pk), {**data, button: button})


def _by_model(challenge, client):
    with pytest.raises(ValidationError):
        challenge.get_latest_revision().publish()


def _by_schedule(challenge, client):
    draft = challenge.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = draft.save_revision(clean=False)
    revision.approved_go_live_at = draft.go_live_at
    revision.save()
    with contextlib.suppress(CommandError):
        call_command("publish_scheduled")


def _by_registry(challenge, client):
    revision = challenge.get_latest_revision()
    with pytest.raises(ValidationError):
        action_registry.get_action_class(Challenge, "publish")(revision).execute(
            skip_permission_checks=True
        )


@pytest.mark.parametrize("path", [_by_form, _by_model, _by_schedule, _by_registry])
@pytest.mark.parametrize("type_code", list(factories.OF_TYPE))
def test_nothing_incomplete_goes_live_by_any_path(designer_client, type_code, path):
    challenge = factories.OF_TYPE[type_code]()
    mint_framework(challenge.skill.competence.framework)
    _spoil(challenge)
    path(challenge, designer_client)
    assert not Challenge.objects.filter(live=True).exists()
    assert current("challenge", challenge.public_id) is None


@pytest.mark.parametrize("type_code", list(factories.OF_TYPE))
def test_an_incomplete_draft_of_each_type_is_saved_and_shown(designer_client, type_code):
    challenge = factories.OF_TYPE[type_code]()
    _spoil(challenge)
    data = page_data(designer_client, challenge)
    saved = designer_client.post(
        url("edit", challenge.pk), {**data, "instruction_fr": "", "action-edit": "action-edit"}
    )
    assert saved.status_code == 302
    assert Challenge.objects.get().get_latest_revision_as_object().instruction_fr == ""
    assert designer_client.get(url("preview_on_edit", challenge.pk)).status_code == 200
