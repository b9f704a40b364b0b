"""The whole path in a browser: write, preview, review, publish, play; and playing by keyboard."""

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from banks.models import Release
from challenges.models import Challenge

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def log_in(page, name="concepteur"):
    page.goto("/admin/")
    page.get_by_label("Identifiant").or_(page.locator("input[name=username]")).first.fill(name)
    page.locator("input[name=password]").fill(name)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url("**/admin/")


def choose_skill(page, name):
    page.get_by_role("button", name="Choisir : acquis").click()
    modal = page.locator(".modal-body")
    modal.locator("input[name=q]").fill(name)
    modal.get_by_role("link", name=re.compile(f"@{name}")).first.click()
    expect(page.locator(".modal-body")).to_have_count(0)


def add_choice(page, position, text, right=False):
    page.get_by_role("button", name="Ajouter une proposition").click()
    page.locator(f"#id_choices-{position}-text_fr").fill(text)
    if right:
        page.locator(f"#id_choices-{position}-correct").check()


def press_submit(page):
    page.locator(
        ".footer .w-dropdown__toggle, .footer [data-w-dropdown-target=toggle]"
    ).first.click()
    page.locator("button[name=action-submit]").click()


def test_from_the_first_word_to_the_learner(new_page):
    page = new_page()
    log_in(page)
    page.get_by_role("link", name="Écrire une épreuve").first.click()

    # Write, in a FWB context, for competence 1.1 level 2.
    choose_skill(page, "requete2")
    page.get_by_role("searchbox", name="Filtrer").fill("e-classe")
    page.get_by_role("checkbox", name="e-classe").check()
    page.locator("#id_instruction_fr").fill("Sur **e-classe**, comment trouver une leçon de P3 ?")
    add_choice(page, 0, "En tapant une phrase entière")
    add_choice(page, 1, "En tapant les mots utiles", right=True)
    page.locator("#id_explanation_fr").fill("Les mots utiles suffisent au moteur.")

    # The live preview shows it as a learner will see it.
    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("iframe#w-preview-iframe")
    expect(preview.locator(".q-instruction strong")).to_have_text("e-classe")
    expect(preview.get_by_text("En tapant les mots utiles").first).to_be_visible()
    page.locator("[data-side-panel-toggle=preview]").click()

    # Submit; somebody else reads and approves.
    press_submit(page)
    page.get_by_role("button", name="Soumettre à relecture").click()
    expect(page.locator(".messages")).to_contain_text("est en relecture")
    reviewer = new_page()
    log_in(reviewer, "relecteur")
    reviewer.goto(urlparse(page.url).path)
    for box in reviewer.get_by_role("checkbox").all():
        box.check()
    reviewer.get_by_role("button", name="Approuver et valider").click()
    expect(reviewer.locator(".messages")).to_contain_text("est approuvée et validée")
    challenge = Challenge.objects.get(instruction_fr__contains="e-classe**, comment")
    assert challenge.live
    assert [context.code for context in challenge.contexts.all()] == ["fwb.ecole.e-classe"]

    # Publish the bank.
    page = new_page()
    log_in(page, "editeur")
    page.get_by_role("link", name="Banques").first.click()
    page.get_by_role("link", name=re.compile("Publier")).first.click()
    page.get_by_label(re.compile("Note")).fill("Une épreuve de plus.")
    page.get_by_role("button", name="Publier la banque").click()
    expect(page.locator(".messages")).to_contain_text("la publication 2 est faite")
    assert Release.objects.filter(number=2).exists()

    # Play it, without an account, on a phone.
    learner = new_page(360, 740)
    learner.goto("/")
    learner.get_by_role("link", name="Le banc d'essai").click()
    learner.get_by_role("link", name="Socle numérique FWB").click()
    learner.get_by_role("button", name=re.compile("^1.1")).click()
    expect(learner.locator(".q-instruction")).to_contain_text("e-classe")
    assert "Les mots utiles suffisent" not in learner.content()
    learner.get_by_text("En tapant les mots utiles").click()
    learner.get_by_role("button", name="Valider ma réponse").click()
    expect(learner.get_by_role("heading", name="Bonne réponse")).to_be_visible()
    expect(learner.get_by_text("Les mots utiles suffisent au moteur.")).to_be_visible()
    no_sideways_scrolling(learner)


def no_sideways_scrolling(page):
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]


def test_a_refused_submission_shows_the_message_on_the_field_and_keeps_the_text(new_page):
    page = new_page()
    log_in(page)
    page.goto("/admin/epreuves/add/")
    choose_skill(page, "requete2")
    page.locator("#id_instruction_fr").fill("Une question <script>alert(1)</script> ?")
    add_choice(page, 0, "Oui")
    add_choice(page, 1, "oui")
    press_submit(page)
    errors = page.locator("[data-contentpath=instruction_fr] .error-message")
    expect(errors).to_contain_text("est du HTML, qui n'est pas permis")
    expect(page.locator(".messages")).to_contain_text("Votre texte est toujours là")
    body = page.locator("main")
    expect(body).to_contain_text("même chose qu'une autre")
    expect(body).to_contain_text("Aucune proposition n'est juste")
    expect(page.locator("#id_choices-1-text_fr")).to_have_value("oui")
    assert not Challenge.objects.filter(instruction_fr__contains="script", live=True).exists()


def test_the_form_shows_what_the_type_needs(new_page):
    page = new_page()
    log_in(page)
    page.goto("/admin/epreuves/add/")
    template = page.locator("#id_template_fr")
    choice = page.get_by_role("button", name="Ajouter une proposition")
    expect(choice).to_be_visible()
    expect(template).to_be_hidden()
    page.locator("#id_type").select_option("short_answer")
    expect(template).to_be_visible()
    expect(choice).to_be_hidden()


def test_a_competence_is_played_with_the_keyboard_alone(new_page):
    page = new_page(320, 640)
    page.goto("/runner/socle-fwb/")
    no_sideways_scrolling(page)
    page.get_by_role("button", name=re.compile("^2.1")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/session/**")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "choices":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Valider ma réponse")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/corrige/1/")
    expect(page.locator("#outcome")).to_be_visible()
    no_sideways_scrolling(page)
