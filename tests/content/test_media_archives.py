"""Archives: what a hostile one may try, and how ours are packed."""

import contextlib
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.media.archives import SIMULATOR_BOUNDS, check_simulator, pack
from content.media.errors import MediaRefused
from content.media.recognising import recognise
from tests import samples_media as files


def look(data):
    """What ``accept`` does with a simulator before it is stored."""
    recognise(io.BytesIO(data), "zip")
    check_simulator(io.BytesIO(data))


def refusal(data):
    """The sentence that refuses a simulator."""
    with pytest.raises(MediaRefused) as caught:
        look(data)
    return " ".join(caught.value.messages)


def named(name):
    """An entry under exactly this name."""
    info = zipfile.ZipInfo("a.txt")
    info.filename = name
    return info


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt", "a/../../secret.txt", "/etc/passwd.txt", "C:/windows.txt", "a\\b.txt",
        "./a.txt", "a//b.txt", "a/./b.txt", "con.txt", "a/nul", "fin.", "ligne\n.txt", "..",
    ],
)  # fmt: skip
def test_a_name_that_leaves_its_folder_is_refused(name):
    assert "chemin interdit" in refusal(files.simulator((named(name), b"x")))


def test_a_link_is_refused():
    assert "est un lien" in refusal(files.simulator(files.link("lien.txt", "/etc/passwd")))


@pytest.mark.parametrize("again", ["STYLE.css", "style.CSS"])
def test_two_files_under_one_name_are_refused(again):
    assert "deux fois" in refusal(files.simulator((again, b"")))


def test_a_password_is_refused():
    assert "mot de passe" in refusal(files.patched(files.simulator(), "style.css", flags=1))


def test_a_bomb_is_refused_by_its_announced_size():
    assert "démesurément" in refusal(files.simulator(("a.txt", bytes(19 * 10**6))))
    several = [(f"{n}.txt", b"a" * 10**6) for n in range(61)]
    assert "plus de 60 Mo" in refusal(files.simulator(*several))
    plain = [("index.html", files.PAGE), ("a.txt", b"a" * 21 * 10**6)]
    assert "plus de 20 Mo" in refusal(files.archive(plain, zipfile.ZIP_STORED))


def test_a_bomb_that_announces_little_is_refused_without_being_expanded():
    content = bytes(50 * 10**6)
    data = files.simulator(("a.txt", content))
    assert "annoncés" in refusal(files.patched(data, "a.txt", size=10))
    # Even when the checksum is that of the few bytes that were announced.
    lying = files.patched(data, "a.txt", size=10, crc=zlib.crc32(content[:10]))
    assert "annoncés" in refusal(lying)


@pytest.mark.parametrize("change", [{"size": 5}, {"size": 5000}, {"crc": 1}])
def test_a_header_that_lies_is_refused(change):
    data = files.simulator(("a.txt", b"du texte, pas trop long"))
    assert "annoncés" in refusal(files.patched(data, "a.txt", **change))


def test_too_many_files_are_refused():
    more = [(f"{number}.txt", b"") for number in range(SIMULATOR_BOUNDS.files)]
    assert "plus de 500 fichiers" in refusal(files.simulator(*more))


def test_a_directory_of_many_entries_is_refused_before_it_is_read(monkeypatch):
    data = files.archive([(f"{number}.txt", b"") for number in range(20_000)])
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert "plus de 5000 fichiers" in refusal(data)


def test_overlapping_members_are_refused():
    data = bytearray(files.archive([("index.html", files.PAGE), ("a.txt", files.PAGE)]))
    directory = zipfile.ZipFile(io.BytesIO(bytes(data))).start_dir
    first = struct.unpack_from("<3H", data, directory + 28)
    struct.pack_into("<L", data, directory + 46 + sum(first) + 42, 0)
    assert "abîmée ou inhabituelle" in refusal(bytes(data))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"<script>alert(1)</script>" + data,
        lambda data: b"PK\x03\x04" + data,
        lambda data: data + b"reste",
        lambda data: data[:-10],
        lambda data: data[:4],
        lambda data: data.replace(b"PK\x05\x06", b"PK\x05\x07"),
    ],
)
def test_an_archive_that_is_something_else_as_well_or_is_cut_is_refused(spoil):
    with pytest.raises(MediaRefused, match="abîmée ou inhabituelle"):
        check_simulator(io.BytesIO(spoil(files.simulator())))


def test_an_unusual_compression_is_refused():
    data = files.archive([("index.html", files.PAGE)], zipfile.ZIP_LZMA)
    assert "compression inhabituelle" in refusal(data)


def test_an_accent_in_an_old_encoding_is_refused():
    data = files.simulator(("ete.txt", b"")).replace(b"ete.txt", b"\x82t\x82.txt")
    assert "sans accent" in refusal(data)


def test_what_does_not_belong_into_a_page_is_refused():
    assert "n’a pas sa place" in refusal(files.simulator(("jeu.exe", b"MZ")))
    assert "n’a pas sa place" in refusal(files.simulator(("encore.zip", files.simulator())))
    assert "n’est pas ce que son nom dit" in refusal(files.simulator(("a.png", b"MZ")))
    assert "UTF-8" in refusal(files.simulator(("page.html", "é".encode("latin-1"))))
    assert "trop loin" in refusal(files.simulator(("a/" * 8 + "b.txt", b"")))


def test_the_page_to_open_is_at_the_root():
    assert "ne contient pas de page" in refusal(files.archive([("page.html", files.PAGE)]))
    inside = [("boite/index.html", files.PAGE), ("boite/style.css", b"")]
    assert "dans le dossier « boite »" in refusal(files.archive(inside))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_spoilt_archive_is_taken_or_refused_but_never_breaks(data):
    spoilt = bytearray(files.simulator())
    for _change in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(4, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(MediaRefused):
        look(bytes(spoilt))


def test_packing_gives_the_same_bytes_whatever_the_folder_says(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        (folder / "images").mkdir(parents=True)
    names = ["index.html", "images/plan.png", "app.js"]
    for folder, order in ((first, names), (second, names[::-1])):
        for name in order:
            content = files.picture() if name.endswith("png") else files.PAGE
            (folder / name).write_bytes(content)
    (second / ".cache").write_bytes(b"x")
    (second / "app.js").chmod(0o755)
    packed = pack(first)
    assert packed == pack(second)
    check_simulator(io.BytesIO(packed))
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        assert opened.namelist() == ["app.js", "images/plan.png", "index.html"]
