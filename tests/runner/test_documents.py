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
