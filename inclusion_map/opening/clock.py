"""From clock times on a day to instants, both clock changes included. Pure: no Django."""

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")
ONE_DAY = dt.timedelta(days=1)
# Clocks in the United Kingdom change at 1am Greenwich mean time (Summer Time Act 1972 as amended in 2002).
CHANGES_AT = dt.time(1, tzinfo=dt.UTC)

Spell = tuple[dt.datetime, dt.datetime]


def local(instant: dt.datetime) -> dt.datetime:
    """An aware instant as the clock shows it where the place is. Raises ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a time zone is no instant")
    return instant.astimezone(ZONE)


def spells(day: dt.date, opens: dt.time, closes: dt.time) -> list[Spell]:
    """The instants (UTC, start ≤ instant < end) at which the clock on that day shows ``opens`` ≤ clock < ``closes``.

    One spell on most days. On the day the clock goes back, times between 1am and 2am come twice: two spells, or one
    longer one in two parts. On the day it goes forward they do not come: what lies within them is no spell.
    """
    start, end = _utc(day, opens, _offset(day)), _utc(day, closes, _offset(day))
    if _offset(day) == _offset(day + ONE_DAY):
        return [(start, end)]
    change = dt.datetime.combine(day, CHANGES_AT)
    later = _offset(day + ONE_DAY)
    parts = [(start, min(end, change)), (max(_utc(day, opens, later), change), _utc(day, closes, later))]
    return [(begin, finish) for begin, finish in parts if begin < finish]


def _offset(day: dt.date) -> dt.timedelta:
    """How far the clock is ahead of UTC as the day begins."""
    return dt.datetime.combine(day, dt.time.min, ZONE).utcoffset() or dt.timedelta(0)


def _utc(day: dt.date, clock: dt.time, offset: dt.timedelta) -> dt.datetime:
    return dt.datetime.combine(day, clock, dt.UTC) - offset
