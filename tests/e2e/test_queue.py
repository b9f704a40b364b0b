"""The queue, everybody's work and submitting in bulk, in a browser: with progress, on a phone, axe."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from challenges.models import Challenge
from content.models import Review
from content.review.actions import submit

from .accessibility import serious_findings, sideways
from .conftest import session_cookie

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def account(name):
    return get_user_model().objects.get(username=name)


def changed(number):
    """Drafts of ``number`` validated challenges by the demo's designer."""
    designer = account("concepteur")
    keys = Challenge.objects.filter(status="validated").order_by("pk").values_list("pk", flat=True)
    for key in keys[:number]:
        draft = Challenge.objects.get(pk=key).get_latest_revision_as_object()
        draft.instruction_fr = f"{draft.instruction_fr} Répondez."
        draft.save_revision(user=designer)
    return [Challenge.objects.get(pk=key) for key in keys[:number]]


def signed_in(new_page, live_server, name, **size):
    page = new_page(**size)
    page.context.add_cookies([{**session_cookie(account(name)), "url": live_server.url}])
    return page


def test_all_of_a_filter_are_submitted_with_progress(new_page, live_server, mailoutbox):
    challenges = changed(23)
    page = signed_in(new_page, live_server, "concepteur")
    page.goto("/admin/epreuves/?workflow=none")
    page.get_by_label("Tout sélectionner").first.check()
    page.get_by_role("link", name="Soumettre à relecture").click()
    page.wait_for_url(re.compile("/bulk/challenges/challenge/submit/"))
    page.get_by_label("Priorité").select_option("1")
    page.get_by_label("Message aux personnes qui relisent").fill("Avant la rentrée.")
    assert serious_findings(page) == []
    page.get_by_role("button", name="Voir ce qui serait soumis").click()
    button = page.get_by_role("button", name="Soumettre 23 épreuves")
    expect(button).to_be_visible()
    # Between looking and doing, somebody submits one: it is told, and the others are done.
    submit(challenges[5], account("concepteur"), tell=False)
    button.click()
    expect(page.locator("[data-bulk-text]")).to_contain_text("Terminé.")
    expect(page.locator("[data-bulk-failed] li")).to_have_count(1)
    expect(page.locator("[data-bulk-failed] li")).to_contain_text("Déjà en relecture")
    expect(page.get_by_role("link", name="Retour à la liste")).to_be_focused()
    assert Review.objects.filter(priority=1, message="Avant la rentrée.").count() == 22
    to_reviewer = [letter for letter in mailoutbox if letter.to == ["relecteur@example.org"]]
    assert len(to_reviewer) == 1
    assert "22 épreuves soumises" in to_reviewer[0].subject


@pytest.mark.parametrize("width", [1280, 390])
def test_the_queue_and_the_work_of_each_role(new_page, live_server, width):
    challenges = changed(3)
    for number, challenge in enumerate(challenges, 1):
        submit(challenge, account("concepteur"), priority=number, message="Merci", tell=False)
    for name in ("relecteur", "concepteur", "lecteur"):
        page = signed_in(new_page, live_server, name, width=width)
        for address in ("/admin/relectures/", "/admin/relectures/?tab=returned", "/admin/travail/"):
            page.goto(address)
            assert sideways(page) <= 1, (name, address)
            assert serious_findings(page) == [], (name, address)
            assert page.locator("h1").count() == 1, (name, address)


def test_a_reviewer_takes_one_by_keyboard_and_finds_it_in_their_work(new_page, live_server):
    challenge = changed(1)[0]
    review = submit(challenge, account("concepteur"), tell=False)
    page = signed_in(new_page, live_server, "relecteur")
    page.goto("/admin/")
    expect(page.get_by_role("link", name="Relectures (1)")).to_be_visible()
    page.get_by_role("link", name="Relectures (1)").click()
    button = page.get_by_role("button", name=re.compile("Je m'en occupe"))
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/admin/epreuves/{challenge.pk}/relecture/"))
    review.refresh_from_db()
    assert review.taken_by == account("relecteur")
    page.goto("/admin/travail/")
    section = page.get_by_role("region", name=re.compile("Vous vous en occupez"))
    expect(section.get_by_role("link").first).to_have_attribute(
        "href", f"/admin/epreuves/{challenge.pk}/relecture/"
    )
    page.goto("/admin/relectures/?who=me")
    expect(page.locator(".review-list__mine")).to_have_count(1)
