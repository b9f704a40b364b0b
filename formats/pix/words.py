"""What both directions of the Pix codec agree on: fields, types, formats, names."""

import hashlib
import re
from typing import Any

from schemas import load_schema

from ..reading import Document

#: The members of a Pix challenge that are read and written here.
FIELDS = (
    "type", "instruction", "alternativeInstruction", "proposals", "solution", "solutionToDisplay",
    "t1Status", "t2Status", "t3Status", "format", "embedUrl", "embedTitle", "embedHeight",
    "autoReply", "timer", "focusable", "shuffled", "locales",
)  # fmt: skip

#: Tolerances by the field that says them, and formats by Pix's word.
TREATMENTS = {"t1Status": "case", "t2Status": "punctuation", "t3Status": "typing"}
FORMATS = {
    "petit": "short", "mots": "words", "phrase": "sentence", "paragraphe": "paragraph",
    "nombre": "number",
}  # fmt: skip
DEFAULT_FORMAT = "mots"
FORMAT_NAMES = {format: name for name, format in FORMATS.items()}

#: The answer of who passes.
GIVEN_UP = "#ABAND#"
#: Height of a simulator that does not say its own, in CSS pixels.
DEFAULT_HEIGHT = 600
#: The blank of a simulator that shows none.
EMBED_BLANK = "a"

_PIX_TYPES = {
    "single_choice": "QCU",
    "multiple_choice": "QCM",
    "short_answer": "QROC",
    "embed": "QROC",
    "cloze": "QROCM-ind",
    "cloze_pool": "QROCM-dep",
}
_CHILD_ID = re.compile(load_schema("common")["$defs"]["childId"]["pattern"])


def pix_type(body: Document) -> str | None:
    """How Pix calls the type of ``body``; None when it has no such type.

    A text whose only blank is a menu is a QROC there.
    """
    if body["type"] == "cloze" and [blank["input"] for blank in body["blanks"]] == ["menu"]:
        return "QROC"
    return _PIX_TYPES.get(body["type"])


def blank_id(name: str) -> str:
    """The id of the blank that Pix calls ``name``: the name itself where it can be an id."""
    if _CHILD_ID.search(name):
        return name
    readable = re.sub("[^A-Za-z0-9]+", "_", name).strip("_")[:20]
    return f"b_{readable}_{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def typed_blanks(body: Document) -> list[Any]:
    """The blanks of ``body`` that are not menus."""
    return [blank for blank in body["blanks"] if blank["input"] != "menu"]
