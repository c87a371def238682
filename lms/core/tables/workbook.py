"""Rows of text from an XLSX workbook that may be hostile. Pure: no Django."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from lms.core.tables.bombs import refuse_bombs
from lms.core.tables.limits import MOST_COLUMNS
from lms.core.tables.problems import ENCODING, UnreadableTableError, unreadable

LAST_ROW = 1_048_576  # of any spreadsheet


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a zip, whatever the file is called."""
    return data.startswith(b"PK\x03\x04")


def read_sheets(data: bytes) -> dict[str, Iterator[list[str]]]:
    """The rows of each sheet as text, by the sheet's lower-case name. Raises ``UnreadableTableError``."""
    try:
        refuse_bombs(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except UnreadableTableError:
        raise
    except Exception:
        # Of the many things openpyxl raises on a damaged file, none means more than "damaged".
        raise _damaged() from None
    if not book.worksheets:
        raise _damaged()
    return {sheet.title.strip().casefold(): _rows(sheet) for sheet in book.worksheets}


def _damaged() -> UnreadableTableError:
    message = "The file is not a spreadsheet that can be opened. Save it again as .xlsx."
    return unreadable(ENCODING, message)


def _rows(sheet: Any) -> Iterator[list[str]]:
    sheet.reset_dimensions()  # a file's own word for its size is not to be trusted
    # Bounded, or one cell far to the right or below costs as much as a million real ones.
    rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1, values_only=True)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception:
            raise _damaged() from None
        yield _trimmed(row)


def _trimmed(row: tuple) -> list[str]:
    cells = [_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    """A cell as its reader sees it: a date in ISO form, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
