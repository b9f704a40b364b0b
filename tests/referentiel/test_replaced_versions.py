"""A version of a skill that takes over: what goes with the old one is said before, and done."""

from html import unescape

import pytest
from wagtail.models import ModelLogEntry

from challenges.models import Challenge
from referentiel.importing import import_package
from referentiel.lifecycle import activate_skill, new_version
from referentiel.models import Framework, Skill
from referentiel.packages import package_document
from referentiel.planning import make_plan
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(skill):
    """A validated prototype with three validated variants, for the active version 1."""
    prototype = factories.validated_challenge(skill)
    for number in (1, 2, 3):
        factories.validate(factories.variant_of(prototype, number))
    return prototype


def test_the_page_says_what_goes_with_the_old_version(keeper_client, skill, used):
    second = new_version(skill)
    url = f"/admin/referentiel/acquis/{second.pk}/etape/activated/"
    page = unescape(keeper_client.get(url).content.decode())
    assert "Sa version 1, active, est archivée." in page
    assert "Ceci archive 1 prototype et 3 déclinaisons." in page
    assert Challenge.objects.filter(status="validated").count() == 4


def test_who_activates_is_who_archived(keeper, skill, used):
    second = new_version(skill)
    activate_skill(second, keeper)
    assert set(Challenge.objects.values_list("status", flat=True)) == {"archived"}
    entries = ModelLogEntry.objects.filter(action="wagtail.unpublish")
    assert set(entries.values_list("user", flat=True)) == {keeper.pk}
    assert entries.count() == 4
    assert "avec « @moteur2" in entries.first().message


def test_a_version_that_nobody_uses_says_nothing(keeper_client, skill):
    activate_skill(skill)
    second = new_version(skill)
    url = f"/admin/referentiel/acquis/{second.pk}/etape/activated/"
    page = unescape(keeper_client.get(url).content.decode())
    assert "Sa version 1, active, est archivée." in page
    assert "Ceci" not in page


def test_an_import_says_it_before_and_does_it(keeper, skill, used):
    second = new_version(skill)
    package = package_document(Framework.objects.get())
    for item in package["items"]:
        if item.get("key") == second.public_id:
            item["status"] = "active"
        elif item.get("key") == skill.public_id:
            item["status"] = "archived"
    plan = make_plan(package)
    assert not plan.problems
    assert plan.effects == ["@moteur2 : Ceci archive 1 prototype et 3 déclinaisons."]
    import_package(package, user=keeper)
    assert Skill.objects.get(pk=second.pk).status == "active"
    assert set(Challenge.objects.values_list("status", flat=True)) == {"archived"}
    entries = ModelLogEntry.objects.filter(action="wagtail.unpublish")
    assert set(entries.values_list("user", flat=True)) == {keeper.pk}
