"""From the first word to what is live, by two people in two browsers."""

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from challenges.models import Challenge
from content.minting import current
from tests.e2e.accessibility import serious_findings, sideways
from tests.e2e.test_whole_path import add_choice, choose_skill, log_in, press_submit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def write(page):
    page.goto("/admin/epreuves/add/")
    choose_skill(page, "requete2")
    page.locator("#id_instruction_fr").fill("Que taper pour trouver l'horaire du train ?")
    add_choice(page, 0, "Bonjour, je voudrais l'horaire du train")
    add_choice(page, 1, "horaire train Namur Bruxelles", right=True)
    page.locator("#id_explanation_fr").fill("Les mots utiles.")


def settled(page):
    """Wait until messages have come in: half seen, their colours are not what people read."""
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")


def test_two_people_take_it_from_written_to_validated(new_page):
    designer, reviewer = new_page(), new_page()
    log_in(designer, "concepteur")
    log_in(reviewer, "relecteur")

    # Written and submitted by one.
    write(designer)
    press_submit(designer)
    designer.wait_for_url("**/soumettre/")
    expect(designer.locator("main")).to_contain_text("Première version")
    assert serious_findings(designer) == []
    designer.get_by_label(re.compile("^Priorité")).select_option(label="urgente")
    designer.get_by_label(re.compile("^Message")).fill("Est-ce clair pour une classe de P6 ?")
    designer.get_by_role("button", name="Soumettre à relecture").click()
    designer.wait_for_url("**/relecture/")
    expect(designer.locator("main")).not_to_contain_text("Approuver et valider")
    address = urlparse(designer.url).path
    challenge = Challenge.objects.latest("pk")
    assert not challenge.live

    # Read by another, who takes it and asks for a change.
    reviewer.goto(address)
    main = reviewer.locator("main")
    expect(main).to_contain_text("Est-ce clair pour une classe de P6 ?")
    preview = reviewer.frame_locator("iframe[name=apercu]")
    expect(preview.get_by_text("horaire train Namur Bruxelles").first).to_be_visible()
    reviewer.get_by_role("link", name="Le corrigé").click()
    expect(preview.get_by_text("Les mots utiles.").first).to_be_visible()
    expect(reviewer.get_by_role("link", name="Le corrigé")).to_have_attribute(
        "aria-current", "true"
    )
    reviewer.get_by_role("button", name="Je m'en occupe").click()
    expect(main).to_contain_text("vous, depuis le")
    settled(reviewer)
    assert serious_findings(reviewer) == []
    reviewer.get_by_role("checkbox", name=re.compile("^Faits")).check()
    reviewer.get_by_label(re.compile("^Commentaire")).fill(
        "Dites pourquoi les mots utiles suffisent."
    )
    # A decision that is not complete is refused, and nothing that was typed is lost.
    reviewer.get_by_role("button", name="Approuver et valider").click()
    expect(reviewer.locator(".messages")).to_contain_text("cochez ce que vous avez relu")
    expect(reviewer.get_by_role("checkbox", name=re.compile("^Faits"))).to_be_checked()
    expect(reviewer.get_by_label(re.compile("^Commentaire"))).to_have_value(re.compile("suffisent"))
    reviewer.get_by_role("button", name="Demander des changements").click()
    expect(reviewer.locator(".messages")).to_contain_text("revient à ses auteurs")

    # Mended: the form says what was asked, and leads back to review.
    designer.goto(f"/admin/epreuves/edit/{challenge.pk}/")
    expect(designer.locator(".challenge-returned")).to_contain_text("Dites pourquoi")
    designer.locator("#id_explanation_fr").fill("Le moteur ne cherche que les mots utiles.")
    press_submit(designer)
    designer.get_by_role("button", name="Soumettre à relecture").click()
    designer.wait_for_url("**/relecture/")

    # While it is read, nobody edits it.
    designer.goto(f"/admin/epreuves/edit/{challenge.pk}/")
    expect(designer.get_by_role("link", name="Ouvrir la relecture").first).to_be_visible()
    expect(designer.locator("button[name=action-submit]")).to_have_count(0)

    # Approved on a phone, by keyboard for the last step.
    phone = new_page(390, 844)
    log_in(phone, "relecteur")
    phone.goto(address)
    expect(phone.locator("main")).to_contain_text("Le moteur ne cherche que les mots utiles.")
    assert sideways(phone) <= 0
    for box in phone.get_by_role("checkbox").all():
        box.check()
    phone.get_by_role("button", name="Approuver et valider").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator(".messages")).to_contain_text("est approuvée et validée")
    assert sideways(phone) <= 0
    settled(phone)
    assert serious_findings(phone) == []
    challenge.refresh_from_db()
    assert challenge.live
    assert challenge.explanation_fr == "Le moteur ne cherche que les mots utiles."
    assert current("challenge", challenge.public_id).version == 1


def test_a_problem_on_the_page_that_submits_leads_to_its_field(new_page):
    page = new_page()
    log_in(page, "concepteur")
    page.goto("/admin/epreuves/add/")
    choose_skill(page, "requete2")
    page.locator("#id_instruction_fr").fill("Une question sans réponse ?")
    add_choice(page, 0, "Oui")
    add_choice(page, 1, "oui", right=True)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url("**/edit/**")
    challenge = Challenge.objects.latest("pk")
    page.goto(f"/admin/epreuves/{challenge.pk}/soumettre/")
    expect(page.locator("main")).to_contain_text("avant de soumettre")
    assert serious_findings(page) == []
    page.get_by_role("link", name=re.compile("Proposition 2")).click()
    page.wait_for_url("**/edit/**")
    expect(page.locator("#id_choices-1-text_fr")).to_be_focused()
