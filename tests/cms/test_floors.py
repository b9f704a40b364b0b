"""Floors in what import-linter cannot see: names of higher rooms in strings and templates."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = (
    "schemas", "runner", "formats", "content", "localisation", "tutorials", "referentiel",
    "challenges", "banks", "cms",
)  # fmt: skip


def named_in(text, room):
    """Whether ``text`` names ``room``: a model or module by string, a URL name, a template."""
    return re.search(
        rf"""["']({room}\.[A-Za-z_.]+|{room}/[a-z_/]+\.(?:html|css|js))["']"""
        rf"""|url ["']{room}:|(?:reverse|redirect)\(["']{room}:|get_model\(["']{room}["']""",
        text,
    )


@pytest.mark.parametrize("floor", range(len(FLOORS)))
def test_no_string_names_a_higher_room(floor):
    room, higher = FLOORS[floor], FLOORS[floor + 1 :]
    found = [
        f"{path.relative_to(ROOT)} names {name}"
        for path in sorted((ROOT / room).rglob("*"))
        if path.suffix in {".py", ".html", ".js"} and "migrations" not in path.parts
        for name in higher
        if named_in(path.read_text("utf-8"), name)
    ]
    assert found == []
