"""Files of challenges over HTTP: who has the address has the file, for some hours, and no more."""

import hashlib
import re
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from content.models import MediaFile
from runner import media
from runner.models import PlaySession
from runner.releases import ReleaseError, read_medium
from tests import questions
from tests import samples_questions as samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    """A storage of the test's own, and no archive kept from another one."""
    settings.MEDIA_ROOT = tmp_path
    media._archive.cache_clear()


def play(client, document):
    """The page of ``document``, the only one of a published bank."""
    competence = questions.publish(document)
    start = {"competence": competence.public_id, "locale": "fr"}
    response = client.post(reverse("runner:competences", args=["essai"]), start)
    return client.get(response.url).content.decode()


def addresses(page, attribute="src"):
    found = re.findall(rf'{attribute}="http://testserver(/runner/media/[^"]+)"', page)
    return [unescape(address) for address in found]


def body(response):
    return b"".join(response) if response.streaming else response.content


def test_a_picture_of_a_question_is_served(client):
    (address,) = addresses(play(client, samples.choice()))
    assert address.endswith("/carte.svg")
    response = type(client)().get(address)
    assert body(response) == samples.PICTURE
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"].startswith("private")
    assert "immutable" in response["Cache-Control"]
    assert not response.cookies


def test_a_download_is_offered_under_its_name(client):
    letter, _odt = addresses(play(client, samples.short_answer()), "href")
    response = client.get(letter)
    assert body(response) == samples.LETTER
    assert response["Content-Disposition"] == 'attachment; filename="Lettre.docx"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_simulator_s_files_are_served_by_their_path(client):
    (address,) = addresses(play(client, samples.embed()))
    root = address.removesuffix("index.html")
    response = client.get(address)
    assert body(response).decode() == samples.SIMULATOR_FILES["index.html"]
    assert f"default-src http://testserver{root} data:" in response["Content-Security-Policy"]
    assert client.get(f"{root}css/style.css")["Content-Type"] == "text/css; charset=utf-8"
    for path in ("absent.js", "css/", "css/../index.html", "..%2Findex.html", "%2e%2e/x"):
        assert client.get(root + path).status_code == 404


def test_an_address_stays_the_same_within_the_hour_and_then_expires(client, monkeypatch):
    now = [3600 * 1000.0]
    monkeypatch.setattr(media.time, "time", lambda: now[0])
    page = play(client, samples.choice())
    (address,) = addresses(page)
    now[0] += 3599
    session = PlaySession.objects.get()
    again = client.get(reverse("runner:play", args=[session.pk])).content.decode()
    assert addresses(again) == [address]
    now[0] += media.ADDRESS_HOURS * 3600
    assert client.get(address).status_code == 200
    now[0] += 3600
    response = client.get(address)
    assert response.status_code == 410
    assert "rechargez la page" in response.content.decode()


def test_an_address_that_was_made_up_leads_nowhere(client):
    (address,) = addresses(play(client, samples.choice()))
    token = address.split("/")[3]
    for other in (token[:-1] + ("A" if token[-1] != "A" else "B"), token[1:], "x", "a:b", "W10:x"):
        assert client.get(address.replace(token, other)).status_code == 404
    assert client.post(address).status_code == 405


def test_a_file_that_is_gone_or_altered_is_not_served(client):
    (address,) = addresses(play(client, samples.choice()))
    file = MediaFile.objects.get(sha256=hashlib.sha256(samples.PICTURE).hexdigest())
    with open(default_storage.path(file.path), "ab") as stored:
        stored.write(b" ")
    assert client.get(address).status_code == 404
    default_storage.delete(file.path)
    assert client.get(address).status_code == 404
    file.delete()
    assert client.get(address).status_code == 404


def test_a_file_that_is_over_long_is_refused(monkeypatch):
    questions.store_files()
    from banks.sources import StoredReleaseSource

    sha256 = hashlib.sha256(samples.PICTURE).hexdigest()
    assert read_medium(StoredReleaseSource(), "essai", sha256) == samples.PICTURE
    monkeypatch.setattr("runner.releases.MAX_MEDIUM", 10)
    with pytest.raises(ReleaseError, match="trop grand"):
        read_medium(StoredReleaseSource(), "essai", sha256)


def test_pictures_are_in_the_correction_too(client):
    play(client, samples.choice())
    session = PlaySession.objects.get()
    page = client.post(
        reverse("runner:answer", args=[session.pk]),
        {"challenge": "challengeSingleChoice1", "choices": "cA9"},
        follow=True,
    ).content.decode()
    assert "Bonne réponse" in page
    assert len(addresses(page)) == 1


def test_a_name_that_looks_like_a_path_is_none(rf):
    address = media.addresses(rf.get("/"), "essai")
    for name, last in (("../../x.png", "x.png"), ("..", "fichier"), ("a/b", "b")):
        medium = {"sha256": "ab" * 32, "mime": "image/png", "name": name, "role": "illustration"}
        assert address(medium, "").rsplit("/", 1)[1] == last
        assert ".." not in address(medium, "")
