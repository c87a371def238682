"""From the bytes of a file to rows of text. Pure: no Django.

A row is numbered as a spreadsheet numbers it: the header is row 1, and empty rows count but are not read.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from lms.core.formulas import unescape_formula
from lms.core.tables import problems as codes
from lms.core.tables import workbook
from lms.core.tables.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from lms.core.tables.problems import Problem, UnreadableTableError, unreadable

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
BOM = "\ufeff"
BROKEN = "\0broken quotation"

# Excel on a Mac or an older PC saves one of these, and the text alone does not say which: the guess may be wrong
# about the very letters that matter in names, so it is reported and never used.
FRIENDLY = {"cp1252": "Windows-1252", "utf_16": "UTF-16", "mac_roman": "Mac OS Roman", "latin_1": "ISO 8859-1"}


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as text, by column. ``problem``: why the row as a whole cannot be read."""

    number: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns we know that a file has, and its rows that are not empty."""

    columns: tuple[str, ...]
    rows: list[RawRow]
    unknown: tuple[str, ...] = ()


def read_sheets(data: bytes) -> dict[str, Iterator[list[str]]]:
    """The rows of every sheet by its lower-case name; a CSV file is one sheet without a name.

    Raises ``UnreadableTableError`` with the codes ``too_large``, ``empty_file`` or ``encoding``, some of it only while
    the rows are read.
    """
    if len(data) > MOST_BYTES:
        raise unreadable(codes.TOO_LARGE, f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    if not data.strip():
        raise unreadable(codes.EMPTY_FILE, "The file is empty.")
    if workbook.is_workbook(data):
        return workbook.read_sheets(data)
    if data.startswith(OLD_EXCEL):
        raise unreadable(
            codes.ENCODING, "This is an old Excel file (.xls) or has a password. Save it as .xlsx or CSV UTF-8."
        )
    return {"": _csv_rows(_decoded(data))}


def read_rows(
    rows: Iterable[list[str]], *, columns: tuple[str, ...], required: tuple[str, ...], may_be_empty: bool = False
) -> Table:
    """A header and what stands below it, by column.

    Raises ``UnreadableTableError`` with the codes ``empty_file``, ``header`` or ``too_large``.
    """
    numbered = ((number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row))
    number, header = next(numbered, (1, []))
    if not header:
        if may_be_empty:
            return Table((), [])
        raise unreadable(codes.EMPTY_FILE, "The file is empty.")
    places, unknown = _places(number, header, columns, required)
    found: list[RawRow] = []
    for number, row in numbered:
        if len(found) == MOST_ROWS:
            raise unreadable(codes.TOO_LARGE, f"The file has more than {MOST_ROWS:,} rows.")
        found.append(_raw_row(number, row, places, len(header)))
    if not found and not may_be_empty:
        raise unreadable(codes.EMPTY_FILE, "The file has a header and no rows.")
    return Table(tuple(places), found, unknown)


def unknown_columns(table: Table) -> list[Problem]:
    """Warnings of the columns that were ignored."""
    # Printable only: PostgreSQL keeps no NUL, and a log should show no control characters.
    names = ["".join(c for c in name if c.isprintable())[:60] for name in table.unknown]
    return [
        Problem(1, name, codes.UNKNOWN_COLUMN, f"The column {name} is not one we use. It was ignored.")
        for name in names
    ]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        guess = from_bytes(data[:200_000]).best()
        name = FRIENDLY.get(guess.encoding, guess.encoding) if guess else ""
        seems = f"It seems to be {name}. " if name else ""
        message = f"The file is not UTF-8. {seems}Save it as “CSV UTF-8”."
        raise UnreadableTableError(Problem(row, None, codes.ENCODING, message)) from None


def _csv_rows(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            # Nothing after a broken quotation mark can be trusted to begin where it seems to.
            yield [BROKEN]
            return


def _raw_row(number: int, row: list[str], places: dict[str, int], width: int) -> RawRow:
    if row == [BROKEN]:
        reason = "A quotation mark is out of place, so neither this row nor what follows it can be read."
        return RawRow(number, {}, reason)
    problem = ""
    if any(cell.strip() for cell in row[width:]):
        problem = f"The row has more cells ({len(row)}) than the header ({width})."
    return RawRow(
        number, {name: unescape_formula(row[place]) for name, place in places.items() if place < len(row)}, problem
    )


def _places(
    number: int, header: list[str], columns: tuple[str, ...], required: tuple[str, ...]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and the names of the others. Raises ``UnreadableTableError``."""
    names = [_name(cell) for cell in header]
    if len(names) > MOST_COLUMNS:
        raise unreadable(codes.TOO_LARGE, f"The file has more than {MOST_COLUMNS} columns.")
    wrong = [
        Problem(number, name, codes.HEADER, f"The column {name} is there {names.count(name)} times.")
        for name in columns
        if names.count(name) > 1
    ]
    wrong += [
        Problem(number, name, codes.HEADER, f"The header has no column {name}.{_hint(names)}")
        for name in required
        if name not in names
    ]
    if wrong:
        raise UnreadableTableError(*wrong)
    places = {name: place for place, name in enumerate(names) if name in columns}
    return places, tuple(cell.strip() for cell, name in zip(header, names, strict=True) if name and name not in places)


def _name(cell: str) -> str:
    return cell.strip(f"{BOM} \t").casefold().replace(" ", "_").replace("-", "_")


def _hint(names: list[str]) -> str:
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and mark in names[0]:
            return f" The columns are parted by {word}; they must be parted by commas."
    return ""
