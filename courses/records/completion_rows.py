"""What the rows of a file of learning done elsewhere say, and what is wrong with them. Pure: no Django."""

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.faults import Fault
from lms.organisation.staff_file.reading import RawRow
from lms.organisation.staff_file.rules import BadCellError, parse_date, shown

COLUMNS = ("staff_no", "course_code", "completed_on", "evidence")
IN_WORDS = {
    "staff_no": "staff number",
    "course_code": "course code",
    "completed_on": "day of completion",
    "evidence": "evidence",
}
LONGEST_EVIDENCE = 500

UNKNOWN_STAFF, UNKNOWN_COURSE, FUTURE_DATE = "unknown_staff", "unknown_course", "future_date"


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """One line: somebody completed a course on a day, and this shows it."""

    number: int
    staff_no: str
    course_code: str
    completed_on: dt.date
    evidence: str


def parse_rows(
    rows: Iterable[RawRow], *, staff: Collection[str], courses: Collection[str], today: dt.date
) -> tuple[list[CompletionRow], list[Fault]]:
    """The rows that can be understood, and every fault of the others: a row may have several.

    ``staff`` and ``courses`` are the staff numbers and course codes there are.
    """
    good, found = [], []
    for raw in rows:
        row, wrong = _parse_row(raw, staff, courses, today)
        found += wrong
        if row is not None:
            good.append(row)
    return good, found


def _parse_row(
    raw: RawRow, staff: Collection[str], courses: Collection[str], today: dt.date
) -> tuple[CompletionRow | None, list[Fault]]:
    if raw.problem:
        return None, [Fault(raw.number, None, codes.BAD_VALUE, raw.problem)]
    cells = {column: cell_text(raw.cells.get(column, "")) for column in COLUMNS}
    wrong = [
        Fault(raw.number, column, codes.MISSING, f"There is no {IN_WORDS[column]}.")
        for column in COLUMNS
        if not cells[column]
    ]
    if cells["staff_no"] and cells["staff_no"] not in staff:
        words = f"Nobody has the staff number “{shown(cells['staff_no'])}”. Leading zeros matter."
        wrong.append(Fault(raw.number, "staff_no", UNKNOWN_STAFF, words))
    if cells["course_code"] and cells["course_code"] not in courses:
        words = f"No published course has the code “{shown(cells['course_code'])}”."
        wrong.append(Fault(raw.number, "course_code", UNKNOWN_COURSE, words))
    if len(cells["evidence"]) > LONGEST_EVIDENCE:
        words = f"The evidence is longer than {LONGEST_EVIDENCE} characters."
        wrong.append(Fault(raw.number, "evidence", codes.BAD_VALUE, words))
    day = _day(raw.number, cells["completed_on"], today, wrong)
    if wrong or day is None:
        return None, wrong
    return CompletionRow(raw.number, cells["staff_no"], cells["course_code"], day, cells["evidence"]), []


def _day(number: int, text: str, today: dt.date, wrong: list[Fault]) -> dt.date | None:
    if not text:
        return None
    try:
        day = parse_date(text)
    except BadCellError as bad:
        wrong.append(Fault(number, "completed_on", bad.code, bad.message))
        return None
    if day > today:
        wrong.append(Fault(number, "completed_on", FUTURE_DATE, f"The {day:%d/%m/%Y} is still to come."))
        return None
    return day


def cell_text(text: str) -> str:
    """A cell as it is compared and kept: composed Unicode, on one line, without spaces around it."""
    kept = "".join(" " if unicodedata.category(character) in ("Cc", "Cs") else character for character in text)
    return unicodedata.normalize("NFC", kept).strip()
