"""Half-open periods of civil dates: from ≤ day < to, and no end means still true. Pure: no Django."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple


class Period(NamedTuple):
    """Days from ``start`` up to, not including, ``end``; None: no end known."""

    start: dt.date
    end: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day is inside."""
        return self.start <= day and (self.end is None or day < self.end)

    def within(self, other: "Period") -> "Period | None":
        """What both have in common; None where nothing is."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return Period(start, end) if end is None or start < end else None


def merge(periods: Iterable[Period]) -> list[Period]:
    """The same days as few periods, in order; periods that touch become one."""
    merged: list[Period] = []
    for period in sorted(periods, key=lambda each: each.start):
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and last.end < period.start):
            merged.append(period)
        elif last.end is not None and (period.end is None or period.end > last.end):
            merged[-1] = Period(last.start, period.end)
    return merged


def holding(periods: Iterable[Period], day: dt.date) -> Period | None:
    """The first period the day is inside."""
    return next((period for period in periods if period.holds(day)), None)
