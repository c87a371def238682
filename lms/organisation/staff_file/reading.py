"""From the bytes of a file to rows of text. Pure: no Django.

A row is numbered as a spreadsheet numbers it: the header is row 1, and empty rows count but are not read.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from lms.core.formulas import unescape_formula
from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.facts import (
    REQUIRED_STAFF_COLUMNS,
    REQUIRED_UNIT_COLUMNS,
    STAFF_COLUMNS,
    UNIT_COLUMNS,
)
from lms.organisation.staff_file.faults import Fault, UnreadableFileError
from lms.organisation.staff_file.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, too_large
from lms.organisation.staff_file.workbook import is_workbook, read_sheets

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


@dataclass(frozen=True, slots=True)
class Reading:
    """A staff file as text, and what is worth knowing about it."""

    staff: Table
    units: Table | None = None
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Which table is read: its columns, and whether faults in it are faults of the units."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    of_units: bool


_STAFF = _Kind(STAFF_COLUMNS, REQUIRED_STAFF_COLUMNS, of_units=False)
_UNITS = _Kind(UNIT_COLUMNS, REQUIRED_UNIT_COLUMNS, of_units=True)


def read_staff_file(data: bytes, units: bytes | None = None) -> Reading:
    """Read a staff file (CSV or XLSX) and, where given, a file of units; else a sheet named ``units``.

    Raises ``UnreadableFileError`` with the codes ``too_large``, ``encoding``, ``header`` or ``empty_file``.
    """
    sheets = _sheets(data, _STAFF)
    name = "staff" if "staff" in sheets else next((each for each in sheets if each != "units"), None)
    staff = _table(sheets[name] if name is not None else iter(()), _STAFF)
    unit_table = None
    if units is not None:
        unit_sheets = _sheets(units, _UNITS)
        unit_name = "units" if "units" in unit_sheets else next(iter(unit_sheets))
        unit_table = _table(unit_sheets[unit_name], _UNITS)
    elif "units" in sheets:
        unit_table = _table(sheets["units"], _UNITS, may_be_empty=True)
    return Reading(staff, unit_table, _unknown_columns(staff, _STAFF) + _unknown_columns(unit_table, _UNITS))


def _sheets(data: bytes, kind: _Kind) -> dict[str, Iterator[list[str]]]:
    """The rows of every sheet by its lower-case name; a CSV file is one sheet without a name."""
    if len(data) > MOST_BYTES:
        raise too_large(f"The file is larger than {MOST_BYTES // 1_000_000} MB.", of_units=kind.of_units)
    if not data.strip():
        raise _unreadable(kind, codes.EMPTY_FILE, "The file is empty.")
    if is_workbook(data):
        return read_sheets(data, of_units=kind.of_units)
    if data.startswith(OLD_EXCEL):
        raise _unreadable(
            kind, codes.ENCODING, "This is an old Excel file (.xls) or has a password. Save it as .xlsx or CSV UTF-8."
        )
    return {"": _csv_rows(_decoded(data, kind))}


def _decoded(data: bytes, kind: _Kind) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        guess = from_bytes(data[:200_000]).best()
        name = FRIENDLY.get(guess.encoding, guess.encoding) if guess else ""
        seems = f"It seems to be {name}. " if name else ""
        fault = Fault(
            row, None, codes.ENCODING, f"The file is not UTF-8. {seems}Save it as “CSV UTF-8”.", kind.of_units
        )
        raise UnreadableFileError(fault) from None


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


def _table(rows: Iterable[list[str]], kind: _Kind, *, may_be_empty: bool = False) -> Table:
    numbered = ((number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row))
    number, header = next(numbered, (1, []))
    if not header:
        if may_be_empty:
            return Table((), [])
        raise _unreadable(kind, codes.EMPTY_FILE, "The file is empty.")
    places, unknown = _places(number, header, kind)
    found: list[RawRow] = []
    for number, row in numbered:
        if len(found) == MOST_ROWS:
            raise too_large(f"The file has more than {MOST_ROWS:,} rows.", of_units=kind.of_units)
        found.append(_raw_row(number, row, places, len(header)))
    if not found and not may_be_empty:
        raise _unreadable(kind, codes.EMPTY_FILE, "The file has a header and no rows.")
    return Table(tuple(places), found, unknown)


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


def _places(number: int, header: list[str], kind: _Kind) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each known column stands, and the names of the others. Raises ``UnreadableFileError``."""
    names = [_name(cell) for cell in header]
    if len(names) > MOST_COLUMNS:
        raise too_large(f"The file has more than {MOST_COLUMNS} columns.", of_units=kind.of_units)
    wrong = [
        Fault(number, name, codes.HEADER, f"The column {name} is there {names.count(name)} times.", kind.of_units)
        for name in kind.columns
        if names.count(name) > 1
    ]
    wrong += [
        Fault(number, name, codes.HEADER, f"The header has no column {name}.{_hint(names)}", kind.of_units)
        for name in kind.required
        if name not in names
    ]
    if wrong:
        raise UnreadableFileError(*wrong)
    places = {name: place for place, name in enumerate(names) if name in kind.columns}
    return places, tuple(cell.strip() for cell, name in zip(header, names, strict=True) if name and name not in places)


def _name(cell: str) -> str:
    return cell.strip(f"{BOM} \t").casefold().replace(" ", "_").replace("-", "_")


def _hint(names: list[str]) -> str:
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(names) == 1 and mark in names[0]:
            return f" The columns are parted by {word}; they must be parted by commas."
    return ""


def _unknown_columns(table: Table | None, kind: _Kind) -> list[Fault]:
    # Printable only: PostgreSQL keeps no NUL, and a log should show no control characters.
    names = ["".join(c for c in name if c.isprintable())[:60] for name in (table.unknown if table else ())]
    return [
        Fault(1, name, "unknown_column", f"The column {name} is not one we use. It was ignored.", kind.of_units)
        for name in names
    ]


def _unreadable(kind: _Kind, code: str, message: str) -> UnreadableFileError:
    return UnreadableFileError(Fault(None, None, code, message, kind.of_units))


def read_table(data: bytes, *, columns: tuple[str, ...], required: tuple[str, ...]) -> tuple[Table, list[Fault]]:
    """Read another file of one table (CSV, or the first sheet of an XLSX) with the same care, and its warnings.

    Raises ``UnreadableFileError`` with the codes ``too_large``, ``encoding``, ``header`` or ``empty_file``.
    """
    kind = _Kind(columns, required, of_units=False)
    table = _table(next(iter(_sheets(data, kind).values())), kind)
    return table, _unknown_columns(table, kind)
