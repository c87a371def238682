"""Bank holidays and school terms from files. Pure: no Django.

Bank holidays: a CSV with ``date, title`` and perhaps ``kind``, or the JSON of https://www.gov.uk/bank-holidays.json.
The government lists only the weekday that stands in for a holiday on a weekend; the day itself is added, since a place
is no less closed on it.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from inclusion_map.geodata.faults import CellError, Fault, Faults, GeodataError, SourceFile, shown
from inclusion_map.geodata.tables import date_in, document_in, rows_of, text_in

MOST_TITLE = 100
MOST_TERM_NAME = 60
DAY_ITSELF = "the day itself"
KINDS = ("", "bank holiday", DAY_ITSELF, f"{DAY_ITSELF} (substitute listed)")
# The holidays with a date of their own, which can fall on a weekend (Banking and Financial Dealings Act 1971).
FIXED = {"new year’s day": (1, 1), "christmas day": (12, 25), "boxing day": (12, 26), "st patrick’s day": (3, 17)}
FIXED |= {"2nd january": (1, 2), "st andrew’s day": (11, 30)}


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day; ``substitute_elsewhere`` marks the weekend day for which a weekday stands in."""

    date: dt.date
    title: str
    substitute_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class TermRow:
    """One school term, both days included."""

    name: str
    first_day: dt.date
    last_day: dt.date


def read_bank_holidays(file: SourceFile, *, division: str) -> list[HolidayRow]:
    """The days in order. ``division`` picks a part of the country out of the government's JSON.

    Raises GeodataError with all that is wrong.
    """
    rows = _from_json(file, division) if file.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else _from_csv(file)
    if not rows:
        raise GeodataError([Fault(file.name, "there is no bank holiday in it")])
    return sorted(rows, key=lambda row: (row.date, row.title))


def read_school_terms(file: SourceFile) -> list[TermRow]:
    """The terms in order. Raises GeodataError with all that is wrong: a term that ends before it begins, two that
    overlap."""
    faults = Faults()
    found: list[tuple[TermRow, int]] = []
    for row, cells in rows_of(file, ("name", "first_day", "last_day")):
        with faults.at(file.name, row):
            term = TermRow(
                text_in(cells, "name", MOST_TERM_NAME), date_in(cells, "first_day"), date_in(cells, "last_day")
            )
            if term.last_day < term.first_day:
                raise CellError("last_day", f"{term.name} ends before it begins")
            found.append((term, row))
    found.sort(key=lambda one: one[0].first_day)
    for (earlier, _), (later, row) in pairwise(found):
        if later.first_day <= earlier.last_day:
            faults.add(Fault(file.name, f"{later.name} begins before {earlier.name} is over", row, "first_day"))
    faults.refuse()
    if not found:
        raise GeodataError([Fault(file.name, "there is no term in it")])
    return [term for term, _ in found]


def _from_csv(file: SourceFile) -> list[HolidayRow]:
    faults = Faults()
    found: dict[tuple[dt.date, str], HolidayRow] = {}
    for row, cells in rows_of(file, ("date", "title")):
        with faults.at(file.name, row):
            kind = cells.get("kind", "").casefold()
            if kind not in KINDS:
                raise CellError("kind", f"{shown(kind)} is neither “bank holiday” nor “{DAY_ITSELF}”")
            title = text_in(cells, "title", MOST_TITLE)
            holiday = HolidayRow(date_in(cells, "date"), title, substitute_elsewhere=kind.startswith(DAY_ITSELF))
            if (holiday.date, title) in found:
                raise CellError("date", f"{holiday.date} {title} is there a second time")
            found[holiday.date, title] = holiday
    faults.refuse()
    return list(found.values())


def _from_json(file: SourceFile, division: str) -> list[HolidayRow]:
    document = document_in(file)
    part = document.get(division)
    events = part.get("events") if isinstance(part, dict) else None
    if not isinstance(events, list):
        raise GeodataError([Fault(file.name, f"there are no events for {shown(division)} in it")])
    faults = Faults()
    found: dict[tuple[dt.date, str], HolidayRow] = {}
    for number, event in enumerate(events, start=1):
        # An event is no row of a file; its number is as good.
        with faults.at(f"{file.name} event {number}", 0):
            for holiday in _of_event(event):
                found.setdefault((holiday.date, holiday.title), holiday)
    faults.refuse()
    return list(found.values())


def _of_event(event: object) -> list[HolidayRow]:
    """The day the government lists, and the weekend day it stands in for."""
    cells = event if isinstance(event, dict) else {}
    texts = {name: value if isinstance(value := cells.get(name), str) else "" for name in ("date", "title", "notes")}
    title, date = text_in(texts, "title", MOST_TITLE), date_in(texts, "date")
    found = [HolidayRow(date, title)]
    fixed = FIXED.get(title.casefold())
    if fixed and "substitute" in texts["notes"].casefold():
        itself = dt.date(date.year, *fixed)
        if itself < date:
            found.append(HolidayRow(itself, title, substitute_elsewhere=True))
    return found
