"""Questions of the types beyond choices: fields where the text says, usable without script."""

import pytest

from runner.rendering import render_question
from tests import samples_questions as questions
from tests.runner.parsing import Page


def page_of(document, **kwargs):
    return Page(render_question(document, "fr", **kwargs))


@pytest.mark.parametrize("type", questions.OF_TYPE)
def test_every_field_has_a_name_for_who_does_not_see_it(type):
    page = page_of(questions.OF_TYPE[type](), seed=3, media_url=lambda medium, path: "/m")
    ids = {attrs["id"] for _tag, attrs in page.tags if "id" in attrs}
    assert len(ids) == sum("id" in attrs for _tag, attrs in page.tags)
    for tag in ("input", "select", "textarea", "iframe"):
        for field in page.all(tag):
            if field.get("type") in {"hidden", "radio", "checkbox"}:
                continue  # choices are inside their label
            labels = field.get("aria-labelledby", "").split()
            assert field.get("aria-label") or field.get("title") or labels
            assert set(labels) <= ids


@pytest.mark.parametrize("type", questions.OF_TYPE)
def test_the_key_never_shows(type):
    document = questions.OF_TYPE[type]()
    body = {name: value for name, value in document.items() if name != "key"}
    assert render_question(document, "fr", seed=5) == render_question(body, "fr", seed=5)


@pytest.mark.parametrize("type", questions.OF_TYPE)
def test_a_draft_that_lacks_almost_everything_is_shown(type):
    document = questions.OF_TYPE[type]()
    source = document["locales"]["fr"]
    for name in ("choices", "blanks", "media", "embed"):
        source.pop(name, None)
    source.update(template=None, instruction="")
    document["media"] = []
    document["blanks"] = [] if type == "embed" else document["blanks"]
    assert "q-question" in render_question(document, "fr", media_url=lambda medium, path: "/m")


def test_a_cloze_has_its_fields_in_the_text():
    html = render_question(questions.cloze(), "fr", response={"blanks": {"n2": "Mons", "n3": "o4"}})
    page = Page(html)
    assert [field["name"] for field in page.all("input")] == ["blank-n1", "blank-n2"]
    assert page.all("input")[0]["aria-label"] == "Ville du Parlement de la FWB"
    assert page.all("input")[1]["placeholder"] == "une ville"
    assert page.all("input")[1]["value"] == "Mons"
    menu = page.all("select")[0]
    assert menu["aria-label"] == "Moyen d'accès"
    assert [option["value"] for option in page.all("option")] == ["", "o7", "o4"]
    assert [("selected" in option) for option in page.all("option")] == [False, False, True]
    assert html.index("siège à") < html.index("blank-n1") < html.index("celui de la Wallonie")


def test_a_blank_that_the_template_forgets_can_be_answered_all_the_same():
    document = questions.cloze()
    document["locales"]["fr"]["template"] = "Seulement ${n1}"
    assert len(page_of(document).all("input")) == 2
    assert len(page_of(document).all("select")) == 1


def test_an_ordering_is_numbered_without_script():
    page = page_of(questions.ordering(), seed=1)
    shown = [attrs["value"] for attrs in page.all("input", name="order")]
    assert sorted(shown) == ["cA", "cB", "cC", "cD"]
    places = page.all("select")
    assert [place["name"] for place in places] == [f"position-{name}" for name in shown]
    assert page.all("option", value="4")
    assert not [option for option in page.all("option") if "selected" in option]
    assert page.all("input", name="order-kept")


def test_the_first_order_follows_the_seed_and_not_the_author():
    document = questions.ordering(shuffle=False)

    def shown(seed):
        page = page_of(document, seed=seed)
        return tuple(attrs["value"] for attrs in page.all("input", name="order"))

    assert len({shown(seed) for seed in range(60)}) > 10
    assert shown(9) == shown(9)


def test_an_order_that_was_given_is_shown_as_it_was_given():
    page = page_of(questions.ordering(), seed=1, response={"order": ["cD", "cB"]})
    assert [a["value"] for a in page.all("input", name="order")][:2] == ["cD", "cB"]
    assert [o["value"] for o in page.all("option") if "selected" in o] == ["1", "2"]


def test_a_matching_has_a_menu_of_targets_for_each_source():
    page = page_of(questions.matching(), seed=2, response={"pairs": [["sA", "tB"]]})
    assert sorted(menu["name"] for menu in page.all("select")) == ["pair-sA", "pair-sB", "pair-sC"]
    assert len(page.all("option")) == 3 * 5
    assert [o["value"] for o in page.all("option") if "selected" in o] == ["tB"]
    assert not page.all("ul", class_="q-targets")


def test_targets_that_do_not_fit_a_menu_are_shown_under_letters():
    page = page_of(questions.matching(long=True))
    assert len(page.all("span", class_="q-letter")) == 4
    assert "par exemple" in page.words
    assert "A – La porte d'entrée des services publics et que l'on garde…" in page.words
    document = questions.matching(media=[questions.picture()])
    document["locales"]["fr"]["choices"]["tD"] = "![](media:m1)"
    document["locales"]["fr"]["media"] = {"m1": {"alt": "Un plan"}}
    page = page_of(document, media_url=lambda medium, path: "/m")
    assert "D – Un plan" in page.words
    assert page.all("img")[0]["alt"] == "Un plan"


def test_our_own_simulator_is_in_a_closed_sandbox():
    asked = []

    def address(medium, path):
        asked.append((medium["id"], path))
        return "/files/index.html"

    page = page_of(questions.embed(), media_url=address)
    (frame,) = page.all("iframe")
    assert asked == [("m4", "index.html")]
    assert frame["src"] == "/files/index.html"
    assert frame["sandbox"] == "allow-scripts allow-forms"
    assert frame["title"] == "Boîte aux lettres de Samira"
    assert frame["height"] == "300"
    assert page.all("input", type="hidden", name="blank-a")
    assert "boite.zip" not in page.text


def test_a_simulator_elsewhere_keeps_its_own_origin():
    document = questions.embed()
    document["embed"] = {"source": "address", "height": 400, "auto_reply": True}
    document["locales"]["fr"]["embed"]["url"] = "https://sim.example/a?b=1&c=2"
    (frame,) = page_of(document).all("iframe")
    assert frame["src"] == "https://sim.example/a?b=1&c=2"
    assert set(frame["sandbox"].split()) == {
        "allow-scripts", "allow-same-origin", "allow-forms", "allow-popups",
    }  # fmt: skip


def test_a_simulator_that_does_not_answer_by_itself_leaves_a_field():
    page = page_of(questions.embed(auto_reply=False), media_url=lambda medium, path: "/m")
    (field,) = page.all("input", name="blank-a")
    assert field["type"] == "text"
    assert page.all("label")[0]["for"] == "blank-a"
    assert "Objet du message" in page.words


def test_a_simulator_is_not_played_again_nor_where_files_are_not_served():
    page = page_of(questions.embed(), disabled=True, media_url=lambda medium, path: "/m")
    assert not page.all("iframe")
    page = page_of(questions.embed())
    assert not page.all("iframe")
    assert "Simulateur non montré ici" in page.words


def test_texts_of_fields_are_escaped():
    document = questions.cloze()
    document["locales"]["fr"]["blanks"]["n3"]["options"]["o4"] = '<b>"x"</b>'
    document["locales"]["fr"]["blanks"]["n1"]["label"] = '"><script>'
    html = render_question(document, "fr", response={"blanks": {"n1": '"><script>'}})
    assert "<script" not in html
    assert "<b>" not in html
