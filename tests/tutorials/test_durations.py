"""Durations as people write them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorials.durations import LONGEST, clock, seconds_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3:31", 211),
        ("00:03:31", 211),
        ("1:02:03", 3723),
        ("90:00", 5400),
        ("3 min", 180),
        ("3min", 180),
        ("1 h 20", 4800),
        ("1h", 3600),
        ("90 s", 90),
        ("2 min 30 s", 150),
        (" 5 MIN ", 300),
    ],
)
def test_what_people_write_is_understood(text, seconds):
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "longtemps", "3:99", "0:00", "0 s", "-3 min", "25:00:00", "1:75:00", "3.5 min", "h"],
)
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError):
        seconds_of(text)


@given(st.integers(1, LONGEST))
def test_a_clock_is_read_back(seconds):
    assert seconds_of(clock(seconds)) == seconds


@given(st.text(max_size=30))
def test_no_text_breaks_it(text):
    with contextlib.suppress(ValueError):
        assert 0 < seconds_of(text) <= LONGEST
