"""What is wrong in a file, collected with lines."""

from ..reading import Remark, Unreadable
from ..sniffing import capped


class Findings:
    """What is wrong, by line; line 0 is the whole file."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str]] = []
        self.lines: set[int] = set()

    def __len__(self) -> int:
        return len(self._found)

    def add(self, line: int, message: str) -> None:
        """Keep one problem: a French sentence."""
        self._found.append((line, message))
        self.lines.add(line)

    def error(self, more: int = 0) -> Unreadable:
        """All of it as what ``decode`` raises; ``more`` others at least are known."""
        found = sorted(self._found, key=lambda problem: problem[0])
        return Unreadable(capped([Remark(place(line), message) for line, message in found], more))


def place(line: int) -> str:
    """A line as remarks name it."""
    return f"ligne {line}" if line else ""


def refused(message: str, line: int = 0) -> Unreadable:
    """A file that cannot be read for one reason only."""
    return Unreadable([Remark(place(line), message)])
