"""The referential in a browser: the matrix by keyboard, the grid by mouse, an import that is watched."""

import json
import re

import pytest
from playwright.sync_api import expect

from referentiel.models import Alignment, Competence, Framework, Skill, Topic
from tests import samples

from .test_whole_path import log_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def frameworks(*codes):
    return [Framework.objects.get(code=code).pk for code in codes]


@pytest.mark.parametrize("width", [1280, 360])
def test_an_alignment_is_confirmed_by_keyboard(new_page, width):
    page = new_page(width=width)
    log_in(page, "referent")
    source, target = frameworks("crcn", "digcomp-3.0")
    page.goto(f"/admin/referentiel/alignements/{source}/{target}/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    one, other = (
        Competence.objects.get(framework=pk, code=code)
        for pk, code in ((source, "2.3"), (target, "2.4"))
    )
    cell = page.locator(f"#c{one.pk}-{other.pk} a")
    before = page.locator(f"#c{one.pk}-{other.pk}").locator("xpath=preceding-sibling::td[1]/a")
    before.focus()
    page.keyboard.press("ArrowRight")
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2.3 Collaborer")
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    dialog.get_by_label("Confirmé").check()
    dialog.get_by_label("Remarque").fill("Vu avec l'équipe.")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(f"#c{one.pk}-{other.pk} a")).to_have_attribute("data-status", "confirmed")
    row = Alignment.objects.get(source=one, target=other)
    assert (row.status, row.confirmed_by.username) == ("confirmed", "referent")
    expect(page.locator(".ref-effects")).to_contain_text(
        "crcn 2.3 sont rapportées sous digcomp-3.0"
    )


def test_the_grid_adds_sorts_and_moves(new_page):
    page = new_page()
    log_in(page, "referent")
    competence = Competence.objects.get(framework__code="crcn", code="1.1")
    page.goto(f"/admin/referentiel/competences/{competence.pk}/")
    page.get_by_role("link", name="Ajouter l'acquis @requete5").click()
    page.locator("#id_hint_fr").fill("Commencez par le mot le plus rare.")
    page.get_by_role("button", name="Enregistrer").first.click()
    page.get_by_role("link", name=re.compile("@requete5")).click()
    page.get_by_role("link", name="Activer").click()
    page.get_by_role("button", name="Activer").click()
    expect(page.locator(".ref-facts")).to_contain_text("par referent")
    assert Skill.objects.get(topic__name="requete", level=5).status == "active"

    page.goto(f"/admin/referentiel/competences/{competence.pk}/")
    source, requete = (
        page.locator("tr[data-topic]", has_text=f"@{n}") for n in ("source", "requete")
    )
    source.locator(".ref-grid__topic").drag_to(requete.locator(".ref-grid__topic"))
    theme = Topic.objects.get(name="requete").theme
    expect(page.locator(f"tbody[data-theme='{theme.pk}'] tr[data-topic]")).to_have_count(2)
    assert Topic.objects.get(name="source").theme == theme
    first = page.locator("tr[data-topic]").first.get_attribute("data-topic")
    page.locator(f"tr[data-topic='{first}']").get_by_role("button", name="Descendre").focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-topic]").nth(1)).to_have_attribute("data-topic", first)
    # Who sorts by keyboard goes on where they are.
    back = page.locator(f"tr[data-topic='{first}']").get_by_role("button", name="Monter")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-topic]").first).to_have_attribute("data-topic", first)


def test_an_import_is_looked_at_then_watched(new_page, tmp_path):
    page = new_page()
    log_in(page, "referent")
    package = {**samples.package(), "code": "essai", "title": {"fr": "Essai <b>gras</b>"}}
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(package))
    page.goto("/admin/referentiel/")
    page.get_by_role("link", name="Importer").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_label("Format").select_option("json")
    page.get_by_role("button", name="Lire le fichier").click()
    expect(page.get_by_text("Un nouveau référentiel serait créé")).to_be_visible()
    assert not Framework.objects.filter(code="essai").exists()
    page.get_by_role("button", name="Importer", exact=True).click()
    page.wait_for_url(re.compile(r"/admin/referentiel/\d+/\?importe=1$"))
    expect(page.get_by_role("link", name="1.1 C", exact=True)).to_be_visible()
    assert page.locator("main b", has_text="gras").count() == 0, "titles are text, never HTML"


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_fit_and_have_no_sideways_scroll(new_page, width):
    page = new_page(width=width)
    log_in(page, "referent")
    crcn = Framework.objects.get(code="crcn")
    competence = crcn.competences.first()
    skill = Skill.objects.first()
    for address in (
        "/admin/referentiel/",
        f"/admin/referentiel/{crcn.pk}/",
        f"/admin/referentiel/{crcn.pk}/echelle/",
        f"/admin/referentiel/competences/{competence.pk}/",
        f"/admin/referentiel/acquis/{skill.pk}/",
        "/admin/referentiel/alignements/",
        "/admin/referentiel/contextes/",
        "/admin/referentiel/importer/",
        "/referentiel/crcn/",
        "/referentiel/crcn/2.3/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), address
        assert page.locator("h1").count() == 1, address
        if address.startswith("/admin/"):
            name = page.locator("h1").inner_text().strip()
            title = page.locator("[data-w-breadcrumbs] li").last
            assert title.inner_text().strip(), address
            box = title.bounding_box()
            assert box["x"] + box["width"] <= width, f"{address}: {name} is cut"
