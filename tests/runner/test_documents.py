"""Joining and resolving."""

import pytest

from runner.documents import join, locale_chain, resolve
from tests import samples


def test_join_keeps_the_body_and_adds_the_key():
    body, key = samples.body(), samples.key()
    joined = join(body, key)
    assert joined["key"] == key
    assert {k: v for k, v in joined.items() if k != "key"} == body


@pytest.mark.parametrize("name", ["id", "version", "revision"])
def test_join_refuses_what_does_not_belong_together(name):
    with pytest.raises(ValueError, match=name):
        join(samples.body(), samples.key(**{name: 9}))


def test_the_source_always_comes_last():
    document = samples.body()
    assert locale_chain(document, "fr-BE", {"fr-BE": "fr"}) == ["fr-BE", "fr"]
    assert locale_chain(document, "de") == ["de", "fr"]
    assert locale_chain(document, "fr") == ["fr"]
    assert locale_chain(document, "nl", {"nl": "en", "en": "nl"}) == ["nl", "en", "fr"]


def test_a_locale_that_is_the_same_says_what_the_source_says_in_its_own_name():
    resolved = resolve(samples.body(), "fr-BE", {"fr-BE": "fr"})
    assert resolved["instruction"] == "Choisissez **la bonne**."
    assert (resolved["lang"], resolved["id"]) == ("fr-BE", "challengeQ7")


def test_an_absent_locale_is_the_source_and_says_so():
    resolved = resolve(samples.body(), "de")
    assert (resolved["lang"], resolved["id"]) == ("fr", "challengeAb3")


def test_mappings_are_inherited_id_by_id():
    body, key = samples.cloze()
    resolved = resolve(join(body, key), "nl")
    assert resolved["instruction"] == "…"
    assert resolved["template"] == "Ville : ${n1} ; carte : ${n2}"
    assert resolved["media"]["m1"]["name"] == "kaart.png"
    assert resolved["key"]["blanks"]["n1"] == ["Namen", "Namur"]
    assert resolved["key"]["display"] is None


def test_resolving_a_body_gives_no_key():
    assert "key" not in resolve(samples.body(), "fr")


def test_each_part_says_the_language_that_it_is_really_in():
    body, key = samples.cloze()
    resolved = resolve(join(body, key), "nl")
    assert resolved["lang"] == "nl"
    assert resolved["langs"]["template"] == "fr"
    assert resolved["langs"]["blanks"]["n2"]["options"] == {"o4": "fr", "o7": "fr"}
    assert resolved["langs"]["media"]["m1"]["alt"] == "nl"
    assert resolved["key"]["langs"]["blanks"]["n1"] == "nl"
    assert resolved["key"]["langs"]["display"] == "fr"


def test_a_statement_that_is_inherited_is_in_the_language_it_was_written_in():
    body = samples.body()
    body["locales"]["nl"] = {"id": "challengeN1", "kind": "adapted", "choices": {"cK3": "Rood"}}
    resolved = resolve(body, "nl")
    assert resolved["lang"] == "fr"
    assert resolved["langs"]["choices"] == {"cK3": "nl", "cA9": "fr", "cB1": "fr"}


def test_what_is_called_the_same_is_in_both_languages():
    body, key = samples.cloze()
    resolved = resolve(join(body, key), "fr-BE", {"fr-BE": "fr"})
    assert resolved["langs"]["template"] == resolved["key"]["langs"]["display"] == "fr-BE"
    body["locales"]["fr-BE"] = {"id": "challengeQ7", "kind": "adapted", "instruction": "Septante"}
    resolved = resolve(body, "fr-BE", {"fr-BE": "fr"})
    assert (resolved["lang"], resolved["langs"]["template"]) == ("fr-BE", "fr")


def test_a_menu_translated_in_part_keeps_its_other_options():
    body, _key = samples.cloze()
    body["locales"]["nl"]["blanks"] = {"n2": {"label": "Kaart", "options": {"o4": "eID-kaart"}}}
    words = resolve(body, "nl")["blanks"]["n2"]
    assert words == {"label": "Kaart", "options": {"o4": "eID-kaart", "o7": "Bancontact"}}


def test_media_hold_what_the_body_says_and_the_words_of_the_locale():
    body, _key = samples.cloze()
    medium = resolve(body, "nl")["media"]["m1"]
    assert (medium["role"], medium["name"], medium["size"]) == ("illustration", "kaart.png", 50112)
    assert resolve(body, "fr")["media"]["m1"]["name"] == "carte.png"
    del body["locales"]["fr"]["media"]
    assert "alt" not in resolve(body, "fr")["media"]["m1"]


def test_resolving_changes_no_document():
    body, key = samples.cloze()
    before = repr((body, key))
    resolve(join(body, key), "nl")["blanks"]["n2"]["options"]["o4"] = "x"
    assert repr((body, key)) == before
