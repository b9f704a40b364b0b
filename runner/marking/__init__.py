"""Marking: ``mark(document, response, locale, profile)``; rules in PIX_CONTRACT.md §3.

Two profiles. ``pix`` reproduces the consumer's rules exactly; ``atelier`` (default) mends three of
them: a text in another script survives the punctuation tolerance, a pool of groups is matched
optimally, and a missing blank is wrong. With them go four small ones, which docs/corriger.md lists:
a narrow no-break space is a space, what the tolerances empty is no answer, numbers are compared
exactly and in every kind of blank, and very long answers are wrong.
"""

from .marking import mark
from .marks import Mark, Outcome, Profile

__all__ = ["Mark", "Outcome", "Profile", "mark"]
