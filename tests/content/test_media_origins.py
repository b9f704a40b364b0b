"""Which addresses of simulators are allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.media.origins import is_allowed, origin_of


@pytest.fixture(autouse=True)
def listed(settings):
    settings.ATELIER_EMBED_ORIGINS = [
        "https://epreuves.example.org", "https://jeux.example.net/",
        "http://vieux.example.org", "https://example.com/dossier", "*", "", "https://",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://epreuves.example.org", "https://epreuves.example.org/",
        "https://epreuves.example.org/boite/?a=1#b", "https://jeux.example.net/x",
        "https://epreuves.example.org?a", "https://epreuves.example.org#a",
    ],
)  # fmt: skip
def test_an_origin_of_the_list_is_allowed(url):
    assert is_allowed(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://epreuves.example.org/", "https://epreuves.example.org:443/",
        "https://epreuves.example.org:8443/", "https://epreuves.example.org./",
        "https://epreuves.example.org.mechant.test/", "https://mechant.test/epreuves.example.org",
        "https://moi@epreuves.example.org/", "https://epreuves.example.org@mechant.test/",
        "https://epreuves.example.org\\@mechant.test/", "https://mechant.test\\epreuves.example.org/",
        "https:\\\\epreuves.example.org/", "https:/epreuves.example.org/", "//epreuves.example.org/",
        "https://epreuves.example.org\t/", "https://epreuves\n.example.org/", " https://epreuves.example.org/",
        "HTTPS://epreuves.example.org/", "https://EPREUVES.example.org/", "https://epreuves。example.org/",
        "https://xn--preuves-9xa.example.org/", "https://épreuves.example.org/", "https://epreuves%2eexample.org/",
        "https://example.com/dossier", "http://vieux.example.org/", "https://127.0.0.1/", "https://[::1]/",
        "https://[epreuves.example.org]/", "https://*", "javascript:alert(1)", "data:text/html,a",
        "blob:https://epreuves.example.org/1", "", "https://", "epreuves.example.org",
    ],
)  # fmt: skip
def test_anything_else_is_not(url):
    assert not is_allowed(url)


def test_nothing_is_allowed_unless_the_settings_say_so(settings):
    settings.ATELIER_EMBED_ORIGINS = []
    assert not is_allowed("https://epreuves.example.org/")


@given(st.text() | st.text().map("https://epreuves.example.org".__add__))
def test_any_text_has_an_origin_or_none(text):
    origin = origin_of(text)
    assert origin is None or text.startswith(origin)
