"""What CASE items and documents refer to: types of items, licences, scales; and what was kept."""

from collections.abc import Iterator
from uuid import UUID

from content.minting import Document
from formats import case

from .case_service import UnknownObject, is_called, kept_parts
from .exchange import case_base
from .models import ITEM_MODELS
from .packages import header
from .public import public_frameworks


def definitions(kind: str, identifier: UUID) -> list[Document]:
    """The definition of a kind (CFItemTypes, CFLicenses…), then those below it by hierarchyCode.

    Raises ``UnknownObject``.
    """
    for rows in _known(kind):
        for row in rows:
            if is_called(row, identifier):
                return [row, *_below(row, rows)]
    raise UnknownObject


def rubric(identifier: UUID) -> Document:
    """A CFRubric. Raises ``UnknownObject``."""
    for framework in public_frameworks():
        own = case.rubric_identifier(str(framework.identifier))
        if own == str(identifier) or "case" in framework.extra:
            for row in case.rubrics(header(framework), case_base()):
                if is_called(row, identifier):
                    return row
    raise UnknownObject


def _known(kind: str) -> Iterator[list[Document]]:
    """Definitions of a kind, in lists that belong together: ours, then what frameworks keep."""
    if kind == "CFItemTypes":
        yield [case.item_type(name, case_base()) for name in ITEM_MODELS]
    if kind == "CFLicenses":
        licences = public_frameworks().exclude(licence="").values_list("licence", flat=True)
        yield [case.licence(name, case_base()) for name in sorted(set(licences))]
    for _framework, kept in kept_parts("CFDefinitions"):
        if kept:
            yield kept.get(kind, [])


def _below(row: Document, rows: list[Document]) -> list[Document]:
    code = row.get("hierarchyCode")
    if not code:
        return []
    return [other for other in rows if other.get("hierarchyCode", "").startswith(f"{code}.")]
