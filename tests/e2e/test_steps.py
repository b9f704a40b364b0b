"""Archiving with what it takes along, two versions compared, the log filtered: by keyboard, with axe."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from challenges.actions import make_variant
from challenges.models import Challenge
from tests import factories

from .accessibility import serious_findings, sideways
from .test_whole_path import log_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def a_family():
    """A validated prototype of the starter content with a validated variant and a proposed one."""
    prototype = Challenge.objects.filter(
        type="single_choice", prototype=None, status="validated"
    ).order_by("pk").first()  # fmt: skip
    factories.validate(make_variant(prototype))
    make_variant(prototype)
    return prototype


def admin():
    return get_user_model().objects.get(username="admin")


def statuses(prototype):
    rows = Challenge.objects.filter(prototype=prototype).order_by("variant")
    return list(rows.values_list("status", flat=True))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_family_is_archived_by_keyboard_with_a_reason(new_page, width):
    prototype = a_family()
    page = new_page(width=width, user=admin())
    page.goto(f"/admin/epreuves/unpublish/{prototype.pk}/")
    expect(page.get_by_text("Ceci archive 1 prototype, 1 déclinaison et 1 acquis")).to_be_visible()
    assert serious_findings(page) == []
    assert sideways(page) <= 1
    reason = page.get_by_label("Raison (facultative)")
    reason.focus()
    page.keyboard.type("La loi a changé.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Archiver", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("est archivée. Ceci archive 1 prototype"))).to_be_visible()
    assert Challenge.objects.get(pk=prototype.pk).status == "archived"
    assert statuses(prototype) == ["archived", "obsolete"]

    page.goto(f"/admin/epreuves/history/{prototype.pk}/")
    expect(page.get_by_text("Archivé. Raison : La loi a changé.")).to_be_visible()
    assert serious_findings(page) == []
    assert sideways(page) <= 1


def test_two_versions_are_chosen_and_one_is_brought_back(new_page):
    page = new_page()
    log_in(page)
    prototype = Challenge.objects.filter(
        type="single_choice", prototype=None, status="validated"
    ).order_by("pk").first()  # fmt: skip
    first = prototype.get_latest_revision()
    for words in ("Lisez bien.", "Lisez très bien."):
        draft = Challenge.objects.get(pk=prototype.pk).get_latest_revision_as_object()
        draft.instruction_fr = f"{prototype.instruction_fr} {words}"
        draft.save_revision(log_action=True)
    page.goto(f"/admin/epreuves/history/{prototype.pk}/")
    page.locator(f'input[name="before"][value="{first.pk}"]').check()
    page.get_by_role("button", name="Comparer les deux versions choisies").press("Enter")
    expect(page.locator(".fam-compared ins")).to_contain_text("Lisez très bien.")
    assert serious_findings(page) == []
    page.get_by_role("link", name="Revenir à cette version").press("Enter")
    expect(page.get_by_text("Ce qui est validé reste en ligne tel quel")).to_be_visible()
    assert serious_findings(page) == []
    page.get_by_role("button", name="Revenir à cette version").press("Enter")
    expect(page.get_by_text(re.compile("est revenue, en brouillon"))).to_be_visible()
    row = Challenge.objects.get(pk=prototype.pk)
    assert row.get_latest_revision_as_object().instruction_fr == prototype.instruction_fr
    assert row.status == "validated"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_log_is_filtered_and_taken_out(new_page, width):
    page = new_page(width=width, user=admin())
    page.goto("/admin/journal/")
    expect(page.get_by_role("cell", name="relecteur").first).to_be_visible()
    assert serious_findings(page) == []
    assert sideways(page) <= 1
    public_id = Challenge.objects.filter(status="validated").order_by("pk").first().public_id
    page.locator("main header input[name=q], header input#id_q").first.fill(public_id)
    page.wait_for_function(
        "id => [...document.querySelectorAll('#listing-results tbody tr')]"
        ".every(row => row.textContent.includes(id))",
        arg=public_id,
    )
    rows = page.locator("#listing-results tbody tr")
    expect(rows.first).to_contain_text("Validé")
    page.goto(f"/admin/journal/?q={public_id}&action=wagtail.publish")
    expect(rows).to_have_count(1)
    page.get_by_role("button", name="Actions", exact=True).first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger tout en CSV").click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert public_id in lines[1]
