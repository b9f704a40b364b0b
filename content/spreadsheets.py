"""Rows as a file for spreadsheets: CSV as it is streamed, XLSX; formulas become text."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override

#: Heading and value of each column; values are text, numbers or None.
Columns = Sequence[tuple[Any, Callable[[Any], Any]]]

#: What a sheet of XLSX holds, its headings apart; CSV has no end.
MOST_XLSX = 1_048_575
#: What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spreadsheet(
    rows: Iterable[Any], columns: Columns, form: str, name: str, title: str
) -> HttpResponseBase:
    """``rows`` as the file ``name`` in ``form`` (``csv`` or ``xlsx``). Raises ``Http404`` for another."""
    if form == "csv":
        response = StreamingHttpResponse(
            csv_lines(rows, columns, get_language()), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    if form == "xlsx":
        return FileResponse(
            workbook(rows, columns, title),
            as_attachment=True,
            filename=f"{name}.xlsx",
            content_type=_XLSX,
        )
    raise Http404


def safe_text(value: Any) -> Any:
    """``value``, and text that a spreadsheet would run as a formula as text (OWASP, CSV injection)."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_lines(rows: Iterable[Any], columns: Columns, language: str | None) -> Iterator[bytes]:
    """Lines in UTF-8 with a byte order mark, cut by semicolons, as Belgian spreadsheets read them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    # The page's language is gone once the answer is streamed.
    with override(language):
        yield b"\xef\xbb\xbf"
        writer.writerow([str(heading) for heading, _value in columns])
        for row in rows:
            writer.writerow([safe_text(value(row)) for _heading, value in columns])
            if buffer.tell() > 60_000:
                yield buffer.getvalue().encode()
                buffer.seek(0)
                buffer.truncate()
        yield buffer.getvalue().encode()


def workbook(rows: Iterable[Any], columns: Columns, title: str) -> Any:
    """A workbook written row by row into a temporary file; at most ``MOST_XLSX`` rows."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=title)
    sheet.freeze_panes = "A2"
    sheet.append([str(heading) for heading, _value in columns])

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        # openpyxl takes what begins with = for a formula; as text it needs no quote before it.
        found.data_type = "s"
        return found

    for row in islice(rows, MOST_XLSX):
        sheet.append([cell(value(row)) for _heading, value in columns])
    output = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    book.save(output)
    output.seek(0)
    return output
