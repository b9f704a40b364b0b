"""What gets in, what does not, and that it is said in a sentence."""

import hashlib
import io
import threading
import zlib

import pytest
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from content.media import (
    MediaMissing,
    MediaRefused,
    accept,
    check_role,
    open_media,
)
from content.media.accepting import clean_name
from content.media.kinds import DOCX, XLSX
from content.models import MediaFile
from tests import factories
from tests import samples_media as files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refusal(data, name, role="illustration"):
    """The sentence that refuses a file, and that nothing of it was kept."""
    with pytest.raises(MediaRefused) as caught:
        accept(files.upload(data, name), role)
    assert not MediaFile.objects.exists()
    assert default_storage.listdir("") == ([], [])
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("kind", "ending", "mime"),
    [
        ("PNG", "png", "image/png"),
        ("JPEG", "JPG", "image/jpeg"),
        ("GIF", "gif", "image/gif"),
        ("WEBP", "webp", "image/webp"),
    ],
)
def test_a_picture_is_kept_as_it_was_given(kind, ending, mime):
    data = files.picture(kind)
    media = accept(files.upload(data, f"carte.{ending}"), "illustration")
    assert (media.mime, media.size, media.width, media.height) == (mime, len(data), 40, 30)
    assert media.sha256 == hashlib.sha256(data).hexdigest()
    with open_media(media) as file:
        assert file.read() == data


def test_a_drawing_is_kept_with_its_size():
    inside = '<style>.a{fill:url(#g)}</style><defs><g id="g"/></defs><use href="#g"/>'
    media = accept(files.upload(files.SVG.format(inside), "plan.svg"), "illustration")
    assert (media.mime, media.width, media.height) == ("image/svg+xml", 40, 30)


@pytest.mark.parametrize(
    ("data", "name", "mime"),
    [
        (b"%PDF-1.7\n%%EOF", "lettre.pdf", "application/pdf"),
        (files.docx(), "lettre.docx", DOCX.mime),
        (files.docx(main="xl/workbook.xml"), "notes.xlsx", XLSX.mime),
        (files.odt(), "lettre.odt", "application/vnd.oasis.opendocument.text"),
        ("nom;âge\nZoé;12\n", "notes.csv", "text/csv"),
        ("Bonjour à tous\n", "lisez-moi.txt", "text/plain"),
        (files.picture(), "photo.png", "image/png"),
        (b"ID3\x03\x00\x00\x00\x00\x00\x00" + bytes(200), "son.mp3", "audio/mpeg"),
        (files.archive([("dossier/notes.txt", b"a")]), "dossier.zip", "application/zip"),
    ],
)  # fmt: skip
def test_downloads_of_the_usual_types(data, name, mime):
    assert accept(files.upload(data, name), "download").mime == mime


def test_a_simulator_is_kept():
    more = (("__MACOSX/._index.html", b"\x00"), ("images/.DS_Store", b"\x00"))
    media = accept(files.upload(files.simulator(*more), "boite.zip"), "simulator")
    assert media.mime == "application/zip"
    check_role(media, "simulator")


def test_the_same_file_twice_is_one_row_under_its_first_name(designer):
    data = files.picture()
    first = accept(files.upload(data, "carte.png"), "illustration", designer)
    again = accept(files.upload(data, "encore.png"), "download")
    assert again == first
    assert (again.name, again.created_by) == ("carte.png", designer)
    assert MediaFile.objects.count() == 1


def test_what_a_stopped_machine_left_is_replaced():
    data = files.picture()
    path = MediaFile(sha256=hashlib.sha256(data).hexdigest()).path
    default_storage.save(path, File(io.BytesIO(data[:50])))
    media = accept(files.upload(data, "carte.png"), "illustration")
    with open_media(media) as file:
        assert file.read() == data


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_bring_the_same_file_at_once():
    data, outcomes = files.picture(size=(300, 200)), []
    start = threading.Barrier(6)

    def bring(number):
        try:
            start.wait()
            outcomes.append(accept(files.upload(data, f"carte{number}.png"), "illustration").pk)
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [hashlib.sha256(data).hexdigest()] * 6
    with open_media(MediaFile.objects.get()) as file:
        assert file.read() == data


def test_a_picture_of_20_mb_is_refused():
    sentence = refusal(files.picture() + bytes(20 * 10**6), "photo.png")
    assert "« photo.png » fait 20 Mo, et le maximum est 5 Mo : réduisez" in sentence


def test_an_empty_file_is_refused():
    assert "est vide" in refusal(b"", "photo.png")


@pytest.mark.parametrize(
    ("data", "name", "role", "said"),
    [
        (b"MZ" + bytes(500), "photo.png", "illustration", "est un programme"),
        (b"%PDF-1.7\n", "photo.png", "illustration", "est un document PDF"),
        (files.picture("JPEG"), "photo.png", "illustration", "c’est en réalité une image JPEG"),
        (files.simulator(), "photo.png", "illustration", "est une archive zip"),
        (b"<!doctype html><script>alert(1)</script>", "photo.png", "illustration", "est un texte"),
        (b"<html><svg></svg></html>", "photo.svg", "illustration", "n’est pas un dessin SVG"),
        (b"\x7fELF" + bytes(500), "lettre.pdf", "download", "est un programme"),
        (files.SVG.format(""), "lettre.pdf", "download", "est un dessin SVG"),
        (files.docx(), "lettre.odt", "download", "c’est en réalité un document Word"),
        (files.archive([("word/document.xml", b"")]), "lettre.docx", "download", "une archive zip"),
        ("nom;âge\n".encode("latin-1"), "notes.csv", "download", "UTF-8"),
        (b"a\x00b", "notes.txt", "download", "UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "vieux.doc", "download", "format actuel"),
        (files.picture(), "boite.zip", "simulator", "est une image PNG"),
        (files.picture(), "photo", "illustration", "ne dit pas la vérité"),
    ],
)  # fmt: skip
def test_a_file_whose_type_lies_is_told_what_it_is(data, name, role, said):
    assert said in refusal(data, name, role)


def test_a_broken_picture_is_refused():
    assert "abîmée" in refusal(files.picture(size=(400, 300))[:-40], "photo.png")


def test_a_picture_of_too_many_pixels_is_refused(settings):
    settings.ATELIER_MEDIA_MAX_PIXELS = 10**6
    assert "1 millions de pixels" in refusal(files.picture(size=(1001, 1000)), "photo.png")


def test_a_bomb_of_pixels_is_refused_before_it_is_decoded():
    data = bytearray(files.picture())
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert "millions de pixels" in refusal(bytes(data), "photo.png")


def test_a_photo_that_says_where_it_was_taken_is_refused():
    assert "position GPS" in refusal(files.located_photo(), "photo.jpg")


def test_a_turned_photo_has_the_size_that_is_shown():
    exif = files.Image.Exif()
    exif[0x0112] = 6
    media = accept(files.upload(files.picture("JPEG", exif=exif), "photo.jpg"), "illustration")
    assert (media.width, media.height) == (30, 40)


@pytest.mark.parametrize("tail", [files.simulator(), b""])
def test_a_picture_that_is_something_else_as_well_is_refused(tail):
    data = files.picture() + tail if tail else files.picture("GIF", comment=b"%PDF-1.7")
    assert "à la fois" in refusal(data, "photo.png" if tail else "photo.gif")


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<g onclick="alert(1)"/>', "onclick"),
        ('<g OnLoad="alert(1)"/>', "onload"),
        ("<foreignObject><p/></foreignObject>", "foreignobject"),
        ('<p xmlns="http://www.w3.org/1999/xhtml">a</p>', "« p »"),
        ('<image href="https://example.org/a.png"/>', "hors du fichier"),
        ('<image xmlns:x="http://www.w3.org/1999/xlink" x:href="//example.org/a.png"/>', "hors du"),
        ('<a href="javascript:alert(1)"><g/></a>', "hors du fichier"),
        ('<a href="java&#10;script:alert(1)"><g/></a>', "hors du fichier"),
        ('<use href="data:image/svg+xml;base64,AAAA"/>', "hors du fichier"),
        ('<g style="fill:url(https://example.org/a)"/>', "hors du fichier"),
        ('<g fill="url( //example.org/a )"/>', "hors du fichier"),
        ("<style>@import 'https://example.org/a.css';</style>", "@import"),
        ("<style>g{fill:u\\72l(https://example.org)}</style>", "dans un style"),
        ("<style>g{background:image-set('https://example.org')}</style>", "image-set"),
        ('<set attributeName="href" to="javascript:alert(1)"/>', "animation"),
        ('<g xml:base="https://example.org/"/>', "hors du fichier"),
    ],
)
def test_a_drawing_that_could_act_is_refused(inside, said):
    sentence = refusal(files.SVG.format(inside), "plan.svg")
    assert said in sentence
    assert "Exportez-le" in sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "entités"),
        ('<?xml-stylesheet href="a.css"?>' + files.SVG.format(""), "feuille de style"),
        ('<?xml version="1.0" encoding="utf-7"?>' + files.SVG.format(""), "UTF-8"),
        (files.SVG.format("<g>"), "abîmé"),
        (files.SVG.format("<g>" * 200 + "</g>" * 200), "trop complexe"),
        (files.SVG.format('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "complexe"),
        (
            files.SVG.format('<g id="a0"/>' + "".join(
                f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(8)
            )),
            "trop complexe",
        ),
    ],
)  # fmt: skip
def test_a_drawing_that_expands_or_breaks_is_refused(data, said):
    assert said in refusal(data, "plan.svg")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (files.docx(("word/vbaProject.bin", b"x")), "lettre.docx"),
        (files.docx(types=b"application/vnd.ms-word.document.macroEnabled"), "lettre.docx"),
        (files.odt(("Basic/Standard/Module1.xml", b"x")), "lettre.odt"),
    ],
)  # fmt: skip
def test_a_document_with_macros_is_refused(data, name):
    assert "macros" in refusal(data, name, "download")


def test_a_program_in_an_archive_to_download_is_refused():
    data = files.archive([("lisez-moi.txt", b"a"), ("jeu.exe", b"MZ")])
    assert "« jeu.exe » n’a pas sa place" in refusal(data, "jeux.zip", "download")


def test_an_unknown_role_is_refused():
    assert "rôle" in refusal(files.picture(), "photo.png", "avatar")


def test_what_was_taken_for_one_role_is_looked_at_for_another():
    photo = accept(files.upload(files.picture(), "photo.png"), "illustration")
    check_role(photo, "download")
    with pytest.raises(MediaRefused):
        check_role(photo, "simulator")
    folder = accept(files.upload(files.archive([("a.txt", b"a")]), "a.zip"), "download")
    with pytest.raises(MediaRefused, match=r"index\.html"):
        check_role(folder, "simulator")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\photos\\été.png", "été.png"),
        ("../../etc/passwd", "passwd"),
        ("gnp.\u202egpj.png", "gnp.gpj.png"),
        ("", "fichier"),
        ("n" * 300 + ".png", "n" * 196 + ".png"),
    ],
)
def test_names_are_made_fit_to_show(given_name, kept):
    assert clean_name(given_name) == kept


@given(st.text())
def test_a_clean_name_stays_clean(name):
    cleaned = clean_name(name)
    assert 1 <= len(cleaned) <= 200
    assert cleaned.isprintable()
    assert not set(cleaned) & set("/\\")


def test_check_objects_names_a_file_that_changed_or_is_gone(capsys):
    intact = accept(files.upload(files.picture(), "intact.png"), "illustration")
    gone = factories.media_file("ab" * 32, name="parti.png")
    changed = accept(files.upload(files.picture(colour="red"), "autre.png"), "illustration")
    with open(default_storage.path(changed.path), "r+b") as file:
        file.seek(30)
        file.write(b"?")
    with pytest.raises(CommandError, match="2 anomalie"):
        call_command("check_objects")
    said = capsys.readouterr().out
    assert "parti.png" in said
    assert "autre.png" in said
    assert intact.name not in said
    with pytest.raises(MediaMissing):
        open_media(gone)
