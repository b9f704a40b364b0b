"""What is done to a text before it is compared: Pix's t1, t2 and t3 (PIX_CONTRACT.md §3)."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from .marks import Profile

#: Highest share of wrong characters, of the answer's length, that a typing tolerance forgives.
TYPING_RATIO = 0.25

#: Longer texts have their marks sorted before ``unicodedata`` sees them.
_LONG = 500
_COMBINING = re.compile("[\u0300-\u036f]")
#: What JavaScript calls white space: Python's own set differs at both ends.
_WHITE_SPACE = re.compile(
    "[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
)
_NOT_ASCII_WORD = re.compile(r"[^A-Za-z0-9 ]")


def normalise(text: str, profile: Profile) -> str:
    """NFC, and no-break spaces to spaces (U+00A0; in ``atelier`` U+202F as well)."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", _ordered(text)).replace("\u00a0", " ")
    return text.replace("\u202f", " ") if profile == "atelier" else text


def fold_case(text: str) -> str:
    """t1: trimmed, lower case, without accents (U+0300–U+036F) and without white space."""
    text = text.lower()
    if not text.isascii():
        text = _COMBINING.sub("", unicodedata.normalize("NFD", text))
    return _WHITE_SPACE.sub("", text)


def drop_punctuation(text: str, profile: Profile) -> str:
    """t2: letters, digits and single spaces stay.

    ``pix`` keeps ``[A-Za-z0-9 ]`` only, so a text in another script becomes empty; ``atelier``
    keeps the letters, marks and digits of every script.
    """
    if profile == "pix" or text.isascii():
        kept = _NOT_ASCII_WORD.sub("", text)
    else:
        kept = "".join(c for c in text if c == " " or unicodedata.category(c)[0] in "LMN")
    return re.sub(" +", " ", kept)


def treat(text: str, tolerances: Iterable[str], profile: Profile) -> str:
    """``text`` after the tolerances ``case`` then ``punctuation``, as far as they are given."""
    wanted = set(tolerances)
    if "case" in wanted:
        text = fold_case(text)
    if "punctuation" in wanted:
        text = drop_punctuation(text, profile)
    return text


@lru_cache(maxsize=8192)
def treated_variant(
    text: str, tolerances: tuple[str, ...], profile: Profile, normalised: bool
) -> str:
    """``treat`` for an accepted answer, kept in memory: the same ones come back for every response.

    ``normalised`` says whether ``normalise`` comes first.
    """
    return treat(normalise(text, profile) if normalised else text, tolerances, profile)


def typed_alike(answer: str, variants: Iterable[str]) -> bool:
    """t3: the least Levenshtein distance, divided by the answer's length, is at most 0.25.

    An empty answer only matches an empty variant. Lengths count characters (code points).
    """
    if not answer:
        return any(not variant for variant in variants)
    limit = int(TYPING_RATIO * len(answer))
    return any(
        Levenshtein.distance(answer, variant, score_cutoff=limit) <= limit for variant in variants
    )


def _ordered(text: str) -> str:
    """An equivalent text that normalises in linear time.

    ``unicodedata`` sorts each run of combining marks by insertion: a megabyte of alternating marks
    would take hours. A stable sort by combining class is the same canonical order.
    """
    if len(text) <= _LONG:
        return text
    ordered: list[str] = []
    marks: list[str] = []
    for character in "".join(unicodedata.normalize("NFD", c) for c in text):
        if unicodedata.combining(character):
            marks.append(character)
            continue
        ordered += sorted(marks, key=unicodedata.combining)
        ordered.append(character)
        marks.clear()
    return "".join(ordered + sorted(marks, key=unicodedata.combining))
