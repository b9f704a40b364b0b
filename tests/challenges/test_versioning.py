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
