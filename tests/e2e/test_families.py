"""A family in a browser: declined from the form, side by side, compared by typing, by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from challenges.actions import make_variant
from challenges.models import Challenge

from .test_whole_path import log_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def a_prototype():
    return Challenge.objects.filter(type="single_choice", prototype=None).order_by("pk").first()


def changed_variant(prototype):
    """A variant in which one word more stands in the statement."""
    variant = make_variant(prototype)
    variant.instruction_fr = f"{variant.instruction_fr} Lisez bien."
    variant.save()
    variant.save_revision()
    return variant


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_a_variant_is_written_from_the_form_and_shown_beside_its_prototype(new_page):
    page = new_page()
    log_in(page)
    prototype = a_prototype()
    page.goto(f"/admin/epreuves/edit/{prototype.pk}/")
    page.get_by_role("button", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Décliner").click()
    expect(page.get_by_text("Une nouvelle épreuve proposée est créée")).to_be_visible()
    page.get_by_role("button", name="Décliner").press("Enter")
    page.wait_for_url(re.compile(r"/admin/epreuves/edit/\d+/"))
    expect(page.get_by_text("La déclinaison 1 est créée")).to_be_visible()
    variant = Challenge.objects.get(prototype=prototype)
    assert page.locator("#id_type, #id_timer").count() == 0
    page.locator("#id_instruction_fr").fill(f"{variant.instruction_fr} Lisez bien.")
    page.get_by_role("button", name=re.compile("Enregistrer")).first.click()
    page.wait_for_load_state()

    page.goto(f"/admin/epreuves/{prototype.pk}/famille/")
    cards = page.locator(".fam-member article")
    expect(cards).to_have_count(2)
    # Each question stands in a tree of its own; its fields are closed.
    expect(cards.nth(1).locator(".q-instruction")).to_contain_text("Lisez bien.")
    expect(cards.nth(1).locator(".q-choices input").first).to_be_disabled()
    expect(cards.nth(1).locator(".fam-row")).to_have_count(1)
    expect(cards.nth(1).locator(".fam-row ins")).to_contain_text("Lisez bien.")
    expect(cards.nth(1)).to_contain_text("modifié")
    cards.nth(1).get_by_role("link", name=re.compile("Comparer au prototype")).click()
    expect(page.get_by_text("1 différence sur")).to_be_visible()


def test_the_other_challenge_is_found_by_typing(new_page):
    page = new_page()
    log_in(page)
    prototype = a_prototype()
    other = Challenge.objects.filter(type="short_answer").first()
    page.goto(f"/admin/epreuves/comparer/?a={prototype.public_id}")
    field = page.get_by_role("searchbox")
    field.press_sequentially(other.public_id[:16])
    link = page.locator("#found-b a")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", re.compile(other.public_id))
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".fam-compared")).to_be_visible()
    page.get_by_role("link", name="Tous les champs").click()
    expect(page.locator(".fam-line--same").first).to_be_visible()
    page.get_by_role("link", name="Échanger les côtés").click()
    assert f"a={other.public_id}" in page.url


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_fit(new_page, width):
    prototype = a_prototype()
    variant = changed_variant(prototype)
    page = new_page(width=width)
    log_in(page)
    for address in (
        f"/admin/epreuves/{prototype.pk}/famille/",
        f"/admin/epreuves/{prototype.pk}/decliner/",
        f"/admin/epreuves/{variant.pk}/dupliquer/",
        f"/admin/epreuves/deplacer/?id={prototype.pk}",
        f"/admin/epreuves/comparer/?a={prototype.pk}&b={variant.pk}&tout=1",
        "/admin/epreuves/comparer/",
    ):
        page.goto(address)
        assert fits(page), address
