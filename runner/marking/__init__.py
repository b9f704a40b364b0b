"""Marking: ``mark(document, response, locale, profile)``; rules in PIX_CONTRACT.md §3.

Two profiles. ``pix`` reproduces the consumer's rules exactly; ``atelier`` (default) mends three of
them: a text in another script survives the punctuation tolerance, a pool of groups is matched
optimally, and a missing blank is wrong. It also reads a narrow no-break space as a space.
"""

from .marking import mark
from .marks import Mark, Outcome, Profile

__all__ = ["Mark", "Outcome", "Profile", "mark"]
