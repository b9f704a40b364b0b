"""What keeps a tutorial from going live, in words."""

import pytest

from tests.samples_tutorials import link_tutorial, tutorial
from tutorials.rules import review


def blocking(document):
    return {problem.code for problem in review(document) if problem.blocking}


def in_french(document, **changes):
    texts = {**document["locales"]["fr"], **changes}
    return {**document, "locales": {"fr": texts}}


def test_right_ones_have_no_problem():
    assert review(tutorial()) == []
    assert review(link_tutorial()) == []


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (in_french(tutorial(), title=""), "no-title"),
        (in_french(tutorial(), body=None), "no-body"),
        (in_french(tutorial(), body="<script>alert(1)</script>"), "raw-html"),
        (in_french(tutorial(), body="[ici](javascript:alert(1))"), "link"),
        (in_french(tutorial(), body="![](media:m9)"), "unknown-picture"),
        (in_french(tutorial(), media={}), "alt-missing"),
        (in_french(link_tutorial(), url=None), "no-url"),
        (in_french(link_tutorial(), url="javascript:alert(1)"), "bad-url"),
        (in_french(link_tutorial(), url="https://x"), "bad-url"),
        (tutorial(levels={"min": 5, "max": 2}), "levels-turned"),
        (tutorial(media=tutorial()["media"] * 2), "equal-media"),
    ],
)
def test_what_is_wrong_is_said_once(document, code):
    found = [problem for problem in review(document) if problem.blocking]
    assert [problem.code for problem in found] == [code]


def test_a_missing_duration_is_advice():
    (problem,) = review(link_tutorial(duration=None))
    assert (problem.code, problem.blocking) == ("no-duration", False)
