"""Landing challenges of every type: rows that make the documents of the file, ids that stay."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from challenges.documents import challenge_documents
from challenges.importing import import_challenges
from challenges.models import Challenge
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = """---
id: challengeA1
type: {type}
framework: crcn
skill: "@moteur2"
{more}---

## Consigne

Faites ceci.

"""


@pytest.fixture
def write(tmp_path, skill, settings):
    settings.MEDIA_ROOT = tmp_path / "stored"
    folder = tmp_path / "in"
    folder.mkdir()

    def write(type, text, more="", name="a.md"):
        (folder / name).write_text(HEADER.format(type=type, more=more) + text, "utf-8")
        return folder

    return write


def land(folder, outcome="created", **options):
    (result,) = import_challenges(folder, **options)
    assert result.outcome == outcome, result.messages
    return result.challenge


def draft():
    return Challenge.objects.get().get_latest_revision_as_object()


def test_a_cloze_keeps_the_ids_of_its_options(write):
    text = (
        "## Texte à compléter\n\n${a} et ${b}\n\n## Réponses acceptées a\n\n- Namur\n\n"
        "## Menu b\n\n- [x] oui\n- [ ] non\n"
    )
    more = "blanks:\n  a: {label: A, tolerances: [typing]}\n  b: {label: B}\n"
    folder = write("cloze", text, more)
    land(folder)
    body, key = challenge_documents(draft())
    options = body["blanks"][1]["options"]
    assert [blank["input"] for blank in body["blanks"]] == ["text", "menu"]
    assert key["blanks"]["b"]["correct"] == [options[0]]
    assert [row.blank for row in draft().choices.all()] == ["b", "b"]
    assert factories.validate(Challenge.objects.get()).live
    write("cloze", text.replace("non", "peut-être"), more)
    land(folder, "updated")
    assert challenge_documents(draft())[0]["blanks"][1]["options"] == options


def test_an_ordering_without_ids_hides_its_order(write):
    folder = write("ordering", "## Éléments dans l'ordre\n\n1. Un\n2. Deux\n3. Trois\n")
    land(folder)
    body, key = challenge_documents(draft())
    texts = body["locales"]["fr"]["choices"]
    assert [texts[name] for name in key["order"]] == ["Un", "Deux", "Trois"]
    assert [choice["id"] for choice in body["choices"]] != key["order"]
    land(folder, "unchanged")
    # In any other order, the ids are drawn again when they would tell it.
    names = [texts[choice["id"]] for choice in body["choices"]]
    rows = "".join(f"{number}. {name}\n" for number, name in enumerate(names, 1))
    write("ordering", f"## Éléments dans l'ordre\n\n{rows}")
    land(folder, "updated")
    body, key = challenge_documents(draft())
    assert [choice["id"] for choice in body["choices"]] != key["order"]


def test_ids_that_tell_the_order_are_refused(write):
    folder = write("ordering", "## Éléments dans l'ordre\n\n1. Un {#a1}\n2. Deux {#b1}\n")
    (result,) = import_challenges(folder)
    assert result.outcome == "refused"
    assert result.messages[0].line == 12


def test_a_matching_keeps_pairs_and_the_odd_one(write):
    text = "## À gauche\n\n- [1] eID\n- [2] carte\n\n## À droite\n\n- [2] payer\n- [1] signer\n- [ ] lire\n"
    folder = write("matching", text)
    land(folder)
    body, key = challenge_documents(draft())
    texts = body["locales"]["fr"]["choices"]
    assert sorted((texts[a], texts[b]) for a, b in key["pairs"]) == [
        ("carte", "payer"),
        ("eID", "signer"),
    ]
    assert len(body["choices"]) == 5
    land(folder, "unchanged")


def test_a_pool_keeps_the_ids_of_its_groups(write):
    text = "## Texte à compléter\n\n${a}\n\n## Groupe\n\n- rouge\n\n## Groupe\n\n- bleu\n- azur\n"
    folder = write("cloze_pool", text, "blanks: {a: {label: A}}\n")
    land(folder)
    groups = challenge_documents(draft())[1]["groups"]
    write("cloze_pool", text.replace("azur", "ciel"), "blanks: {a: {label: A}}\n")
    land(folder, "updated")
    assert challenge_documents(draft())[1]["groups"] == groups


def test_other_languages_stay_when_a_file_changes(write):
    text = "## Choix\n\n- [x] Oui {#c1}\n- [ ] Non {#c2}\n"
    folder = write("single_choice", text)
    land(folder)
    challenge = factories.validate(Challenge.objects.get())
    challenge.choices.update(text_nl="Nederlands")
    write("single_choice", text.replace("Non", "Jamais"))
    land(folder, "updated")
    challenge = factories.validate(Challenge.objects.get())
    assert {(row.text_fr, row.text_nl) for row in challenge.choices.all()} == {
        ("Oui", "Nederlands"), ("Jamais", "Nederlands"),
    }  # fmt: skip


def test_own_alignments_are_found_by_their_code(write):
    other = factories.FrameworkFactory(code="digcomp-3.0")
    area = factories.AreaFactory(framework=other, code="2")
    factories.CompetenceFactory(area=area, code="2.4")
    more = 'alignments:\n  - {framework: digcomp-3.0, competence: "2.4"}\n'
    text = "## Choix\n\n- [x] Oui\n- [ ] Non\n"
    land(write("single_choice", text, more))
    assert challenge_documents(draft())[0]["alignments"] == [
        {"framework": "digcomp-3.0", "competence": "2.4", "relation": "isRelatedTo"}
    ]
    folder = write("single_choice", text, more.replace("2.4", "9.9"))
    (result,) = import_challenges(folder)
    assert [(m.line, "« 9.9 »" in m.text) for m in result.messages] == [(7, True)]


def test_the_examples_of_the_page_land(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "stored"
    call_command("load_referential")
    page = (Path(__file__).parents[2] / "docs" / "format-texte.md").read_text("utf-8")
    folder = tmp_path / "in"
    for number, text in enumerate(
        re.findall(r"^```markdown\n(---\n.*?)^```$", page, re.MULTILINE | re.DOTALL)
    ):
        (folder / f"{number}" / "boite-mail").mkdir(parents=True)
        (folder / f"{number}" / "boite-mail" / "index.html").write_text("<p>Boîte</p>")
        (folder / f"{number}.md").write_text(text, "utf-8")
    results = list(import_challenges(folder))
    assert [result.messages for result in results if result.outcome != "created"] == []
    assert len(results) == 7
