"""Bringing files in through the admin, and the addresses that show them."""

import json
import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.signing import TimestampSigner
from django.test import override_settings
from django.urls import reverse

from content.media import accept, address
from content.media.widgets import MediaUploadWidget
from content.models import MediaFile
from tests import factories
from tests import samples_media as files

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/media/upload/?role="


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(client, data, name, role="illustration"):
    return client.post(
        UPLOAD + role,
        {"file": files.upload(data, name)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def test_a_designer_brings_a_picture_and_sees_it(designer_client, designer, client):
    answer = send(designer_client, files.picture(), "carte.png")
    assert answer.status_code == 200
    told = answer.json()
    media = MediaFile.objects.get(pk=told["id"])
    assert media.created_by == designer
    assert (told["name"], told["mime"], told["width"], told["height"]) == (
        "carte.png", "image/png", 40, 30,
    )  # fmt: skip
    shown = client.get(told["url"])
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content) == files.picture()


def test_a_refusal_is_a_sentence(designer_client):
    answer = send(designer_client, files.SVG.format("<script/>"), "plan.svg")
    assert answer.status_code == 422
    assert "Exportez-le" in answer.json()["error"]
    assert designer_client.post(UPLOAD + "illustration").status_code == 422
    assert send(designer_client, files.picture(), "a.png", "").status_code == 422
    assert not MediaFile.objects.exists()


def test_who_may_not_is_refused(client):
    assert send(client, files.picture(), "a.png").status_code == 403
    client.force_login(factories.UserFactory())
    assert send(client, files.picture(), "a.png").status_code == 403
    reader = factories.give(factories.UserFactory(), "wagtailadmin.access_admin")
    client.force_login(reader)
    answer = send(client, files.picture(), "a.png")
    assert answer.status_code == 403
    assert "ne permet pas" in answer.json()["error"]
    assert not MediaFile.objects.exists()


def test_only_posting_brings_a_file(designer_client):
    assert designer_client.get(UPLOAD + "illustration").status_code == 405


@override_settings(ATELIER_UPLOAD_MAX_BYTES=10_000)
def test_a_request_beyond_the_ceiling_keeps_nothing(designer_client):
    answer = send(designer_client, files.picture() + bytes(20_000), "a.png")
    assert answer.status_code == 422
    assert "beaucoup trop gros" in answer.json()["error"]


def test_a_long_upload_is_on_the_disk_and_not_in_memory(designer_client, monkeypatch):
    seen = []

    def look(upload, role, user):
        seen.append(upload.temporary_file_path())
        return accept(upload, role, user)

    monkeypatch.setattr("content.media.views.accept", look)
    member = ("notes.txt", b"".join(b"%d;" % number for number in range(600_000)))
    data = files.archive([member], method=0)
    assert send(designer_client, data, "notes.zip", "download").status_code == 200
    assert seen


def test_a_download_is_offered_under_its_name(client):
    media = accept(files.upload("nom;âge\n", "présences.csv"), "download")
    answer = client.get(address(media))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''pr%C3%A9sences.csv"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_simulator_is_served_file_by_file_in_its_sandbox(client):
    media = accept(files.upload(files.simulator(), "boite.zip"), "simulator")
    page = client.get(address(media, "index.html"))
    assert page.content == files.PAGE
    policy = page["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert f"http://testserver{address(media)}" in policy
    assert client.get(address(media, "plan.png"))["Content-Type"] == "image/png"
    assert client.get(address(media, "rien.html")).status_code == 404
    assert client.get(address(media) + "../../rien").status_code == 404


def test_a_medium_of_a_document_has_the_address_of_its_file():
    media = accept(files.upload(files.simulator(), "boite.zip"), "simulator")
    medium = {"id": "m1", "role": "simulator", "sha256": media.sha256}
    assert address(medium, "index.html") == address(media, "index.html")


def test_a_path_inside_a_picture_is_not_found(client):
    media = accept(files.upload(files.picture(), "carte.png"), "illustration")
    assert client.get(address(media, "index.html")).status_code == 404


def test_an_address_expires_and_cannot_be_made_up(client, settings):
    media = accept(files.upload(files.picture(), "carte.png"), "illustration")
    found = address(media)
    assert found == address(media)
    assert client.get(found).status_code == 200
    settings.ATELIER_MEDIA_ADDRESS_SECONDS = -1
    expired = client.get(found)
    assert expired.status_code == 410
    assert "rechargez" in expired.content.decode()
    for token in (media.sha256, TimestampSigner().sign(media.sha256), "x"):
        assert client.get(f"/media/essai/{token}/").status_code == 404
    media.delete()
    settings.ATELIER_MEDIA_ADDRESS_SECONDS = 7200
    assert client.get(found).status_code == 404


def test_a_row_without_bytes_is_not_found(client):
    assert client.get(address(factories.media_file())).status_code == 404


def test_no_other_address_reaches_what_is_stored(client):
    media = accept(files.upload(files.picture(), "carte.png"), "illustration")
    assert client.get(f"/media/{media.path}").status_code == 404
    assert client.get(f"/media/essai/../{media.path}").status_code == 404


class Elements(HTMLParser):
    """The elements of a widget, by name."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


class FileForm(forms.Form):
    """As a model form has it."""

    file = forms.ModelChoiceField(
        MediaFile.objects.all(), required=False, widget=MediaUploadWidget(role_field="role")
    )


def test_the_widget_shows_what_is_there_and_gives_it_back(django_assert_num_queries):
    media = accept(files.upload(files.picture(), "l'été <b>.png"), "illustration")
    form = FileForm(initial={"file": media.pk})
    with django_assert_num_queries(1):
        html = str(form["file"])
    elements = Elements(html).found
    element = next(attrs for tag, attrs in elements if tag == "atelier-media")
    assert element["data-role-field"] == "role"
    assert element["data-upload-url"] == reverse("content_media_upload")
    roles = json.loads(element["data-roles"])
    assert roles["illustration"]["limit"] == 5 * 10**6
    assert ".svg" in roles["illustration"]["accept"].split(",")
    assert set(json.loads(element["data-words"])) == words_of_the_script()
    field = next(attrs for tag, attrs in elements if attrs.get("type") == "hidden")
    assert (field["name"], field["value"]) == ("file", media.pk)
    assert "l&#x27;été &lt;b&gt;.png" in html
    assert FileForm({"file": field["value"]}).is_valid()


def words_of_the_script():
    """The words that media.js asks for."""
    with open("content/static/content/media.js") as script:
        return set(re.findall(r"this\.words\.(\w+)", script.read()))


def test_an_unknown_file_is_refused_by_the_form():
    form = FileForm({"file": "ab" * 32})
    assert not form.is_valid()
    assert FileForm({"file": ""}).is_valid()
    assert "Choisir un fichier" in str(form["file"])
