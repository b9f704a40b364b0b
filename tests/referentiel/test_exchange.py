"""Frameworks as files: commands, the admin's import and export, and that nothing is lost."""

import io
import json
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from content.models import ObjectPointer
from referentiel.exchange import FORMATS, read, write
from referentiel.importing import import_package, load_framework, plan_of
from referentiel.models import Alignment, AlignmentSet, Competence, Framework, PendingImport
from schemas import validate
from tests import factories, samples
from tests.formats.packages import packages

FIXTURES = Path(__file__).parents[2] / "fixtures" / "frameworks"

pytestmark = pytest.mark.django_db


def run(name, *args, **options):
    out = io.StringIO()
    call_command(name, *args, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def all_frameworks():
    for path in sorted(FIXTURES.glob("*.yaml")):
        load_framework(path)


@pytest.mark.parametrize("name", FORMATS)
def test_exporting_and_importing_again_changes_nothing(all_frameworks, name):
    for framework in Framework.objects.all():
        plan = plan_of(read(write(framework, name).encode(), name).document)
        assert plan.problems == []
        assert plan.is_empty, (framework.code, plan.changed, plan.added, plan.gone)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_makes_the_same_framework_elsewhere(all_frameworks, name):
    before = {code: json.loads(write(Framework.objects.get(code=code), "json"))
              for code in ("crcn", "digcomp-2.2")}  # fmt: skip
    files = {code: write(Framework.objects.get(code=code), name) for code in before}
    # As on another machine: nothing is known of them.
    AlignmentSet.objects.all().delete()
    Framework.objects.update(supersedes=None)
    ObjectPointer.objects.all().delete()
    Framework.objects.all().delete()
    for code in ("digcomp-2.2", "crcn"):
        import_package(read(files[code].encode(), name).document)
    for code, package in before.items():
        again = json.loads(write(Framework.objects.get(code=code), "json"))
        for document in (package, again):
            document.pop("changed")
            # digcomp-3.0 is not there any more: alignments with it wait, and CASE cannot name them
            # by more than their identifier.
            document["alignments"] = [
                {k: v for k, v in row.items() if k not in {"changed"}}
                for row in document["alignments"]
                if row["framework"] == "digcomp-2.2"
            ]
            for item in document["items"]:
                item.pop("changed")
        assert again == package


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(packages())
def test_whatever_is_imported_is_exported_and_imported_the_same(db, package):
    from django.db import transaction

    # Packages with identifiers of one another, unknown frameworks and the like are refused: the law
    # is about those that are taken.
    package = {**package, "supersedes": None}
    if plan_of(package).problems:
        return
    with transaction.atomic():
        import_package(package)
        framework = Framework.objects.get(code=package["code"])
        for name in FORMATS:
            found = read(write(framework, name).encode(), name)
            plan = plan_of(found.document)
            assert plan.problems == []
            assert plan.is_empty
        transaction.set_rollback(True)


def test_a_foreign_case_package_keeps_everything_it_says():
    package = samples.case_package()
    for moved in package["CFItems"]:
        moved.setdefault("language", "fr")
    run_in = json.dumps(package).encode()
    reading = read(run_in, "case", "jardin")
    import_package(reading.document)
    exported = json.loads(write(Framework.objects.get(code="jardin"), "case"))
    assert validate(exported, "case-package") == []
    ours = {"uri", "lastChangeDateTime", "extensions", "CFItemType", "CFItemTypeURI"}
    for before in package["CFItems"]:
        (after,) = [i for i in exported["CFItems"] if i["identifier"] == before["identifier"]]
        for name in before.keys() - ours:
            assert after[name] == before[name]
    kept = {a["identifier"] for a in exported["CFAssociations"]}
    assert {a["identifier"] for a in package["CFAssociations"]} <= kept
    again = read(json.dumps(exported).encode(), "case")
    assert plan_of(again.document).is_empty


def test_the_commands_go_there_and_back(tmp_path, all_frameworks):
    for name, found in FORMATS.items():
        path = tmp_path / f"crcn.{found.ending}"
        run("export_framework", "crcn", format=name, output=path)
        assert "rien à faire" in run("import_framework", path, format=name)
    assert json.loads(run("export_framework", "crcn", format="json"))["code"] == "crcn"


def test_a_dry_run_shows_and_writes_nothing(tmp_path):
    path = tmp_path / "essai.json"
    path.write_text(json.dumps(samples.package()))
    shown = run("import_framework", path, format="json", dry_run=True)
    assert "Ajouts : 7" in shown
    assert "1 alignement attend" in shown
    assert not Framework.objects.exists()
    run("import_framework", path, format="json")
    assert Competence.objects.get().code == "1.1"


FMTTN = "code;année;type;intitulé\nS1;P3;savoir;Nommer\nSF1;P3, P4;savoir-faire;Brancher\n"


def test_a_list_of_expected_outcomes_fills_the_framework_that_waits(tmp_path):
    load_framework(FIXTURES / "fmttn.yaml")
    path = tmp_path / "attendus.csv"
    path.write_text(FMTTN, "utf-8")
    run("import_framework", path, format="csv", code="fmttn")
    framework = Framework.objects.get()
    assert framework.publisher == "Fédération Wallonie-Bruxelles"
    assert framework.status == "draft"
    rows = {c.code: (c.area.title_fr, c.education_levels) for c in framework.competences.all()}
    assert rows == {"S1": ("savoir", ["P3"]), "SF1": ("savoir-faire", ["P3", "P4"])}
    assert "rien à faire" in run("import_framework", path, format="csv", code="fmttn")


@pytest.mark.parametrize(
    ("name", "format", "content", "why"),
    [
        ("a.json", "case", b"\x89PNG\r\n\x1a\n0000", ""),
        ("a.json", "case", b"PK\x03\x04zip", ""),
        ("a.json", "case", b"code;title\n", ""),
        ("a.json", "case", b"{}", "CFDocument"),
        ("a.json", "case", b"[" * 100000, ""),
        ("a.json", "json", b'{"schema": "framework-package/1"}', "code"),
        ("a.csv", "csv", b"code;title\n", ""),
        ("a.csv", "csv", b"", ""),
        ("a.csv", "csv", FMTTN.encode(), "code"),
        ("a.csv", "csv", "type;code;parent;intitulé\ndomaine;1;;Un\ndomaine;1;;Deux\n".encode(), "ligne 3"),
        ("a.csv", "csv", b"type;code;parent;title_fr\ncompetence;1.1;9;X\n", "ligne 2"),
        ("a.png", "case", b"{}", "extension"),
        ("a.json", "csv", b"type;code\n", "extension"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_and_says_where(tmp_path, name, format, content, why):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run("import_framework", path, format=format)
    assert "rien n'a été écrit" in str(refusal.value)
    assert why in str(refusal.value)
    assert not Framework.objects.exists()


def test_an_ending_that_nobody_knows_says_nothing(tmp_path, all_frameworks):
    path = tmp_path / "crcn.cfpackage"
    run("export_framework", "crcn", format="case", output=path)
    assert "rien à faire" in run("import_framework", path, format="case")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, settings):
    path = tmp_path / "grand.json"
    with path.open("wb") as file:
        file.truncate(200 * 10**6)
    with pytest.raises(CommandError, match="50 Mo au plus"):
        run("import_framework", path, format="case")


def test_unknown_names_are_answered_in_words(tmp_path):
    with pytest.raises(CommandError, match="Il n'y a pas de référentiel"):
        run("export_framework", "nothing", format="json")
    with pytest.raises(CommandError, match=r"absent\.json"):
        run("import_framework", tmp_path / "absent.json", format="json")
    factories.FrameworkFactory()
    with pytest.raises(CommandError, match="ne peut pas être écrit"):
        run("export_framework", "crcn", format="json", output=tmp_path / "no" / "where.json")


def test_a_foreign_schema_checks_the_export(tmp_path, all_frameworks):
    lenient, strict, none = (tmp_path / f"{n}.json" for n in ("lenient", "strict", "none"))
    lenient.write_text('{"type": "object", "required": ["CFDocument"]}')
    strict.write_text('{"properties": {"CFItems": {"maxItems": 1}}}')
    none.write_text("not a schema")
    assert "crcn : conforme." in run("check_case", schema=lenient)
    with pytest.raises(CommandError, match="1 référentiel"):
        run("check_case", "crcn", schema=strict)
    for arguments in (("crcn", none), ("crcn", tmp_path / "absent.json"), ("nothing", lenient)):
        with pytest.raises(CommandError):
            run("check_case", arguments[0], schema=arguments[1])


# -- in the admin -------------------------------------------------------------------------------
def upload(client, content, name="essai.json", **data):
    file = SimpleUploadedFile(name, content)
    data = {"format": "json", **data, "file": file}
    return client.post(reverse("referential:import"), data)


def seen(client, pending):
    """What the preview page sends along: which plan was looked at."""
    page = client.get(reverse("referential:import_preview", args=[pending.pk]))
    return page.context["fingerprint"]


def test_the_admin_shows_what_would_change_before_it_writes(keeper_client, keeper):
    answer = upload(keeper_client, json.dumps(samples.package()).encode())
    pending = PendingImport.objects.get()
    assert answer["Location"] == reverse("referential:import_preview", args=[pending.pk])
    page = keeper_client.get(answer["Location"]).content.decode()
    assert "Ajouts" in page
    assert "@moteur" in page
    assert not Framework.objects.exists()
    write_url = reverse("referential:import_carry_out", args=[pending.pk])
    data = {"stream": "1", "seen": seen(keeper_client, pending)}
    lines = b"".join(keeper_client.post(write_url, data).streaming_content)
    steps = [json.loads(line) for line in lines.splitlines()]
    assert steps[0]["done"] < steps[0]["total"]
    framework = Framework.objects.get()
    tree = reverse("referential:tree", args=[framework.pk])
    assert steps[-1] == {"url": f"{tree}?importe=1"}
    assert "est importé" in keeper_client.get(f"{tree}?importe=1").content.decode()
    assert framework.latest_revision.user == keeper
    assert not PendingImport.objects.exists()


def test_without_a_script_it_writes_as_well(keeper_client):
    upload(keeper_client, json.dumps(samples.package()).encode())
    pending = PendingImport.objects.get()
    data = {"seen": seen(keeper_client, pending)}
    answer = keeper_client.post(reverse("referential:import_carry_out", args=[pending.pk]), data)
    tree = reverse("referential:tree", args=[Framework.objects.get().pk])
    assert answer["Location"] == f"{tree}?importe=1"


def test_only_what_was_looked_at_is_written(keeper_client):
    """A competence that somebody adds meanwhile would be removed, and was never shown."""
    import_package(samples.package())
    package = samples.package()
    package["items"][1]["title"] = {"fr": "Autre"}
    upload(keeper_client, json.dumps(package).encode())
    pending = PendingImport.objects.get()
    looked_at = seen(keeper_client, pending)
    area = Competence.objects.get().area
    added = factories.CompetenceFactory(area=area, code="7.7")
    url = reverse("referential:import_carry_out", args=[pending.pk])
    for data in ({"seen": looked_at}, {}):
        answer = keeper_client.post(url, data, follow=True)
        assert "entre-temps" in answer.content.decode()
        assert Competence.objects.filter(pk=added.pk).exists()
    keeper_client.post(url, {"seen": seen(keeper_client, pending)})
    assert not Competence.objects.filter(pk=added.pk).exists()
    assert Competence.objects.get().title_fr == "Autre"


def test_what_became_wrong_meanwhile_is_refused(keeper_client):
    package = samples.package()
    upload(keeper_client, json.dumps(package).encode())
    pending = PendingImport.objects.get()
    package["status"] = "draft"
    content = {"package": {**package, "code": "crcn"}, "kept": []}
    pending.package = zlib.compress(json.dumps(content).encode())
    pending.save()
    import_package(samples.package())
    write_url = reverse("referential:import_carry_out", args=[pending.pk])
    lines = b"".join(keeper_client.post(write_url, {"stream": "1"}).streaming_content)
    last = json.loads(lines.splitlines()[-1])
    assert "brouillon" in last["error"]
    page = keeper_client.get(last["url"]).content.decode()
    assert "Le fichier est refusé" in page


def test_a_refused_file_says_why_and_keeps_nothing(keeper_client, settings):
    page = upload(keeper_client, b"{}", format="case").content.decode()
    assert "Le fichier est refusé" in page
    page = upload(keeper_client, b"{}", name="image.png").content.decode()
    assert "extension" in page
    settings.REFERENTIEL_IMPORT_MAX_BYTES = 10
    page = upload(keeper_client, b"{" + b" " * 100 + b"}").content.decode()
    assert "découpez-le" in page
    wrong = {**samples.package(), "items": samples.package()["items"][1:]}
    settings.REFERENTIEL_IMPORT_MAX_BYTES = 10**6
    page = upload(keeper_client, json.dumps(wrong).encode()).content.decode()
    assert "/items/0" in page
    assert not PendingImport.objects.exists()


def test_an_import_can_be_given_up(keeper_client):
    upload(keeper_client, json.dumps(samples.package()).encode())
    keeper_client.post(reverse("referential:import_cancel", args=[PendingImport.objects.get().pk]))
    assert not PendingImport.objects.exists()
    assert not Framework.objects.exists()


def test_a_file_is_its_sender_s(keeper_client, designer):
    upload(keeper_client, json.dumps(samples.package()).encode())
    pending = PendingImport.objects.get()
    other = Client()
    other.force_login(factories.UserFactory(username="autre", is_superuser=True, is_staff=True))
    for name, method in (("preview", other.get), ("carry_out", other.post)):
        assert method(reverse(f"referential:import_{name}", args=[pending.pk])).status_code == 404
    stranger = Client()
    stranger.force_login(designer)
    assert upload(stranger, b"{}").status_code == 302
    assert (
        stranger.post(reverse("referential:import_carry_out", args=[pending.pk])).status_code == 302
    )
    assert not Framework.objects.exists()


@pytest.mark.parametrize("name", FORMATS)
def test_the_admin_exports(designer_client, all_frameworks, name):
    framework = Framework.objects.get(code="crcn")
    answer = designer_client.get(reverse("referential:export", args=[framework.pk, name]))
    assert f'filename="crcn.{FORMATS[name].ending}"' in answer["Content-Disposition"]
    assert plan_of(read(answer.content, name).document).is_empty
    assert Alignment.objects.exists()
    bad = reverse("referential:export", args=[framework.pk, "exe"])
    assert designer_client.get(bad).status_code == 404
