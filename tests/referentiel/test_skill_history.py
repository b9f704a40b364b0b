"""The history of a skill: every step in words, every language compared, state kept on the way back."""

import re
from html import unescape

import pytest
from wagtail.models import ModelLogEntry

from referentiel.enums import SkillStatus
from referentiel.guards import SkillChange
from referentiel.lifecycle import activate_skill, change_skill, move_skill
from referentiel.models import Skill
from tests import factories

pytestmark = pytest.mark.django_db

HINTS = {
    "hint_fr": "Gardez peu de mots.",
    "hint_fr_be": "Gardez septante mots.",
    "hint_nl": "Bewaar weinig woorden.",
    "hint_en": "Keep few words.",
    "hint_de": "Wenige Wörter.",
}


def text_of(response):
    plain = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(plain))


def history(skill):
    return f"/admin/acquis/history/{skill.pk}/"


@pytest.fixture
def written(skill, keeper_client):
    """The skill with a first revision, then all its hints written on its form."""
    skill.save_revision()
    edit = f"/admin/acquis/edit/{skill.pk}/"
    form = keeper_client.get(edit).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    assert keeper_client.post(edit, {**data, **HINTS}).status_code == 302
    return Skill.objects.get(pk=skill.pk)


def test_its_page_leads_there_for_everybody_who_reads(designer_client, skill):
    page = designer_client.get(f"/admin/referentiel/acquis/{skill.pk}/").content.decode()
    assert history(skill) in page
    assert designer_client.get(history(skill)).status_code == 200


def test_every_step_is_told_in_words(keeper_client, keeper, skill):
    activate_skill(skill, keeper)
    change_skill(skill, SkillChange.REOPENED, keeper)
    move_skill(skill, factories.TopicFactory(theme=skill.topic.theme, name="ailleurs"), 2, keeper)
    said = text_of(keeper_client.get(history(skill)))
    for words in (
        "État changé : en construction → actif",
        "État changé : actif → en construction",
        "Déplacé : @moteur2 → @ailleurs2",
        "gardienne",
    ):
        assert words in said, words


def test_every_languages_hint_is_compared(keeper_client, written):
    first = written.revisions.order_by("pk").first()
    url = f"{history(written)}revisions/compare/{first.pk}...latest/"
    page = unescape(keeper_client.get(url).content.decode())
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    # Of what both say, the words that differ are marked.
    assert "les mots utiles." in said
    assert "peu de mots." in said
    for name, words in HINTS.items():
        assert name == "hint_fr" or words in said
    for locale in ("fr", "fr-be", "nl", "en", "de"):
        assert f"Indice [{locale}]" in said, locale


def test_two_versions_are_chosen_in_the_history(keeper_client, written):
    first, second = written.revisions.order_by("pk")
    page = keeper_client.get(history(written)).content.decode()
    assert re.search(rf'name="after"[^>]*value="{second.pk}"[^>]*checked', page)
    answer = keeper_client.get(history(written), {"before": first.pk, "after": second.pk})
    assert answer["Location"] == f"{history(written)}revisions/compare/{first.pk}...{second.pk}/"


def test_readers_compare_and_give_nothing_back(client, designer, written):
    client.force_login(designer)
    first = written.revisions.order_by("pk").first()
    url = f"{history(written)}revisions/compare/{first.pk}...latest/"
    assert client.get(url).status_code == 200
    assert "Revenir à cette version" not in text_of(client.get(history(written)))
    revert = f"{history(written)}revisions/{first.pk}/revert/"
    client.post(revert, {"hint_fr": "Autre"})
    assert Skill.objects.get(pk=written.pk).hint_fr == HINTS["hint_fr"]


def test_coming_back_gives_back_the_hints_and_keeps_the_state(keeper_client, keeper, written):
    activate_skill(written, keeper)
    first = written.revisions.order_by("pk").first()
    assert first.content["status"] == SkillStatus.IN_CONSTRUCTION
    revert = f"{history(written)}revisions/{first.pk}/revert/"
    page = keeper_client.get(revert)
    data = {field.html_name: field.value() or "" for field in page.context["form"]}
    assert keeper_client.post(revert, {**data, "revision": first.pk}).status_code == 302
    row = Skill.objects.get(pk=written.pk)
    assert (row.hint_fr, row.hint_nl or "") == ("Gardez les mots utiles.", "")
    assert row.status == SkillStatus.ACTIVE
    entry = ModelLogEntry.objects.for_instance(row).get(action="wagtail.revert")
    assert entry.user == keeper
    assert "Retour à la version du" in text_of(keeper_client.get(history(row)))
