"""The dialect, and that nothing harmful comes out of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.markdown import TAGS, fill, plain, render, render_html, render_inline


def test_the_dialect():
    html = render_html(
        "**gras** *italique* `code`\n\n- un\n- deux\n\n| a | b |\n|---|--:|\n| 1 | 2 |"
    )
    for expected in (
        "<strong>gras</strong>",
        "<em>italique</em>",
        "<code>code</code>",
        "<li>un</li>",
    ):
        assert expected in html
    assert '<td style="text-align:right">2</td>' in html.replace(": ", ":").replace(';"', '"')


def test_headings_start_below_the_page_s_own():
    assert render_html("# Titre") == "<h3>Titre</h3>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<script>alert(1)</script>", "raw-html"),
        ("<img src=x onerror=alert(1)>", "raw-html"),
        ("<!-- caché -->", "raw-html"),
        ("<div>\nbloc\n</div>", "raw-html"),
        ("[ici](javascript:alert(1))", "link"),
        ("[ici](JaVaScRiPt:alert(1))", "link"),
        ("[ici](data:text/html;base64,AA)", "link"),
        ("[ici](//exemple.be)", "link"),
        ("![carte](https://exemple.be/a.png)", "image"),
        ("![carte](media:m1/../m2)", "image"),
        ("![carte](MEDIA:m1)", "image"),
        ("![carte](data:image/png;base64,AA)", "image"),
        ("![carte][r]\n\n[r]: //exemple.be/a.png", "image"),
        ("# Titre", "heading"),
        ("Titre\n-----", "heading"),
    ],
)
def test_what_is_not_let_through_is_reported(text, code):
    rendered = render(text)
    assert code in {finding.code for finding in rendered.findings}
    assert "<script" not in rendered.html
    assert "<img" not in rendered.html
    assert "href" not in rendered.html


@pytest.mark.parametrize(
    "text", ["`<b>`", "```\n<p>x</p>\n```", "3 < 4 et 5 > 2", "a <3 b", "<https://cfwb.be>"]
)
def test_code_and_signs_are_not_html(text):
    assert render(text).findings == ()


def test_a_permitted_link_opens_apart_and_tells_nothing():
    html = render_html("[CFWB](https://cfwb.be)")
    assert 'href="https://cfwb.be"' in html
    assert 'target="_blank"' in html
    assert 'rel="noopener noreferrer"' in html


def test_blanks_are_found_in_order_but_not_in_code():
    rendered = render("Ville : ${n1}, pays : ${n2}, et `${n3}`", blanks=True)
    assert rendered.blanks == ("n1", "n2")
    assert '<span data-blank="n1"></span>' in rendered.html


def test_outside_a_template_a_blank_is_text():
    assert "${HOME}" in render_html("Que vaut ${HOME} ici ?")


@pytest.mark.parametrize(
    ("text", "code"), [("[" * 20_000, "too-many-brackets"), ("a" * 20_001, "too-long")]
)
def test_what_would_cost_too_much_is_shown_as_it_is(text, code):
    rendered = render(text)
    assert [finding.code for finding in rendered.findings] == [code]
    assert rendered.html.startswith("<p>")


def test_a_blank_cannot_be_forged():
    for kind in ("blank", "media"):
        for text in (
            f'<span data-{kind}="v"></span>',
            f'[x](https://a.be "<span data-{kind}=v></span>")',
            f"[x](https://a.be '<span data-{kind}=\"v\"></span>')",
            f'`<span data-{kind}="v"></span>`',
        ):
            assert (
                fill(render_html(text, blanks=True), lambda *place: "FORGED").count("FORGED") == 0
            )


def test_pictures_of_the_document_are_places_in_their_order():
    rendered = render("![rien](media:m1) puis **![](media:m_2)**, et `![](media:m3)`")
    assert rendered.media == ("m1", "m_2")
    assert rendered.findings == ()
    html = fill(rendered.html, lambda kind, name: f"<{kind} {name}>")
    assert html == (
        "<p><media m1> puis <strong><media m_2></strong>, et <code>![](media:m3)</code></p>"
    )


def test_what_fills_a_place_is_not_looked_at_again():
    html = fill(render_html("![](media:m1)"), lambda kind, name: '<span data-media="m2"></span>')
    assert html == '<p><span data-media="m2"></span></p>'


def test_inline_and_plain():
    assert render_inline("**oui**") == "<strong>oui</strong>"
    assert plain("![](media:m1)") == "[m1]"
    assert plain("Un ![](media:m1)", {"m1": "a < b"}) == "Un a < b"
    assert plain("**3 < 4** & `<b>`\n\n- fin") == "3 < 4 & <b> fin"


@given(st.text(max_size=200))
def test_only_permitted_tags_come_out_of_any_text(text):
    html = render_html(text)
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", html)) <= TAGS
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", html)


ATTACK = [
    "<", ">", "script", "[x](", "javascript:", ")", "${v}", "`", '"', "&#106;", "\n", "onload=", " ",
    "![](", "media:m1",
]  # fmt: skip


@given(st.lists(st.sampled_from(ATTACK), max_size=25))
def test_nor_out_of_pieces_of_an_attack(pieces):
    html = render_html("".join(pieces))
    assert "<script" not in html
    assert not re.search(r'href="\s*javascript', html, re.IGNORECASE)
