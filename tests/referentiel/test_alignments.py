"""Alignments: written, confirmed, proposed when a framework takes over; and their effect."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from content.integrity import find_faults
from content.minting import current, load
from referentiel.actions import change_status, mint_framework
from referentiel.alignments import align, alignment_set, effects, propose_from_superseded
from referentiel.models import Alignment, AlignmentSet, Competence, Framework
from tests import factories

pytestmark = pytest.mark.django_db


def competence(framework, code="1.1", **fields):
    area = factories.AreaFactory(framework=framework)
    return factories.CompetenceFactory(area=area, code=code, **fields)


@pytest.fixture
def crcn():
    return competence(factories.FrameworkFactory(), "2.3")


@pytest.fixture
def digcomp():
    return competence(factories.FrameworkFactory(code="digcomp-2.2", title_fr="DigComp"), "2.4")


def matrix(source, target):
    return reverse("referential:matrix", args=[source.framework_id, target.framework_id])


def test_an_alignment_is_minted_with_its_set(crcn, digcomp, keeper):
    for one in (crcn, digcomp):
        mint_framework(one.framework)
    align(crcn, digcomp, "exactMatchOf", user=keeper)
    found = AlignmentSet.objects.get()
    pointer = current("alignment", found.public_id)
    assert load(pointer.body)["alignments"][0]["relation"] == "exactMatchOf"
    assert load(pointer.body)["alignments"][0]["status"] == "proposed"
    row = align(crcn, digcomp, "exactMatchOf", "confirmed", "vu", user=keeper)
    assert (row.confirmed_by, row.note) == (keeper, "vu")
    assert row.confirmed_at is not None
    assert current("alignment", found.public_id).version == 2
    assert row.revisions.count() == 2
    align(crcn, digcomp, "exactMatchOf", "confirmed", "vu", user=keeper)
    assert row.revisions.count() == 2, "saying the same again is no change"
    row = align(crcn, digcomp, "isPartOf", user=keeper)
    assert row.confirmed_by is None
    assert list(find_faults()) == []


def test_a_framework_is_not_aligned_with_itself(crcn):
    other = competence(crcn.framework, "1.1")
    with pytest.raises(ValidationError, match="lui-même"):
        align(crcn, other, "isPartOf")
    with pytest.raises(ValidationError):
        align(crcn, crcn, "isPartOf")
    with pytest.raises(IntegrityError), transaction.atomic():
        AlignmentSet.objects.create(source=crcn.framework, target=crcn.framework)


def test_a_relation_that_is_none_is_refused(crcn, digcomp):
    with pytest.raises(ValidationError):
        align(crcn, digcomp, "resembles")
    assert not Alignment.objects.exists()


def test_an_alignment_stays_in_the_frameworks_of_its_set(crcn, digcomp):
    found = alignment_set(crcn.framework, digcomp.framework)
    row = Alignment(alignment_set=found, source=digcomp, target=crcn, relation="isPartOf")
    with pytest.raises(ValidationError):
        row.clean()


def test_the_effect_counts_validated_challenges(skill, digcomp):
    factories.validated_challenge(skill)
    align(skill.competence, digcomp, "isRelatedTo")
    align(skill.competence, competence(digcomp.framework, "1.1"), "precedes")
    (effect,) = effects(skill.competence.framework, digcomp.framework)
    assert effect.source == skill.competence
    assert effect.challenges == 1
    assert [row.target for row in effect.targets] == [digcomp], "precedes reports nothing"


def test_a_newer_framework_takes_over_by_code(crcn, digcomp, keeper):
    align(crcn, digcomp, "exactMatchOf", "confirmed", "vu", keeper)
    third = competence(factories.FrameworkFactory(code="tiers"), "9.9")
    align(digcomp, third, "isPartOf")
    newer = factories.FrameworkFactory(
        code="digcomp-3.0", status="draft", supersedes=digcomp.framework
    )
    same = competence(newer, "2.4")
    competence(newer, "7.7")
    proposed = change_status(newer, "adopted", keeper)
    pairs = {(row.source_id, row.target_id): row for row in proposed}
    assert pairs[(crcn.pk, same.pk)].status == "proposed"
    assert pairs[(crcn.pk, same.pk)].note == "vu"
    assert pairs[(same.pk, third.pk)].relation == "isPartOf"
    assert pairs[(digcomp.pk, same.pk)].relation == "replacedBy"
    assert len(proposed) == 3
    assert Framework.objects.get(code="digcomp-2.2").status == "superseded"
    assert current("framework", "digcomp-2.2").status == "superseded"
    assert propose_from_superseded(newer) == []


@pytest.mark.parametrize(
    ("start", "to"), [("adopted", "draft"), ("draft", "superseded"), ("provisional", "draft")]
)
def test_a_framework_never_becomes_a_draft_again(start, to):
    framework = factories.FrameworkFactory(status=start)
    with pytest.raises(ValidationError, match="ne peut pas devenir"):
        change_status(framework, to)
    assert Framework.objects.get().status == start


def test_the_matrix_writes_a_cell(keeper_client, keeper, crcn, digcomp):
    url = matrix(crcn, digcomp)
    assert "2.4" in keeper_client.get(url).content.decode()
    cell = {"source": crcn.pk, "target": digcomp.pk, "relation": "exactMatchOf", "note": "n"}
    keeper_client.post(url, {**cell, "confirmed": "on"})
    row = Alignment.objects.get()
    assert (row.status, row.confirmed_by) == ("confirmed", keeper)
    page = keeper_client.get(url).content.decode()
    assert "Les épreuves de crcn 2.3 sont rapportées sous digcomp-2.2" in page
    keeper_client.post(url, cell)
    page = keeper_client.get(url).content.decode()
    assert "Les épreuves de crcn 2.3 seraient rapportées sous digcomp-2.2" in page
    picked = keeper_client.get(url, {"source": crcn.pk, "target": digcomp.pk}).content.decode()
    assert "ref-picked" in picked
    keeper_client.post(url, {**cell, "relation": ""})
    assert not Alignment.objects.exists()


def test_all_proposals_are_confirmed_at_once(keeper_client, crcn, digcomp):
    align(crcn, digcomp, "exactMatchOf")
    align(crcn, competence(digcomp.framework, "1.1"), "isPartOf")
    keeper_client.post(matrix(crcn, digcomp), {"confirm_all": "1"})
    assert set(Alignment.objects.values_list("status", flat=True)) == {"confirmed"}


def test_confirming_needs_its_own_permission(client, crcn, digcomp):
    person = factories.UserFactory()
    factories.give(
        person, "wagtailadmin.access_admin", "referentiel.view_framework",
        "referentiel.change_alignment",
    )  # fmt: skip
    client.force_login(person)
    url = matrix(crcn, digcomp)
    cell = {"source": crcn.pk, "target": digcomp.pk, "relation": "isPartOf"}
    client.post(url, {**cell, "confirmed": "on"})
    assert not Alignment.objects.exists()
    client.post(url, cell)
    assert Alignment.objects.get().status == "proposed"
    client.post(url, {"confirm_all": "1"})
    assert Alignment.objects.get().status == "proposed"
    Alignment.objects.update(status="confirmed")
    client.post(url, {**cell, "relation": ""})
    assert Alignment.objects.count() == 1, "what is confirmed is not taken back either"


def test_the_matrix_of_a_framework_and_itself_is_refused(keeper_client, crcn):
    page = keeper_client.get(matrix(crcn, crcn), follow=True)
    assert "lui-même" in page.content.decode()
    index = reverse("referential:alignments")
    page = keeper_client.get(index, {"source": crcn.framework_id, "target": crcn.framework_id})
    assert "lui-même" in page.content.decode()


def test_a_cell_of_other_frameworks_is_not_found(keeper_client, crcn, digcomp):
    cell = {"source": digcomp.pk, "target": crcn.pk, "relation": "isPartOf"}
    assert keeper_client.post(matrix(crcn, digcomp), cell).status_code == 404


def test_an_aligned_competence_is_not_deleted(keeper_client, crcn, digcomp):
    align(crcn, digcomp, "isPartOf")
    delete = reverse(Competence.snippet_viewset.get_url_name("delete"), args=[digcomp.pk])
    page = keeper_client.post(delete, follow=True).content.decode()
    assert "1 alignement (crcn 2.3)" in page
    assert Competence.objects.filter(pk=digcomp.pk).exists()


def test_the_status_page_asks_first(keeper_client, digcomp):
    newer = factories.FrameworkFactory(
        code="digcomp-3.0", status="draft", supersedes=digcomp.framework
    )
    competence(newer, "2.4")
    url = reverse("referential:status", args=[newer.pk, "adopted"])
    assert "digcomp-2.2" in keeper_client.get(url).content.decode()
    assert Framework.objects.get(pk=newer.pk).status == "draft"
    page = keeper_client.post(url, follow=True).content.decode()
    assert "1 alignement est proposé" in page
    bad = reverse("referential:status", args=[newer.pk, "nothing"])
    assert keeper_client.get(bad).status_code == 302
