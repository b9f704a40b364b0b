"""Frameworks as tables."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formats.framework_csv import decode, encode, has_header
from formats.framework_csv.cells import exposed, protected
from formats.framework_csv.columns import column_of, kind_of
from formats.reading import Reading
from schemas import validate

from .packages import EXAMPLE, canonical, packages, remarks_of

WRITTEN = """\
type;code;parent;title_fr;title_nl;name;level;version;status;description_fr;hint_fr;unverified;\
education_levels;colour;external;relation;framework;target;note;publisher;points_per_level
framework;cadre;;Cadre;Kader;;;;adopted;;;;;;;;;;;FWB;8
group;novice;;novice;;;;;;;;;;;;;;;;;
level;;novice;N 1;;;1;;;Peu.;;;;;;;;;;;
area;1;;Information;;;;;;;;;;jaffa;;;;;;;
competence;1.1;1;Chercher;;;;;;;;;P3, S1;;"{""pix"": ""rec1""}";;;;;;
theme;1.1-t1;1.1;Web;;;;;;;;;;;;;;;;;
topic;;1.1-t1;Moteur;;moteur;;;;;;nl;;;;;;;;;
skill;;'@moteur;;;;2;1;active;;Gardez les mots utiles.;;;;;;;;;;
alignment;;1.1;;;;;;confirmed;;;;;;;isRelatedTo;digcomp-2.2;1.1;À peu près.;;
"""

FRENCH = """\
Type,Code,Parent,Intitulé,titre (NL),Nom,Niveau,État,Description,Indice,Année(s),Couleur,Relation,Référentiel,Cible,Note
Référentiel,cadre,,Mon cadre,Mijn kader,,,Brouillon,,,,,,,,
DOMAINE,1,,Information,,,,,,,,jaffa,,,,
compétence,1.1,1,"Chercher, trier",,,,,"Sur deux
lignes",,"P3, P4 et S1",,,,,

Thématique,web,1.1,Web,,,,,,,,,,,,
sujet,,web,Moteur,,@moteur,,,,,,,,,,
acquis,,@moteur,,,,2,en construction,,"Les ""mots"" utiles",,,,,,
Acquis,,moteur,,,,3,périmé,,,,,,,,
,,,,,,,,,,,,,,,
alignement,,1.1,,,,,proposée,,,,,est liée à,digcomp-2.2,1.1,À voir
"""


def remarks(data, code=None):
    """What is wrong with a file: ``(where, message)``."""
    return remarks_of(decode, data, code)


# --- Both ways -----------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(packages() | packages(wild=True))
def test_any_package_comes_back_the_same(package):
    """Equal up to keys: the decoded one is canonical, with the same items in the same order."""
    reading = decode(encode(package).encode("utf-8-sig"))
    assert validate(reading.document, "framework-package") == []
    again = canonical(reading.document)
    assert again == canonical(package)
    # Beside its keys, the decoded document is canonical already.
    for name in ("items", "alignments"):
        for thing, other in zip(reading.document[name], again[name], strict=True):
            assert thing.keys() == other.keys()
    assert reading.document.keys() == again.keys()
    written = encode(reading.document)
    assert encode(decode(written.encode()).document) == written


def test_what_is_written():
    assert encode(EXAMPLE) == WRITTEN.replace("\n", "\r\n")
    assert canonical(decode(WRITTEN.encode()).document) == canonical(EXAMPLE)


def test_keys_are_readable_and_apart():
    document = decode(WRITTEN.encode()).document
    assert [(item["key"], item["parent"]) for item in document["items"]] == [
        ("area:1", None),
        ("competence:1.1", "area:1"),
        ("theme:1.1-t1", "competence:1.1"),
        ("topic:@moteur", "theme:1.1-t1"),
        ("skill:@moteur2", "topic:@moteur"),
    ]
    assert document["alignments"][0]["source"] == "competence:1.1"


def test_items_without_a_code_of_their_own_have_a_key():
    items = [
        {"type": "area", "key": "a", "parent": None, "code": "1"},
        {"type": "area", "key": "b", "parent": None, "code": "1"},
        {"type": "competence", "key": "c", "parent": "b"},
        {"type": "theme", "key": "d", "parent": "c", "code": "web"},
    ]
    text = encode({**EXAMPLE, "items": items, "alignments": []})
    assert "\r\narea;1;area-1;;" in text
    assert "\r\ncompetence;;competence-1;area-1;" in text
    assert "\r\ntheme;web;competence-1-t1;competence-1;" in text


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"parent": "e001"}, "parent"),
        ({"parent": None}, "parent"),
        ({"parent": "nobody"}, "parent"),
        ({"key": "3f0a"}, "same key"),
        ({"colour": "a\0b"}, "NUL"),
    ],
)
def test_what_contradicts_itself_is_not_written(change, word):
    items = [{**item, **change} if item["key"] == "9b1c" else item for item in EXAMPLE["items"]]
    with pytest.raises(ValueError, match=word):
        encode({**EXAMPLE, "items": items})


@given(st.text("'=+-@ \t\r\nab\u00a0", max_size=8) | st.text(max_size=8))
def test_any_text_survives_its_protection(text):
    cell = protected(text)
    assert exposed(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell == cell.strip()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'@moteur", "@moteur"),
        ("@moteur", "@moteur"),
        ("''=1", "'=1"),
        ("'t Is waar ", "'t Is waar"),
        ("l'été'", "l'été'"),
        (" a ", "a"),
        ("' a '", " a "),
    ],
)
def test_apostrophes(cell, text):
    assert exposed(cell) == text


# --- Files made by people ------------------------------------------------------------------------


def test_a_french_table():
    reading = decode(FRENCH.encode("utf-8-sig"))
    assert validate(reading.document, "framework-package") == []
    assert has_header(reading)
    assert reading.document == {
        "schema": "framework-package/1",
        "code": "cadre",
        "status": "draft",
        "title": {"fr": "Mon cadre", "nl": "Mijn kader"},
        "groups": [],
        "levels": [],
        "items": [
            {
                "type": "area", "key": "area:1", "parent": None, "code": "1",
                "title": {"fr": "Information"}, "colour": "jaffa",
            },
            {
                "type": "competence", "key": "competence:1.1", "parent": "area:1", "code": "1.1",
                "title": {"fr": "Chercher, trier"}, "description": {"fr": "Sur deux\nlignes"},
                "education_levels": ["P3", "P4", "S1"],
            },
            {
                "type": "theme", "key": "theme:web", "parent": "competence:1.1",
                "title": {"fr": "Web"},
            },
            {
                "type": "topic", "key": "topic:@moteur", "parent": "theme:web", "name": "moteur",
                "title": {"fr": "Moteur"},
            },
            {
                "type": "skill", "key": "skill:@moteur2", "parent": "topic:@moteur", "level": 2,
                "version": 1, "status": "in_construction", "hint": {"fr": 'Les "mots" utiles'},
            },
            {
                "type": "skill", "key": "skill:@moteur3", "parent": "topic:@moteur", "level": 3,
                "version": 1, "status": "obsolete",
            },
        ],
        "alignments": [
            {
                "source": "competence:1.1", "framework": "digcomp-2.2", "target": "1.1",
                "relation": "isRelatedTo", "status": "proposed", "note": "À voir",
            }
        ],
    }  # fmt: skip
    assert reading.place("/items/1/title/fr") == "ligne 4"
    assert reading.place("/items/2") == "ligne 7"
    assert reading.place("/alignments/0/note") == "ligne 12"
    assert reading.place("/title/fr") == "ligne 2"
    assert reading.place("") == "ligne 1"


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(separator, end):
    rows = ["type;code;parent;Titre;Title_FR_be", "area;1;;Un;'=1", "competence;1.1;1;Deux;"]
    text = end.join(row.replace(";", separator) for row in rows)
    document = decode(text.encode(), "cadre").document
    assert [item["key"] for item in document["items"]] == ["area:1", "competence:1.1"]
    assert document["items"][0]["title"] == {"fr": "Un", "fr-BE": "=1"}


def test_children_may_come_before_their_parents():
    document = decode(b"type;code;parent\ncompetence;1.1;1\narea;1;\n", "x").document
    assert [item["parent"] for item in document["items"]] == ["area:1", None]


def test_a_topic_may_be_named_in_the_column_code():
    text = "type;code;parent\narea;1;\ncompetence;1;1\ntheme;t;1\ntopic;@moteur;t\nskill;;@moteur\n"
    document = decode(text.encode(), "x").document
    assert document["items"][3] == {
        "type": "topic", "key": "topic:@moteur", "parent": "theme:t", "name": "moteur",
    }  # fmt: skip


def test_a_table_may_leave_its_framework_to_who_reads_it():
    reading = decode(b"type;code\narea;1\n", "crcn")
    assert not has_header(reading)
    assert validate(reading.document, "framework-package") == []
    assert reading.document["code"] == "crcn"
    assert (reading.document["status"], reading.document["title"]) == ("draft", {"fr": "crcn"})
    assert reading.place("/code") == "ligne 1"
    assert has_header(decode(b"type;code\nframework;crcn\n", "crcn"))
    assert has_header(decode(b"type;code\nframework;\n", "crcn"))
    assert has_header(Reading({}))


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Intitulé", "title_fr"),
        ("TITRE fr-be", "title_fr-BE"),
        ("title_NL", "title_nl"),
        ("Libellé", "title_fr"),
        ("Indice", "hint_fr"),
        ("description_de", "description_de"),
        ("Années", "education_levels"),
        ("Année(s)", "education_levels"),
        ("statut", "status"),
        ("points_per_level", "points_per_level"),
        ("titles", None),
        ("title_klingon", None),
        ("", None),
    ],
)
def test_names_of_columns(header, column):
    assert column_of(header) == column


def test_names_of_types():
    words = "Référentiel groupe NIVEAU domaine Compétence thématique sujet acquis alignement"
    kinds = "framework group level area competence theme topic skill alignment"
    assert [kind_of(word) for word in words.split()] == kinds.split()
    assert [kind_of(word) for word in kinds.split()] == kinds.split()
    assert kind_of("savoir") is None


# --- The attendus of the FMTTN -------------------------------------------------------------------


@pytest.mark.parametrize("header", ["code;année;type;intitulé", "Code;Annee;Type;Intitule"])
def test_attendus(header):
    rows = ["N1;P3 et P4;Savoir-faire;Ouvrir", "N2;S1/S2;savoir;Nommer", "N3;;savoir-faire;Fermer"]
    text = "\n".join([header, *rows, "N4;P5 P6;compétence;Choisir"])
    reading = decode(text.encode(), "fmttn")
    assert validate(reading.document, "framework-package") == []
    assert not has_header(reading)
    said = [
        (i["code"], i["parent"], i["title"]["fr"], i.get("education_levels"))
        for i in reading.document["items"]
    ]
    assert said == [
        ("savoir-faire", None, "Savoir-faire", None),
        ("N1", "area:savoir-faire", "Ouvrir", ["P3", "P4"]),
        ("savoir", None, "savoir", None),
        ("N2", "area:savoir", "Nommer", ["S1", "S2"]),
        ("N3", "area:savoir-faire", "Fermer", None),
        ("competence", None, "compétence", None),
        ("N4", "area:competence", "Choisir", ["P5", "P6"]),
    ]
    assert reading.place("/items/3") == "ligne 3"
    assert reading.document["levels"] == []


def test_columns_in_another_order():
    document = decode("intitulé,type,code,année\nOuvrir,savoir,N1,P3\n".encode(), "fmttn").document
    assert document["items"][1]["code"] == "N1"


def test_what_is_wrong_in_attendus():
    text = "code;année;type;intitulé\nN1;P3;savoir;a\n;P3;savoir;b\nN1;P3;;c\nN1;P3;!;d\nN1;;savoir;e\nN 2;;savoir;f\n"
    found = remarks(text, "fmttn")
    assert [where for where, _ in found] == [f"ligne {n}" for n in (3, 4, 5, 6, 7)]
    words = ["« code » est vide", "« type » est vide", "ni lettre", "ligne 2", "sans espace"]
    for (_, message), word in zip(found, words, strict=True):
        assert word in message
    assert "de quel référentiel" in remarks("code;année;type;intitulé\nN1;P3;savoir;a\n")[0][1]


def test_four_columns_with_our_types_are_our_table():
    text = "code;année;type;intitulé\n1;;domaine;a\n1.1;;compétence;b\n"
    assert remarks(text, "x") == [
        (
            "ligne 3",
            "il manque le parent : mettez dans la colonne « parent » le code de son domaine.",
        )
    ]
