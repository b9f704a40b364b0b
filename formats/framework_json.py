"""A framework as Atelier's own JSON: the document ``framework-package/1``, both ways.

Nothing is lost and nothing is added. ``encode`` writes the members in the schema's order, so that
the same document always gives the same bytes.
"""

import json
from dataclasses import replace
from typing import Any

from schemas import Problem, is_valid, load_schema, validate

from .reading import Document, Reading, Remark, Unreadable
from .sniffing import NotJson, binary_kind, capped, strict_json, text_kind, text_of

KIND = "framework-package"
SCHEMA = "framework-package/1"
#: The lists of a package, whose elements have places of their own.
LISTS = ("groups", "levels", "items", "alignments")
LOCALES = ("fr", "fr-BE", "nl", "en", "de")

#: How many wrong things of a list are described; the others are only counted (describing is slow).
_DESCRIBED = 300
_ALONE = {"schema": SCHEMA, "code": "x", "status": "draft", "title": {}} | {n: [] for n in LISTS}


def encode(package: Document) -> str:
    """The file's text of ``package``: indented JSON, accents as they are, a final line end."""
    arranged = _arranged(package, load_schema(KIND))
    return json.dumps(arranged, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def decode(data: bytes) -> Reading:
    """The package that a file holds. Raises ``Unreadable``; its remarks' places are JSON pointers."""
    document = _document(data)
    problems, more = schema_problems(document)
    if problems:
        remarks = [Remark(problem.pointer, problem.message) for problem in problems]
        raise Unreadable(capped(remarks, more))
    pointers = [f"/{name}/{n}" for name in LISTS for n in range(len(document[name]))]
    return Reading(document, places={pointer: pointer for pointer in pointers})


def locale_rank(locale: str) -> tuple[int, str]:
    """Sorts locales: the house's five in their order, then others by name."""
    known = LOCALES.index(locale) if locale in LOCALES else len(LOCALES)
    return known, locale


def schema_problems(document: Document) -> tuple[list[Problem], int]:
    """Problems of a package against its schema, in its order, and how many things are left undescribed.

    The same as ``schemas.validate``, but quick for 50,000 items of which some are wrong: only the
    wrong ones are given to the slow validator that describes.
    """
    if is_valid(document, KIND):
        return [], 0
    found: list[Problem] = []
    reduced, numbers, more = dict(document), dict[str, list[int]](), 0
    for name in LISTS:
        values = document.get(name)
        if not isinstance(values, list):
            continue
        most = load_schema(KIND)["properties"][name]["maxItems"]
        if len(values) > most:
            message = f"« {name} » : il en faut au plus {most}."
            found.append(Problem("maxItems", f"/{name}", message, KIND))
        wrong = [n for n, v in enumerate(values) if not is_valid({**_ALONE, name: [v]}, KIND)]
        numbers[name] = wrong[:_DESCRIBED]
        more += len(wrong) - len(numbers[name])
        reduced[name] = [values[n] for n in numbers[name]]
    found += [_renumbered(problem, numbers) for problem in validate(reduced, KIND)]
    return sorted(found, key=_rank), more


def _document(data: bytes) -> Document:
    if kind := binary_kind(data):
        raise _refused(
            f"ce fichier ressemble à {kind}, pas à du JSON : choisissez un autre fichier."
        )
    text = text_of(data, "enregistrez-le en UTF-8")
    if not text.strip():
        raise _refused("ce fichier est vide : choisissez un autre fichier.")
    try:
        value = strict_json(text)
    except NotJson as error:
        raise _not_json(text, error) from None
    if not isinstance(value, dict):
        raise _refused(
            "ce fichier ne contient pas un objet JSON ({…}) : ce n'est pas un référentiel."
        )
    if "CFDocument" in value:
        raise _refused("ce fichier est un CFPackage : choisissez le format CASE pour le lire.")
    schema = value.get("schema", SCHEMA)
    if schema != SCHEMA:
        raise _refused(
            f"ce document dit être « {str(schema)[:60]} », alors qu'un « {SCHEMA} » est attendu :"
            " choisissez un autre fichier.",
            "/schema",
        )
    return value


def _not_json(text: str, error: NotJson) -> Unreadable:
    kind = text_kind(text)
    if kind and kind != "du JSON":
        return _refused(
            f"ce fichier ressemble à {kind}, pas à du JSON : choisissez un autre fichier."
        )
    where = f"ligne {error.line}, colonne {error.column}" if error.line else ""
    return _refused(f"ce fichier n'est pas du JSON valable : {error.message}.", where)


def _refused(message: str, where: str = "") -> Unreadable:
    return Unreadable([Remark(where, message)])


def _arranged(value: Any, schema: dict[str, Any]) -> Any:
    """``value`` with its members in the schema's order, or by locale and name where it has none."""
    if isinstance(value, list):
        return [_arranged(element, schema.get("items", {})) for element in value]
    if not isinstance(value, dict):
        return value
    properties = schema.get("properties", {})
    known = [name for name in properties if name in value]
    others = sorted((name for name in value if name not in properties), key=locale_rank)
    return {name: _arranged(value[name], properties.get(name, {})) for name in known + others}


def _renumbered(problem: Problem, numbers: dict[str, list[int]]) -> Problem:
    """``problem`` of a reduced list, said of the whole one."""
    parts = problem.pointer.split("/")
    if len(parts) < 3 or parts[1] not in numbers:
        return problem
    name, number = parts[1], numbers[parts[1]][int(parts[2])]
    message = problem.message.replace(f"« {name}/{parts[2]}", f"« {name}/{number}", 1)
    pointer = "/".join(["", name, str(number), *parts[3:]])
    return replace(problem, pointer=pointer, message=message)


def _rank(problem: Problem) -> tuple[tuple[int, str], ...]:
    parts = problem.pointer.split("/")
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in parts)
