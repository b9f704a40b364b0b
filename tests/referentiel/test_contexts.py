"""Contexts: a hierarchy, and merging that leaves published objects true."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from content.integrity import find_faults
from content.minting import current, load
from referentiel.actions import merge_contexts, mint_contexts
from referentiel.models import Context
from referentiel.queries import standing_contexts
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    mint_contexts()
    return factories.ContextFactory(code="be.csam"), factories.ContextFactory(
        code="be.itsme", title_fr="itsme"
    )


def vocabulary():
    return {item["code"]: item for item in load(current("context", "contexts").body)["contexts"]}


def test_a_merged_context_is_an_alias_and_objects_stay_true(pair, skill, keeper):
    old, new = pair
    narrower = factories.ContextFactory(code="be.csam.wallet", parent=old)
    challenge = factories.choice_challenge(skill)
    challenge.contexts = [old]
    challenge.save_revision()
    from referentiel.actions import mint_framework

    mint_framework(skill.competence.framework)
    challenge = factories.validate(challenge)
    before = current("challenge", challenge.public_id)
    merge_contexts(old, new, keeper)
    assert current("challenge", challenge.public_id).body_id == before.body_id
    assert vocabulary()["be.itsme"]["aliases"] == ["be.csam"]
    assert "be.csam" not in vocabulary()
    assert vocabulary()["be.csam.wallet"]["parent"] == "be.itsme"
    narrower.refresh_from_db()
    assert narrower.parent == new
    assert standing_contexts([old, new]) == [new]
    assert list(find_faults()) == []


def test_aliases_follow_a_second_merge(pair):
    old, new = pair
    last = factories.ContextFactory(code="be.last", title_fr="Dernier")
    merge_contexts(old, new)
    merge_contexts(new, last)
    assert vocabulary()["be.last"]["aliases"] == ["be.csam", "be.itsme"]


def test_merging_that_makes_no_sense_is_refused(pair):
    old, new = pair
    child = factories.ContextFactory(code="be.csam.child", parent=old)
    for into in (old, child):
        with pytest.raises(ValidationError):
            merge_contexts(old, into)
    merge_contexts(new, old)
    with pytest.raises(ValidationError, match="alias"):
        merge_contexts(child, new)


def test_the_hierarchy_has_no_loop(pair):
    old, new = pair
    new.parent = old
    new.save()
    old.parent = new
    with pytest.raises(ValidationError, match="plus large"):
        old.clean()


def test_pages_show_merge_and_edit(keeper_client, pair):
    old, new = pair
    page = keeper_client.get(reverse("referential:contexts")).content.decode()
    assert "be.csam" in page
    merge = reverse("referential:merge", args=[old.pk])
    assert keeper_client.get(merge).status_code == 200
    assert keeper_client.post(merge, {"into": old.pk}).status_code == 200
    keeper_client.post(merge, {"into": new.pk})
    assert Context.objects.get(code="be.csam").merged_into == new
    page = keeper_client.get(reverse("referential:contexts")).content.decode()
    assert "aussi connu comme" in page
    edit = reverse(Context.snippet_viewset.get_url_name("edit"), args=[new.pk])
    keeper_client.post(
        edit,
        {
            "title_fr": "itsme®",
            "scope": "generic",
            "audiences": ["adult"],
            "description_fr": "a\r\nb",
        },
    )
    found = vocabulary()["be.itsme"]
    assert found["title"] == {"fr": "itsme®"}
    assert found["audiences"] == ["adult"]
    assert found["description"] == {"fr": "a\nb"}


def test_a_used_context_is_not_deleted(keeper_client, pair, skill):
    old, _new = pair
    challenge = factories.choice_challenge(skill)
    challenge.contexts = [old]
    challenge.save()
    delete = reverse(Context.snippet_viewset.get_url_name("delete"), args=[old.pk])
    assert "1 épreuve" in keeper_client.post(delete, follow=True).content.decode()
    assert Context.objects.filter(pk=old.pk).exists()


def test_a_designer_merges_nothing(designer_client, pair):
    old, new = pair
    page = designer_client.get(reverse("referential:merge", args=[old.pk]))
    assert page["Location"] == reverse("wagtailadmin_home")
    designer_client.post(reverse("referential:merge", args=[old.pk]), {"into": new.pk})
    assert not Context.objects.exclude(merged_into=None).exists()
