"""Reading and writing Pix strings, case by case, and what is said of what has no place."""

import pytest

from formats.pix import blank_id, from_pix, response_from_pix, to_pix
from formats.reading import Unreadable
from runner.documents import join
from runner.marking import mark
from tests import samples
from tests.formats.pix_samples import CHALLENGES
from tests.runner.marking_samples import cloze, pool


def read(**changes):
    """Body, key and remarks of the QROC example with ``changes``; None takes a member away."""
    challenge = {**CHALLENGES["QROC"], **changes}
    reading = from_pix({name: value for name, value in challenge.items() if value is not None})
    return reading.document["body"], reading.document["key"], reading.kept


def written(document, **kwargs):
    body = {name: value for name, value in document.items() if name != "key"}
    return to_pix(body, document["key"], **kwargs)


def places(remarks):
    return [remark.where for remark in remarks]


# -- Reading ---------------------------------------------------------------------------------------
def test_a_short_answer():
    body, key, kept = read()
    assert (body["type"], body["blanks"]) == (
        "short_answer",
        [{"id": "v", "input": "text", "format": "words"}],
    )
    texts = body["locales"]["fr"]
    assert texts["template"] == "Ville : ${v}"
    assert texts["blanks"] == {"v": {"label": "Nom de la ville", "placeholder": "ici"}}
    assert key["blanks"] == {"v": {"tolerances": ["case"]}}
    assert key["locales"]["fr"]["blanks"] == {"v": ["Namur", "Namen"]}
    assert key["locales"]["fr"]["display"] == "Namur"
    assert kept == []


def test_choices_go_on_over_lines_without_a_dash():
    body, key, _ = read(**{**CHALLENGES["QCM"], "solution": "3,1"})
    texts = body["locales"]["fr"]["choices"]
    assert [texts[choice["id"]] for choice in body["choices"]] == ["a", "b\n  suite", "c"]
    assert {texts[id] for id in key["choices"]} == {"a", "c"}


def test_a_menu_is_a_cloze():
    body, key, _ = read(**CHALLENGES["menu"])
    assert body["type"] == "cloze"
    (blank,) = body["blanks"]
    options = body["locales"]["fr"]["blanks"]["v"]["options"]
    assert [options[id] for id in blank["options"]] == ["eID", "Bancontact"]
    assert [options[id] for id in key["blanks"]["v"]["correct"]] == ["eID"]


def test_old_line_ends_are_read():
    body, key, _ = read(solution="Namur\r\n\r\nNamen", instruction="a\r\nb")
    assert key["locales"]["fr"]["blanks"]["v"] == ["Namur", "Namen"]
    assert body["locales"]["fr"]["instruction"] == "a\nb"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"skillId": "rec1", "status": "validé"}, ""),
        ({"locales": ["fr", "nl"]}, "/locales"),
        ({"format": "roman"}, "/format"),
        ({"timer": 1_000_000}, "/timer"),
        ({"proposals": "${v}"}, "/proposals"),
        ({"proposals": '${v§Ville value="x"}'}, "/proposals"),
        ({"proposals": "${v§Ville} ${v§Ville}"}, "/proposals"),
        ({"solution": ""}, "/solution"),
        ({**CHALLENGES["QCU"], "solution": "9"}, "/solution"),
        ({**CHALLENGES["QCU"], "embedUrl": "https://example.org"}, "/embedUrl"),
        ({**CHALLENGES["menu"], "solution": "eID\nautre"}, "/solution"),
        ({**CHALLENGES["QROCM-ind"], "solution": "n1:\n- a\nn2:\n- eID\nn3:\n- b"}, "/solution"),
        ({**CHALLENGES["QROCM-ind"], "solution": "n2:\n- eID\n"}, "/solution"),
        ({**CHALLENGES["QROCM-ind"], "solution": ""}, "/solution"),
        ({**CHALLENGES["QROCM-dep"], "proposals": '${n1§Une options=["a","b"]}'}, "/proposals"),
        ({**CHALLENGES["embed"], "proposals": "Code : ${a§Le code}"}, "/proposals"),
        (
            {
                "type": "QROCM-ind",
                "proposals": '${v§Ville options=["a","b"]}',
                "solution": "v:\n- a",
            },
            "/type",
        ),
    ],
)
def test_what_has_no_place_is_told(changes, where):
    _, _, kept = read(**changes)
    assert where in places(kept)
    assert all(remark.message.endswith(".") for remark in kept)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"type": "QRU"}, "/type"),
        ({"type": None}, "/type"),
        ({"type": 5}, "/type"),
        ({"proposals": None}, "/proposals"),
        ({"proposals": "pas de trou"}, "/proposals"),
        ({"proposals": "${a} ${b}"}, "/proposals"),
        ({"proposals": "${a options=[1]}"}, "/proposals"),
        ({"proposals": ["- a"]}, "/proposals"),
        ({"type": "QCU", "proposals": ""}, "/proposals"),
        ({"type": "QROCM-ind", "proposals": "rien"}, "/proposals"),
        ({"type": "QROCM-ind", "solution": "v:\n- ["}, "/solution"),
        ({"type": "QROCM-dep", "solution": "- a\n- b"}, "/solution"),
        ({"t1Status": "oui"}, "/t1Status"),
        ({"timer": "30"}, "/timer"),
        ({"locales": "fr"}, "/locales"),
        ({"locales": ["français"]}, "/locales"),
    ],
)
def test_what_is_no_challenge_is_refused_with_its_place(changes, where):
    with pytest.raises(Unreadable) as refused:
        read(**changes)
    assert places(refused.value.remarks) == [where]


def test_locales_are_written_as_the_standard_has_them():
    for name, locale in (("fr-fr", "fr-FR"), ("nl_BE", "nl-BE"), ("EN", "en")):
        body, key, _ = read(locales=[name])
        assert (list(body["locales"]), list(key["locales"])) == ([locale], [locale])


def test_names_of_blanks_that_cannot_be_ids_get_one_that_answers_find():
    proposals, solution = "${1er-mot§a} ${ville n} ${n2§b}", "1er-mot:\n- x\nn2:\n- y\n"
    body, key, _ = read(type="QROCM-ind", proposals=proposals, solution=solution)
    ids = [blank["id"] for blank in body["blanks"]]
    assert ids == [blank_id("1er-mot"), "n2"]
    assert ids[0] != blank_id("1er_mot")
    document = join(body, key)
    response = response_from_pix(document, "1er-mot: x\nn2: y")
    assert mark(document, response, profile="pix").outcome == "ok"


# -- Answers ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("answer", [None, 5, ["2"], {}, "n1: [", "x" * 200_000])
@pytest.mark.parametrize("name", CHALLENGES)
def test_an_answer_of_the_wrong_shape_gives_a_response_that_is_wrong(name, answer):
    document = from_pix(CHALLENGES[name]).document
    joined = join(document["body"], document["key"])
    for profile in ("atelier", "pix"):
        response = response_from_pix(joined, answer)
        assert mark(joined, response, profile=profile).outcome in {"ko", "error"}


def test_the_text_of_an_option_is_no_way_to_its_id():
    body, key, _ = read(**CHALLENGES["menu"])
    right = key["blanks"]["v"]["correct"][0]
    document = join(body, key)
    assert mark(document, response_from_pix(document, right), profile="pix").outcome == "ko"


def test_the_answer_of_a_text_with_a_single_menu_is_read_as_its_type_says():
    body, key, _ = read(type="QROCM-ind", proposals='${v options=["a","b"]}', solution="v:\n- a\n")
    document = join(body, key)
    response = response_from_pix(document, "v: a", type="QROCM-ind")
    assert mark(document, response, profile="pix").outcome == "ok"
    assert response == response_from_pix(document, "a")


def test_an_answer_to_a_type_without_pix_is_refused():
    body, _ = samples.typed("ordering")
    with pytest.raises(ValueError, match="ordering"):
        response_from_pix(body, "1")


# -- Writing ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("type", ["ordering", "matching"])
def test_a_type_that_pix_lacks_is_told(type):
    result = to_pix(*samples.typed(type))
    assert result.challenge is None
    assert places(result.unsaid) == ["/type"]


def test_a_locale_is_a_record_of_its_own():
    body, key = samples.cloze()
    result = to_pix(body, key, "nl")
    assert result.challenge["locales"] == ["nl"]
    assert result.challenge["solution"] == "n1:\n- Namen\n- Namur\nn2:\n- eID\n"
    assert result.challenge["instruction"] == "…"
    assert places(result.unsaid) == ["/key/locales/nl/explanation", "/media"]


def test_tolerances_and_formats_that_differ_between_blanks_are_told():
    document = cloze(n1=["a"], n2=["b"], formats={"n2": "number"})
    document["key"]["blanks"]["n1"]["tolerances"] = ["case", "typing"]
    document["key"]["blanks"]["n2"]["tolerances"] = ["case"]
    result = written(document)
    assert places(result.unsaid)[:2] == ["/key/blanks", "/blanks"]
    treatments = [result.challenge[name] for name in ("t1Status", "t2Status", "t3Status")]
    assert treatments == [True, False, False]
    assert result.challenge["format"] == "mots"


def test_blanks_are_in_the_order_of_the_text():
    document = pool({"g1": ["a"], "g2": ["b"]})
    document["locales"]["fr"]["template"] = "${n2} ${n1}"
    assert places(written(document).unsaid) == ["/blanks"]
    document["locales"]["fr"]["template"] = "${n2}"
    assert places(written(document).unsaid) == ["/locales/fr/template"]


def test_a_choice_with_a_list_is_told_and_stays_one_choice():
    document = samples.joined()
    document["locales"]["fr"]["choices"]["cK3"] = "Deux choses :\n- une\n- deux"
    document["key"]["locales"]["fr"]["explanation"] = None
    result = written(document)
    assert places(result.unsaid) == ["/locales/fr/choices/cK3"]
    assert len(from_pix(result.challenge).document["body"]["choices"]) == 3


def test_words_of_a_blank_with_signs_of_the_syntax_are_told():
    document = samples.short_answer()
    document["locales"]["fr"]["blanks"]["v"] = {"label": "§ 12 } options=[", "placeholder": "a§b"}
    result = written(document)
    assert "/locales/fr/blanks/v" in places(result.unsaid)
    assert result.challenge["proposals"] == "Ville : ${v#a b§12}"


def test_an_accepted_answer_on_two_lines_is_told():
    result = written(samples.short_answer(accepted=["a\nb", "c"]))
    assert "/key/locales/fr/blanks/v" in places(result.unsaid)
    assert result.challenge["solution"] == "c"


def test_files_links_and_explanations_are_told():
    document = samples.short_answer()
    document["locales"]["fr"]["links"] = [{"label": "a", "url": "https://example.org"}]
    assert places(written(document).unsaid) == [
        "/key/locales/fr/explanation",
        "/locales/fr/links",
    ]
    assert "/embed" in places(to_pix(*samples.typed("embed")).unsaid)
