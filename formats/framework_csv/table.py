"""From bytes to rows: the encoding, the separator, the header, cells by column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from ..reading import Unreadable
from ..sniffing import MOST, binary_kind, text_kind, text_of
from .cells import exposed
from .columns import column_of, near_columns
from .findings import Findings, refused

#: The longest cell, in characters.
LONGEST = 1_000_000

_SAVE = "enregistrez le tableau en CSV UTF-8"
_SEPARATORS = ";,\t"
_ESSENTIAL = ("type", "code")


@dataclass(frozen=True)
class Row:
    """A row that says something: the line where it starts, and its filled cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """The columns that the header names, the rows below, and what is wrong so far."""

    columns: list[str]
    rows: list[Row]
    findings: Findings


def read_table(data: bytes) -> Table:
    """The rows of a file. Raises ``Unreadable`` when there is no table to look at."""
    text = _text(data)
    separator = _separator(text)
    records = _records(text, separator)
    line, header = next(records)
    findings = Findings()
    columns = _columns(header, line, findings)
    rows = [
        Row(line, cells)
        for line, record in records
        if (cells := _cells(record, columns, line, findings))
    ]
    return Table([column for column in columns if column], rows, findings)


def _text(data: bytes) -> str:
    if kind := binary_kind(data):
        raise refused(f"ce fichier ressemble à {kind}, pas à du CSV : {_SAVE}.")
    text = text_of(data, _SAVE)
    if not text.strip():
        raise refused("ce fichier est vide : choisissez un autre fichier.")
    kind = text_kind(text)
    if kind and "CSV" not in kind:
        raise refused(f"ce fichier ressemble à {kind}, pas à du CSV : {_SAVE}.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refused(f"ce fichier contient un caractère nul : {_SAVE}.", line)
    return text


def _separator(text: str) -> str:
    """The separator under which the header names most columns."""

    def named(separator: str) -> tuple[int, int]:
        try:
            _, header = next(_records(text, separator), (1, []))
        except Unreadable:
            return 0, 0
        return sum(column_of(cell) is not None for cell in header), len(header)

    return max(_SEPARATORS, key=named)


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line where each starts. Raises ``Unreadable``."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refused(_broken(str(error)), line) from None
        if len(text) > LONGEST and max(map(len, record), default=0) > LONGEST:
            raise refused(_broken("field limit"), line)
        if any(map(str.strip, record)):
            yield line, record


def _broken(error: str) -> str:
    if "field limit" in error:
        return (
            f"une cellule dépasse {LONGEST} caractères : raccourcissez-la,"
            " ou fermez le guillemet qui manque."
        )
    if "unexpected end" in error:
        return "un guillemet ouvert dans cette ligne n'est jamais fermé : fermez-le."
    return (
        "un guillemet est mal placé : une cellule qui commence par un guillemet finit par un"
        " guillemet, et un guillemet dans son texte s'écrit deux fois."
    )


def _columns(header: list[str], line: int, findings: Findings) -> list[str | None]:
    """The columns of a header: "" for an unknown one, None for one without name.

    Raises ``Unreadable`` without the essential ones.
    """
    columns = [column_of(cell) for cell in header]
    if not any(columns):
        raise refused(
            "la première ligne ne nomme aucune colonne connue : elle doit nommer les colonnes"
            " type, code, parent, title_fr…",
            line,
        )
    seen: dict[str, str] = {}
    for cell, column in zip(header, columns, strict=True):
        if column is None and cell.strip():
            findings.add(line, _unknown_column(cell.strip(), len(findings) < MOST))
        elif column in seen:
            findings.add(
                line,
                f"les colonnes « {seen[column]} » et « {cell.strip()} » disent la même chose :"
                " gardez-en une.",
            )
        elif column:
            seen[column] = cell.strip()
    for column in _ESSENTIAL:
        if column not in seen:
            findings.add(line, f"il manque la colonne « {column} » : ajoutez-la à cette ligne.")
    if not seen.keys() >= set(_ESSENTIAL):
        raise findings.error()
    return [
        column or ("" if cell.strip() else None)
        for cell, column in zip(header, columns, strict=True)
    ]


def _unknown_column(name: str, look: bool) -> str:
    near = near_columns(name) if look else []
    advice = f"colonnes proches : {', '.join(near)}" if near else "retirez-la ou renommez-la"
    return f"la colonne « {name[:60]} » n'est pas connue ; {advice}."


def _cells(
    record: list[str], columns: list[str | None], line: int, findings: Findings
) -> dict[str, str]:
    """The filled cells of a row, by column."""
    if any(map(str.strip, record[len(columns) :])):
        findings.add(
            line,
            f"cette ligne a {len(record)} cellules pour {len(columns)} colonnes : retirez ce qui"
            " dépasse, ou mettez entre guillemets un texte qui contient le séparateur.",
        )
    found = list(zip(columns, map(exposed, record), strict=False))
    if any(column is None and text for column, text in found):
        findings.add(line, "une cellule est dans une colonne sans nom : nommez-la, ou videz-la.")
    return {column: text for column, text in found if column and text}
