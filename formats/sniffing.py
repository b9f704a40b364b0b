"""What the bytes of a file are: their text, their JSON, or what they look like instead."""

import json
import re
from collections import Counter
from typing import Any

from .reading import Remark, Unreadable

#: How many problems of a file are told one by one.
MOST = 50
#: How deep objects and lists may sit in one another.
DEEPEST = 100

_SIGNATURES = (
    (b"PK\x03\x04", "un classeur ou une archive (xlsx, ods, zip)"),
    (b"PK\x05\x06", "une archive vide (zip)"),
    (b"PK\x07\x08", "une archive (zip)"),
    (b"\xd0\xcf\x11\xe0", "un ancien fichier de bureautique (xls, doc)"),
    (b"\x1f\x8b", "un fichier compressé (gz)"),
    (b"%PDF", "un PDF"),
    (b"\x89PNG", "une image (PNG)"),
    (b"\xff\xd8\xff", "une image (JPEG)"),
    (b"GIF8", "une image (GIF)"),
    (b"RIFF", "une image ou un son (RIFF)"),
    (b"\xff\xfe", "un texte en UTF-16"),
    (b"\xfe\xff", "un texte en UTF-16"),
)
_JSON_ERRORS = {
    "Expecting ',' delimiter": "une virgule ou une fermeture manque",
    "Expecting ':' delimiter": "les deux-points après un nom manquent",
    "Expecting property name enclosed in double quotes": (
        "un nom entre guillemets droits est attendu (sans virgule juste avant une fermeture)"
    ),
    "Expecting value": "une valeur est attendue",
    "Extra data": "il y a encore du texte après la fin du document",
    "Invalid control character at": "un texte contient un retour à la ligne ou un caractère invisible",
    "Unterminated string starting at": "un texte n'est pas fermé par un guillemet",
}
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class NotJson(ValueError):
    """A text is no JSON that Atelier reads: a French sentence, and where (0 when nothing says)."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        self.message, self.line, self.column = message, line, column
        super().__init__(message)


def binary_kind(data: bytes) -> str:
    """What ``data`` looks like by its first bytes (« un PDF »), "" when it may be a text."""
    return next((name for start, name in _SIGNATURES if data.startswith(start)), "")


def text_kind(text: str) -> str:
    """What a text looks like (« du JSON », « une page HTML »…), "" when nothing says."""
    start = text[:2000].lstrip("\ufeff").lstrip()
    if start[:1] in ("{", "["):
        return "du JSON"
    if start.startswith("<"):
        head = start[:200].lower()
        return "une page HTML" if "<html" in head or "<!doctype html" in head else "du XML"
    if re.search("[;,\t]", start.partition("\n")[0]):
        return "un tableau (CSV)"
    return ""


def text_of(data: bytes, advice: str) -> str:
    """The UTF-8 text of ``data``, without BOM. Raises ``Unreadable`` with ``advice`` (what to do)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"ce fichier n'est pas en UTF-8 (un octet n'y a pas de sens) : {advice}."
        raise Unreadable([Remark(f"ligne {line}", message)]) from None


def strict_json(text: str) -> Any:
    """The value that ``text`` says in JSON, and nothing laxer. Raises ``NotJson``.

    Refused: NaN and infinities, a name twice in one object, half a surrogate pair, numbers of
    hundreds of digits, more than ``DEEPEST`` levels.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_float=_float,
            parse_int=_integer,
        )
    except json.JSONDecodeError as error:
        sentence = _JSON_ERRORS.get(error.msg, "l'écriture n'est pas celle du JSON")
        raise NotJson(sentence, error.lineno, error.colno) from None
    except RecursionError:
        raise NotJson(_TOO_DEEP) from None
    if _too_deep(value):
        raise NotJson(_TOO_DEEP)
    refuse_half_pairs(text, value)
    return value


def capped(remarks: list[Remark], more: int = 0) -> list[Remark]:
    """The first ``MOST`` remarks, then one that says how many more there are.

    ``more``: how many things, at least, are known to be wrong beside ``remarks``.
    """
    others = max(len(remarks) - MOST, 0) + more
    if not others:
        return remarks
    count = f"au moins {others}" if more else str(others)
    last = f"et {count} autre(s) problème(s) : corrigez déjà ceux-ci, puis recommencez."
    return [*remarks[:MOST], Remark("", last)]


_TOO_DEEP = f"les objets et les listes sont trop imbriqués ({DEEPEST} niveaux au plus)"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise NotJson(f"le nom « {twice[:60]} » vient deux fois dans le même objet")
    return found


def _constant(name: str) -> Any:
    raise NotJson(f"« {name} » n'existe pas en JSON : mettez un nombre, ou null")


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise NotJson(f"le nombre « {digits[:60]} » est trop grand")
    return value


def _integer(digits: str) -> int:
    if len(digits) > 300:
        raise NotJson(f"le nombre « {digits[:20]}… » est trop grand")
    return int(digits)


def _too_deep(value: Any) -> bool:
    level = _holders([value])
    for _ in range(DEEPEST):
        level = [inner for holder in level for inner in _holders(holder)]
    return bool(level)


def _holders(value: Any) -> list[Any]:
    """The objects and lists right inside an object or a list."""
    children = value.values() if isinstance(value, dict) else value
    return [child for child in children if isinstance(child, dict | list)]


def refuse_half_pairs(text: str, value: Any) -> None:
    """Raises ``NotJson`` when ``value``, read from ``text``, has half a surrogate pair."""
    if not _SURROGATE.search(text):
        return
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise NotJson("un caractère n'est écrit qu'à moitié (\\ud800 à \\udfff)") from None
