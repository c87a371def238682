"""From the bytes of a staff file to rows of text. Pure: no Django.

A row is numbered as a spreadsheet numbers it: the header is row 1, and empty rows count but are not read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lms.core.tables import reading
from lms.core.tables.problems import UnreadableTableError
from lms.core.tables.reading import RawRow, Table
from lms.organisation.staff_file.facts import (
    REQUIRED_STAFF_COLUMNS,
    REQUIRED_UNIT_COLUMNS,
    STAFF_COLUMNS,
    UNIT_COLUMNS,
)
from lms.organisation.staff_file.faults import Fault, UnreadableFileError

__all__ = ["RawRow", "Reading", "Table", "read_staff_file", "read_table"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A staff file as text, and what is worth knowing about it."""

    staff: Table
    units: Table | None = None
    warnings: list[Fault] = field(default_factory=list)


def read_staff_file(data: bytes, units: bytes | None = None) -> Reading:
    """Read a staff file (CSV or XLSX) and, where given, a file of units; else a sheet named ``units``.

    Raises ``UnreadableFileError`` with the codes ``too_large``, ``encoding``, ``header`` or ``empty_file``.
    """
    with _faults_of(units=False):
        sheets = reading.read_sheets(data)
        name = "staff" if "staff" in sheets else next((each for each in sheets if each != "units"), None)
        rows = sheets[name] if name is not None else iter(())
        staff = reading.read_rows(rows, columns=STAFF_COLUMNS, required=REQUIRED_STAFF_COLUMNS)
    unit_table = None
    with _faults_of(units=True):
        if units is not None:
            unit_sheets = reading.read_sheets(units)
            unit_name = "units" if "units" in unit_sheets else next(iter(unit_sheets))
            unit_table = reading.read_rows(unit_sheets[unit_name], columns=UNIT_COLUMNS, required=REQUIRED_UNIT_COLUMNS)
        elif "units" in sheets:
            unit_table = reading.read_rows(
                sheets["units"], columns=UNIT_COLUMNS, required=REQUIRED_UNIT_COLUMNS, may_be_empty=True
            )
    return Reading(staff, unit_table, _warnings(staff, units=False) + _warnings(unit_table, units=True))


def read_table(data: bytes, *, columns: tuple[str, ...], required: tuple[str, ...]) -> tuple[Table, list[Fault]]:
    """Read another file of one table (CSV, or the first sheet of an XLSX) with the same care, and its warnings.

    Raises ``UnreadableFileError`` with the codes ``too_large``, ``encoding``, ``header`` or ``empty_file``.
    """
    with _faults_of(units=False):
        rows = next(iter(reading.read_sheets(data).values()))
        table = reading.read_rows(rows, columns=columns, required=required)
    return table, _warnings(table, units=False)


@contextmanager
def _faults_of(*, units: bool) -> Iterator[None]:
    """What makes a table unreadable, as faults of the file."""
    try:
        yield
    except UnreadableTableError as error:
        faults = [Fault(each.row, each.column, each.code, each.message, units) for each in error.problems]
        raise UnreadableFileError(*faults) from None


def _warnings(table: Table | None, *, units: bool) -> list[Fault]:
    found = reading.unknown_columns(table) if table else []
    return [Fault(each.row, each.column, each.code, each.message, units) for each in found]
