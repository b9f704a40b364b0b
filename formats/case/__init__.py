"""Competence frameworks as 1EdTech CASE 1.1 packages, both ways: no Django, no network.

``encode`` makes a whole CFPackage, ``decode`` reads one; the other functions make one part each, for
a service that answers parts.
"""

from .decode import decode
from .encode import (
    alignment_association,
    definitions,
    document,
    encode,
    hierarchy_association,
    item,
    rubric,
    rubrics,
    sequences,
)
from .plain import item_type, licence
from .words import (
    criterion_identifier,
    licence_identifier,
    link_identifier,
    rubric_identifier,
    type_identifier,
)

__all__ = [
    "alignment_association",
    "criterion_identifier",
    "decode",
    "definitions",
    "document",
    "encode",
    "hierarchy_association",
    "item",
    "item_type",
    "licence",
    "licence_identifier",
    "link_identifier",
    "rubric",
    "rubric_identifier",
    "rubrics",
    "sequences",
    "type_identifier",
]
