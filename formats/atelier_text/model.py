"""What reading a file of the Atelier text format answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]
#: A challenge's body and key.
Documents = tuple[Document, Document]

_INDEX = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class TextProblem:
    """What is wrong in a file, at which line (from 1), in French."""

    line: int
    message: str


@dataclass(frozen=True)
class FileFacts:
    """What a challenge's document says of a file's bytes: sha256, media type, size in bytes."""

    sha256: str
    mime: str
    size: int


@dataclass
class Decoded:
    """A challenge as a file says it.

    ``body`` and ``key`` are documents whose ids the file need not give: ``id`` is None, choices are
    named ``new1``, ``new2``… and groups ``newgroup1``… where it does not. Media lack what only
    their bytes can say (``with_files``); ``files`` maps their ids to paths, relative to the folder
    beside the file (``1.1-carte/`` for ``1.1-carte.md``), with a last ``/`` for a folder.
    ``prototype`` is the id that a variant's file names. ``lines`` maps JSON pointers to lines.
    """

    framework: str = ""
    skill: str = ""
    prototype: str | None = None
    body: Document = field(default_factory=dict)
    key: Document = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    problems: list[TextProblem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def refuse(self, line: int, message: str) -> None:
        """Note a problem at ``line``."""
        self.problems.append(TextProblem(line, message))

    def line_of(self, pointer: str) -> int:
        """The line that ``pointer``, or what holds it, was read from; 1 when nothing says.

        Rows are noted by their id; a pointer that counts them (``/blanks/0``) is understood as well.
        """
        while pointer:
            for candidate in (pointer, self._by_id(pointer)):
                if candidate in self.lines:
                    return self.lines[candidate]
            pointer = pointer.rpartition("/")[0]
        return 1

    def _by_id(self, pointer: str) -> str:
        """``/blanks/0/format`` as ``/blanks/n1/format``."""
        parts = pointer.split("/")
        if len(parts) > 2 and _INDEX.fullmatch(parts[2]):
            rows, index = self.body.get(parts[1]), int(parts[2])
            if isinstance(rows, list) and index < len(rows) and isinstance(rows[index], dict):
                parts[2] = str(rows[index].get("id", index))
        return "/".join(parts)


def with_files(body: Document, facts: Mapping[str, FileFacts]) -> Document:
    """``body`` with sha256, media type and size of each medium, by its id."""
    media = [
        {
            "id": medium["id"],
            "role": medium["role"],
            "sha256": facts[medium["id"]].sha256,
            "mime": facts[medium["id"]].mime,
            "size": facts[medium["id"]].size,
            "name": medium["name"],
            "rights": medium["rights"],
        }
        for medium in body["media"]
    ]
    return {**body, "media": media}
