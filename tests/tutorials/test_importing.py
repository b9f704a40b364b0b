"""Text files land as proposed tutorials; again they update, and a bad one stops no other."""

import pytest
from django.core.management import CommandError, call_command

from content.models import MediaFile
from tests import samples_media
from tutorials.documents import tutorial_document
from tutorials.importing import import_tutorials
from tutorials.models import Tutorial

pytestmark = pytest.mark.django_db

LINK = "---\ntitle: Choisir un mot de passe\nurl: https://example.org/mdp\nduration: 3:31\n---\n"
ARTICLE = """---
title: Reconnaître un faux
duration: 5 min
tags: [courriel, sécurité]
media:
  m1: {file: plan.png, alt: "Un courrier"}
---

Regardez l'adresse : ![](media:m1)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lien.md").write_text(LINK, "utf-8")
    (tmp_path / "article.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "article").mkdir()
    (tmp_path / "article" / "plan.png").write_bytes(samples_media.picture())
    return tmp_path


def outcomes(folder, **options):
    return {result.path.name: result.outcome for result in import_tutorials(folder, **options)}


def test_a_folder_lands_and_again_changes_nothing(folder):
    assert outcomes(folder) == {"article.md": "created", "lien.md": "created"}
    assert set(Tutorial.objects.values_list("status", "live")) == {("proposed", False)}
    assert Tutorial.objects.get(kind="link").duration == 211
    assert MediaFile.objects.count() == 1
    (folder / "article.md").unlink()
    assert outcomes(folder) == {"lien.md": "unchanged"}


def test_a_dry_run_writes_nothing(folder):
    assert outcomes(folder, dry_run=True) == {"article.md": "created", "lien.md": "created"}
    assert not Tutorial.objects.exists()
    assert not MediaFile.objects.exists()


def test_the_same_address_is_the_same_tutorial(folder):
    outcomes(folder)
    (folder / "lien.md").write_text(LINK.replace("Choisir", "Trouver"), "utf-8")
    assert outcomes(folder)["lien.md"] == "updated"
    assert Tutorial.objects.filter(kind="link").count() == 1
    draft = Tutorial.objects.get(kind="link").get_latest_revision_as_object()
    assert draft.title_fr == "Trouver un mot de passe"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("---\ntitle: [\n---\n", ""),
        ("---\ntitle: x\n---\n<script>alert(1)</script>\n", "HTML"),
        ("---\ntitle: x\nduration: longtemps\n---\ny\n", "pas une durée"),
        ("---\ntitle: x\n---\n![](media:m9)\n", "m9"),
        ("---\ntitle: x\nmedia: {m1: {file: ../secret.png, alt: y}}\n---\n![](media:m1)\n", "sort"),
        ("---\ntitle: x\nlanguage: klingon\n---\ny\n", "klingon"),
        ("---\ntitle: x\nurl: ftp://x/\n---\n", "adresse"),
        ("---\nid: challengeAb3\ntitle: x\n---\ny\n", "identifiant"),
        ("---\ntitle: x\nurl: https://example.org/mdp\n---\n", "déjà dans"),
    ],
)
def test_one_bad_file_stops_no_other(folder, text, word):
    (folder / "mauvais.md").write_text(text, "utf-8")
    results = {result.path.name: result for result in import_tutorials(folder)}
    assert results["mauvais.md"].outcome == "refused"
    assert word in results["mauvais.md"].messages[0].text
    assert results["article.md"].outcome == results["lien.md"].outcome == "created"
    assert Tutorial.objects.count() == 2


def test_an_exported_folder_gives_the_same_documents(folder, tmp_path_factory):
    outcomes(folder)
    target = tmp_path_factory.mktemp("export") / "tutoriels"
    call_command("export_tutorials", target)
    before = {row.public_id: tutorial_document(row) for row in Tutorial.objects.all()}
    Tutorial.objects.all().delete()
    MediaFile.objects.all().delete()
    call_command("import_tutorials", target)
    assert {row.public_id: tutorial_document(row) for row in Tutorial.objects.all()} == before


def test_the_command_names_bad_files_and_fails(folder, capsys):
    (folder / "mauvais.md").write_text("---\ntitle: 3\n---\n", "utf-8")
    with pytest.raises(CommandError, match="1 fichier"):
        call_command("import_tutorials", folder)
    captured = capsys.readouterr()
    assert "mauvais.md:2:" in captured.err
    assert "2 créé(s)" in captured.out
