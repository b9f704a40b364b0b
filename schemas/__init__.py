"""JSON Schemas 2020-12 of every document, and validation in words. No Django here.

``validate(document, kind)`` is what everyone calls; ``KINDS`` lists the kinds that have a schema.
"""

from .registry import KINDS, load_schema, schema_names
from .validation import Problem, is_valid, validate

__all__ = ["KINDS", "Problem", "is_valid", "load_schema", "schema_names", "validate"]
