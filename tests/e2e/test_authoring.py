"""Writing each type in a browser, helped while typing, up to the document that is minted."""

import re

import pytest
from playwright.sync_api import expect

from challenges.models import Challenge
from content.enums import ReviewPoint
from content.media.archives import pack
from content.minting import current, load
from content.models import Review
from content.review.actions import decide
from content.review.approvals import fingerprint
from runner.answers import own_answer
from runner.documents import join
from runner.marking import mark
from tests import factories
from tests.e2e.accessibility import serious_findings, sideways

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def start(page, type_code, instruction, explanation="Voilà pourquoi."):
    """A new challenge of a type, with a skill, up to its answers."""
    page.goto("/admin/epreuves/add/")
    page.get_by_role("button", name="Choisir : acquis").click()
    page.locator(".modal-body").get_by_role("link", name=re.compile("@moteur2")).first.click()
    expect(page.locator(".modal-body")).to_have_count(0)
    page.locator("#id_type").select_option(type_code)
    page.locator("#id_instruction_fr").fill(instruction)
    page.locator("#id_explanation_fr").fill(explanation)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def fill(page, **values):
    """Fill fields by the ends of their ids; True ticks."""
    for name, value in values.items():
        field = page.locator(f"#id_{name.replace('__', '-')}")
        if value is True:
            field.check()
        elif field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def open_panel(page, name):
    toggle = page.locator(f"[data-side-panel-toggle={name}]")
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()


def autosaved(page):
    """Wait until the new challenge is saved by itself, and nothing more is to be saved."""
    # Wagtail takes what is typed in the first two seconds for what was there at the start.
    page.wait_for_timeout(2500)
    page.locator("#id_explanation_fr").press_sequentially(" ")
    page.wait_for_url("**/edit/**")
    page.wait_for_timeout(1500)


def validate(page):
    """Submit by the form, have it approved, and answer the documents that were minted."""
    open_panel(page, "problems")
    expect(page.locator("[data-problems-summary]")).to_contain_text("Rien n'empêche de soumettre")
    page.locator(".footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-submit]").click()
    page.get_by_role("button", name="Soumettre à relecture").click()
    expect(page.locator(".messages")).to_contain_text("est en relecture")
    challenge = Challenge.objects.latest("pk")
    decide(
        Review.objects.get(object_id=challenge.pk),
        factories.give(factories.UserFactory(username="remi"), "challenges.review_challenge"),
        "approved",
        seen=fingerprint(challenge.get_latest_revision()),
        checklist=ReviewPoint.values,
    )
    challenge.refresh_from_db()
    assert challenge.live
    pointer = current("challenge", challenge.public_id)
    body, key = load(pointer.body), load(pointer.key)
    joined = join(body, key)
    assert mark(joined, own_answer(joined)).outcome == "ok"
    return body, key


def texts_of(body, ids):
    return [body["locales"]["fr"]["choices"][one] for one in ids]


def choose(page):
    press(page, "Ajouter une proposition")
    fill(page, choices__0__text_fr="Rouge")
    press(page, "Ajouter une proposition")
    fill(page, choices__1__text_fr="Vert", choices__1__correct=True)


def write_single_choice(page):
    start(page, "single_choice", "Quelle couleur **laisse passer** ?")
    choose(page)
    # Ticking another unticks the first: there is one right answer.
    fill(page, choices__0__correct=True)
    expect(page.locator("#id_choices-1-correct")).not_to_be_checked()
    fill(page, choices__1__correct=True)
    body, key = validate(page)
    assert texts_of(body, key["choices"]) == ["Vert"]


def write_multiple_choice(page):
    start(page, "multiple_choice", "Lesquelles sont des couleurs ?")
    choose(page)
    fill(page, choices__0__correct=True)
    press(page, "Ajouter une proposition")
    fill(page, choices__2__text_fr="Rond")
    body, key = validate(page)
    assert sorted(texts_of(body, key["choices"])) == ["Rouge", "Vert"]


def write_short_answer(page):
    start(page, "short_answer", "Quelle ville ?")
    page.locator("#id_template_fr").fill("Ville : ")
    page.locator("#id_template_fr").press("End")
    # The toolbar's button makes the blank and its row.
    page.get_by_role("toolbar", name=re.compile("Texte à compléter")).get_by_role(
        "button", name="Trou à compléter"
    ).click()
    expect(page.locator("#id_template_fr")).to_have_value("Ville : ${v}")
    fill(page, blanks__0__label_fr="Ville", blanks__0__accepted_fr="Namur\nNamen")
    _body, key = validate(page)
    assert key["locales"]["fr"]["blanks"] == {"v": ["Namur", "Namen"]}


def write_cloze(page):
    start(page, "cloze", "Complétez.")
    fill(page, template_fr="À ${n1}, on paie par ${n2}.")
    press(page, "Créer le trou ${n1}")
    fill(page, blanks__0__label_fr="Ville", blanks__0__accepted_fr="Namur")
    press(page, "Créer le trou ${n2}")
    fill(page, blanks__1__label_fr="Moyen de paiement", blanks__1__input="menu")
    press(page, "Ajouter une option à ${n2}")
    fill(page, choices__0__text_fr="Bancontact", choices__0__correct=True)
    press(page, "Ajouter une option à ${n2}")
    fill(page, choices__1__text_fr="eID")
    body, key = validate(page)
    words = body["locales"]["fr"]["blanks"]["n2"]["options"]
    assert list(words.values()) == ["Bancontact", "eID"] or set(words.values()) == {
        "Bancontact",
        "eID",
    }
    assert [words[one] for one in key["blanks"]["n2"]["correct"]] == ["Bancontact"]


def write_pool(page):
    start(page, "cloze_pool", "Citez deux couleurs du drapeau français.")
    fill(page, template_fr="${n1} et ${n2}")
    for number in (1, 2):
        press(page, f"Créer le trou ${{n{number}}}")
        fill(page, **{f"blanks__{number - 1}__label_fr": f"Couleur {number}"})
    for number, accepted in enumerate(("rouge", "bleu\nazur")):
        press(page, "Ajouter : Groupe")
        fill(page, **{f"groups__{number}__accepted_fr": accepted})
    _body, key = validate(page)
    assert sorted(key["locales"]["fr"]["groups"].values()) == [["bleu", "azur"], ["rouge"]]


def write_ordering(page):
    start(page, "ordering", "Remettez dans l'ordre.")
    for number, text in enumerate(("Envoyer", "Ouvrir", "Écrire")):
        press(page, "Ajouter un élément")
        fill(page, **{f"choices__{number}__text_fr": text})
    # "Envoyer" goes last, by keyboard.
    for _ in range(2):
        down = page.locator("#inline_child_choices-0 [data-inline-panel-child-move-down]")
        down.focus()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)  # Wagtail's animation moves rows
    body, key = validate(page)
    assert texts_of(body, key["order"]) == ["Ouvrir", "Écrire", "Envoyer"]


def write_matching(page):
    start(page, "matching", "Associez chaque carte à son usage.")
    for number, (left, right) in enumerate((("eID", "identité"), ("Bancontact", "paiement"))):
        press(page, "Ajouter une paire")
        fill(
            page,
            **{
                f"choices__{2 * number}__text_fr": left,
                f"choices__{2 * number + 1}__text_fr": right,
            },
        )
    body, key = validate(page)
    said = {tuple(texts_of(body, pair)) for pair in key["pairs"]}
    assert said == {("eID", "identité"), ("Bancontact", "paiement")}


def write_embed(page):
    start(page, "embed", "Trouvez le message frauduleux.")
    fill(
        page,
        embed_title_fr="Boîte aux lettres",
        embed_url_fr="https://simulateurs.example.org/boite/",
    )
    press(page, "Ajouter la réponse")
    fill(page, blanks__0__accepted_fr="colis")
    body, key = validate(page)
    assert body["embed"]["source"] == "address"
    assert key["locales"]["fr"]["blanks"] == {"a": ["colis"]}


@pytest.mark.parametrize(
    "write",
    [
        write_single_choice,
        write_multiple_choice,
        write_short_answer,
        write_cloze,
        write_pool,
        write_ordering,
        write_matching,
        write_embed,
    ],
)
def test_each_type_is_written_and_validated(desk, settings, write):
    settings.ATELIER_EMBED_ORIGINS = ["https://simulateurs.example.org"]
    write(desk())


def test_an_empty_form_is_no_wall_of_red_and_each_message_comes_to_its_field(desk):
    page = desk()
    page.goto("/admin/epreuves/add/")
    open_panel(page, "problems")
    expect(page.locator("[data-problems-list] li").first).to_be_visible()
    expect(page.locator("[data-edit-form] .live-problem")).to_have_count(0)

    page.locator("#id_instruction_fr").fill("Une <b>question</b> ?")
    page.locator("#id_explanation_fr").focus()
    message = page.locator("[data-contentpath=instruction_fr] .live-problem--blocking")
    expect(message).to_contain_text("À corriger : « <b>, </b> » est du HTML")
    expect(page.locator("#id_instruction_fr")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_explanation_fr")).to_be_focused()

    # The way from the list to a field in another tab.
    page.get_by_role("tab", name="Réglages").click()
    page.locator("[data-problems-list]").get_by_role("link", name="Consigne").first.click()
    expect(page.locator("#id_instruction_fr")).to_be_focused()
    page.locator("#id_instruction_fr").fill("Une question ?")
    expect(message).to_have_count(0)
    assert serious_findings(page) == []


def test_the_toolbar_by_keyboard(desk):
    page = desk()
    page.goto("/admin/epreuves/add/")
    text = page.locator("#id_instruction_fr")
    text.fill("mot")
    text.press("ControlOrMeta+A")
    text.press("ControlOrMeta+B")
    expect(text).to_have_value("**mot**")
    text.press("ControlOrMeta+B")
    expect(text).to_have_value("mot")
    text.press("ControlOrMeta+Z")
    expect(text).to_have_value("**mot**")
    # One stop for Tab, arrows inside, Escape back to the text.
    text.press("Shift+Tab")
    tools = page.get_by_role("toolbar", name=re.compile("Consigne"))
    expect(tools.get_by_role("button", name="Gras")).to_be_focused()
    page.keyboard.press("End")
    expect(tools.get_by_role("button", name="Aide")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Une ligne vide sépare deux paragraphes")).to_be_visible()
    page.keyboard.press("Escape")
    expect(text).to_be_focused()
    text.fill("")
    text.press("ControlOrMeta+K")
    page.keyboard.type("la page")
    page.keyboard.press("Tab")
    page.keyboard.type("www.exemple.be/aide")
    page.keyboard.press("Enter")
    expect(text).to_have_value("[la page](https://www.exemple.be/aide)")


def test_blanks_and_text_stay_in_step(desk):
    page = desk()
    page.goto("/admin/epreuves/add/")
    page.locator("#id_type").select_option("cloze")
    page.locator("#id_template_fr").fill("À ${n1}.")
    press(page, "Créer le trou ${n1}")
    key = page.locator("#id_blanks-0-key")
    key.fill("ville")
    key.press("Tab")
    expect(page.locator("#id_template_fr")).to_have_value("À ${ville}.")
    press(page, "Ajouter un trou")
    expect(page.locator("#id_blanks-1-key")).to_have_value("n1")
    press(page, "L'insérer dans le texte")
    expect(page.locator("#id_template_fr")).to_have_value("À ${ville}. ${n1}")
    page.locator("#id_blanks-1-DELETE-button").click()
    press(page, "Retirer ${n1} du texte")
    expect(page.locator("#id_template_fr")).to_have_value("À ${ville}.")


def test_nothing_hidden_is_lost_when_the_type_is_switched_back_and_forth(desk):
    page = desk()
    page.goto("/admin/epreuves/add/")
    choose(page)
    page.locator("#id_type").select_option("short_answer")
    expect(page.locator("#id_choices-1-text_fr")).to_be_hidden()
    page.locator("#id_template_fr").fill("Ville : ${v}")
    page.locator("#id_type").select_option("ordering")
    expect(page.locator("#id_choices-1-text_fr")).to_have_value("Vert")
    expect(page.get_by_role("button", name="Ajouter un élément")).to_be_visible()
    page.locator("#id_type").select_option("short_answer")
    expect(page.locator("#id_template_fr")).to_have_value("Ville : ${v}")


def test_the_author_answers_in_the_preview(desk):
    page = desk()
    start(page, "single_choice", "Quelle couleur ?", "Le vert laisse passer.")
    choose(page)
    autosaved(page)
    open_panel(page, "preview")
    preview = page.frame_locator("iframe#w-preview-iframe")
    preview.get_by_text("Rouge").click()
    press_in = preview.get_by_role("button", name="Répondre")
    press_in.click()
    expect(preview.locator("#outcome")).to_contain_text("pas la bonne réponse")
    expect(preview.get_by_text("Le vert laisse passer.")).to_be_visible()
    preview.get_by_role("link", name="Recommencer").click()
    expect(preview.locator("#outcome")).to_have_count(0)
    preview.get_by_role("button", name="Montrer la bonne réponse").click()
    expect(preview.locator("#outcome")).to_contain_text("Bonne réponse")
    # What is typed next is shown anew.
    page.locator("#id_instruction_fr").fill("Quelle couleur de feu ?")
    expect(preview.get_by_text("Quelle couleur de feu ?")).to_be_visible()
    frame = next(frame for frame in page.frames if "preview" in frame.url)
    assert serious_findings(frame) == []


def test_a_simulator_is_added_as_an_archive_and_answered_in_the_preview(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    archive = tmp_path / "boite.zip"
    archive.write_bytes(pack("fixtures/simulators/boite-mail"))
    page = desk()
    start(page, "embed", "Quel message est un hameçonnage ?")
    press(page, "Ajouter : Fichier")
    expect(page.locator("#id_media-0-role")).to_have_value("simulator")
    page.locator("#inline_child_media-0 input[type=file]").set_input_files(archive)
    expect(page.get_by_role("link", name="boite.zip")).to_be_visible()
    fill(page, embed_title_fr="La boîte mail de Nadia Lambert")
    press(page, "Ajouter la réponse")
    fill(page, blanks__0__accepted_fr="H9LC")
    autosaved(page)
    open_panel(page, "preview")

    preview = page.frame_locator("iframe#w-preview-iframe")
    preview.get_by_role("button", name="Répondre").click()
    expect(preview.locator(".q-status")).to_contain_text("n'a pas encore envoyé de réponse")
    mailbox = preview.frame_locator("iframe.q-frame")
    # By keyboard: the panel scales the page, and Playwright misses frames in it with the mouse.
    mailbox.get_by_role("button", name="dernière relance").press("Enter")
    mailbox.get_by_role("button", name="Signaler comme hameçonnage").press("Enter")
    expect(preview.locator(".q-status")).to_contain_text("Réponse reçue")
    preview.get_by_role("button", name="Répondre").click()
    expect(preview.locator("#outcome")).to_contain_text("Bonne réponse")
    preview.get_by_role("link", name="Recommencer").click()
    expect(preview.locator("#outcome")).to_have_count(0)
    preview.get_by_role("button", name="Montrer la bonne réponse").click()
    expect(preview.locator("#outcome")).to_contain_text("Bonne réponse")


def test_the_settings_have_no_serious_finding(desk):
    page = desk(375)
    page.goto("/admin/epreuves/add/")
    page.get_by_role("tab", name="Réglages").click()
    expect(page.locator("#id_timer")).to_be_visible()
    assert sideways(page) <= 0
    assert serious_findings(page) == []


@pytest.mark.parametrize("width", [1280, 375])
def test_the_form_fits_the_window(desk, width):
    page = desk(width)
    start(page, "single_choice", "Quelle couleur ?")
    choose(page)
    assert sideways(page) <= 0
    assert serious_findings(page) == []
