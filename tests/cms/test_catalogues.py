"""The interface's English: whole, and compiled from what is written."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import ngettext, override

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted(
    path for path in ROOT.glob("*/locale/*/LC_MESSAGES/django.po") if ".venv" not in path.parts
)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_message_is_translated_and_compiled(path):
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in messages:
        assert not message.fuzzy, message.id
        if isinstance(message.id, tuple):
            assert all(message.string), message.id
            assert compiled.ngettext(*message.id, 1) == message.string[0]
        else:
            assert message.string, message.id
            assert compiled.gettext(message.id) == message.string
        names = message.id if isinstance(message.id, str) else message.id[-1]
        for name in (message.python_format and _placeholders(names)) or ():
            assert name in str(message.string), message.id


def _placeholders(text):
    return re.findall(r"%\([a-z_]+\)s", text)


def test_french_has_the_singular_for_zero():
    plurals = {
        message.id[0]
        for path in CATALOGUES
        if path.parent.parent.name == "en"
        for message in read_po(path.open("rb"))
        if isinstance(message.id, tuple)
    }
    assert plurals
    with override("fr"):
        for singular in plurals:
            assert ngettext(singular, "several", 0) == singular
