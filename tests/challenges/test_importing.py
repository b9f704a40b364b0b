"""Landing files: good ones as proposed, bad ones named, nothing doubled."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from challenges.enums import ChallengeType
from challenges.importing import import_challenges
from challenges.lifecycle import challenge_problems
from challenges.models import Challenge
from tests import factories

pytestmark = pytest.mark.django_db

GOOD = """---
id: challenge{number}
type: single_choice
framework: crcn
skill: "@moteur2"
contexts: [be.csam]
---

## Consigne

Question {number} ?

## Choix

- [ ] Rouge
- [{mark}] Vert
"""
#: The sixteen of CRCN.
COMPETENCES = {
    f"{area}.{number}"
    for area, count in (("1", 3), ("2", 4), ("3", 4), ("4", 3), ("5", 2))
    for number in range(1, count + 1)
}


@pytest.fixture
def place(skill):
    factories.ContextFactory()


@pytest.fixture
def folder(tmp_path, place):
    def write(count, bad=()):
        for number in range(count):
            text = GOOD.format(number=number, mark=" " if number in bad else "x")
            (tmp_path / f"{number:02}.md").write_text(text, "utf-8")
        return tmp_path

    return write


def outcomes(directory, **options):
    return [result.outcome for result in import_challenges(directory, **options)]


def test_files_land_as_proposed_drafts(folder):
    assert outcomes(folder(2)) == ["created", "created"]
    challenge = Challenge.objects.get(public_id="challenge1")
    assert (challenge.status, challenge.live) == ("proposed", False)
    assert challenge.latest_revision is not None
    assert [c.text_fr for c in challenge.choices.all()] == ["Rouge", "Vert"]
    assert challenge.contexts.get().code == "be.csam"
    assert factories.validate(challenge).status == "validated"


def test_again_changes_nothing_and_a_change_is_a_draft(folder):
    directory = folder(1)
    outcomes(directory)
    challenge = factories.validate(Challenge.objects.get())
    ids = set(challenge.choices.values_list("public_id", flat=True))
    assert outcomes(directory) == ["unchanged"]
    (directory / "00.md").write_text(
        GOOD.format(number=0, mark="x").replace("Question", "Demande"), "utf-8"
    )
    assert outcomes(directory, keep_existing=True) == ["unchanged"]
    assert outcomes(directory) == ["updated"]
    challenge = Challenge.objects.get()
    assert challenge.instruction_fr == "Question 0 ?"
    draft = challenge.get_latest_revision_as_object()
    assert draft.instruction_fr == "Demande 0 ?"
    assert {choice.public_id for choice in draft.choices.all()} == ids
    assert challenge.has_unpublished_changes


def test_one_bad_file_in_fifty_is_named_and_the_others_land(folder, capsys):
    directory = folder(50, bad={17})
    with pytest.raises(CommandError, match="1 fichier"):
        call_command("import_challenges", str(directory))
    assert Challenge.objects.count() == 49
    captured = capsys.readouterr()
    assert "17.md:13: Aucune proposition n'est juste" in captured.err
    assert "49 créée(s)" in captured.out


def test_a_dry_run_says_the_same_and_writes_nothing(folder, capsys):
    directory = folder(3)
    call_command("import_challenges", str(directory), "--dry-run")
    assert "3 créée(s)" in capsys.readouterr().out
    assert not Challenge.objects.exists()


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (('"@moteur2"', '"@moteur7"'), 5, "@moteur7"),
        (("crcn", "digcomp"), 5, "digcomp"),
        (("be.csam", "be.csam, be.nulle"), 6, "be.nulle"),
        (("challenge0", "epreuve-0"), 2, "challenge"),
        (("Question 0 ?", "<b>Question</b>"), 9, "HTML"),
        (("Rouge", "vert"), 16, "même chose"),
        (("contexts:", "review_by: 2027-02-31\ncontexts:"), 6, "date"),
        (("contexts:", "devices: [fax]\ncontexts:"), 6, "fax"),
        (("contexts:", "territories: [BE, XX]\ncontexts:"), 6, "XX"),
        (("contexts:", "timer: -5\ncontexts:"), 6, "au moins 1"),
        (("Question 0 ?", "Question \x00 ?"), 9, "caractère invisible"),
        (("Question 0 ?", "Question ?" + "x" * 20_001), 9, "trop long"),
        (('skill: "@moteur2"', "skill: @moteur2"), 5, "guillemets"),
        (("contexts:", "skill: x\ncontexts:"), 6, "deux fois"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path, place, change, line, word):
    (tmp_path / "a.md").write_text(GOOD.format(number=0, mark="x").replace(*change), "utf-8")
    (result,) = import_challenges(tmp_path)
    assert result.outcome == "refused"
    assert [m.line for m in result.messages if word in m.text] == [line], result.messages
    assert not Challenge.objects.exists()


def test_what_is_not_a_text_file_is_refused(tmp_path, place):
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.md").write_text("x" * 300_000, "utf-8")
    results = list(import_challenges(tmp_path))
    assert [result.outcome for result in results] == ["refused", "refused"]
    assert "UTF-8" in results[0].messages[0].text
    assert "trop grand" in results[1].messages[0].text


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(CommandError, match="pas un dossier"):
        call_command("import_challenges", str(tmp_path / "nowhere"))


def test_a_file_without_id_gets_one(tmp_path, place):
    text = GOOD.format(number=0, mark="x").replace("id: challenge0\n", "")
    (tmp_path / "a.md").write_text(text, "utf-8")
    assert outcomes(tmp_path) == ["created"]
    assert Challenge.objects.get().public_id.startswith("challenge")


def test_the_starter_content_is_fit_to_go_live(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_referential")
    fixtures = Path(__file__).parents[2] / "fixtures"
    results = list(import_challenges(fixtures / "challenges", media=[fixtures / "simulators"]))
    assert [r.messages for r in results if r.outcome != "created"] == []
    assert {r.challenge.head.skill.competence.code for r in results} == COMPETENCES
    assert {r.challenge.head.type for r in results} == set(ChallengeType.values)
    assert all(r.challenge.explanation_fr for r in results)
    for result in results:  # prototypes come first, as they do when people validate
        challenge = Challenge.objects.get(pk=result.challenge.pk)
        draft = challenge.get_latest_revision_as_object()
        assert challenge_problems(draft) == []  # no advice either
        assert factories.validate(challenge).status == "validated"


def test_two_files_with_one_id_are_not_one_over_the_other(folder):
    directory = folder(1)
    (directory / "99.md").write_text((directory / "00.md").read_text("utf-8"), "utf-8")
    for options in ({"dry_run": True}, {}):
        first, second = import_challenges(directory, **options)
        assert (first.outcome, second.outcome) == ("created", "refused")
        assert "00.md" in second.messages[0].text


def test_a_folder_called_as_a_file_does_not_stop_the_others(folder):
    directory = folder(1)
    (directory / "00a.md").mkdir()
    assert sorted(outcomes(directory)) == ["created", "refused"]


def test_what_is_locked_is_left_alone(folder, designer):
    directory = folder(1)
    outcomes(directory)
    Challenge.objects.update(locked=True, locked_by=designer)
    path = directory / "00.md"
    path.write_text(path.read_text("utf-8").replace("Question", "Demande"), "utf-8")
    assert outcomes(directory) == ["refused"]


def test_a_mended_choice_stays_the_same_choice(folder):
    directory = folder(1)
    outcomes(directory)
    challenge = factories.validate(Challenge.objects.get())
    ids = list(challenge.choices.values_list("public_id", flat=True))
    path = directory / "00.md"
    path.write_text(path.read_text("utf-8").replace("Rouge", "Orange"), "utf-8")
    assert outcomes(directory) == ["updated"]
    draft = Challenge.objects.get().get_latest_revision_as_object()
    assert [choice.public_id for choice in draft.choices.all()] == ids


def test_text_in_another_composition_says_the_same(folder):
    import unicodedata

    directory = folder(1)
    path = directory / "00.md"
    path.write_text(path.read_text("utf-8").replace("Rouge", "Liège"), "utf-8")
    assert outcomes(directory) == ["created"]
    path.write_text(unicodedata.normalize("NFD", path.read_text("utf-8")), "utf-8")
    assert outcomes(directory) == ["unchanged"]
