"""Tables that are no framework: every error, with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.framework_csv import decode
from formats.framework_json import schema_problems
from formats.reading import Unreadable
from schemas import validate

from .packages import EXAMPLE, remarks_of


def remarks(data, code=None):
    """What is wrong with a file: ``(where, message)``."""
    return remarks_of(decode, data, code)


HEAD = "type;code;parent;title_fr;name;level;version;status;relation;external;extra;key;changed\n"
TREE = HEAD + "area;1;;Un\ncompetence;1.1;1;Deux\ntheme;t;1.1;Trois\ntopic;;t;Quatre;moteur\n"


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("area;1;;Encore", "désigne déjà le domaine de la ligne 2"),
        ("competence;1.1;1;Encore", "désigne déjà la compétence de la ligne 3"),
        ("theme;t;1.1;Encore", "la thématique de la ligne 4"),
        ("topic;;t;Encore;moteur", "« @moteur » désigne déjà le sujet de la ligne 5"),
        ("competence;1.2;9;x", "le parent « 9 » n'est aucun domaine de ce fichier"),
        ("competence;1.2;1.1;x", "« 1.1 » est une compétence (ligne 3), alors que le parent"),
        ("theme;u;t;x", "le parent de la thématique est une compétence"),
        ("skill;;t;;;1", "le parent de l'acquis est un sujet"),
        ("skill;;;;;1", "il manque le parent"),
        ("competence;1.2;;x", "le code de son domaine"),
        ("alignment;;;;;;;;isPartOf", "le code de la compétence alignée"),
        ("area;2;1;x", "la colonne « parent » ne concerne pas un domaine"),
        ("skill;;@moteur;;;deux", "« level » : « deux » n'est pas un nombre entier"),
        ("skill;;@moteur;;;12", "« level » doit être au plus 9"),
        ("skill;;@moteur;;;1;;;;;;k", "la colonne « key » ne concerne pas un acquis"),
        ("skill;;@moteur;;;1;;joyeux", "« joyeux » n'est pas connu : choisissez parmi en constr"),
        ("alignment;;1.1;;;;;;ami de", "« relation » : « ami de » n'est pas connu"),
        ("alignment;;1.1", "« relation » de l'alignement est vide"),
        ("area;2;;x;;;;;;{", "« external » : ce n'est pas du JSON valable"),
        ("area;2;;x;;;;;;[1]", "« external » doit être un objet"),
        ("area;2;;x;;;;;;;NaN", "« extra » : ce n'est pas du JSON valable : « NaN »"),
        ("area;2;;x;;;;;;;" + "[" * 101 + "]" * 101, "imbriqués"),
        ("area;;;x", "le domaine n'a pas de code"),
        ("theme;;1.1;x", "la thématique n'a pas de code"),
        ("topic;;t;x", "le sujet n'a pas de nom"),
        ("group;;;x", "« code » du groupe est vide"),
        ("level;;;x", "« level » du niveau est vide"),
        ("level;;g;x;;1", "le parent « g » n'est aucun groupe"),
        ("area;a b;;x", "« code » : « a b » n'a pas la forme attendue : un code s'écrit sans"),
        ("topic;;t;x;Moteur2", "« name » : « Moteur2 » n'a pas la forme attendue : une minuscule"),
        ("group;A;;x", "des minuscules sans accent"),
        ("area;2;;x;;;;;;;;;hier", "« changed » : « hier » n'a pas la forme attendue : une heure"),
        (f"area;2;;{'x' * 1001}", "« title_fr » est trop long"),
        (f"theme;{'x' * 151};1.1;x", "trop long pour un nom"),
        ("area;2;;x;;;;;isPartOf", "la colonne « relation » ne concerne pas un domaine"),
        ("domane;2;;x", "le type « domane » n'est pas connu ; choisissez : domaine"),
        (";2;;x", "la colonne « type » est vide"),
        ("area;2;;x;;;;;;;;;;en trop", "14 cellules pour 13 colonnes"),
        ("framework;x;;x\nframework;b;;x", "déjà décrit à la ligne 6"),
        ("framework;autre;;x", "« autre », et non « x »"),
        ("framework;x;;x;;;;vieux", "choisissez parmi brouillon"),
        ('area;2;;"x"y', "un guillemet est mal placé"),
        ('area;2;;"x', "n'est jamais fermé"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(row, word):
    found = remarks(f"{TREE}{row}\n", "x")
    line = 5 + row.count("\n") + 1
    assert [where for where, _ in found] == [f"ligne {line}"], found
    assert word in found[0][1]


def test_skills_and_levels_come_once():
    rows = (
        "skill;;@moteur;;;2\nskill;;moteur;;;2;1\nskill;;moteur;;;2;2\nlevel;;;;;3\nlevel;;;;;3\n"
    )
    found = remarks(TREE + rows, "x")
    assert [where for where, _ in found] == ["ligne 7", "ligne 10"]
    assert "cet acquis de niveau 2 (version 1) est déjà décrit à la ligne 6" in found[0][1]
    assert "le niveau 3 est déjà décrit à la ligne 9" in found[1][1]


def test_lines_are_those_of_the_file():
    text = 'type;code;title_fr\n\narea;1;"a\nb\n\nc"\n\narea;1;x\narea;2;"d\ne"\n'
    found = remarks(text, "x")
    assert [where for where, _ in found] == ["ligne 3", "ligne 8", "ligne 9"]
    assert "ligne 3" in found[1][1]


def test_everything_wrong_is_told_at_once_up_to_fifty():
    found = remarks(HEAD + "area;;;x\n" * 50, "x")
    assert len(found) == 50
    found = remarks(HEAD + "area;;;x\n" * 57, "x")
    assert len(found) == 51
    assert found[-1] == (
        "",
        "et 7 autre(s) problème(s) : corrigez déjà ceux-ci, puis recommencez.",
    )


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("type;code;titel", "la colonne « titel » n'est pas connue ; colonnes proches : title_fr"),
        ("type;code;zzz", "retirez-la ou renommez-la"),
        ("type;code;titre;title_fr", "« titre » et « title_fr » disent la même chose"),
        ("type;parent", "il manque la colonne « code »"),
        ("code;parent", "il manque la colonne « type »"),
        ("bonjour;monsieur", "ne nomme aucune colonne connue"),
        ("bonjour", "ne nomme aucune colonne connue"),
    ],
)
def test_a_wrong_header(header, word):
    found = remarks(header + "\n", "x")
    assert found[0][0] == "ligne 1"
    assert word in found[0][1]


def test_columns_without_name_may_be_empty():
    assert decode(b"type;code;;\narea;1;;\n", "x").document["items"]
    assert "colonne sans nom" in remarks("type;code;;\narea;1;;oups\n", "x")[0][1]


@pytest.mark.parametrize(
    ("data", "where", "word"),
    [
        (b"", "", "vide"),
        (b"\xef\xbb\xbf \n", "", "vide"),
        (b"PK\x03\x04...", "", "un classeur"),
        (b"%PDF-1.7", "", "un PDF"),
        (b"\x89PNG\r\n", "", "une image"),
        ("type;code".encode("utf-16"), "", "UTF-16"),
        (b'{"a": 1}', "", "du JSON"),
        (b"<!DOCTYPE html><p>", "", "une page HTML"),
        ("type;code\narea;é\n".encode("latin-1"), "ligne 2", "CSV UTF-8"),
        (b"type;code\n\narea;\0\n", "ligne 3", "caractère nul"),
        (b"type;code\narea;" + b"x" * 1_000_001, "ligne 2", "1000000 caractères"),
        (b'type;code\narea;"' + b"x;y\n" * 300_000, "ligne 2", "guillemet qui manque"),
    ],
)
def test_what_is_no_table(data, where, word):
    found = remarks(data, "x")
    assert [place for place, _ in found] == [where]
    assert word in found[0][1]


def test_the_framework_must_be_named():
    found = remarks("type;code\narea;\n")
    assert found[0][0] == ""
    assert "de quel référentiel" in found[0][1]
    assert found[1][0] == "ligne 2"
    assert "n'a pas de code" in remarks("type;code\nframework;\n")[0][1]
    assert "« code » : « Crcn »" in remarks("type;code\narea;1\n", "Crcn")[0][1]


@given(st.binary(max_size=200) | st.text("type;code\n\"',@=1 area", max_size=80).map(str.encode))
def test_no_file_makes_it_crash(data):
    for start in (b"", HEAD.encode(), b"code;ann\xc3\xa9e;type;intitul\xc3\xa9\n"):
        try:
            reading = decode(start + data, "x")
        except Unreadable:
            continue
        assert validate(reading.document, "framework-package") == []


def test_wrong_items_are_described_without_the_right_ones():
    items = [{"type": "area", "key": str(n), "parent": None} for n in range(2000)]
    items[1500]["colour"] = ""
    package = {**EXAMPLE, "items": items, "alignments": [], "status": "old"}
    problems, more = schema_problems(package)
    assert (problems, more) == (validate(package, "framework-package"), 0)
    assert [problem.pointer for problem in problems] == ["/items/1500/colour", "/status"]


def test_fifty_thousand_rows_are_nothing_special():
    rows = "".join(f"area;{n};;Domaine {n}\n" for n in range(50_000))
    assert (
        len(decode(("type;code;parent;title_fr\n" + rows).encode(), "x").document["items"])
        == 50_000
    )
    assert "au plus 50000" in remarks("type;code;parent;title_fr\n" + rows + "area;x\n", "x")[0][1]
    found = remarks("type;code;parent;title_fr\n" + rows.replace("Domaine", "\x01"), "x")
    assert "au moins 49" in found[-1][1]


def test_many_wrong_names_are_not_all_looked_up():
    found = remarks("type;code\n" + "".join(f"z{n};1\n" for n in range(2000)), "x")
    assert len(found) == 51
    found = remarks("type;code;" + ";".join(f"z{n}" for n in range(2000)), "x")
    assert len(found) == 51


def test_messages_name_columns_rather_than_pointers():
    text = 'type;code;external;education_levels;title_fr\narea;1;"{""pix"": 3}";;\narea;2;;"[3]";\n'
    found = remarks(text, "x")
    assert found[0] == ("ligne 2", "« external » doit être un texte.")
    assert found[1] == ("ligne 3", "« education_levels » doit être un texte.")
    assert "le groupe" in remarks("type;code\n" + "group;a\n" * 2, "x")[0][1]
