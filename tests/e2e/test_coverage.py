"""The map, the list and bulk tagging in a browser: by keyboard, on a phone, with progress."""

import re

import pytest
from playwright.sync_api import expect

from challenges.models import Challenge, SavedFilter
from referentiel.models import Competence

from .test_whole_path import log_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def cell(page, code, level):
    competence = Competence.objects.get(framework__code="crcn", code=code)
    return page.locator(f"a[href^='/admin/epreuves/carte/{competence.pk}/{level}/']")


def test_a_thin_cell_is_opened_by_keyboard_and_starts_a_challenge(new_page):
    page = new_page()
    log_in(page)
    first = cell(page, "1.1", 1)
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, "1.1", 2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "1.2", 2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name=re.compile("1.1 .*niveau 2"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell(page, "1.1", 2)).to_be_focused()
    page.keyboard.press("Enter")
    dialog.get_by_role("link", name=re.compile("Écrire une épreuve pour @requete2")).click()
    page.wait_for_url(re.compile(r"/admin/epreuves/add/\?skill=\d+"))
    expect(page.locator("main")).to_contain_text("@requete2")


def test_filters_are_in_the_address(new_page):
    page = new_page()
    log_in(page)
    page.get_by_label("Type", exact=True).select_option("short_answer")
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url(re.compile("type=short_answer"))
    expect(page.get_by_label("Type", exact=True)).to_have_value("short_answer")
    page.get_by_role("link", name="Tout montrer").click()
    page.wait_for_url(re.compile(r"\?framework=\d+$"))


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_pages_fit(new_page, width):
    page = new_page(width=width)
    log_in(page)
    competence = Competence.objects.get(framework__code="crcn", code="1.1")
    for address in (
        "/admin/",
        f"/admin/epreuves/carte/{competence.pk}/2/",
        "/admin/epreuves/",
        f"/admin/bulk/challenges/challenge/tag/?id={Challenge.objects.first().pk}",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), address
        assert page.locator("h1").count() == 1, address


def test_a_filter_is_kept_after_the_list_changed_without_loading(new_page):
    page = new_page()
    log_in(page)
    page.goto("/admin/epreuves/")
    page.locator("input[name=q]").fill("courriel")
    page.wait_for_url(re.compile("q=courriel"))
    page.get_by_text("Enregistrer ce filtre").click()
    page.get_by_label("Nom", exact=True).fill("Courriels")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("link", name="Courriels", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    assert SavedFilter.objects.get().query == "q=courriel"


def test_all_challenges_of_the_filter_are_tagged_with_progress(new_page):
    page = new_page()
    log_in(page)
    page.goto("/admin/epreuves/?status=validated")
    total = Challenge.objects.filter(status="validated").count()
    locked = Challenge.objects.filter(status="validated").first()
    page.get_by_label("Tout sélectionner").first.check()
    page.get_by_role("link", name="Étiqueter").click()
    page.wait_for_url(re.compile("/bulk/challenges/challenge/tag/"))
    page.get_by_role("group", name="Ajouter : Territoires").get_by_label("Luxembourg").check()
    page.get_by_role("button", name="Voir ce qui changerait").click()
    button = page.get_by_role("button", name=re.compile(r"Changer \d+ épreuves"))
    expect(button).to_be_visible()
    # Between looking and doing, one is archived: it is told, and the others are done.
    Challenge.objects.get(pk=locked.pk).unpublish()
    button.click()
    expect(page.locator("[data-bulk-text]")).to_contain_text("Terminé.")
    expect(page.locator("[data-bulk-failed] li")).to_have_count(1)
    expect(page.get_by_role("link", name="Retour à la liste")).to_be_focused()
    tagged = [
        row for row in Challenge.objects.filter(status="validated")
        if "LU" in row.get_latest_revision_as_object().territories
    ]  # fmt: skip
    assert len(tagged) == total - 1
