"""The fast validator and the reference always give the same verdict."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import KINDS
from schemas.validation import _fast, reference_validator
from tests import samples

RIGHT = list(samples.all_documents())

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | texts
    | st.sampled_from(["challengeAb3", "cK3", "fr", "fr-BE\n", "menu", "embed", "same", "…Z", ""])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def _places(document, path=()):
    if isinstance(document, dict):
        for name, value in document.items():
            yield (*path, name)
            yield from _places(value, (*path, name))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield (*path, index)
            yield from _places(value, (*path, index))


@st.composite
def mutated(draw):
    """A right document with one to three places removed, replaced or added to."""
    kind, right = draw(st.sampled_from(RIGHT))
    document = copy.deepcopy(right)
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(document))
        if not places:
            break
        *path, last = draw(st.sampled_from(places))
        holder = document
        for step in path:
            holder = holder[step]
        match draw(st.sampled_from(["remove", "replace", "add"])):
            case "remove":
                del holder[last]
            case "replace":
                holder[last] = draw(values)
            case "add":
                if isinstance(holder, dict):
                    holder[draw(texts)] = draw(values)
                else:
                    holder.append(draw(values))
    return kind, document


def _verdicts(kind, document):
    return _fast(kind).is_valid(document), reference_validator(kind).is_valid(document)


@pytest.mark.parametrize(("kind", "document"), RIGHT, ids=lambda value: str(value)[:40])
def test_on_right_documents(kind, document):
    assert _verdicts(kind, document) == (True, True)


@given(mutated())
def test_on_documents_that_are_nearly_right(case):
    fast, reference = _verdicts(*case)
    assert fast == reference


@given(st.sampled_from(KINDS), values)
def test_on_any_json(kind, document):
    fast, reference = _verdicts(kind, document)
    assert fast == reference
