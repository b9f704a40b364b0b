"""The schema files keep their conventions."""

import pytest

from schemas import KINDS, load_schema, schema_names
from schemas.validation import reference_validator


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_is_a_right_schema(kind):
    reference_validator(kind).check_schema(load_schema(kind))


@pytest.mark.parametrize("name", schema_names())
def test_the_id_is_absolute_and_names_the_file(name):
    assert load_schema(name)["$id"] == f"https://atelier.example/schemas/v1/{name}.json"


def _properties(schema, path=""):
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            yield f"{path}/{name}", value
        for name, value in schema.items():
            # Conditions speak of properties that are described where they are declared.
            if name not in {"if", "then", "else", "allOf"}:
                yield from _properties(value, f"{path}/{name}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from _properties(value, f"{path}/{index}")


@pytest.mark.parametrize("name", schema_names())
def test_every_property_is_described(name):
    properties = list(_properties(load_schema(name)))
    bare = [path for path, schema in properties if not schema.get("description")]
    assert bare == []
