"""The workshop as files: imported into an empty one, they give the same documents."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from challenges.documents import challenge_documents
from challenges.exporting import export_challenges, narrowed
from challenges.importing import import_challenges
from challenges.lifecycle import propose
from challenges.models import Challenge, ChallengeLink, ChallengeMedia
from content.media import accept
from content.media.storing import is_intact
from content.models import MediaFile, ObjectPointer
from tests import factories
from tests.samples_media import picture, simulator, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "stored"


def documents():
    """Body and key of every challenge's latest draft, by its id."""
    drafts = [challenge.get_latest_revision_as_object() for challenge in Challenge.objects.all()]
    return {draft.public_id: challenge_documents(draft) for draft in drafts}


def emptied():
    """The workshop without its challenges and files."""
    ObjectPointer.objects.filter(kind="challenge").delete()
    Challenge.objects.filter(prototype__isnull=False).delete()
    Challenge.objects.all().delete()
    for medium in MediaFile.objects.all():
        default_storage.delete(medium.path)
    MediaFile.objects.all().delete()


def there_and_back(tmp_path, **options):
    before = documents()
    exported = list(export_challenges(tmp_path / "out", Challenge.objects.all(), **options))
    assert [e.remarks for e in exported if e.remarks] == []
    emptied()
    results = list(import_challenges(tmp_path / "out"))
    assert [r.messages for r in results if r.outcome != "created"] == []
    assert documents() == before
    return exported


def with_media(**fields):
    challenge = factories.choice_challenge(**fields)
    names = {"m1": "plan.png", "m2": "plan.png", "m3": "a.png"}
    for key, name in names.items():
        colour = {"m1": "teal", "m2": "red", "m3": "blue"}[key]
        challenge.media.add(
            ChallengeMedia(
                key=key,
                role="download" if key == "m3" else "illustration",
                file=accept(upload(picture(colour=colour), name), "illustration"),
                name="" if key == "m1" else "Un nom: à lui",
                alt_fr="Le plan" if key == "m1" else "",
                decorative=key == "m2",
                attribution="Nadia Lambert",
            )
        )
    challenge.links.add(ChallengeLink(label_fr="Un [lien]", url_fr="https://exemple.be/a(b)"))
    propose(challenge)
    return challenge


@pytest.mark.parametrize("kind", [kind for kind in factories.OF_TYPE if kind != "embed"])
def test_every_type_comes_back_the_same(skill, tmp_path, kind):
    factories.OF_TYPE[kind](skill=skill)
    there_and_back(tmp_path)


def test_media_come_back_the_same(skill, tmp_path):
    with_media(skill=skill)
    (exported,) = there_and_back(tmp_path)
    folder = exported.path.with_suffix("")
    assert sorted(path.name for path in folder.iterdir()) == ["a.png", "m2-plan.png", "plan.png"]
    assert [is_intact(medium) for medium in MediaFile.objects.all()] == [True] * 3


def test_a_simulator_comes_back_the_same(skill, tmp_path):
    challenge = factories.embed(skill=skill)
    archive = accept(upload(simulator(), "boite.zip"), "simulator")
    challenge.media = [ChallengeMedia(key="m1", role="simulator", file=archive)]
    propose(challenge)
    there_and_back(tmp_path)


def test_the_starter_content_comes_back_the_same(tmp_path):
    call_command("load_starter")
    assert Challenge.objects.filter(variant=2).exists()
    there_and_back(tmp_path)


def test_a_draft_goes_out_or_what_is_live(skill, tmp_path):
    challenge = factories.validated_challenge(skill)
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Le brouillon ?"
    draft.save_revision()
    (latest,) = export_challenges(tmp_path / "draft", Challenge.objects.all())
    assert "Le brouillon ?" in latest.path.read_text("utf-8")
    (live,) = export_challenges(tmp_path / "live", Challenge.objects.all(), live=True)
    assert "Le brouillon ?" not in live.path.read_text("utf-8")


def test_what_cannot_be_said_is_named_and_written_all_the_same(skill, tmp_path, capsys):
    factories.choice_challenge(skill=skill, instruction_fr="Bon\n\n## Explication\n\nMauvais")
    homeless = factories.choice_challenge(skill=skill)
    homeless.skill = None
    propose(homeless)
    with pytest.raises(CommandError, match="2 fichier"):
        call_command("export_challenges", str(tmp_path / "out"))
    told = capsys.readouterr().err
    assert "ne dit pas tout" in told
    assert f"sans-acquis-{homeless.public_id}.md" in told
    assert len(list((tmp_path / "out").glob("*.md"))) == 2


def test_a_missing_file_is_named(skill, tmp_path):
    with_media(skill=skill)
    default_storage.delete(MediaFile.objects.get(name="a.png").path)
    (exported,) = export_challenges(tmp_path / "out", Challenge.objects.all())
    assert [remark for remark in exported.remarks if "Un nom: à lui" in remark]


def test_a_part_of_the_workshop(skill, tmp_path, capsys):
    here = factories.validated_challenge(skill)
    variant = Challenge(prototype=here, variant=1, instruction_fr="Une autre ?")
    for name in ("type", "shuffle", "focus", "devices", "audiences", "pedagogy", "spoil_risk"):
        setattr(variant, name, None)
    for name in ("blind", "colour_blind", "deaf"):
        setattr(variant, f"access_{name}", None)
    propose(variant)
    area = factories.AreaFactory(framework=skill.competence.framework, code="2")
    theme = factories.ThemeFactory(competence=factories.CompetenceFactory(area=area, code="2.1"))
    topic = factories.TopicFactory(theme=theme, name="autre")
    there = factories.choice_challenge(factories.SkillFactory(topic=topic))
    every = Challenge.objects.all()
    assert set(narrowed(every, competence="1.1")) == {here, variant}
    assert set(narrowed(every, framework="crcn", status="proposed")) == {variant, there}
    assert set(narrowed(every, framework="digcomp")) == set()
    factories.BankFactory(slug="essai")
    call_command("export_challenges", str(tmp_path / "bank"), "--bank", "essai")
    assert "1 épreuve(s)" in capsys.readouterr().out
    with pytest.raises(CommandError, match="les banques : essai"):
        call_command("export_challenges", str(tmp_path / "none"), "--bank", "nulle")


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine.txt").write_text("à moi")
    with pytest.raises(CommandError, match="dossier vide"):
        call_command("export_challenges", str(tmp_path))
