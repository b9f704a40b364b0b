"""Who chose English reads no French but the content, on pages whose words are made at startup."""

import pytest
from wagtail.users.models import UserProfile

from tests import factories
from tests.challenges.forms import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def english_client(designer_client, designer):
    """A content designer who reads the admin in English."""
    profile = UserProfile.get_for_user(designer)
    profile.preferred_language = "en"
    profile.save()
    return designer_client


def test_lists_lead_home_in_the_reader_s_language(english_client):
    for address in (url("list"), "/admin/acquis/"):
        page = english_client.get(address).content.decode()
        assert "Accueil" not in page
        assert "Home" in page


def test_the_form_says_in_the_reader_s_language_what_to_choose(english_client, designer):
    challenge = factories.choice_challenge()
    page = english_client.get(url("edit", challenge.pk)).content.decode()
    for words in ("Choose skill", "Choose another skill", "Edit this skill"):
        assert words in page
    profile = UserProfile.get_for_user(designer)
    profile.preferred_language = "fr"
    profile.save()
    page = english_client.get(url("edit", challenge.pk)).content.decode()
    assert "Choisir : acquis" in page
    assert "Choose skill" not in page
