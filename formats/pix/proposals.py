"""The syntax of Pix proposals: a list of choices, or a text with blanks."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

_CHOICE = re.compile(r"^-[ \t]*", re.MULTILINE)
_NAME = r"[^\s#§{}]+"
#: At most as long as a label may be: what follows the words is looked for at each of their ends.
_WORDS = r'(?: (?!value="|options=\[)|[^ \r\n§}]){0,1000}'
_JSON_LIST = r'\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\]'
_BLANK = re.compile(
    rf"\$\{{(?P<name>{_NAME})"
    rf"(?:#(?P<placeholder>{_WORDS}))?"
    rf"(?:§(?P<label>{_WORDS}))?"
    r'(?: {1,3}value="(?P<value>[^"\n]*)")?'
    rf"(?: {{1,3}}options=(?P<options>{_JSON_LIST}))?"
    r" ?\}"
)


@dataclass(frozen=True)
class PixBlank:
    """A blank as proposals write it; ``options`` is None for one that is typed."""

    name: str
    placeholder: str | None = None
    label: str | None = None
    value: str | None = None
    options: list[str] | None = None


def read_choices(proposals: str) -> list[str]:
    """The texts of ``- a\\n- b``; lines without a dash continue the choice above them."""
    before, *choices = _CHOICE.split(proposals)
    texts = [choice.strip() for choice in choices]
    return [before.strip(), *texts] if before.strip() else texts


def write_choices(texts: list[str]) -> str:
    """The proposals of ``texts``."""
    return "\n".join(f"- {text}" for text in texts)


def can_be_choice(text: str) -> bool:
    """Whether Pix reads ``text`` back as one choice."""
    return read_choices(f"- {text}") == [text]


def read_blanks(proposals: str, rename: Callable[[str], str]) -> tuple[str, list[PixBlank]]:
    """The text with ``${id}`` for each blank, named by ``rename``, and the blanks in order.

    Raises ``ValueError`` for a menu whose options are no list of texts.
    """
    blanks: list[PixBlank] = []

    def short(match: re.Match[str]) -> str:
        blanks.append(_blank(match))
        return f"${{{rename(match['name'])}}}"

    return _BLANK.sub(short, proposals), blanks


def write_blank(blank: PixBlank) -> str:
    """``${name#placeholder§label options=[…]}``."""
    written = blank.name
    if blank.placeholder:
        written += f"#{blank.placeholder}"
    if blank.label:
        written += f"§{blank.label}"
    if blank.options is not None:
        options = json.dumps(blank.options, ensure_ascii=False, separators=(",", ":"))
        written += f" options={options}"
    return f"${{{written}}}"


def can_be_written(blank: PixBlank) -> bool:
    """Whether Pix reads ``blank`` back as it is."""
    return read_blanks(write_blank(blank), str)[1] == [blank]


def _blank(match: re.Match[str]) -> PixBlank:
    options = None
    if match["options"] is not None:
        options = json.loads(match["options"])
        if not all(isinstance(option, str) for option in options):
            raise ValueError(match["options"])
    words = [(match[name] or "").strip(" ") or None for name in ("placeholder", "label")]
    return PixBlank(match["name"], words[0], words[1], match["value"] or None, options)
