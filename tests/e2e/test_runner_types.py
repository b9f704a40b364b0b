"""Every type played in a browser: by keyboard, on a telephone, without script where that can be."""

import re
from pathlib import Path

import pytest
import wagtail.admin
from playwright.sync_api import expect

from runner import media
from runner.models import PlaySession
from tests import questions
from tests import samples_questions as samples

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

#: Wagtail ships axe in its user bar's scripts.
AXE = [
    Path(wagtail.admin.__file__).parent / "static/wagtailadmin/js" / name
    for name in ("vendor.js", "userbar.js")
]


@pytest.fixture
def play(transactional_db, browser, live_server, settings, tmp_path):
    """Publish documents and open the first one's page, in a browser of its own."""
    settings.MEDIA_ROOT = tmp_path
    media._archive.cache_clear()
    contexts = []

    def open_question(*documents, width=360, script=True):
        competence = questions.publish(*documents)
        context = browser.new_context(
            viewport={"width": width, "height": 740},
            base_url=live_server.url,
            locale="fr-BE",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/runner/essai/")
        page.get_by_role("button", name=re.compile(f"^{competence.code}")).click()
        page.wait_for_url("**/session/**")
        return page

    yield open_question
    for context in contexts:
        context.close()


def tab_to(page, wanted, key="Tab", limit=60):
    """Press Tab until ``wanted`` (a locator) has the focus."""
    for _ in range(limit):
        page.keyboard.press(key)
        if wanted.evaluate("element => element === element.ownerDocument.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def submit(page):
    tab_to(page, page.get_by_role("button", name="Valider ma réponse"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/corrige/**")


def look(page):
    """Nothing serious for axe, and no sideways scrolling at 320 pixels."""
    for path in AXE:
        page.add_script_tag(path=path)
    found = page.evaluate(
        "axe.run(document, {iframes: false}).then(result => result.violations"
        ".filter(violation => ['serious', 'critical'].includes(violation.impact))"
        ".map(violation => [violation.id, violation.nodes[0].html]))"
    )
    assert found == []
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(size)


def answer_choices(page, *texts):
    for text in texts:
        box = page.locator(".q-choice", has_text=text).locator("input")
        if box.get_attribute("type") == "radio":
            tab_to(page, page.locator(".q-choice input").first)
            while not box.is_checked():
                page.keyboard.press("ArrowDown")
        else:
            tab_to(page, box)
            page.keyboard.press("Space")


def type_into(page, name, text):
    tab_to(page, page.get_by_role("textbox", name=name))
    page.keyboard.type(text)


def choose(page, name, text):
    menu = page.get_by_role("combobox", name=name)
    tab_to(page, menu)
    for _ in range(6):
        if menu.evaluate("menu => menu.selectedOptions[0].text") == text:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} does not offer {text}")


def order(page, *texts):
    for place, text in enumerate(texts):
        while position(page, text) > place:
            button = page.get_by_role("button", name=f"Monter : {text}")
            if not button.evaluate("button => button === document.activeElement"):
                tab_to(page, button)
            before = position(page, text)
            page.keyboard.press("Enter")
            expect(button).to_be_focused()
            expect(page.locator(".q-ordering [role=status]")).to_have_text(
                f"{text} : place {before} sur 4"
            )


def position(page, text):
    shown = page.locator(".q-order-text").all_inner_texts()
    return shown.index(text)


def report(page, text):
    """Find a message in the simulator and report it."""
    frame = page.frame_locator(".q-frame")
    tab_to(page, frame.get_by_role("button", name=text))
    page.keyboard.press("Enter")
    expect(page.locator(".q-embed [role=status]")).to_contain_text("Réponse reçue")


ANSWERS = {
    "single_choice": lambda page: answer_choices(page, "Vos certificats"),
    "multiple_choice": lambda page: answer_choices(page, "Votre nom", "Vos certificats"),
    "short_answer": lambda page: type_into(page, "Nombre de paragraphes", "12"),
    "cloze": lambda page: (
        type_into(page, "Ville du Parlement de la FWB", "bruxelle"),
        type_into(page, "Ville du Parlement de Wallonie", "namur"),
        choose(page, "Moyen d'accès", "itsme"),
    ),
    "cloze_pool": lambda page: (
        type_into(page, "Première langue", "allemand"),
        type_into(page, "Deuxième langue", "français"),
    ),
    "ordering": lambda page: order(
        page,
        "Lire le message en entier",
        "Écrire la réponse",
        "Relire la réponse",
        "L'envoyer à l'adresse de l'école",
    ),
    "matching": lambda page: [
        choose(page, source, target) for source, target in pairs_as_shown(page)
    ],
    "embed": lambda page: report(page, "Votre colis est bloqué"),
}

PAIRS = {
    "CSAM": "La porte d'entrée des services publics",
    "itsme": "L'identité sur le téléphone",
    "MyMinfin": "La déclaration d'impôts",
}


def pairs_as_shown(page):
    """Sources in the order of the page, so that the keyboard only goes forward."""
    return [(name, PAIRS[name]) for name in page.locator(".q-pair-source").all_inner_texts()]


def test_every_type_is_played_by_keyboard_on_a_telephone(play):
    page = play(*[make() for make in samples.OF_TYPE.values()])
    for type in samples.OF_TYPE:
        expect(page.locator(f".q-type-{type}")).to_be_visible()
        look(page)
        ANSWERS[type](page)
        submit(page)
        expect(page.get_by_role("heading", name="Bonne réponse")).to_be_visible()
        page.get_by_text("Revoir l'épreuve").click()
        look(page)
        page.get_by_role("link", name=re.compile("Épreuve suivante|Voir le bilan")).click()
    expect(page.get_by_text("8 bonnes réponses sur 8")).to_be_visible()


def test_wrong_answers_of_every_type_are_told_without_serious_findings(play):
    page = play(*[make() for make in samples.OF_TYPE.values()], width=1280)
    for _type in samples.OF_TYPE:
        page.get_by_role("button", name="Passer").click()
        page.wait_for_url("**/corrige/**")
        look(page)
        page.get_by_role("link", name=re.compile("Épreuve suivante|Voir le bilan")).click()


def test_an_item_is_dragged_by_its_handle(play):
    page = play(samples.ordering())
    text = page.locator(".q-order-text").first.inner_text()
    handle = page.locator(".q-handle").first.bounding_box()
    last = page.locator(".q-order-item").last.bounding_box()
    x = handle["x"] + handle["width"] / 2
    page.mouse.move(x, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    for step in range(1, 11):
        start = handle["y"] + handle["height"] / 2
        page.mouse.move(x, start + (last["y"] + last["height"] - start) * step / 10)
    page.mouse.up()
    assert position(page, text) == 3
    expect(page.locator(".q-ordering [role=status]")).to_have_text(f"{text} : place 4 sur 4")
    shown = page.locator(".q-order [name=order]").evaluate_all("all => all.map(one => one.value)")
    page.get_by_role("button", name="Valider ma réponse").click()
    page.wait_for_url("**/corrige/**")
    assert PlaySession.objects.get().answers[0]["response"] == {"order": shown}


def test_without_script_items_are_numbered_and_pairs_chosen(play):
    page = play(samples.ordering(), samples.matching(), script=False)
    for place, text in enumerate(("Lire le message", "Écrire", "Relire", "L'envoyer"), 1):
        page.get_by_role("combobox", name=re.compile(text)).select_option(str(place))
    page.get_by_role("button", name="Valider ma réponse").click()
    expect(page.get_by_role("heading", name="Bonne réponse")).to_be_visible()
    page.get_by_role("link", name="Épreuve suivante").click()
    for source, target in PAIRS.items():
        page.get_by_role("combobox", name=source).select_option(target)
    page.get_by_role("button", name="Valider ma réponse").click()
    expect(page.get_by_role("heading", name="Bonne réponse")).to_be_visible()


def test_a_simulator_is_alone_in_its_sandbox(play):
    page = play(samples.embed())
    inside = page.frame_locator(".q-frame").locator("body")
    expect(inside).to_have_attribute("data-launched", "yes")
    assert inside.evaluate("() => window.origin") == "null"
    assert (
        inside.evaluate(
            "() => { try { return document.cookie || 'none' } catch { return 'refused' } }"
        )
        == "refused"
    )
    reached = "fetch('/runner/').then(() => 'reached', () => 'refused')"
    assert inside.evaluate(f"() => {reached}") == "refused"
    # Its style sheet came through, and the height that it asked for.
    assert inside.evaluate("body => getComputedStyle(body).color") == "rgb(22, 35, 59)"
    expect(page.locator(".q-frame")).to_have_css("height", "260px")


def test_messages_of_another_window_are_not_believed(play):
    page = play(samples.embed())
    expect(page.frame_locator(".q-frame").locator("body")).to_have_attribute("data-launched", "yes")
    page.evaluate("window.postMessage({from: 'pix', answer: 'colis'}, '*')")
    page.evaluate("window.postMessage({from: 'pix', type: 'height', height: 4000}, '*')")
    page.wait_for_timeout(200)
    expect(page.locator("[name=blank-a]")).to_have_value("")
    expect(page.locator(".q-frame")).to_have_css("height", "260px")


def test_without_an_answer_of_the_simulator_one_passes_or_goes_on(play):
    page = play(samples.embed())
    expect(page.frame_locator(".q-frame").locator("body")).to_have_attribute("data-launched", "yes")
    page.get_by_role("button", name="Valider ma réponse").click()
    status = page.locator(".q-embed [role=status]")
    expect(status).to_contain_text("n'a pas encore envoyé de réponse")
    report(page, "Votre facture")
    page.get_by_role("button", name="Recommencer").click()
    expect(status).to_contain_text("recommence")
    expect(page.locator("[name=blank-a]")).to_have_value("")
    expect(page.frame_locator(".q-frame").locator("body")).to_have_attribute("data-launched", "yes")
    page.get_by_role("button", name="Passer").click()
    expect(page.get_by_role("heading", name="Vous avez passé")).to_be_visible()


def simulator(monkeypatch, script):
    """An embed whose simulator runs ``script`` only; with the bytes that its medium names."""
    data = samples.zipped(
        {"index.html": f"<!doctype html><p>Simulateur</p><script>{script}</script>"}
    )
    document = samples.embed()
    document["media"] = [samples.medium("m4", "simulator", data, "application/zip", "a.zip")]
    monkeypatch.setitem(samples.FILES, document["media"][0]["sha256"], data)
    return document


def test_a_simulator_that_waits_is_launched_by_its_button(play, monkeypatch):
    document = simulator(
        monkeypatch,
        "onmessage = event => parent.postMessage(event.data, '*');"
        "parent.postMessage({from: 'pix', type: 'init', autoLaunch: false, rebootable: false}, '*');"
        "parent.postMessage({from: 'pix', type: 'height', height: 99999}, '*');",
    )
    page = play(document)
    tab_to(page, page.get_by_role("button", name="Lancer le simulateur"))
    page.keyboard.press("Enter")
    # It says as its answer what it was told: a bare text counts too.
    expect(page.locator("[name=blank-a]")).to_have_value("launch")
    expect(page.get_by_role("button", name="Lancer le simulateur")).to_be_hidden()
    expect(page.get_by_role("button", name="Recommencer")).to_be_hidden()
    expect(page.locator(".q-frame")).to_have_css("height", "5000px")


def test_a_simulator_that_says_nothing_is_not_waited_for_in_silence(play, monkeypatch):
    document = simulator(monkeypatch, "")
    page = play(samples.choice(), document)
    page.clock.install()
    page.get_by_role("button", name="Passer").click()
    page.get_by_role("link", name="Épreuve suivante").click()
    status = page.locator(".q-embed [role=status]")
    expect(status).to_contain_text("se charge")
    page.clock.fast_forward(15_100)
    expect(status).to_contain_text("ne répond pas. Rechargez la page")


def test_a_file_is_downloaded(play):
    page = play(samples.short_answer())
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("docx")).click()
    assert waiting.value.suggested_filename == "Lettre.docx"
    assert Path(waiting.value.path()).read_bytes() == samples.LETTER


def test_the_time_that_is_left_is_shown_and_said(play):
    page = play(samples.choice(), samples.choice("multiple_choice", timer=90))
    page.clock.install()
    page.get_by_role("button", name="Passer").click()
    page.get_by_role("link", name="Épreuve suivante").click()
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"1:\d\d"))
    look(page)
    page.clock.fast_forward(35_000)
    expect(page.locator(".timer [role=status]")).to_contain_text("Il reste")
    page.clock.fast_forward(60_000)
    expect(page.locator(".timer")).to_contain_text("Temps écoulé")
    look(page)
    page.locator(".q-choice", has_text="Votre nom").click()
    page.locator(".q-choice", has_text="Vos certificats").click()
    page.get_by_role("button", name="Valider ma réponse").click()
    expect(page.get_by_role("heading", name="hors délai")).to_be_visible()


def test_leaving_the_page_is_told_at_once(play):
    page = play(samples.choice(focus=True))
    look(page)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(page.locator(".focus")).to_contain_text("Vous avez quitté cette page")
    look(page)
    answer_choices(page, "Vos certificats")
    submit(page)
    expect(page.get_by_role("heading", name="vous avez quitté la page")).to_be_visible()


def test_what_the_question_opens_is_not_leaving_it(play):
    page = play(samples.choice(focus=True))
    with page.context.expect_page() as opened:
        page.locator(".q-links a").click()
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(page.locator("[name=left_focus]")).to_have_value("")
    opened.value.close()
