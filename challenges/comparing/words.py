"""What differs between two texts, word by word, and between two lists, entry by entry."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
#: Below this share of common words two texts are shown whole, one after the other.
_ALIKE = 0.25


class PieceKind(StrEnum):
    """In which of the two a piece is."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


_MIRROR = {PieceKind.REMOVED: PieceKind.ADDED, PieceKind.ADDED: PieceKind.REMOVED}


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both, in the first only or in the second only."""

    kind: PieceKind
    text: str


Pieces = tuple[Piece, ...]
Side = TypeVar("Side", str, tuple[str, ...])


def word_pieces(before: str, after: str) -> Pieces:
    """``before`` and ``after`` in pieces of whole words.

    Without what was added the pieces are ``before``, without what was removed ``after``.
    """
    return _mirrored(_words, before, after)


def line_pieces(before: Sequence[str], after: Sequence[str]) -> Pieces:
    """The entries of two lists, each a piece."""
    return _mirrored(_entries, tuple(before), tuple(after))


def _mirrored(pieces: Callable[[Side, Side], Pieces], before: Side, after: Side) -> Pieces:
    """Always looked at in the same order, so that swapping the two swaps nothing but the kinds."""
    if (len(after), after) >= (len(before), before):
        return pieces(before, after)
    swapped = [Piece(_MIRROR.get(p.kind, p.kind), p.text) for p in pieces(after, before)]
    return tuple(_removed_first(swapped))


def _removed_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Between two pieces that are the same, what was removed comes before what was added."""
    ordered: list[Piece] = []
    for same, run in groupby(pieces, key=lambda piece: piece.kind == PieceKind.SAME):
        found = list(run)
        ordered += found if same else sorted(found, key=lambda p: p.kind != PieceKind.REMOVED)
    return ordered


def _entries(before: tuple[str, ...], after: tuple[str, ...]) -> Pieces:
    pieces: list[Piece] = []
    for code in Indel.opcodes(before, after):
        kept = before[code.src_start : code.src_end]
        if code.tag == "equal":
            pieces += [Piece(PieceKind.SAME, text) for text in kept]
        else:
            pieces += [Piece(PieceKind.REMOVED, text) for text in kept]
            new = after[code.dest_start : code.dest_end]
            pieces += [Piece(PieceKind.ADDED, text) for text in new]
    return tuple(_removed_first(pieces))


def _words(before: str, after: str) -> Pieces:
    old, new = tuple(_TOKEN.findall(before)), tuple(_TOKEN.findall(after))
    runs: list[tuple[str, str, str]] = []  # kept, removed, added: one of kept or the two others
    for same, pieces in groupby(_entries(old, new), key=lambda p: p.kind == PieceKind.SAME):
        texts = dict.fromkeys(PieceKind, "")
        for piece in pieces:
            texts[piece.kind] += piece.text
        kept = texts[PieceKind.SAME]
        if same and runs and not _says(kept):
            # A space or a comma between two changes belongs to the change.
            runs.append(("", kept, kept))
        else:
            runs.append((kept, texts[PieceKind.REMOVED], texts[PieceKind.ADDED]))
    if runs and not runs[-1][0] and runs[-1][1] and runs[-1][1] == runs[-1][2]:
        runs[-1] = (runs[-1][1], "", "")
    if _common(runs) < _ALIKE * max(_count(old), _count(new), 1):
        runs = [("", before, after)]
    return _joined(runs)


def _joined(runs: Sequence[tuple[str, str, str]]) -> Pieces:
    pieces: list[Piece] = []
    for same, group in groupby(runs, key=lambda run: bool(run[0])):
        found = list(group)
        if same:
            pieces.append(Piece(PieceKind.SAME, "".join(run[0] for run in found)))
            continue
        removed, added = ("".join(run[side] for run in found) for side in (1, 2))
        pieces += [
            Piece(kind, text)
            for kind, text in ((PieceKind.REMOVED, removed), (PieceKind.ADDED, added))
            if text
        ]
    return tuple(pieces)


def _says(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _count(tokens: Sequence[str]) -> int:
    return sum(_says(token) for token in tokens)


def _common(runs: Sequence[tuple[str, str, str]]) -> int:
    return sum(_count(_TOKEN.findall(kept)) for kept, _removed, _added in runs)
