"""Files in a browser: brought by the form's field, and a simulator that is played by keyboard."""

import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from content.media import accept
from content.media.archives import pack
from content.models import MediaFile
from tests import samples_media as files
from tests.e2e.test_whole_path import log_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(autouse=True)
def pages(settings, tmp_path):
    """Pages to try files on, and a folder of this test's own."""
    settings.ROOT_URLCONF = "tests.e2e.media_pages"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def form_page(new_page):
    """The form, as a designer sees it."""
    page = new_page()
    log_in(page)
    page.goto("/essai/formulaire/")
    return page


def choose(page, element, name, data, mime="application/octet-stream"):
    """Choose a file as the person does: by the button."""
    with page.expect_file_chooser() as chooser:
        element.get_by_role("button", name=re.compile("Choisir|Remplacer")).click()
    chooser.value.set_files({"name": name, "mimeType": mime, "buffer": data})


def test_a_picture_is_chosen_seen_replaced_and_removed(form_page):
    element = form_page.locator("atelier-media").first
    field = element.locator("input[type=hidden]")
    choose(form_page, element, "carte.png", files.picture())
    expect(element.get_by_role("status")).to_have_text("« carte.png » est en place.")
    expect(element.locator("img")).to_be_visible()
    assert element.locator("img").evaluate("i => i.decode().then(() => i.naturalWidth)") == 40
    expect(element).to_contain_text("40 × 30 ·")
    first = MediaFile.objects.latest("created_at")
    expect(field).to_have_value(first.pk)
    assert form_page.evaluate("changes") == ["media-0-file"]

    choose(form_page, element, "plan.svg", files.SVG.format("<rect/>").encode())
    expect(element).to_contain_text("plan.svg")
    expect(field).not_to_have_value(first.pk)

    element.get_by_role("button", name="Retirer").press("Enter")
    expect(field).to_have_value("")
    expect(element.get_by_role("button", name="Choisir un fichier")).to_be_focused()
    expect(element.locator("img")).to_be_hidden()


def test_a_refusal_is_at_the_field_and_keeps_what_was_there(form_page):
    element = form_page.locator("atelier-media").first
    choose(form_page, element, "carte.png", files.picture())
    expect(element).to_contain_text("carte.png")
    choose(form_page, element, "plan.svg", files.SVG.format("<script/>").encode())
    expect(element.get_by_role("alert")).to_contain_text("Exportez-le en « SVG simple »")
    expect(element.locator("input[type=hidden]")).to_have_value(
        MediaFile.objects.latest("created_at").pk
    )
    # Too long: said before anything is sent.
    sent = []
    form_page.on("request", lambda request: sent.append(request.url))
    choose(form_page, element, "photo.png", files.picture() + bytes(6 * 10**6))
    expect(element.get_by_role("alert")).to_contain_text("le maximum est de 5 Mo")
    assert [url for url in sent if "upload" in url] == []


def test_the_role_of_the_row_decides_in_a_row_that_was_added(form_page):
    form_page.get_by_role("button", name="Ajouter").click()
    element = form_page.locator("atelier-media").nth(1)
    expect(element).to_contain_text("png, jpg")
    form_page.locator("[name=media-1-role]").select_option("simulator")
    expect(element).to_contain_text("zip ; 20 Mo au plus.")
    choose(form_page, element, "boite.zip", files.simulator())
    expect(element.get_by_role("status")).to_contain_text("en place")
    link = element.get_by_role("link", name="boite.zip")
    assert link.get_attribute("href").endswith("/index.html")
    form_page.locator("[name=media-1-role]").select_option("illustration")
    expect(element.get_by_role("alert")).to_contain_text("ne convient pas pour ce rôle")
    form_page.locator("[name=media-1-role]").select_option("simulator")
    expect(element.get_by_role("alert")).to_be_empty()


@pytest.mark.parametrize("gesture", ["drop", "paste"])
def test_a_picture_is_dropped_or_pasted(form_page, gesture):
    element = form_page.locator("atelier-media").first
    element.evaluate(
        """(element, [gesture, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "carte.png", { type: "image/png" }));
          const options = { bubbles: true, cancelable: true };
          if (gesture === "drop") element.querySelector(".atelier-media__zone")
            .dispatchEvent(new DragEvent("drop", { ...options, dataTransfer: data }));
          else element.querySelector("button")
            .dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
        }""",
        [gesture, list(files.picture())],
    )
    expect(element.get_by_role("status")).to_have_text("« carte.png » est en place.")


def test_an_upload_can_be_called_off(form_page):
    element = form_page.locator("atelier-media").first
    form_page.route("**/admin/media/upload/**", lambda route: None)  # never answered
    choose(form_page, element, "carte.png", files.picture())
    expect(element.get_by_role("button", name="Annuler l’envoi")).to_be_focused()
    form_page.keyboard.press("Enter")
    expect(element.get_by_role("status")).to_have_text("L’envoi est annulé.")
    expect(element.get_by_role("button", name="Choisir un fichier")).to_be_focused()


def test_who_was_signed_out_is_told(form_page):
    element = form_page.locator("atelier-media").first
    form_page.context.clear_cookies()
    choose(form_page, element, "carte.png", files.picture())
    expect(element.get_by_role("alert")).to_contain_text("Votre session a expiré")


@pytest.fixture
def mailbox(transactional_db, pages, starter):
    """The simulator of the starter content, packed and accepted."""
    data = pack("fixtures/simulators/boite-mail")
    return accept(ContentFile(data, "boite-mail.zip"), "simulator")


def said(page):
    """What the simulator told the page, without its heights."""
    messages = page.evaluate("said")
    return [message for message in messages if message.get("type") != "height"]


def test_the_phishing_message_is_found_by_keyboard(new_page, mailbox):
    page = new_page(1280, 900)
    outside, errors = [], []
    page.on("request", lambda request: outside.append(request.url))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    page.goto(f"/essai/simulateur/{mailbox.pk}/")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_text("8 messages")).to_be_visible()
    assert said(page) == [{"from": "pix", "type": "init", "autoLaunch": True, "rebootable": True}]
    page.wait_for_function("parseInt(document.querySelector('iframe').style.height) > 400")

    page.locator("iframe").focus()
    for _step in range(4):
        page.keyboard.press("Tab")
    expect(frame.get_by_role("button", name="dernière relance")).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.get_by_role("heading", name="dernière relance")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(frame.get_by_text("paqueo-livraison.test")).to_be_visible()
    page.keyboard.press("Tab")
    link = frame.get_by_role("link", name="https://suivi.paqueo.example/paiement")
    expect(link).to_be_focused()
    expect(frame.locator("#target")).to_have_text(
        "https://suivi.paqueo.example.reglement-colis.test/carte"
    )
    expect(link).to_have_accessible_description(re.compile("reglement-colis.test"))
    page.keyboard.press("Enter")
    expect(frame.locator("#said")).to_contain_text("les liens ne s’ouvrent pas")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(frame.get_by_role("status").filter(has_text="Vous signalez")).to_be_visible()
    assert said(page)[-1] == {"from": "pix", "answer": "H9LC"}

    page.keyboard.press("Escape")
    expect(frame.get_by_role("button", name="dernière relance")).to_be_focused()
    expect(frame.get_by_role("button", name="dernière relance")).to_contain_text("Signalé")

    # Launched again, it starts anew.
    page.evaluate("frame.contentWindow.postMessage('launch', '*')")
    expect(frame.get_by_text("Signalé", exact=True)).to_have_count(0)
    expect(frame.get_by_text("Vous signalez")).to_have_count(0)
    assert {url.split("/")[2] for url in outside} == {page.url.split("/")[2]}
    assert errors == []


def test_the_mailbox_fits_a_small_phone(new_page, mailbox):
    page = new_page(320, 640)
    page.goto(f"/essai/simulateur/{mailbox.pk}/")
    frame = page.frame_locator("iframe")
    inside = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    for row in range(8):
        frame.locator("button.row").nth(row).click()
        frame.get_by_role("button", name="Détails de l’expéditeur").click()
        assert not page.frames[1].evaluate(inside)
        frame.get_by_role("button", name="Tous les messages").click()
        assert not page.frames[1].evaluate(inside)
