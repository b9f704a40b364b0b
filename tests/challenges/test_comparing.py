"""Comparing two challenges: laws that hold for any two, and what people see of the usual ones."""

import copy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from challenges.comparing import PieceKind, compare, line_pieces, word_pieces
from challenges.comparing.matching import Entry, match
from tests import samples

texts = st.text(alphabet="ab é,.\n'", max_size=30)
lists = st.lists(st.sampled_from(["rouge", "vert", "bleu", "azur"]), max_size=6)
types = st.sampled_from(samples.TYPES)
#: What a row says, without the numbers that labels count by.
MIRRORED = {"same": "same", "changed": "changed", "added": "removed", "removed": "added"}


@st.composite
def challenges(draw):
    """A challenge of any type whose texts, choices and settings were changed here and there."""
    body, key = copy.deepcopy(samples.typed(draw(types)))
    source = body["locales"]["fr"]
    if draw(st.booleans()):
        source["instruction"] = draw(texts)
    if draw(st.booleans()):
        body["devices"] = draw(st.sampled_from([["computer"], ["phone", "tablet"]]))
        body["timer"] = draw(st.sampled_from([None, 30]))
    if "choices" in source and draw(st.booleans()):
        for choice in source["choices"]:
            source["choices"][choice] = draw(texts)
        body["choices"] = draw(st.permutations(body["choices"]))
    if draw(st.booleans()):
        renamed(body, key, draw(st.sampled_from(["x", "y"])))
    if draw(st.booleans()):
        source["links"] = [
            {"label": draw(texts), "url": url}
            for url in draw(st.lists(st.sampled_from(["https://a.be", "https://b.be"]), max_size=3))
        ]
    return body, key


def renamed(body, key, prefix):
    """Give the choices other ids, as a variant has."""

    def of(choice):
        return f"{prefix}{choice}"

    body["choices"] = [{**choice, "id": of(choice["id"])} for choice in body["choices"]]
    source = body["locales"]["fr"]
    if "choices" in source:
        source["choices"] = {of(choice): text for choice, text in source["choices"].items()}
    key["choices"] = [of(choice) for choice in key["choices"]]
    key["order"] = [of(choice) for choice in key["order"]]
    key["pairs"] = [[of(choice) for choice in pair] for pair in key["pairs"]]
    return body, key


@given(challenges())
def test_a_challenge_does_not_differ_from_itself(one):
    assert compare(one, copy.deepcopy(one)) == []
    assert {row.change for row in compare(one, one, every=True)} == {"same"}


@given(challenges(), challenges())
def test_swapping_the_two_swaps_what_is_said_and_nothing_else(one, other):
    there = {row.path: row for row in compare(one, other, every=True)}
    back = {row.path: row for row in compare(other, one, every=True)}
    assert there.keys() == back.keys()
    for path, row in there.items():
        assert (row.before, row.after) == (back[path].after, back[path].before)
        assert MIRRORED[row.change] == back[path].change
        assert [p.text for p in row.left] == [p.text for p in back[path].right]


@given(challenges(), challenges())
def test_paths_are_there_once_and_differences_are_among_all_rows(one, other):
    every = compare(one, other, every=True)
    assert len({row.path for row in every}) == len(every)
    assert [row for row in every if row.change != "same"] == compare(one, other)


@given(types, st.sampled_from(["x", "y"]))
def test_other_ids_alone_are_no_difference(type, prefix):
    one = samples.typed(type)
    other = renamed(*copy.deepcopy(one), prefix)
    assume(type != "ordering" or len(set(other[0]["locales"]["fr"]["choices"].values())) == 3)
    for document in other:
        document.update(id="challengeOther", version=9)
    assert compare(one, other) == []


@pytest.mark.parametrize("type", samples.TYPES)
def test_every_member_that_changes_is_seen(type):
    """Also members that nobody wrote a label for: a new one may not be overlooked."""
    one = samples.typed(type)
    for side in (0, 1):
        identity = {"schema", "id", "version", "revision", "family"}
        for name in [*sorted(set(one[side]) - identity), "brand_new"]:
            other = copy.deepcopy(one)
            if name in {"locales", "choices", "order", "pairs", "groups", "blanks", "media"}:
                continue
            other[side][name] = "nouveau"
            assert compare(one, other), name


def rows(one, other):
    return {row.label: row for row in compare(one, other)}


def test_words_of_the_statement_are_marked():
    one, other = samples.typed("single_choice"), samples.typed("single_choice")
    other[0]["locales"]["fr"]["instruction"] = "Choisissez **la meilleure** couleur."
    row = rows(one, other)["Consigne"]
    assert [(p.kind.value, p.text) for p in row.pieces] == [
        ("same", "Choisissez **la "),
        ("removed", "bonne**"),
        ("added", "meilleure** couleur"),
        ("same", "."),
    ]


def test_choices_are_matched_by_their_text_then_by_their_place():
    one = samples.typed("single_choice")
    other = renamed(*samples.typed("single_choice"), "x")
    texts = other[0]["locales"]["fr"]["choices"]
    texts["xcK3"], texts["xcA9"] = "Rouge vif", "Jaune"
    other[1]["choices"] = ["xcB1"]
    found = rows(one, other)
    assert (found["Proposition 1"].before, found["Proposition 1"].after) == ("Rouge", "Rouge vif")
    assert found["Proposition 2"].after == "Jaune"
    assert (found["Proposition 2 : juste"].before, found["Proposition 2 : juste"].after) == (
        "oui",
        "non",
    )
    assert found["Proposition 3 : juste"].after == "oui"
    assert set(found) == {
        "Proposition 1", "Proposition 2", "Proposition 2 : juste", "Proposition 3 : juste",
    }  # fmt: skip


def test_a_choice_more_is_added_and_moves_nothing_else():
    one, other = samples.typed("single_choice"), samples.typed("single_choice")
    other[0]["choices"].insert(0, {"id": "cNew"})
    other[0]["locales"]["fr"]["choices"]["cNew"] = "Indigo"
    found = compare(one, other)
    assert {(row.label, row.change) for row in found} == {
        ("Proposition 1", "added"),
        ("Proposition 1 : juste", "added"),
    }


def test_the_right_order_differs_by_its_choices_not_by_their_words():
    one, other = samples.typed("ordering"), samples.typed("ordering")
    other[0]["locales"]["fr"]["choices"]["cK3"] = "Rouge vif"
    assert "Ordre juste" not in rows(one, other)
    other[1]["order"] = ["cA9", "cK3", "cB1"]
    assert rows(one, other)["Ordre juste"].after == ("Vert", "Rouge vif", "Bleu")


def test_accepted_answers_tolerances_and_menus():
    one, other = samples.typed("cloze"), copy.deepcopy(samples.typed("cloze"))
    other[1]["locales"]["fr"]["blanks"]["n1"] = ["Namur", "Namen"]
    other[1]["blanks"]["n1"]["tolerances"] = ["case"]
    other[1]["blanks"]["n2"]["correct"] = ["o7"]
    found = rows(one, other)
    accepted = found["Trou n1 : réponses acceptées"]
    assert [(p.kind.value, p.text) for p in accepted.pieces] == [
        ("same", "Namur"),
        ("added", "Namen"),
    ]
    assert found["Trou n1 : tolérances"].before == ("majuscules et accents", "fautes de frappe")
    assert found["Trou n2 : Option 1 : juste"].after == "oui"
    assert found["Trou n2 : Option 2 : juste"].after == "non"
    assert len(found) == 4


def test_a_file_is_the_same_file_under_another_name():
    one, other = samples.typed("cloze"), copy.deepcopy(samples.typed("cloze"))
    other[0]["media"][0].update(id="m9", sha256="cd" * 32)
    words = other[0]["locales"]["fr"]["media"]
    words["m9"] = {**words.pop("m1"), "alt": "La carte"}
    found = {row.path[2:]: row for row in compare(one, other)}
    assert found["sha256",].change == "changed"
    assert found["words", "fr", "alt"].after == "La carte"


def test_other_locales_are_compared_under_their_name():
    one, other = samples.typed("cloze"), copy.deepcopy(samples.typed("cloze"))
    other[0]["locales"]["nl"]["instruction"] = "Kies."
    assert rows(one, other)["Consigne (nl)"].after == "Kies."
    del other[0]["locales"]["nl"], other[1]["locales"]["nl"]
    assert rows(one, other)["Consigne (nl)"].change == "removed"


def test_ids_are_put_into_words():
    one, other = samples.typed("single_choice"), samples.typed("single_choice")
    other[0]["skill"] = "skillY1"
    (row,) = compare(one, other, names={"skillX9": "@requete2", "skillY1": "@requete4"})
    assert (row.label, row.before, row.after) == ("Acquis", "@requete2", "@requete4")


@given(texts, texts)
def test_pieces_of_words_make_both_texts_again(before, after):
    pieces = word_pieces(before, after)
    assert "".join(p.text for p in pieces if p.kind != PieceKind.ADDED) == before
    assert "".join(p.text for p in pieces if p.kind != PieceKind.REMOVED) == after
    assert all(p.text for p in pieces)
    assert (
        word_pieces(before, before) == tuple(p for p in pieces if before == after)
        or before != after
    )


@given(lists, lists)
def test_pieces_of_lists_make_both_lists_again(before, after):
    pieces = line_pieces(before, after)
    assert [p.text for p in pieces if p.kind != PieceKind.ADDED] == before
    assert [p.text for p in pieces if p.kind != PieceKind.REMOVED] == after


def entries(ids):
    return st.lists(
        st.builds(Entry, ids, texts, st.sampled_from(["", "source"]), st.none() | st.integers(0, 3)),
        max_size=6,
        unique_by=(lambda e: (e.scope, e.id), lambda e: (e.scope, e.place if e.place is not None else e.id)),
    )  # fmt: skip


@given(entries(st.sampled_from("abcdef")), entries(st.sampled_from("defghi")))
def test_matching_is_one_to_one_and_symmetric(first, second):
    one, other = match(first, second)
    assert match(second, first) == (other, one)
    for handles in (one, other):
        scoped = [(scope, handle) for (scope, _), handle in handles.items()]
        assert len(set(scoped)) == len(scoped)
