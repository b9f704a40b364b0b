"""YAML front matter before a Markdown text, with the line of every key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

FENCE = "---"
_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_ALIAS = "les alias (*) ne sont pas permis dans l'en-tête."
_NOT_YAML = "l'en-tête n'est pas du YAML valable : vérifiez les deux-points, les crochets et les guillemets."


class FrontMatterError(Exception):
    """The front matter cannot be read; ``line`` (from 1) and a French sentence."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(f"ligne {line} : {message}")


@dataclass(frozen=True)
class FrontMatter:
    """``values`` as parsed, the text after it, and ``lines`` (from 1).

    ``lines`` has every key by its path: ``media``, ``media/m1``, ``media/m1/alt``, ``sources/0``.
    """

    values: dict[str, Any]
    lines: dict[str, int]
    text: str
    text_line: int


def split(source: str) -> FrontMatter:
    """Front matter and text of ``source``. Raises ``FrontMatterError``.

    Only plain YAML is read (``safe_load``); dates stay text, aliases are refused.
    """
    # Not splitlines(): it also cuts at characters that a text may hold, such as U+2028.
    lines = _LINE_END.split(source.lstrip("\ufeff"))
    if lines[0].rstrip() != FENCE:
        raise FrontMatterError(1, "le fichier doit commencer par une ligne « --- ».")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise FrontMatterError(1, "la ligne « --- » qui ferme l'en-tête manque.")
    header = "\n".join(lines[1:end])
    try:
        node = yaml.compose(header, Loader=_TextLoader)
        values = yaml.load(header, Loader=_TextLoader) or {}  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise FrontMatterError(mark.line + 2 if mark else 1, _why(error)) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise FrontMatterError(1, _NOT_YAML) from None
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode | None):
        raise FrontMatterError(2, "l'en-tête doit être une suite de « clé: valeur ».")
    _refuse_twice(node)
    positions = dict(_positions(node, ""))
    return FrontMatter(values, positions, "\n".join(lines[end + 1 :]), end + 2)


def _positions(node: yaml.Node | None, path: str) -> Iterator[tuple[str, int]]:
    """The line in the file of every key and item under ``node``, by its path."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield f"{path}{key.value}", key.start_mark.line + 2
            yield from _positions(value, f"{path}{key.value}/")
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield f"{path}{index}", value.start_mark.line + 2
            yield from _positions(value, f"{path}{index}/")


def _why(error: yaml.MarkedYAMLError) -> str:
    if error.problem == _NO_ALIAS:
        return _NO_ALIAS
    if "cannot start any token" in (error.problem or ""):
        return 'une valeur qui commence par @ ou ` se met entre guillemets : skill: "@requete3".'
    return _NOT_YAML


def _refuse_twice(node: yaml.MappingNode | None) -> None:
    """Raises ``FrontMatterError`` for a key that comes twice: YAML would keep the last in silence."""
    seen: set[str] = set()
    for key, value in node.value if node else []:
        if isinstance(value, yaml.MappingNode):
            _refuse_twice(value)
        if str(key.value) in seen:
            raise FrontMatterError(
                key.start_mark.line + 2, f"la clé « {key.value} » vient deux fois dans l'en-tête."
            )
        seen.add(str(key.value))


class _TextLoader(yaml.SafeLoader):
    """A safe loader that keeps dates as text and refuses aliases (which can explode)."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.composer.ComposerError(None, None, _NO_ALIAS, event.start_mark)
        return super().compose_node(parent, index)


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
