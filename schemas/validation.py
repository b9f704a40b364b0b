"""Validation of documents against their schema, with messages that people can read.

``jsonschema-rs`` gives the verdict (it is some sixty times faster, which is what bulk work needs);
``jsonschema``, the reference, describes what is wrong. A test holds that both always agree.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator

from .messages import describe, meant
from .registry import KINDS, load_schema, registry, schema_names


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a document.

    ``code`` is stable ASCII, ``pointer`` an RFC 6901 JSON pointer into the document ("" is the
    whole), ``message`` a French sentence. ``kind`` says which document it is about when several
    are looked at together; ``blocking`` is false for advice.
    """

    code: str
    pointer: str
    message: str
    kind: str = ""
    blocking: bool = True


def is_valid(document: Any, kind: str) -> bool:
    """Whether ``document`` fits the schema of ``kind``; raises ``KeyError`` for an unknown kind."""
    validator = _fast(_known(kind))
    try:
        return bool(validator.is_valid(document))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return False  # what cannot be said in JSON: NaN, lone surrogates, endless nesting


def validate(document: Any, kind: str) -> list[Problem]:
    """Problems of ``document`` against the schema of ``kind``, none when it fits.

    Raises ``KeyError`` for a kind without schema. The order is that of the pointers.
    """
    if is_valid(document, kind):
        return []
    problems = _described(document, kind)
    if not problems:
        problems = [
            Problem("json", "", "Ce document ne peut pas s'écrire en JSON : corrigez-le.", kind)
        ]
    return problems


def pointer(path: Any) -> str:
    """The RFC 6901 pointer of a sequence of keys and indexes."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _described(document: Any, kind: str) -> list[Problem]:
    found: dict[tuple[str, str], Problem] = {}
    try:
        for error in map(meant, reference_validator(kind).iter_errors(document)):
            code = str(error.validator or "false")
            where = pointer(error.absolute_path)
            found.setdefault((where, code), Problem(code, where, describe(error), kind))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return []
    return sorted(found.values(), key=lambda problem: (problem.pointer, problem.code))


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise KeyError(kind)
    return kind


@cache
def _fast(kind: str) -> Any:
    resources = [load_schema(name) for name in schema_names()]
    return jsonschema_rs.Draft202012Validator(
        load_schema(kind),
        registry=jsonschema_rs.Registry([(schema["$id"], schema) for schema in resources]),
    )


@cache
def reference_validator(kind: str) -> Draft202012Validator:
    """The reference implementation's validator for ``kind``."""
    return Draft202012Validator(load_schema(_known(kind)), registry=registry())
