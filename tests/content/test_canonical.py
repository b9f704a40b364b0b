"""Canonical bytes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.canonical import canonical_bytes, sha256_hex

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdé_-", max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


def test_keys_are_sorted_and_space_is_dropped():
    assert (
        canonical_bytes({"b": [1, None, True], "a": "é"}) == '{"a":"é","b":[1,null,true]}'.encode()
    )


def test_text_is_composed():
    assert canonical_bytes("e\u0301") == canonical_bytes("\u00e9")


def test_the_name_is_the_sha256():
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), 2**53, -(2**53), {1: "a"}, {"é": 1, "e\u0301": 2}, object(), b"x"]
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(ValueError):
        canonical_bytes({"v": value} if not isinstance(value, dict) else value)


@given(documents)
def test_reading_and_writing_again_changes_nothing(document):
    data = canonical_bytes(document)
    assert canonical_bytes(json.loads(data)) == data


@given(st.dictionaries(st.text("abcd", max_size=4), st.integers(0, 9), min_size=2))
def test_the_order_of_keys_does_not_matter(document):
    assert canonical_bytes(dict(reversed(document.items()))) == canonical_bytes(document)
