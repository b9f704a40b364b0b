"""From the bytes of a file to a CFPackage that fits its schema, or French remarks."""

import json
from collections import Counter
from typing import Any

from schemas import validate

from ..reading import Document, Remark, Unreadable
from ..sniffing import NotJson, refuse_half_pairs

#: More remarks than this help nobody.
MOST = 50
#: How deep lists and objects may be inside each other: CASE needs ten, extensions some more.
DEEPEST = 100

_NESTED = (
    "Ce fichier emboîte trop de niveaux de listes ou d'objets pour être lu : "
    "exportez à nouveau le référentiel."
)
_SIGNATURES = (
    (b"PK\x03\x04", "une archive ZIP : décompressez-la et choisissez le fichier .json"),
    (b"\x89PNG", "une image : choisissez le fichier .json du référentiel"),
    (b"\xff\xd8\xff", "une image : choisissez le fichier .json du référentiel"),
    (b"GIF8", "une image : choisissez le fichier .json du référentiel"),
    (b"%PDF", "un document PDF : choisissez le fichier .json du référentiel"),
    (b"\x1f\x8b", "une archive gzip : décompressez-la et choisissez le fichier .json"),
)


class _Refused(ValueError):
    """What JSON text says and cannot be kept."""


def load(data: bytes) -> Document:
    """The CFPackage in ``data``. Raises ``Unreadable`` when it is none."""
    package = parse(data)
    problems = validate(package, "case-package")
    if problems:
        refuse([Remark(problem.pointer, problem.message) for problem in problems])
    return dict(package)


def refuse(remarks: list[Remark]) -> None:
    """Raise ``Unreadable`` with ``remarks``, at most fifty and one that counts the others."""
    shown = remarks[:MOST]
    if len(remarks) > MOST:
        rest = len(remarks) - MOST
        shown.append(
            Remark(
                "", f"Et {rest} autre(s) remarque(s) : corrigez d'abord celles-ci et recommencez."
            )
        )
    raise Unreadable(shown)


def parse(data: bytes) -> Document:
    """The JSON object in ``data``. Raises ``Unreadable`` when there is none."""
    text = _text(data)
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError:
        raise _one(_NESTED) from None
    except json.JSONDecodeError as error:
        raise _not_json(text, error) from None
    except _Refused as error:
        raise _one(str(error)) from None
    except ValueError:
        raise _one("Ce fichier contient un nombre trop long pour être lu : corrigez-le.") from None
    if _is_deep(value):
        raise _one(_NESTED)
    try:
        refuse_half_pairs(text, value)
    except NotJson as error:
        raise _one(f"Ce fichier ne peut pas être lu : {error}.") from None
    if not isinstance(value, dict):
        raise _one(
            "Ce fichier JSON ne contient pas un objet : un paquet CASE commence par "
            '« { "CFDocument": … } ».'
        )
    if str(value.get("schema", "")).startswith("framework-package/"):
        raise _one(
            "Ce fichier est un référentiel au format JSON d'Atelier, pas un paquet CASE : "
            "choisissez ce format-là."
        )
    return value


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        inner = (
            one.values() if isinstance(one, dict) else one
            for one in level
            if isinstance(one, dict | list)
        )
        level = [one for values in inner for one in values]
    return bool(level)


def nested() -> Unreadable:
    """The refusal of a file that is nested too deeply."""
    return _one(_NESTED)


def _one(message: str, where: str = "") -> Unreadable:
    return Unreadable([Remark(where, message)])


def _text(data: bytes) -> str:
    if not data.strip():
        raise _one("Ce fichier est vide : choisissez un paquet CASE (.json).")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _one(f"Ce fichier n'est pas du JSON, mais {what}.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _one(
            "Ce fichier n'est pas du texte en UTF-8 : enregistrez-le dans cet encodage.",
            f"ligne {line}",
        ) from None


def _not_json(text: str, error: json.JSONDecodeError) -> Unreadable:
    start = text.lstrip()
    first = start.split("\n", 1)[0]
    if start.startswith("<"):
        return _one("Ce fichier est du XML ou du HTML, pas du JSON : choisissez le paquet CASE.")
    if not start.startswith(("{", "[", '"')) and any(mark in first for mark in ",;\t"):
        return _one(
            "Ce fichier ressemble à un tableau CSV, pas à du JSON : choisissez le format CSV, "
            "ou le paquet CASE (.json)."
        )
    return _one(
        f"Ce fichier n'est pas du JSON valable (colonne {error.colno}) : il est peut-être "
        "incomplet ; exportez-le à nouveau.",
        f"ligne {error.lineno}",
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise _Refused(
            f"Un objet dit deux fois « {twice[:60]} » : gardez-en un seul, l'autre se perdrait."
        )
    return found


def _constant(name: str) -> Any:
    raise _Refused(f"« {name} » n'est pas un nombre en JSON : corrigez-le.")
