"""Small tools that rooms share: texts as they are searched and sorted, and batches."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def fold(text: str) -> str:
    """``text`` without accents and capitals: «École» and «ecole» are found alike on any database."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def search_words(text: str) -> str:
    """``text`` folded, with nothing but words between single spaces.

    What an index holds and what is looked for, alike: databases cut words at signs differently.
    """
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """``items`` in tuples of ``size``, the last one shorter (itertools has it from Python 3.12 on)."""
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch


def clean_text(text: str | None) -> str:
    """``text`` in NFC with plain line ends, so that a form and a file say the same."""
    return unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")
