"""Calendar arithmetic on civil dates. Pure: no Django."""

import calendar
import datetime as dt


def add_months(start: dt.date, months: int) -> dt.date:
    """The same day of the month ``months`` calendar months later, or the month's last day where it has no such day.

    A completion on 29 February 2028 that is good for 12 months is renewed on 28 February 2029.
    """
    index = start.year * 12 + (start.month - 1) + months
    year, month = divmod(index, 12)
    month += 1
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def covers(valid_from: dt.date, valid_to: dt.date | None, on: dt.date) -> bool:
    """Whether a half-open period (from ≤ day < to; no end means still true) holds on a day."""
    return valid_from <= on and (valid_to is None or on < valid_to)
