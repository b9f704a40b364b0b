"""What goes wrong while one writes: two browsers, a session that ends, autosave under load."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from challenges.models import Challenge
from tests import factories
from tests.e2e.conftest import session_cookie
from tests.e2e.test_authoring import autosaved, choose, open_panel, press, start

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def latest():
    return Challenge.objects.get().get_latest_revision_as_object()


def save(page):
    page.locator(".footer button.action-save").first.click()


def saved(page):
    expect(page.locator(".messages .success")).to_be_visible()


@pytest.fixture
def colleague(designer):
    user = factories.UserFactory(username="basile", first_name="Basile", last_name="Bya")
    user.groups.set(designer.groups.all())
    return user


def test_two_browsers_on_one_challenge_and_nobody_loses_text(desk, skill, colleague):
    challenge = factories.choice_challenge(skill)
    address = f"/admin/epreuves/edit/{challenge.pk}/"
    claire, basile = desk(), desk(user=colleague)
    claire.goto(address)
    basile.goto(address)

    basile.locator("#id_instruction_fr").fill("Le texte de Basile ?")
    save(basile)
    saved(basile)

    # Autosave stops by itself and says so; what Claire types stays in her page.
    claire.wait_for_timeout(2500)  # see autosaved()
    claire.locator("#id_explanation_fr").fill("L'explication de Claire")
    claire.locator("#id_explanation_fr").press_sequentially(".")
    expect(claire.locator(".challenge-notice")).to_contain_text("a enregistré cette épreuve")
    assert latest().instruction_fr == "Le texte de Basile ?"

    # Saving all the same shows Basile's text first; Wagtail may have asked before.
    save(claire)
    confirm = claire.locator("#w-save-confirmation-dialog [data-w-dialog-target=confirm]")
    newer = claire.locator("[data-challenge-newer]")
    expect(newer.or_(confirm).first).to_be_visible()
    if confirm.is_visible():
        confirm.click()
    expect(newer).to_contain_text("Basile Bya a enregistré cette épreuve")
    expect(newer).to_contain_text("Le texte de Basile ?")
    expect(claire.locator("#id_explanation_fr")).to_have_value("L'explication de Claire.")
    assert latest().instruction_fr == "Le texte de Basile ?"

    # She takes his text over and saves: both are there.
    claire.locator("#id_instruction_fr").fill("Le texte de Basile ?")
    save(claire)
    saved(claire)
    assert latest().instruction_fr == "Le texte de Basile ?"
    assert latest().explanation_fr == "L'explication de Claire."


def test_a_session_that_ends_while_one_types_costs_no_text(desk, designer):
    page = desk()
    start(page, "single_choice", "Un début ?")
    autosaved(page)
    Session.objects.all().delete()

    page.locator("#id_instruction_fr").fill("Un début et une suite ?")
    notice = page.locator(".challenge-notice")
    expect(notice).to_contain_text("Votre session a expiré")
    save(page)  # leads to no login page
    page.wait_for_timeout(1000)
    expect(page.locator("#id_instruction_fr")).to_have_value("Un début et une suite ?")

    # As after signing in in another tab.
    page.context.add_cookies([{**session_cookie(designer), "url": page.url.split("/admin")[0]}])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice).to_contain_text("de nouveau connecté")
    # Wagtail keeps the button that led nowhere for half a minute when the machine is busy.
    expect(page.locator(".footer button.action-save").first).to_be_enabled(timeout=60_000)
    save(page)
    saved(page)
    assert latest().instruction_fr == "Un début et une suite ?"


def test_autosave_under_load_keeps_every_word_once(desk):
    page = desk()
    start(page, "single_choice", "")
    open_panel(page, "preview")
    choose(page)
    text = page.locator("#id_instruction_fr")
    text.focus()
    words = [f"mot{n}" for n in range(60)]
    for n, word in enumerate(words):
        page.keyboard.type(f"{word} ", delay=15)
        if n in {15, 30, 45}:
            press(page, "Ajouter une proposition")
            page.locator("#id_choices-0-text_fr").fill(f"Rouge {n}")
            text.focus()
            page.keyboard.press("ControlOrMeta+End")
    save(page)  # while the last autosave is on its way
    saved(page)
    challenge = Challenge.objects.get()  # one, not two
    draft = challenge.get_latest_revision_as_object()
    assert draft.instruction_fr.split() == words
    assert [row.text_fr for row in draft.choices.all()] == ["Rouge 45", "Vert", "", "", ""]
