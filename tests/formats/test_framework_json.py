"""Frameworks as Atelier's own JSON."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.framework_json import decode, encode
from schemas import validate

from .packages import EXAMPLE, packages, remarks_of


def remarks(data):
    """What is wrong with a file: ``(where, message)``."""
    return remarks_of(decode, data)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(packages() | packages(wild=True))
def test_any_package_comes_back_the_same(package):
    """Equal to the last member: nothing is added, dropped or renamed."""
    text = encode(package)
    assert decode(text.encode()).document == package
    assert encode(_upside_down(package)) == text


def _upside_down(value):
    """``value`` with members in another order."""
    if isinstance(value, dict):
        return {name: _upside_down(value[name]) for name in reversed(value)}
    return [_upside_down(element) for element in value] if isinstance(value, list) else value


def test_what_is_written():
    text = encode({**EXAMPLE, "title": {"en": "Frame", "nl": "Kader", "fr": "Été"}})
    assert text.startswith('{\n  "schema": "framework-package/1",\n  "code": "cadre",\n')
    assert text.index("Été") < text.index("Kader") < text.index("Frame")
    assert text.endswith("}\n")


def test_places_are_pointers():
    reading = decode(b"\xef\xbb\xbf" + encode(EXAMPLE).encode())
    assert reading.place("/items/3/title/fr") == "/items/3"
    assert reading.place("/levels/0") == "/levels/0"
    assert reading.place("/status") == ""
    assert reading.kept == []


@pytest.mark.parametrize(
    ("data", "where", "word"),
    [
        (b"", "", "vide"),
        (b" \n", "", "vide"),
        (b"PK\x03\x04...", "", "ressemble à un classeur"),
        (b"\x89PNG\r\n\x1a\n", "", "une image (PNG)"),
        (b"%PDF-1.4", "", "un PDF"),
        ("{}".encode("utf-16"), "", "UTF-16"),
        (b"type;code\narea;1\n", "", "un tableau (CSV)"),
        (b"<html><body>", "", "une page HTML"),
        (b'<?xml version="1.0"?>', "", "du XML"),
        ('{"a": "é"}'.encode("latin-1"), "ligne 1", "UTF-8"),
        (b'{"a": 1,\n  "b" 2}', "ligne 2, colonne 7", "deux-points"),
        (b'{"a": 1,\n}', "ligne 2, colonne 1", "un nom entre guillemets"),
        (b'{"a": 1 "b"}', "ligne 1, colonne 9", "une virgule"),
        (b'{"a": "x', "ligne 1, colonne 7", "guillemet"),
        (b'{"a": "x\n"}', "ligne 1, colonne 9", "retour à la ligne"),
        (b'{"a": "\\x"}', "ligne 1, colonne 8", "pas celle du JSON"),
        (b"{} {}", "ligne 1, colonne 4", "après la fin"),
        (b"bonjour", "ligne 1, colonne 1", "une valeur"),
        (b"[" * 100_000, "", "imbriqués"),
        (b"[" * 101 + b"]" * 101, "", "imbriqués"),
        (b'{"extra": {"a": NaN}}', "", "« NaN »"),
        (b'{"extra": {"a": -Infinity}}', "", "« -Infinity »"),
        (b'{"extra": {"a": 1e999}}', "", "trop grand"),
        (b'{"extra": {"a": 1' + b"0" * 5000 + b"}}", "", "trop grand"),
        (b'{"extra": {"a": "\\ud800"}}', "", "à moitié"),
        (b'{"code": "a", "code": "b"}', "", "« code » vient deux fois"),
        (b"[1]", "", "pas un objet"),
        (b'"texte"', "", "pas un objet"),
        (b'{"CFDocument": {}}', "", "CASE"),
        (b'{"schema": "framework/1"}', "/schema", "« framework/1 »"),
        (b'{"schema": ["x"]}', "/schema", "attendu"),
        (b'{"code": "a"}', "", "il manque"),
    ],
)
def test_what_cannot_be_read_says_why(data, where, word):
    found = remarks(data)
    assert found[0][0] == where
    assert word in found[0][1]


def test_a_whole_surrogate_pair_is_a_character():
    package = {**EXAMPLE, "publisher": "😀"}
    assert decode(json.dumps(package).encode()).document == package


def test_what_the_schema_refuses_is_told_with_pointers():
    package = copy.deepcopy(EXAMPLE)
    package["status"] = "old"
    package["items"][4]["level"] = 12
    package["items"][1]["code"] = "a b"
    package["alignments"][0]["relation"] = "ami"
    found = remarks(json.dumps(package))
    assert [where for where, _ in found] == [
        "/alignments/0/relation",
        "/items/1/code",
        "/items/4/level",
        "/status",
    ]
    assert found[2][1] == "« items/4/level » doit être au plus 9."
    assert sorted(found) == [
        (problem.pointer, problem.message) for problem in validate(package, "framework-package")
    ]


def test_pointers_are_in_the_order_of_the_file():
    items = [{"type": "area", "key": "", "parent": None} for _ in range(12)]
    found = remarks(json.dumps({**EXAMPLE, "items": items, "alignments": []}))
    assert [where for where, _ in found] == [f"/items/{n}/key" for n in range(12)]


def test_fifty_problems_are_told_and_the_others_counted():
    items = [{"type": "area", "key": "", "parent": None} for _ in range(60)]
    found = remarks(json.dumps({**EXAMPLE, "items": items, "alignments": []}))
    assert len(found) == 51
    assert found[-1][1].startswith("et 10 autre(s)")
    found = remarks(json.dumps({**EXAMPLE, "items": items * 100, "alignments": []}))
    assert len(found) == 51
    assert found[-1][1].startswith("et au moins 5950 autre(s)")


@given(st.binary(max_size=100) | st.text('{}[]",:0e-\\u ', max_size=30).map(str.encode))
def test_no_file_makes_it_crash(data):
    assert remarks(data)
