"""What the schema refuses, said in the words of the table: a line and a column."""

from typing import Any

from schemas import Problem

from ..framework_json import LISTS
from ..reading import Reading
from .columns import LOCALISED, MEMBERS, NAMES
from .findings import Findings

_KINDS = {"groups": "group", "levels": "level", "alignments": "alignment"}
_ITEM_CODE = "un code s'écrit sans espace ni « / », « ? » ou « # »"
_CODE = "des minuscules sans accent et des chiffres, séparés par des points ou des tirets"
_UUID = "un UUID, fait de chiffres et de lettres de a à f"
#: What values look like, by column, for what the schema only calls unexpected.
_SHAPES = {
    "code": _CODE,
    "supersedes": _CODE,
    "framework": _CODE,
    "target": _ITEM_CODE,
    "name": "une minuscule, puis des lettres sans accent et des chiffres, et une lettre à la fin",
    "changed": "une heure UTC comme 2026-11-21T10:00:00Z",
    "id": "le type puis des lettres et des chiffres, comme competenceAb3",
    "identifier": _UUID,
    "link": _UUID,
    "target_identifier": _UUID,
}


def place_problems(problems: list[Problem], reading: Reading, findings: Findings) -> None:
    """Add ``problems`` of the document to ``findings``, but on lines that already have some."""
    known = set(findings.lines)
    for problem in problems:
        line = int(reading.place(problem.pointer).removeprefix("ligne "))
        if line not in known:
            findings.add(line, _said(problem, reading.document))


def _said(problem: Problem, document: dict[str, Any]) -> str:
    parts = [_unescaped(part) for part in problem.pointer.split("/")[1:]]
    kind, rest = "framework", parts
    if len(parts) > 1 and parts[0] in LISTS:
        kind = _KINDS.get(parts[0]) or document[parts[0]][int(parts[1])]["type"]
        rest = parts[2:]
    column = _column(kind, rest)
    subject = f"« {column} »" if column else NAMES[kind].the
    message = problem.message.replace(f"« {'/'.join(parts)} »", subject, 1)
    shape = (
        _ITEM_CODE if column == "code" and kind in ("area", "competence") else _SHAPES.get(column)
    )
    if problem.code == "pattern" and shape:
        message = f"{message.removesuffix('.')} : {shape}."
    return message


def _column(kind: str, rest: list[str]) -> str:
    """The column that a member of a document is read from, "" for the whole row; with the locale of a text."""
    if not rest:
        return ""
    column = next((name for name, member in MEMBERS[kind].items() if member == rest[0]), rest[0])
    return "_".join([column, *rest[1:2]]) if column in LOCALISED else column


def _unescaped(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")
