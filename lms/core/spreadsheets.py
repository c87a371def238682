"""CSV and XLSX that are safe to open and come back as they went.

A spreadsheet program runs a cell that begins with one of ``= + - @``, a tab or a line break. Such text is written as
text: in CSV behind an apostrophe, in XLSX as a cell marked "text" (as the program itself marks it). Reading takes the
apostrophe away again, so phone numbers such as ``+44 …`` survive a round trip. The rule can always be undone: a value
that already looks escaped gets one apostrophe more.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lms.core.formulas import escape_formula, is_formula, looks_escaped, unescape_formula

__all__ = ["csv_response", "csv_text", "escape_formula", "unescape_formula", "xlsx_bytes", "xlsx_response"]

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to write them
_LONGEST_CELL = 32_767

Sheet = tuple[Sequence[str], Iterable[Sequence[Any]]]


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A header and rows as CSV (comma, CRLF). Dates are ISO, nothing is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([escape_formula(name) for name in header])
    writer.writerows([[_csv_cell(value) for value in row] for row in rows])
    return out.getvalue()


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, for_excel: bool = True
) -> HttpResponse:
    """A CSV file to save. ``for_excel`` begins it with the mark without which Excel garbles accented names."""
    body = csv_text(header, rows).encode("utf-8-sig" if for_excel else "utf-8")
    return _download(filename, body, CSV_TYPE)


def xlsx_bytes(sheets: Mapping[str, Sheet]) -> bytes:
    """A workbook of sheets by name, each a header and rows. Dates are dates, numbers are numbers, text is text."""
    book = Workbook(write_only=True)
    for name, (header, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, label in enumerate(header, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = min(max(len(label) + 4, 14), 40)
        sheet.append([_heading(sheet, label) for label in header])
        for row in rows:
            sheet.append([_xlsx_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx_response(
    filename: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str = "Sheet1",
    more_sheets: Mapping[str, Sheet] | None = None,
) -> HttpResponse:
    """A workbook to save, with one sheet and any others that belong to it."""
    return _download(filename, xlsx_bytes({sheet: (header, rows), **(more_sheets or {})}), XLSX_TYPE)


def _download(filename: str, body: bytes, content_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    return HttpResponse(body, content_type=content_type, headers={"Content-Disposition": disposition or "attachment"})


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat()
    return escape_formula(str(value))


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    if value is None or isinstance(value, (int, float)):
        return ("yes" if value else "no") if isinstance(value, bool) else value
    if isinstance(value, dt.datetime):
        return value.isoformat()  # a workbook knows no time zones
    if isinstance(value, dt.date):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    text = _CONTROL.sub("", str(value))[:_LONGEST_CELL]
    if looks_escaped(text):
        text = f"'{text}"
    if not is_formula(text) and not text.startswith("#"):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # openpyxl takes a leading = for a formula and #N/A for an error
    cell.quotePrefix = True
    return cell


def _heading(sheet: Any, label: str) -> Any:
    cell = WriteOnlyCell(sheet, value=label)
    cell.data_type = "s"
    cell.font = Font(bold=True)
    return cell
