"""``setup_atelier``: everything from nothing, and again without losing anything."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from banks.models import Bank, Release
from challenges.models import Challenge
from content.integrity import find_faults

pytestmark = pytest.mark.django_db
STARTERS = len(list((Path(__file__).parents[2] / "fixtures" / "challenges").glob("*.md")))


@pytest.fixture
def installed(capsys):
    call_command("setup_atelier", "--port", "8123")
    return capsys.readouterr().out


def test_everything_is_there(installed, client):
    assert "http://127.0.0.1:8123/admin/" in installed
    assert "concepteur / concepteur" in installed
    assert Challenge.objects.filter(status="validated", live=True).count() == STARTERS
    assert Bank.objects.get().slug == "socle-fwb"
    assert Release.objects.get().number == 1
    assert list(find_faults()) == []
    assert client.login(username="concepteur", password="concepteur")
    assert client.get("/admin/").status_code == 200


def test_again_loses_and_doubles_nothing(installed):
    challenge = Challenge.objects.first()
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Ma version"
    draft.save_revision()
    Bank.objects.update(title_fr="Mon titre")
    call_command("setup_atelier")
    challenge.refresh_from_db()
    assert challenge.get_latest_revision_as_object().instruction_fr == "Ma version"
    assert Bank.objects.get().title_fr == "Mon titre"
    assert Challenge.objects.count() == STARTERS
    assert Release.objects.count() == 1


def test_the_starter_is_for_development_only(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="développement"):
        call_command("load_starter")
    assert not Challenge.objects.exists()


def test_a_refused_file_is_named(monkeypatch, tmp_path, settings):
    for name in ("frameworks", "contexts.yaml"):
        (tmp_path / name).symlink_to(settings.BASE_DIR / "fixtures" / name)
    (tmp_path / "challenges").mkdir()
    (tmp_path / "challenges" / "x.md").write_text("rien")
    from cms.demo import load_starter

    with pytest.raises(ValueError, match=r"x\.md:1:"):
        load_starter(tmp_path, lambda text: None)
