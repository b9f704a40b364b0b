"""Two challenges field by field, from their documents: what says the same, what differs, in words.

Pure: documents in, rows out. ``compare`` is for any two challenges, for a draft and what is live, and
for two objects of releases.
"""

from .comparing import Row, compare
from .parts import Part
from .words import Piece, PieceKind, line_pieces, word_pieces

__all__ = ["Part", "Piece", "PieceKind", "Row", "compare", "line_pieces", "word_pieces"]
