"""The attendus of the FMTTN: a table with exactly the columns code, année, type and intitulé."""

from .cells import years
from .columns import fold, kind_of
from .findings import Findings
from .references import Item
from .table import Row, Table

_COLUMNS = {"code", "education_levels", "type", "title_fr"}
_FRENCH = {"code": "code", "type": "type", "title_fr": "intitulé"}


def is_one(table: Table) -> bool:
    """Whether ``table`` is one: the four columns, and types of attendus rather than of our rows.

    « compétence » may be both; four columns cannot say a competence of ours, which has a parent.
    """
    kinds = {kind_of(row.cells.get("type", "")) for row in table.rows}
    return set(table.columns) == _COLUMNS and kinds <= {None, "competence"}


def items(table: Table) -> list[Item]:
    """Its areas (the types, in order of appearance) and competences (the rows)."""
    found: list[Item] = []
    areas: set[str] = set()
    lines: dict[str, int] = {}
    for row in table.rows:
        if not _complete(row, table.findings):
            continue
        slug = fold(row.cells["type"]).replace("_", "-")
        if slug not in areas:
            areas.add(slug)
            found.append(_area(slug, row))
        first = lines.setdefault(row.cells["code"], row.line)
        if first != row.line:
            message = f"« {row.cells['code']} » est déjà le code de la ligne {first} : changez l'un des deux."
            table.findings.add(row.line, message)
        else:
            found.append(_competence(slug, row))
    return found


def _complete(row: Row, findings: Findings) -> bool:
    missing = [name for column, name in _FRENCH.items() if column not in row.cells]
    for name in missing:
        findings.add(row.line, f"la colonne « {name} » est vide : remplissez-la.")
    if not missing and not fold(row.cells["type"]):
        missing = ["type"]
        findings.add(
            row.line, "le type n'a ni lettre ni chiffre : écrivez un mot, comme savoir-faire."
        )
    return not missing


def _area(slug: str, row: Row) -> Item:
    document = {
        "type": "area",
        "key": f"area:{slug}"[:200],
        "parent": None,
        "code": slug,
        "title": {"fr": row.cells["type"]},
    }
    return Item("area", row.line, document, row.cells)


def _competence(slug: str, row: Row) -> Item:
    code = row.cells["code"]
    document = {
        "type": "competence",
        "key": f"competence:{code}"[:200],
        "parent": f"area:{slug}"[:200],
        "code": code,
        "title": {"fr": row.cells["title_fr"]},
    }
    levels = years(row.cells.get("education_levels", ""))
    return Item(
        "competence",
        row.line,
        document | {"education_levels": levels} if levels else document,
        row.cells,
    )
