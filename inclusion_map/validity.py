"""What makes a place, a service or its times impossible, told before a database refuses it. Pure: no Django.

The editor's forms and the import of spreadsheets both ask here, so that both say the same.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "PH")

MISSING = "missing"
BAD_VALUE = "bad_value"
BAD_WEEKDAYS = "bad_weekdays"
BAD_POSTCODE = "bad_postcode"
PAST_MIDNIGHT = "past_midnight"
END_BEFORE_START = "end_before_start"
OVERLAP = "overlap"
NOT_IN_BRITAIN = "not_in_britain"
HALF_A_POINT = "half_a_point"
TAKEN_ADDRESS = "taken_address"

# Royal Mail's form, in upper case with its one space: a district of two to four characters and an end of three.
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
# Where a coordinate can be, as (lowest, highest); the database holds to the same.
LATITUDES, LONGITUDES = (49, 61), (-9, 2)
# Pages of Find help that stand where a place's own page would: /digital-help/print/.
TAKEN_SLUGS = ("print",)


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong. ``field`` is the model's field it is told at; ``message`` is a whole sentence."""

    field: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Times:
    """An opening rule as values. ``valid_from`` and ``valid_to`` are both included; None is no end."""

    kind: str
    weekdays: tuple[str, ...]
    opens: dt.time
    closes: dt.time
    weeks: str = "every"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    @property
    def words(self) -> str:
        """As somebody would point to it: "MO,TU 09:30-17:00"."""
        return f"{','.join(self.weekdays)} {self.opens:%H:%M}-{self.closes:%H:%M}"


@dataclass(frozen=True, slots=True)
class Days:
    """An opening exception as values; both days are included. Without times it is closed."""

    first_day: dt.date
    last_day: dt.date
    emergency: bool = False
    opens: dt.time | None = None
    closes: dt.time | None = None

    @property
    def words(self) -> str:
        """As somebody would point to it: "2026-12-24 to 2027-01-01"."""
        return f"{self.first_day} to {self.last_day}"


def tidy_postcode(text: str) -> str | None:
    """A postcode in upper case with its space, from any case and spacing; None where it cannot be one."""
    found = _POSTCODE.fullmatch(re.sub(r"[\s.-]", "", text).upper())
    return f"{found[1]} {found[2]}" if found else None


def tidy_weekdays(text: str) -> str:
    """Weekdays in the order of a week, each once. Raises ValueError for anything that is none."""
    named = {part.strip().upper() for part in text.split(",") if part.strip()}
    if not named or not named <= set(WEEKDAYS):
        raise ValueError(text)
    return ",".join(day for day in WEEKDAYS if day in named)


def wrong_with_slug(slug: str) -> list[Wrong]:
    """Of the last part of a place's address."""
    words = f"“{slug}” is the address of another page. Choose another slug."
    return [Wrong("slug", TAKEN_ADDRESS, words)] if slug in TAKEN_SLUGS else []


def wrong_with_point(latitude: Decimal | None, longitude: Decimal | None) -> list[Wrong]:
    """Of WGS 84 degrees: both or neither, and in Britain."""
    if latitude is None and longitude is None:
        return []
    if latitude is None or longitude is None:
        missing = "latitude" if latitude is None else "longitude"
        return [Wrong(missing, HALF_A_POINT, "Give both the latitude and the longitude, or neither.")]
    if not (LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]):
        words = "This point is not in Britain. Latitude comes first: 51.37, -0.10."
        return [Wrong("latitude", NOT_IN_BRITAIN, words)]
    return []


def wrong_with_ages(minimum: int | None, maximum: int | None) -> list[Wrong]:
    """Of whole years, both included."""
    if minimum is None or maximum is None or minimum <= maximum:
        return []
    return [Wrong("maximum_age", END_BEFORE_START, "The highest age is below the lowest.")]


def wrong_with_stock(stock: str, as_of: dt.date | None) -> list[Wrong]:
    """What is left of SIMs or devices means nothing without its day."""
    return [Wrong("stock_as_of", MISSING, "Say on which day the stock was so.")] if stock and not as_of else []


def wrong_with_check(checked_on: dt.date, next_due: dt.date, today: dt.date) -> list[Wrong]:
    """A check lies behind us and the next one is due after it."""
    found = []
    if checked_on > today:
        found.append(Wrong("checked_on", BAD_VALUE, "A check cannot be on a day to come."))
    if next_due <= checked_on:
        found.append(Wrong("next_due", END_BEFORE_START, "The next check must be due after this one."))
    return found


def wrong_with_times(times: Times) -> list[Wrong]:
    """Of one opening rule by itself."""
    found = []
    if times.closes <= times.opens:
        words = "Closing must be after opening on the same day. For times past midnight, end the day at 23:59."
        found.append(Wrong("closes", PAST_MIDNIGHT, words))
    found += _dates_in_order(times.valid_from, times.valid_to, "valid_to")
    if times.weeks == "fortnightly" and not times.valid_from:
        words = "Every other week counts from its first day: say from when it holds."
        found.append(Wrong("valid_from", MISSING, words))
    return found


def wrong_with_days(days: Days, *, closed: bool) -> list[Wrong]:
    """Of one exception by itself: ``closed``, or open at the times it gives."""
    found = _dates_in_order(days.first_day, days.last_day, "last_day")
    if closed and (days.opens or days.closes):
        found.append(Wrong("closed", BAD_VALUE, "Either closed, or open at these times: not both."))
    if not closed and not (days.opens and days.closes):
        found.append(Wrong("opens", MISSING, "Say when it opens and when it closes, or that it is closed."))
    if days.opens and days.closes and days.closes <= days.opens:
        found.append(Wrong("closes", PAST_MIDNIGHT, "Closing must be after opening on the same day."))
    return found


def overlapping_times(rules: Sequence[Times]) -> list[tuple[int, int]]:
    """Pairs of rules of one place or service, by position, that say the same kind of "open" twice at once.

    Different kinds may overlap: staff are there for part of the hours a building is open.
    """
    return [(one, two) for (one, a), (two, b) in combinations(enumerate(rules), 2) if _collide(a, b)]


def overlapping_days(exceptions: Sequence[Days]) -> list[tuple[int, int]]:
    """Pairs of exceptions of one owner, by position, that cannot both be true on a day they share.

    A day may have two sets of times that do not overlap; "closed" beside another exception of the same rank cannot be.
    """
    return [(one, two) for (one, a), (two, b) in combinations(enumerate(exceptions), 2) if _contradict(a, b)]


def _dates_in_order(first: dt.date | None, last: dt.date | None, field: str) -> list[Wrong]:
    if first and last and last < first:
        return [Wrong(field, END_BEFORE_START, "The last day is before the first.")]
    return []


def _collide(a: Times, b: Times) -> bool:
    return (
        a.kind == b.kind
        and bool(set(a.weekdays) & set(b.weekdays))
        and (a.weeks == b.weeks or "every" in (a.weeks, b.weeks))
        and a.opens < b.closes
        and b.opens < a.closes
        and _share_a_day(a.valid_from, a.valid_to, b.valid_from, b.valid_to)
    )


def _share_a_day(start: dt.date | None, end: dt.date | None, from_: dt.date | None, to: dt.date | None) -> bool:
    return (start or dt.date.min) <= (to or dt.date.max) and (from_ or dt.date.min) <= (end or dt.date.max)


def _contradict(a: Days, b: Days) -> bool:
    if a.emergency != b.emergency or not _share_a_day(a.first_day, a.last_day, b.first_day, b.last_day):
        return False
    if a.opens is None or a.closes is None or b.opens is None or b.closes is None:
        return True
    return a.opens < b.closes and b.opens < a.closes


def first_of_each(wrongs: Iterable[Wrong]) -> dict[str, Wrong]:
    """The first thing that is wrong at each field."""
    found: dict[str, Wrong] = {}
    for wrong in wrongs:
        found.setdefault(wrong.field, wrong)
    return found
