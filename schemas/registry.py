"""Where the schema files are, and how ``$ref`` between them resolves."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from referencing import Registry, Resource

DIRECTORY = Path(__file__).parent / "v1"
#: The kinds of documents that a schema exists for.
KINDS = (
    "framework",
    "skill",
    "alignment",
    "context",
    "tutorial",
    "challenge",
    "challenge-key",
    "release",
    "pointer",
    "competence",
    "framework-package",
    "case-package",
)


def schema_names() -> list[str]:
    """Names of all schema files, shared definitions included, without their ending."""
    return sorted(path.stem for path in DIRECTORY.glob("*.json"))


@cache
def load_schema(name: str) -> dict[str, Any]:
    """The schema called ``name`` as a dict. Raises ``KeyError`` for an unknown name."""
    if name not in schema_names():
        raise KeyError(name)
    schema: dict[str, Any] = json.loads((DIRECTORY / f"{name}.json").read_text("utf-8"))
    return schema


@cache
def registry() -> Registry[Any]:
    """All our schemas by their ``$id``; nothing is ever fetched from the network."""
    resources = [Resource.from_contents(load_schema(name)) for name in schema_names()]
    return Registry().with_resources((str(r.id()), r) for r in resources)
