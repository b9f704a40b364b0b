"""Texts as they are searched and sorted."""

import unicodedata


def fold(text: str) -> str:
    """``text`` without accents and capitals: «École» and «ecole» are found alike on any database."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
