"""What one cell, one row and one units row may say. Pure: no Django."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.facts import (
    REQUIRED_STAFF_COLUMNS,
    REQUIRED_UNIT_COLUMNS,
    STAFF_COLUMNS,
    UNIT_COLUMNS,
    StaffFile,
    StaffRow,
    UnitRow,
)
from lms.organisation.staff_file.faults import Fault
from lms.organisation.staff_file.reading import RawRow, Reading, Table

WORKER_TYPES = ("employee", "agency", "apprentice", "councillor", "volunteer")
FIRST_YEAR, LAST_YEAR = 1900, 2199

LONGEST = {
    "staff_no": 40,
    "first_name": 100,
    "last_name": 100,
    "email": 254,
    "phone": 40,
    "job_title": 200,
    "grade": 40,
    "tier": 40,
    "unit_code": 40,
    "manager_staff_no": 40,
    "person_ref": 40,
    "name": 200,
    "parent_code": 40,
}

IN_WORDS = {
    "staff_no": "staff number",
    "first_name": "first name",
    "last_name": "last name",
    "email": "e-mail address",
    "phone": "phone number",
    "job_title": "job title",
    "grade": "grade",
    "tier": "tier",
    "worker_type": "worker type",
    "unit_code": "unit code",
    "manager_staff_no": "manager’s staff number",
    "start_date": "start date",
    "end_date": "end date",
    "person_ref": "person reference",
    "name": "name",
    "parent_code": "parent’s code",
}

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_BRITISH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
# What mail servers deliver in practice: a dotted local part, a host of at least two labels.
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]"
)


class BadCellError(Exception):
    """A cell that cannot be understood: the code and the reason."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rows that were understood, and what is wrong with the others."""

    file: StaffFile
    faults: list[Fault]


def parse_date(text: str) -> dt.date:
    """A civil date written 2026-04-01 or 01/04/2026. Raises ``BadCellError``."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _BRITISH.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        raise BadCellError(codes.BAD_DATE, f"“{shown(text)}” is not a date. Write 2026-04-01 or 01/04/2026.")
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise BadCellError(codes.BAD_DATE, f"“{shown(text)}” is not a day in the calendar.") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadCellError(codes.BAD_DATE, f"The year in “{shown(text)}” cannot be right.")
    return date


def parse_email(text: str) -> str:
    """An e-mail address as it is stored: case-folded. Raises ``BadCellError``."""
    folded = text.casefold()
    if not _EMAIL.fullmatch(folded) or len(folded.partition("@")[0]) > 64:
        raise BadCellError(
            codes.BAD_EMAIL, f"“{shown(text)}” is not an e-mail address. Leave the cell empty if there is none."
        )
    return folded


def parse_worker_type(text: str) -> str:
    """One of ``WORKER_TYPES``; nothing means employee. Raises ``BadCellError``."""
    kind = text.casefold() or "employee"
    if kind not in WORKER_TYPES:
        raise BadCellError(codes.BAD_VALUE, f"“{shown(text)}” is not one of: {', '.join(WORKER_TYPES)}.")
    return kind


def parse_text(column: str, text: str) -> str:
    """A cell without spaces around it, in composed Unicode. Raises ``BadCellError``."""
    text = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise BadCellError(codes.BAD_VALUE, f"The {IN_WORDS[column]} holds a line break or an invisible character.")
    if len(text) > LONGEST.get(column, 100):
        raise BadCellError(
            codes.BAD_VALUE, f"The {IN_WORDS[column]} is longer than {LONGEST.get(column, 100)} characters."
        )
    return text


_READERS: dict[str, Callable] = {
    "email": lambda text: parse_email(text) if text else "",
    "worker_type": parse_worker_type,
    "start_date": parse_date,
    "end_date": lambda text: parse_date(text) if text else None,
}


def parse(reading: Reading) -> Parsed:
    """Understand every cell of the staff and of the units, row by row."""
    found: list[Fault] = []
    rows, staff_nos = [], {}
    for raw in reading.staff.rows:
        cells, wrong = _cells(raw, STAFF_COLUMNS, REQUIRED_STAFF_COLUMNS)
        if cells.get("staff_no"):
            staff_nos[raw.number] = cells["staff_no"]
        wrong += [] if wrong else _row_faults(raw.number, cells)
        found += wrong
        if not wrong:
            rows.append(StaffRow(number=raw.number, **cells))
    units = reading.units or Table(columns=(), rows=[])
    unit_rows, unit_faults = _parse_units(units)
    file = StaffFile(
        columns=frozenset(reading.staff.columns),
        rows=tuple(rows),
        staff_nos=staff_nos,
        row_count=len(reading.staff.rows),
        unit_columns=frozenset(units.columns),
        unit_rows=tuple(unit_rows),
        unit_codes=frozenset(raw.cells.get("unit_code", "").strip() for raw in units.rows) - {""},
    )
    return Parsed(file, found + unit_faults)


def shown(text: str) -> str:
    """A cell short enough to quote."""
    return text if len(text) <= 60 else f"{text[:57]}…"


def _cells(raw: RawRow, columns: tuple[str, ...], required: tuple[str, ...]) -> tuple[dict, list[Fault]]:
    """Every column's value, and what is wrong. A column that could not be read has no value."""
    found = [Fault(raw.number, None, codes.BAD_VALUE, raw.problem)] if raw.problem else []
    cells = {}
    for column in columns:
        try:
            text = parse_text(column, raw.cells.get(column, ""))
            if not text and column in required:
                raise BadCellError(codes.MISSING, f"There is no {IN_WORDS[column]}.")
            cells[column] = _READERS[column](text) if column in _READERS else text
        except BadCellError as bad:
            found.append(Fault(raw.number, column, bad.code, bad.message))
    return cells, found


def _row_faults(number: int, cells: dict) -> list[Fault]:
    """What only shows when two cells of a row are read together."""
    found = []
    start, end = cells["start_date"], cells["end_date"]
    if end is not None and end < start:
        found.append(
            Fault(
                number,
                "end_date",
                codes.END_BEFORE_START,
                f"The end date {end:%d/%m/%Y} is before the start date {start:%d/%m/%Y}.",
            )
        )
    if cells["manager_staff_no"] == cells["staff_no"]:
        found.append(Fault(number, "manager_staff_no", codes.SELF_MANAGER, "Nobody can be their own manager."))
    return found


def _parse_units(table: Table) -> tuple[list[UnitRow], list[Fault]]:
    rows: list[UnitRow] = []
    found: list[Fault] = []
    for raw in table.rows:
        cells, wrong = _cells(raw, UNIT_COLUMNS, REQUIRED_UNIT_COLUMNS)
        found += [Fault(each.row, each.column, each.code, each.message, of_units=True) for each in wrong]
        if not wrong:
            rows.append(UnitRow(number=raw.number, **cells))
    return rows, found
