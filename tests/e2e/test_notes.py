"""Notes in the author's form: left on a field, found again there, answered, resolved; no text lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from challenges.comparing import compare
from challenges.documents import challenge_documents
from content import notes
from content.models import Note
from tests import factories
from tests.e2e.accessibility import serious_findings, sideways
from tests.e2e.test_authoring import autosaved, choose, open_panel, start

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
LOCATE = "name => window.atelierNotes.locate(name)?.id || null"
#: Rows of a comparison that are nobody's field: other languages, and what is not written in the form.
ELSEWHERE = ("@", "tutorials", "version")


@pytest.fixture
def colleague(designer):
    user = factories.UserFactory(username="basile", first_name="Basile", last_name="Bya")
    user.groups.set(designer.groups.all())
    return user


def edit(page, challenge):
    page.goto(f"/admin/epreuves/edit/{challenge.pk}/")
    open_panel(page, "notes")
    return page.locator("[data-notes-panel]")


def counter(page):
    return page.locator("[data-side-panel-toggle=notes] [data-side-panel-toggle-counter]")


def said(page):
    return page.locator(".notes-said")


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_a_note_on_a_choice_from_one_person_to_the_other(desk, skill, colleague):
    challenge = factories.choice_challenge(skill)

    # Basile is in the second choice: that is what his note is offered for.
    basile = desk(user=colleague)
    panel = edit(basile, challenge)
    expect(panel).to_contain_text("Aucune note à traiter.")
    basile.locator("#id_choices-1-text_fr").fill("Vert clair")
    panel.get_by_text("Ajouter une note").click()
    expect(panel.locator("[data-notes-add] textarea")).to_be_focused()
    choice = panel.get_by_label("Sur quel champ ?")
    assert choice.evaluate("select => select.selectedOptions[0].textContent") == "Proposition 2"
    panel.get_by_label("Votre note").fill("Elle se devine :\ntrop longue.")
    panel.get_by_label("Votre note").press("Control+Enter")
    expect(said(basile)).to_have_text("Note ajoutée.")
    expect(panel.locator("[data-note]")).to_be_focused()
    expect(counter(basile)).to_have_text("1")
    mark = basile.locator("[data-field]:has(#id_choices-1-text_fr) .note-mark")
    expect(mark).to_have_text("1 note")
    # What he was writing is still there.
    expect(basile.locator("#id_choices-1-text_fr")).to_have_value("Vert clair")
    note = Note.objects.get()
    assert note.field == f"choices.{challenge.choices.all()[1].public_id}.text"
    assert note.label == "Proposition 2"

    # Claire sees it, goes to its field, answers and resolves; with the keyboard alone.
    claire = desk()
    panel = edit(claire, challenge)
    expect(counter(claire)).to_have_text("1")
    expect(panel.locator("[data-note]")).to_contain_text("Basile Bya")
    link = panel.get_by_role("link", name="Proposition 2")
    link.focus()
    claire.keyboard.press("Enter")
    expect(claire.locator("#id_choices-1-text_fr")).to_be_focused()
    claire.locator("#id_choices-1-text_fr").fill("Vert")
    claire.locator("[data-field]:has(#id_choices-1-text_fr) .note-mark").press("Enter")
    expect(panel.locator("[data-note]")).to_be_focused()
    answer = panel.locator("summary", has_text="Répondre")
    answer.focus()
    claire.keyboard.press("Enter")
    expect(panel.get_by_label("Votre réponse")).to_be_focused()
    claire.keyboard.type("Raccourcie.")
    claire.keyboard.press("Tab")
    claire.keyboard.press("Enter")
    expect(said(claire)).to_have_text("Réponse ajoutée.")
    expect(panel.locator(".note__replies")).to_contain_text("Raccourcie.")
    assert serious_findings(claire, "'[data-notes-panel]'") == []
    panel.get_by_role("button", name="Résoudre").press("Enter")
    expect(said(claire)).to_have_text("Note résolue.")
    expect(counter(claire)).to_be_hidden()
    expect(claire.locator(".note-mark")).to_have_count(0)
    assert claire.evaluate("document.activeElement.closest('[data-notes-panel]') !== null")
    panel.locator("summary", has_text="1 note résolue").click()
    expect(panel.locator(".note--resolved")).to_contain_text("Résolue par claire")

    # Basile, whose page is older, is told; his page then shows what is there.
    basile.locator("[data-notes-panel]").get_by_role("button", name="Résoudre").click()
    expect(said(basile)).to_have_text("claire a déjà résolu cette note.")
    expect(basile.locator("[data-notes-panel] summary", has_text="1 note résolue")).to_be_visible()


@pytest.mark.parametrize("name", list(factories.OF_TYPE))
def test_every_name_leads_to_its_field_and_back(desk, skill, name):
    challenge = factories.OF_TYPE[name](skill=skill)
    documents = challenge_documents(challenge)
    rows = [row.name for row in compare(documents, documents, every=True)]
    wanted = [one for one in rows if not any(word in one for word in ELSEWHERE)]
    page = desk()
    panel = edit(page, challenge)
    found = {one: page.evaluate(LOCATE, one) for one in wanted}
    assert [one for one, place in found.items() if place is None] == []
    panel.get_by_text("Ajouter une note").click()
    offered = panel.locator("[data-note-fields] option").evaluate_all(
        "options => options.map(option => option.value).filter(Boolean)"
    )
    assert {one for one in wanted if one.endswith((".text", ".accepted", ".label"))} <= set(offered)
    assert "instruction" in offered
    places = [page.evaluate(LOCATE, one) for one in offered]
    assert None not in places
    assert len(set(places)) == len(places)


def test_no_text_is_lost(desk, skill, designer, colleague):
    challenge = factories.choice_challenge(skill)
    notes.add(challenge, colleague, field="instruction", label="Consigne", text="Trop longue.")
    notes.add(challenge, colleague, field="explanation", label="Explication", text="Une source ?")
    page = desk()
    panel = edit(page, challenge)
    page.locator("#id_explanation_fr").fill("Voir le code de la route.")
    first, second = panel.locator("[data-note]").all()
    second.locator("summary", has_text="Répondre").click()
    second.get_by_label("Votre réponse").fill("Laquelle ?")
    panel.get_by_text("Ajouter une note").click()
    panel.get_by_label("Sur quel champ ?").select_option(label="Proposition 3")
    panel.get_by_label("Votre note").fill("Commencée…")

    # Resolving another note redraws the list: what was begun is still there, and where it was.
    first.get_by_role("button", name="Résoudre").click()
    expect(said(page)).to_have_text("Note résolue.")
    expect(panel.get_by_label("Votre réponse")).to_have_value("Laquelle ?")
    expect(panel.get_by_label("Votre note")).to_have_value("Commencée…")
    choice = panel.get_by_label("Sur quel champ ?")
    assert choice.evaluate("select => select.selectedOptions[0].textContent") == "Proposition 3"
    expect(page.locator("#id_explanation_fr")).to_have_value("Voir le code de la route.")

    # Neither a session that ends nor a server that does not answer costs it.
    page.route("**/admin/notes/**", lambda route: route.abort())
    panel.get_by_role("button", name="Envoyer la note").click()
    expect(panel.get_by_role("alert").filter(has_text="la connexion manque")).to_be_visible()
    page.unroute("**/admin/notes/**")
    Session.objects.all().delete()
    panel.get_by_role("button", name="Envoyer la note").click()
    expect(panel.get_by_role("alert").filter(has_text="votre session a expiré")).to_be_visible()
    expect(panel.get_by_label("Votre note")).to_have_value("Commencée…")


def test_a_new_challenge_takes_notes_after_its_first_draft(desk, skill):
    page = desk()
    start(page, "single_choice", "Quelle couleur ?")
    choose(page)
    open_panel(page, "notes")
    panel = page.locator("[data-notes-panel]")
    expect(panel).to_contain_text("dès le premier brouillon")
    autosaved(page)
    page.locator("#id_choices-1-text_fr").focus()
    panel.get_by_text("Ajouter une note").click()
    choice = panel.get_by_label("Sur quel champ ?")
    assert choice.evaluate("select => select.selectedOptions[0].textContent") == "Proposition 2"
    panel.get_by_label("Votre note").fill("À vérifier.")
    panel.get_by_role("button", name="Envoyer la note").click()
    expect(said(page)).to_have_text("Note ajoutée.")
    note = Note.objects.get()
    right = note.thing.get_latest_revision_as_object().choices.all()[1]
    assert note.field == f"choices.{right.public_id}.text"


def test_the_panel_on_a_phone(desk, skill, colleague):
    challenge = factories.choice_challenge(skill)
    notes.add(challenge, colleague, field="explanation", label="Explication", text="Une source ?")
    page = desk(width=390, height=800)
    panel = edit(page, challenge)
    panel.get_by_text("Ajouter une note").click()
    assert sideways(page) == 0
    assert serious_findings(page, "'[data-notes-panel]'") == []
    # The panel covers the form: it makes way for the field.
    panel.get_by_role("link", name="Explication").click()
    expect(page.locator("#id_explanation_fr")).to_be_focused()
    expect(panel).to_be_hidden()
