"""The syntax of Pix solutions: indices, lines, and the small YAML of texts with blanks."""

import re
from collections.abc import Iterator, Mapping

import yaml

#: What a learner's YAML may weigh: reading it costs far more than comparing it.
MAX_YAML = 100_000

_INDEX = re.compile("[0-9]{1,9}")
_PLAIN = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`.~=<](?:[^\s:#]|[ :](?=[^\s#])|(?<=[^\s])#)*""")
#: No double-quoted scalar may hold these as they are.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


class NotAMapping(ValueError):
    """A text that is not the YAML of a mapping from names to texts or lists of texts."""


def read_indices(text: str) -> list[int | None]:
    """``"1, 3"`` as 0-based indices; None for what is no index. [] for an empty text."""
    if not text.strip():
        return []
    return [
        int(part) - 1 if _INDEX.fullmatch(part) else None
        for part in (part.strip() for part in text.split(","))
    ]


def read_lines(text: str) -> list[str]:
    """One accepted answer per line; empty lines are none."""
    return [line for line in text.split("\n") if line]


def read_mapping(text: str, longest: int | None = None) -> dict[str, str | list[str]]:
    """``n1:\\n- Paris\\nn2: Lyon``; all scalars are text (failsafe schema). {} for an empty text.

    Read event by event: nothing nests, nothing is repeated (anchors and aliases are refused), no
    name comes twice. Raises ``NotAMapping`` for anything else, or more than ``longest`` characters.
    """
    if longest is not None and len(text) > longest:
        raise NotAMapping
    try:
        events = iter(yaml.parse(text, Loader=yaml.BaseLoader))
        return _document(events)
    except (yaml.YAMLError, ValueError, RecursionError, StopIteration):
        raise NotAMapping from None


def write_mapping(values: Mapping[str, list[str]]) -> str:
    """The YAML that ``read_mapping`` reads back; texts are plain wherever they can be."""
    lines = []
    for name, texts in values.items():
        lines.append(f"{_scalar(name)}:")
        lines += [f"- {_scalar(text)}" for text in texts]
    return "".join(f"{line}\n" for line in lines)


def _document(events: Iterator[yaml.Event]) -> dict[str, str | list[str]]:
    next(events)  # the stream starts
    if isinstance(next(events), yaml.StreamEndEvent):
        return {}
    opening = next(events)
    if isinstance(opening, yaml.ScalarEvent) and not opening.value:
        return {}
    if not isinstance(opening, yaml.MappingStartEvent) or opening.anchor is not None:
        raise NotAMapping
    found: dict[str, str | list[str]] = {}
    while not isinstance(name := next(events), yaml.MappingEndEvent):
        text = _text(name)
        if text in found:
            raise NotAMapping
        found[text] = _value(next(events), events)
    next(events)  # the document ends
    if not isinstance(next(events), yaml.StreamEndEvent):
        raise NotAMapping
    return found


def _value(event: yaml.Event, events: Iterator[yaml.Event]) -> str | list[str]:
    if not isinstance(event, yaml.SequenceStartEvent) or event.anchor is not None:
        return _text(event)
    texts = []
    while not isinstance(item := next(events), yaml.SequenceEndEvent):
        texts.append(_text(item))
    return texts


def _text(event: yaml.Event) -> str:
    if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None:
        raise NotAMapping
    return str(event.value)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and not _UNPRINTABLE.search(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
