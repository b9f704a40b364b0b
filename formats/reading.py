"""What reading a file of another format answers: a document, what is wrong, what it could not say."""

from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class Remark:
    """One remark about a file: where (a JSON pointer, ``ligne 12``, or "" for the whole), and a French sentence."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where} : {self.message}" if self.where else self.message


class Unreadable(Exception):
    """A file cannot be read as what it says it is; ``remarks`` say where and why."""

    def __init__(self, remarks: list[Remark]) -> None:
        self.remarks = remarks
        super().__init__("\n".join(str(remark) for remark in remarks))


@dataclass(frozen=True)
class Reading:
    """A document read from a file.

    ``kept`` says what Atelier has no place for (kept as it came, or left out: the sentence says
    which). ``places`` maps JSON pointers of the document (``/items/3``) to where in the file they
    come from (``ligne 5``, ``/CFItems/2``), so that later problems are placed in the file.
    """

    document: Document
    kept: list[Remark] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    def place(self, pointer: str) -> str:
        """Where in the file the document's ``pointer`` comes from: the nearest known ancestor."""
        while pointer:
            if pointer in self.places:
                return self.places[pointer]
            pointer = pointer.rpartition("/")[0]
        return self.places.get("", "")
