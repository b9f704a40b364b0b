"""Files beside challenges: landed once, refused with their line, never left behind by a refusal."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from challenges.documents import challenge_documents
from challenges.importing import import_challenges
from challenges.models import Challenge
from content.models import MediaFile
from tests.samples_media import docx, picture

pytestmark = pytest.mark.django_db

TEXT = """---
id: challengeA1
type: single_choice
framework: crcn
skill: "@moteur2"
media:
  m1: {{file: {file}, {more}}}
---

## Consigne

Regardez ![](media:m1).

## Choix

- [x] Oui
- [ ] Non
"""


@pytest.fixture
def folder(tmp_path, skill, settings):
    settings.MEDIA_ROOT = tmp_path / "stored"
    folder = tmp_path / "in"
    (folder / "a").mkdir(parents=True)
    return folder


def write(folder, file="plan.png", more="alt: Plan de la gare", name="a.md"):
    (folder / name).write_text(TEXT.format(file=file, more=more), "utf-8")


def refusals(folder):
    (result,) = import_challenges(folder)
    assert result.outcome == "refused"
    assert not Challenge.objects.exists()
    assert not MediaFile.objects.exists()
    return [(message.line, message.text) for message in result.messages]


def stored_files():
    try:
        return default_storage.listdir("objects")[0]
    except FileNotFoundError:
        return []


def test_a_picture_lands_with_its_words(folder):
    (folder / "a" / "plan.png").write_bytes(picture())
    write(folder)
    (result,) = import_challenges(folder)
    assert result.outcome == "created", result.messages
    medium = MediaFile.objects.get()
    assert (medium.name, medium.mime) == ("plan.png", "image/png")
    with default_storage.open(medium.path) as file:
        assert file.read() == picture()
    body, _key = challenge_documents(Challenge.objects.get())
    assert body["media"][0]["sha256"] == medium.sha256
    assert body["locales"]["fr"]["media"] == {"m1": {"alt": "Plan de la gare"}}
    (again,) = import_challenges(folder)
    assert again.outcome == "unchanged"


def test_a_folder_is_a_simulator_packed_the_same_every_time(folder):
    page = folder / "a" / "jeu" / "index.html"
    page.parent.mkdir()
    page.write_text("<p>Jeu</p>", "utf-8")
    text = TEXT.replace("single_choice", "embed").split("Regardez")[0]
    text = text.replace("media:", "embed: {{title: Jeu}}\nmedia:")
    text = text.format(file="jeu/", more="licence: CC0-1.0")
    (folder / "a.md").write_text(text + "Jouez.\n\n## Réponses acceptées\n\n- 42\n", "utf-8")
    (result,) = import_challenges(folder)
    assert result.outcome == "created", result.messages
    assert MediaFile.objects.get().name == "jeu.zip"
    (again,) = import_challenges(folder)
    assert again.outcome == "unchanged"


def test_files_that_challenges_share_are_in_another_folder(folder, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "plan.png").write_bytes(picture())
    write(folder)
    with pytest.raises(CommandError):
        call_command("import_challenges", str(folder))
    call_command("import_challenges", str(folder), "--media", str(shared))
    assert Challenge.objects.count() == MediaFile.objects.count() == 1


def test_a_dry_run_stores_no_byte(folder):
    (folder / "a" / "plan.png").write_bytes(picture())
    write(folder)
    (result,) = import_challenges(folder, dry_run=True)
    assert result.outcome == "created"
    assert not MediaFile.objects.exists()
    assert stored_files() == []
    (folder / "a" / "plan.png").write_bytes(docx())
    (result,) = import_challenges(folder, dry_run=True)
    assert result.outcome == "refused"


def test_a_refused_file_leaves_nothing(folder):
    (folder / "a" / "plan.png").write_bytes(picture())
    write(folder)
    path = folder / "a.md"
    path.write_text(path.read_text("utf-8").replace("[x]", "[ ]"), "utf-8")
    assert "Aucune proposition" in refusals(folder)[0][1]
    assert stored_files() == []


@pytest.mark.parametrize(
    ("file", "word"),
    [
        ("autre.png", "n'est pas dans le dossier « a »"),
        ("../b.png", "sort du dossier"),
        ("/etc/hostname", "sort du dossier"),
        ("lien.png", "sort du dossier"),
        ("sous", "écrivez « sous/ »"),
        ("lettre.png", "lettre.png"),
    ],
)
def test_what_is_not_a_file_of_the_challenge_is_named_with_its_line(folder, file, word):
    (folder / "b.png").write_bytes(picture())
    (folder / "a" / "sous").mkdir()
    (folder / "a" / "lettre.png").write_bytes(docx())
    (folder / "a" / "lien.png").symlink_to(folder / "b.png")
    write(folder, file)
    ((line, text),) = refusals(folder)
    assert line == 7
    assert word in text


def test_a_simulator_may_not_reach_outside_by_a_link(folder):
    (folder / "secret.txt").write_text("secret")
    (folder / "a" / "jeu").mkdir()
    (folder / "a" / "jeu" / "index.html").write_text("<p>Jeu</p>")
    (folder / "a" / "jeu" / "x.txt").symlink_to(folder / "secret.txt")
    write(folder, "jeu/", "role: simulator")
    assert "sort du dossier" in refusals(folder)[0][1]
