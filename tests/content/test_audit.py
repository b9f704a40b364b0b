"""The audit log: who did what to what, found again and taken out."""

import csv
import io
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.log_actions import log, registry
from wagtail.models import ModelLogEntry

from challenges.lifecycle import archive
from challenges.models import Challenge
from cms.roles import ADMINISTRATORS, sync_roles
from content import audit
from content.audit import grouped_actions
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/admin/journal/"


@pytest.fixture
def administrator(db):
    sync_roles()
    user = factories.UserFactory(username="ada", first_name="Ada", last_name="Lambert")
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return user


@pytest.fixture
def admin_page(client, administrator):
    client.force_login(administrator)
    ModelLogEntry.objects.all().delete()

    def get(**query):
        return unescape(client.get(PAGE, query).content.decode())

    get.client = client
    return get


@pytest.fixture
def written(skill):
    challenge = factories.choice_challenge(skill)
    ModelLogEntry.objects.all().delete()
    return challenge


def exported(client, **query):
    response = client.get(PAGE, {"export": "csv", **query})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_an_entry_says_who_what_when_and_of_what(admin_page, written, designer):
    designer.first_name, designer.last_name = "Claire", "Dupont"
    designer.save()
    entry = log(written, "challenges.tag", user=designer)
    page = admin_page()
    moment = timezone.localtime(entry.timestamp).strftime("%d/%m/%Y %H:%M:%S")
    for said in (
        "Claire Dupont",
        "Étiquettes changées en lot",
        moment,
        written.public_id,
        "épreuve",
    ):
        assert said in page
    assert f"/admin/epreuves/edit/{written.pk}/" in page


def test_what_is_gone_is_still_named_without_a_link(admin_page, written, designer):
    log(written, "wagtail.edit", user=designer)
    Challenge.objects.all().delete()
    page = admin_page()
    assert str(written) in page
    assert f"/admin/epreuves/edit/{written.pk}/" not in page


def test_what_a_command_did_has_a_command_for_person(admin_page, written):
    log(written, "wagtail.edit")
    assert "commande" in admin_page()
    (line,) = exported(admin_page.client, person="commande")
    assert (line["Personne"], line["Compte"]) == ("commande", "")


def test_a_person_who_is_gone_is_not_called_a_command(admin_page, written):
    user = factories.UserFactory()
    log(written, "wagtail.edit", user=user)
    number = user.pk
    user.delete()
    (line,) = exported(admin_page.client)
    assert str(number) in line["Personne"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"action": "wagtail.lock"}, {"wagtail.lock"}),
        ({"action": ["wagtail.lock", "wagtail.edit"]}, {"wagtail.lock", "wagtail.edit"}),
        ({"person": "commande"}, {"wagtail.edit"}),
        ({"timestamp_from": "2026-03-02"}, {"wagtail.lock", "referentiel.reorder"}),
        ({"timestamp_to": "2026-03-01"}, {"wagtail.edit"}),
        ({"timestamp_from": "01/03/2026", "timestamp_to": "02/03/2026"}, {"wagtail.edit", "wagtail.lock"}),
        ({"q": "couleur"}, {"wagtail.edit", "wagtail.lock"}),
        ({"q": "inconnu"}, set()),
    ],
)  # fmt: skip
def test_filters(admin_page, written, designer, query, found):
    ModelLogEntry.objects.all().delete()  # the designer's role

    def at(day):
        return timezone.make_aware(datetime(2026, 3, day, 23, 30))

    log(written, "wagtail.edit", timestamp=at(1))
    log(written, "wagtail.lock", user=designer, timestamp=at(2))
    log(written.skill, "referentiel.reorder", user=designer, timestamp=at(3))
    assert {line["Code de l'action"] for line in exported(admin_page.client, **query)} == found


def test_one_person_one_kind_one_identifier(admin_page, written, designer):
    other = factories.choice_challenge(factories.SkillFactory(level=3))
    ModelLogEntry.objects.all().delete()
    log(written, "wagtail.edit", user=designer)
    log(other, "wagtail.edit")
    log(written.skill, "wagtail.edit", user=designer)
    kind = ModelLogEntry.objects.for_instance(written).first().content_type_id
    assert len(exported(admin_page.client, person=str(designer.pk))) == 2
    assert len(exported(admin_page.client, kind=str(kind))) == 2
    (line,) = exported(admin_page.client, q=written.public_id)
    assert line["Identifiant"] == written.public_id
    (line,) = exported(admin_page.client, q=written.skill.public_id)
    assert line["Sorte"] == "acquis"


def test_a_filter_without_meaning_shows_nothing_and_says_so(admin_page, written):
    log(written, "wagtail.edit")
    page = admin_page(timestamp_from="hier")
    assert "Un des filtres n'a pas de sens" in page
    assert exported(admin_page.client, timestamp_from="hier") == []
    assert exported(admin_page.client, person="999999") == []


def test_the_newest_comes_first_and_pages_follow(admin_page, written):
    start = timezone.now() - timedelta(days=1)
    for minute in range(60):
        log(written, "wagtail.edit", timestamp=start + timedelta(minutes=minute))
    moments = [line["Date et heure"] for line in exported(admin_page.client)]
    assert len(moments) == 60
    assert moments == sorted(moments, reverse=True)
    assert "Page 2 sur 2" in admin_page(p=2)


def test_a_formula_in_a_name_is_text(admin_page, written):
    log(written, "wagtail.edit", title="=HYPERLINK(1)")
    (line,) = exported(admin_page.client)
    assert line["Objet"] == "'=HYPERLINK(1)"
    response = admin_page.client.get(PAGE, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = {cell.value: cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row}
    assert cells["=HYPERLINK(1)"] == "s"


def test_the_export_has_the_reason(admin_page, skill, administrator):
    challenge = factories.validated_challenge(skill)
    archive(challenge, administrator, reason="La loi a changé.")
    (line,) = exported(admin_page.client, action="wagtail.unpublish")
    assert line["Action"] == "Archivé. Raison : La loi a changé."
    assert line["Personne"] == "Ada Lambert"


def test_who_may_not_is_refused_with_a_sentence(designer_client):
    for address in (PAGE, f"{PAGE}resultats/", f"{PAGE}?export=csv"):
        answer = designer_client.get(address, follow=True)
        assert "Elle demande l'un de ces rôles : « Administration »" in unescape(
            answer.content.decode()
        )
    assert PAGE not in designer_client.get("/admin/").content.decode()


def test_the_menu_has_one_log(admin_page):
    home = admin_page.client.get("/admin/").content.decode()
    assert PAGE in home
    assert "site-history" not in home


def test_the_number_of_queries_does_not_grow(admin_page, skill, designer):
    first = factories.choice_challenge(skill)
    log(first, "wagtail.edit", user=designer)
    with CaptureQueriesContext(
        connection,
    ) as few:
        admin_page()
    for level in range(3, 8):
        challenge = factories.choice_challenge(factories.SkillFactory(level=level))
        for _time in range(8):
            log(
                challenge,
                "wagtail.edit",
                user=factories.UserFactory(),
                revision=challenge.latest_revision,
            )
    with CaptureQueriesContext(connection) as many:
        admin_page()
    assert len(many) <= len(few) + 1


def test_every_action_of_ours_is_in_a_group_and_in_french():
    grouped = {name: label for _group, found in grouped_actions() for name, label in found}
    ours = [name for name, _label in registry.get_choices() if not name.startswith("wagtail.")]
    assert set(ours) <= set(grouped)
    for name in (
        "wagtail.publish",
        "wagtail.unpublish",
        "wagtail.workflow.approve",
        "wagtail.revert",
    ):
        assert name in grouped
    assert str(grouped["wagtail.unpublish"]) == "Archiver"
    assert "wagtail.copy_for_translation" not in grouped
    assert len({group for group, _found in grouped_actions()}) == len(grouped_actions())


def test_the_export_reads_in_portions(monkeypatch, written):
    for _time in range(5):
        log(written, "wagtail.edit")
    monkeypatch.setattr(audit, "BATCH", 2)
    assert len(list(audit.export_lines(ModelLogEntry.objects.select_related("user")))) == 5
