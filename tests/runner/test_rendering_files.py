"""Pictures, downloads and links of a question."""

import pytest

from runner.marking import mark
from runner.rendering import render_correction, render_question
from runner.rendering.files import size_in_words
from tests import samples_questions as questions
from tests.runner.parsing import Page


def address(medium, path):
    return f"/files/{medium['sha256'][:4]}/{path}"


def with_pictures(**texts):
    """A choice with pictures m1 and m2; m1 is in the statement."""
    document = questions.choice(media=[questions.picture("m1"), questions.picture("m2")])
    source = document["locales"]["fr"]
    source["media"] = {"m1": {"alt": "Une puce"}, "m2": {"alt": "Un <lecteur>"}}
    source.update(texts)
    return document


def test_a_picture_is_where_the_text_says_and_the_others_follow():
    html = render_question(with_pictures(), "fr", media_url=address)
    images = Page(html).all("img")
    assert [image["alt"] for image in images] == ["Une puce", "Un <lecteur>"]
    assert html.index("Une puce") < html.index("la puce</strong>") < html.index("lecteur")
    assert all(image["src"].startswith("/files/") for image in images)


def test_the_text_of_a_picture_is_the_document_s_and_in_its_language():
    document = with_pictures(instruction="![autre chose](media:m1)")
    document["locales"]["nl"] = {
        "id": "challengeN1",
        "kind": "adapted",
        "instruction": "Kijk: ![](media:m1)",
        "media": {"m1": {"alt": "Een chip", "sha256": "cd" * 32}},
    }
    (image, other) = Page(render_question(document, "nl", media_url=address)).all("img")
    assert (image["alt"], image["lang"]) == ("Een chip", "nl")
    assert image["src"] == "/files/cdcd/"
    assert other["lang"] == "fr"
    assert "autre chose" not in render_question(document, "fr", media_url=address)


def test_the_size_of_a_picture_is_kept_free_when_it_is_known():
    document = with_pictures()
    document["media"][0].update(width=320, height=160)
    first, second = Page(render_question(document, "fr", media_url=address)).all("img")
    assert (first["width"], first["height"]) == ("320", "160")
    assert "width" not in second


def test_a_decorative_picture_has_an_empty_text():
    document = with_pictures(media={"m1": {"alt": ""}, "m2": {"alt": "x"}})
    assert Page(render_question(document, "fr", media_url=address)).all("img")[0]["alt"] == ""


@pytest.mark.parametrize(
    ("texts", "media_url"),
    [({}, None), ({"instruction": "![](media:absent) ![](media:m2)"}, address)],
)
def test_a_picture_that_cannot_be_shown_is_said(texts, media_url):
    page = Page(render_question(with_pictures(**texts), "fr", media_url=media_url))
    assert "Image non montrée ici" in page.words


def test_a_picture_of_the_explanation_waits_for_it():
    document = with_pictures()
    document["key"]["locales"]["fr"]["explanation"] = "Voyez : ![](media:m2)"
    question = Page(render_question(document, "fr", media_url=address))
    assert [image["alt"] for image in question.all("img")] == ["Une puce"]
    response = {"choices": ["cA9"]}
    page = Page(
        render_correction(document, response, mark(document, response), "fr", media_url=address)
    )
    assert [image["alt"] for image in page.all("img")] == ["Un <lecteur>"]


def test_pictures_may_be_answers():
    document = with_pictures()
    document["locales"]["fr"]["choices"]["cK3"] = "![](media:m2)"
    page = Page(render_question(document, "fr", media_url=address))
    assert [image["alt"] for image in page.all("img")] == ["Une puce", "Un <lecteur>"]


def test_files_that_differ_by_extension_only_are_one_download():
    page = Page(render_question(questions.short_answer(), "fr", media_url=address))
    links = [link for link in page.all("a") if "download" in link]
    assert [link["download"] for link in links] == ["Lettre.docx", "Lettre.odt"]
    assert "Lettre : Lettre docx (7 octets) · Lettre odt (6 octets)" in page.words
    assert len(page.all("ul", class_="q-downloads")) == 1


def test_a_single_file_says_its_whole_name():
    document = questions.short_answer()
    document["media"] = document["media"][:1]
    assert (
        "Lettre.docx (7 octets)" in Page(render_question(document, "fr", media_url=address)).words
    )


def test_links_open_apart_and_say_so():
    document = questions.choice()
    document["locales"]["fr"]["instruction"] += " [CFWB](https://cfwb.be)"
    page = Page(render_question(document, "fr"))
    links = page.all("a")
    assert {link["href"] for link in links} == {"https://cfwb.be", "https://eid.belgium.be/fr"}
    assert {(link["target"], link["rel"]) for link in links} == {("_blank", "noopener noreferrer")}
    assert page.words.count("(nouvelle fenêtre)") == 2


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 octets"),
        (999, "999 octets"),
        (12_400, "12 Ko"),
        (1_400_000, "1,4 Mo"),
        (2_000_000, "2 Mo"),
        (12_345_678, "12 Mo"),
        (9_960_000, "10 Mo"),
    ],
)
def test_sizes_are_said_in_words(size, words):
    assert size_in_words(size) == words
