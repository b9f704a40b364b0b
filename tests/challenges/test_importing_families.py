"""Families in files: whatever the order of files, one challenge per number, nothing doubled."""

import pytest

from challenges.documents import challenge_documents
from challenges.importing import import_challenges
from challenges.models import FAMILY_FIELDS, Challenge
from tests import factories

pytestmark = pytest.mark.django_db

PROTOTYPE = """---
id: challengeP1
type: single_choice
framework: crcn
skill: "@moteur2"
timer: 60
---

## Consigne

Quelle couleur ?

## Choix

- [x] Vert
- [ ] Rouge
"""
VARIANT = """---
id: challengeV{number}
prototype: challengeP1
variant: {number}
---

## Consigne

Quelle couleur, la fois {number} ?

## Choix

- [x] Bleu
- [ ] Jaune
"""


@pytest.fixture
def folder(tmp_path, skill):
    """The variants' files come first by name."""
    (tmp_path / "z.md").write_text(PROTOTYPE, "utf-8")
    for number in (1, 2):
        (tmp_path / f"a{number}.md").write_text(VARIANT.format(number=number), "utf-8")
    return tmp_path


def outcomes(folder, **options):
    results = list(import_challenges(folder, **options))
    return [result.outcome for result in results], [m for r in results for m in r.messages]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_family_lands_whatever_the_order_of_its_files(folder, dry_run):
    found, messages = outcomes(folder, dry_run=dry_run)
    assert (found, messages) == (["created"] * 3, [])
    assert Challenge.objects.count() == (0 if dry_run else 3)


def test_variants_hold_nothing_of_what_the_family_shares(folder):
    outcomes(folder)
    variant = Challenge.objects.get(variant=2)
    assert variant.prototype.public_id == "challengeP1"
    assert {getattr(variant, name) for name in FAMILY_FIELDS} == {None}
    body, _key = challenge_documents(variant)
    assert (body["type"], body["timer"]) == ("single_choice", 60)
    assert outcomes(folder)[0] == ["unchanged"] * 3


def test_the_number_is_enough_to_know_a_variant_again(folder):
    path = folder / "a1.md"
    path.write_text(path.read_text("utf-8").replace("id: challengeV1\n", ""), "utf-8")
    outcomes(folder)
    path.write_text(path.read_text("utf-8").replace("la fois", "la première fois"), "utf-8")
    assert outcomes(folder)[0] == ["unchanged", "updated", "unchanged"]
    assert Challenge.objects.count() == 3


def test_a_family_goes_live(folder):
    outcomes(folder)
    for challenge in Challenge.objects.order_by("variant", "pk"):
        if challenge.prototype_id is None:
            factories.validate(challenge)
    assert factories.validate(Challenge.objects.get(variant=1)).live


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (("prototype: challengeP1", "prototype: challengeX"), 3, "n'existe pas"),
        (("prototype: challengeP1", "prototype: challengeV2"), 3, "elle-même une déclinaison"),
        (("variant: 1", "variant: 2"), 4, "déjà celle de"),
        (("id: challengeV1", "id: challengeV2"), 2, "déjà celui de"),
    ],
)
def test_a_wrong_place_in_a_family_is_refused(folder, change, line, word):
    outcomes(folder)
    # Read last, so that the others have taken their places.
    text = (folder / "a1.md").read_text("utf-8").replace(*change)
    (folder / "zz.md").write_text(text, "utf-8")
    (folder / "a1.md").unlink()
    results = {result.path.name: result for result in import_challenges(folder)}
    assert results["zz.md"].outcome == "refused"
    assert [m.line for m in results["zz.md"].messages if word in m.text] == [line]


def test_a_challenge_does_not_change_its_place_in_a_family(folder):
    outcomes(folder)
    Challenge.objects.filter(variant=1).update(variant=9)
    results = {result.path.name: result for result in import_challenges(folder)}
    assert "déclinaison 9" in results["a1.md"].messages[0].text
    (folder / "a1.md").write_text(PROTOTYPE.replace("challengeP1", "challengeV1"), "utf-8")
    results = {result.path.name: result for result in import_challenges(folder)}
    assert "déclinaison 9" in results["a1.md"].messages[0].text


def test_a_taken_number_is_not_taken_again(folder):
    outcomes(folder)
    (folder / "a1.md").write_text(VARIANT.format(number=1).replace("challengeV1", "challengeV7"))
    results = {result.path.name: result for result in import_challenges(folder)}
    assert "existe déjà : challengeV1" in results["a1.md"].messages[0].text


def test_a_refused_prototype_refuses_its_variants(folder):
    (folder / "z.md").write_text(PROTOTYPE.replace("[x]", "[ ]"), "utf-8")
    assert outcomes(folder)[0] == ["refused"] * 3
    assert not Challenge.objects.exists()


def test_a_closed_prototype_has_no_new_variants(folder):
    (folder / "a2.md").unlink()
    outcomes(folder)
    Challenge.objects.filter(prototype=None).update(status="archived")
    (folder / "a2.md").write_text(VARIANT.format(number=2), "utf-8")
    results = {result.path.name: result for result in import_challenges(folder)}
    assert "fermée" in results["a2.md"].messages[0].text
