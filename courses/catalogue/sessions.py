"""The days on which something is held. Pure: no Django."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

WEEK = dt.timedelta(days=7)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST_DAYS = 400  # a run is a term or a year, never a decade


def code_of(day: dt.date) -> str:
    """The two letters of a day's weekday, as in iCalendar."""
    return CODES[day.weekday()]


@dataclass(frozen=True)
class Period:
    """Some weekdays from a first to a last day, both included, at the same time each day (Europe/London)."""

    first_day: dt.date
    last_day: dt.date
    weekdays: tuple[str, ...]
    starts: dt.time
    ends: dt.time

    def days(self) -> Iterator[dt.date]:
        """Every day it is held, in order."""
        day = self.first_day
        while day <= self.last_day:
            if code_of(day) in self.weekdays:
                yield day
            day += dt.timedelta(days=1)

    def next_day(self, today: dt.date) -> dt.date | None:
        """The first day it is held from ``today`` on; None when there is none left."""
        first = max(today, self.first_day)
        for ahead in range(7):
            day = first + dt.timedelta(days=ahead)
            if day > self.last_day:
                return None
            if code_of(day) in self.weekdays:
                return day
        return None

    @property
    def is_once(self) -> bool:
        """Whether it is held on one day only."""
        return self.first_day == self.last_day

    def shifted(self, weeks: int) -> "Period":
        """The same so many weeks later, on the same weekdays."""
        return replace(self, first_day=self.first_day + weeks * WEEK, last_day=self.last_day + weeks * WEEK)


def weeks_between(earliest: dt.date, start: dt.date) -> int:
    """By how many whole weeks days that began with ``earliest`` move so that none is before ``start``; at least 1."""
    return max(1, -(-(start - earliest).days // 7))
