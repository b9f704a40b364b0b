"""Which change is a new version, and which a new revision."""

import copy

import pytest

from challenges.versioning import next_version
from tests import samples


def documents():
    return copy.deepcopy((samples.body(), samples.key()))


def test_the_first_time():
    assert next_version(documents(), None) == (1, 1)


def test_nothing_changed():
    assert next_version(documents(), documents()) == (2, 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda body, key: body.update(type="multiple_choice"),
        lambda body, key: body.update(skill="skillY1"),
        lambda body, key: body.update(timer=30),
        lambda body, key: body["choices"].pop(),
        lambda body, key: key.update(choices=["cK3"]),
        lambda body, key: key["locales"]["fr"].update(blanks={"v": ["Liège"]}),
    ],
)
def test_another_task_or_answer_is_a_version(change):
    new = documents()
    change(*new)
    assert next_version(new, documents()) == (3, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda body, key: body["locales"]["fr"].update(instruction="Autrement dit"),
        lambda body, key: body["locales"]["fr"]["choices"].update(cK3="rouge"),
        lambda body, key: body.update(contexts=[]),
        lambda body, key: body["choices"].reverse(),
        lambda body, key: key["locales"]["fr"].update(explanation="Mieux dit."),
        lambda body, key: key["editorial"].update(spoil_risk="high"),
    ],
)
def test_other_words_are_a_revision(change):
    new = documents()
    change(*new)
    assert next_version(new, documents()) == (2, 4)


def worded():
    """The same task in other words."""
    new = documents()
    new[0]["locales"]["fr"].update(instruction="Autrement dit")
    return new


def answered():
    """Another right answer."""
    new = documents()
    new[1].update(choices=["cK3"])
    return new


@pytest.mark.parametrize(
    ("new", "said", "expected"),
    [
        (worded, "", (2, 4)),
        (worded, "revision", (2, 4)),
        (worded, "version", (3, 1)),
        (answered, "", (3, 1)),
        (answered, "version", (3, 1)),
        (answered, "revision", (2, 4)),
        (documents, "version", (2, 3)),
        (documents, "revision", (2, 3)),
    ],
)
def test_what_the_author_says_counts_more_than_what_the_machine_proposes(new, said, expected):
    assert next_version(new(), documents(), said) == expected


@pytest.mark.parametrize("said", ["", "revision", "version"])
def test_a_first_version_is_one_whatever_is_said(said):
    assert next_version(documents(), None, said) == (1, 1)
