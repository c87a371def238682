"""Is it open at this instant, until when, and when next? Pure: no Django."""

import datetime as dt
from collections.abc import Iterable, Iterator

from inclusion_map.opening.clock import ONE_DAY, local, spells
from inclusion_map.opening.days import periods_on
from inclusion_map.opening.facts import (
    IN_PERSON,
    WITH_STAFF,
    Answer,
    Because,
    DayTimes,
    Freshness,
    Hours,
    Kind,
    Opening,
    OpenState,
    Period,
    Status,
)
from inclusion_map.opening.freshness import freshness

__all__ = ["HORIZON_DAYS", "open_state", "periods_on"]

HORIZON_DAYS = 400  # more than a year, so that a place that opens for one week each December says when
NOT_IN_USE = {
    Status.TEMPORARILY_CLOSED: Answer.CLOSED_FOR_NOW,
    Status.CLOSED: Answer.CLOSED_FOR_GOOD,
    Status.PLANNED: Answer.NOT_OPEN_YET,
}
EXCEPTIONAL = {Because.EMERGENCY, Because.PLACE, Because.ORGANISATION}


def open_state(hours: Hours, at: dt.datetime) -> OpenState:
    """Whether it is open at an aware instant, worked out by the clock in Europe/London.

    On the day a clock goes back, times between 1am and 2am come twice and count twice; on the day it goes forward
    they do not come. Raises ValueError for a naive instant.
    """
    at = local(at)
    today = periods_on(hours, at.date())
    fresh = freshness(hours.next_due, at.date())
    answer, running = _answer(hours, at, today, fresh)
    open_now = answer is Answer.OPEN
    return OpenState(
        answer=answer,
        at=at,
        today=today,
        freshness=fresh,
        walk_in=open_now and _can_walk_in(hours, running),
        kinds=running,
        until=_end(today, at, IN_PERSON) if open_now else None,
        staff_until=_end(today, at, WITH_STAFF) if open_now else None,
        staff_from=_staff_from(today, at) if open_now else None,
        phone_until=_end(today, at, {Kind.PHONE}) if Kind.PHONE in running else None,
        opens=_next(hours, at, today) if not open_now and _may_open(hours, fresh) else None,
        appointment_only=hours.appointment_only,
        card_needed=hours.card_needed,
        checked_on=hours.checked_on,
        status_until=hours.status_until if answer in NOT_IN_USE.values() else None,
    )


def _answer(hours: Hours, at: dt.datetime, today: DayTimes, fresh: Freshness) -> tuple[Answer, frozenset[Kind]]:
    """The answer, and the kinds of times that run at this instant."""
    nothing: frozenset[Kind] = frozenset()
    if today.because is Because.STATUS and today.confirmed:
        return NOT_IN_USE[hours.status], nothing
    if not today.confirmed:
        return Answer.NOT_CONFIRMED, nothing
    # A closure that somebody entered for this day is news, however old the rest is.
    if fresh is Freshness.STALE and not (today.because in EXCEPTIONAL and today.closed):
        return Answer.NOT_CONFIRMED, nothing
    running = [period for period in today.periods if _runs(today.day, period, at)]
    kinds = frozenset(period.kind for period in running if period.confirmed)
    if kinds & IN_PERSON:
        return Answer.OPEN, kinds
    if any(period.kind in IN_PERSON for period in running):
        return Answer.NOT_CONFIRMED, nothing
    return Answer.CLOSED, kinds


def _may_open(hours: Hours, fresh: Freshness) -> bool:
    """Whether there is a point in looking for the next opening."""
    ends = hours.status is Status.OPEN or (hours.status is not Status.CLOSED and hours.status_until is not None)
    return ends and fresh is not Freshness.STALE


def _can_walk_in(hours: Hours, running: frozenset[Kind]) -> bool:
    if hours.appointment_only or not hours.walk_in:
        return False
    return bool(running & WITH_STAFF) or (Kind.SELF_SERVICE in running and hours.card_needed is False)


def _runs(day: dt.date, period: Period, at: dt.datetime) -> bool:
    return any(start <= at < end for start, end in spells(day, period.opens, period.closes))


def _confirmed_spells(today: DayTimes, kinds: Iterable[Kind]) -> list[tuple[dt.datetime, dt.datetime]]:
    """The day's confirmed times of these kinds as instants, those that touch or overlap joined, earliest first."""
    found = sorted(
        spell
        for period in today.periods
        if period.kind in kinds and period.confirmed
        for spell in spells(today.day, period.opens, period.closes)
    )
    joined: list[tuple[dt.datetime, dt.datetime]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _end(today: DayTimes, at: dt.datetime, kinds: Iterable[Kind]) -> dt.datetime | None:
    """When the times of these kinds that run now are over."""
    return next((local(end) for start, end in _confirmed_spells(today, kinds) if start <= at < end), None)


def _staff_from(today: DayTimes, at: dt.datetime) -> dt.datetime | None:
    """When staff come, where they are not here but come before the place closes."""
    until = _end(today, at, IN_PERSON)
    if until is None or _end(today, at, WITH_STAFF) is not None:
        return None
    starts = (start for start, _ in _confirmed_spells(today, WITH_STAFF) if at < start < until)
    return next((local(start) for start in starts), None)


def _next(hours: Hours, at: dt.datetime, today: DayTimes) -> Opening | None:
    """The first confirmed opening after this instant, within ``HORIZON_DAYS``."""
    for day in _days_ahead(hours, at.date()):
        times = today if day == today.day else periods_on(hours, day)
        starts = [
            (start, period.kind)
            for period in times.periods
            if period.kind in IN_PERSON and period.confirmed
            for start, _ in spells(day, period.opens, period.closes)
            if start > at
        ]
        if starts:
            start, kind = min(starts)
            return Opening(local(start), kind)
    return None


def _days_ahead(hours: Hours, first: dt.date) -> Iterator[dt.date]:
    """The days worth looking at: none after the last one on which somebody could come in person."""
    ends = [rule.valid_to for rule in hours.rules if rule.kind in IN_PERSON]
    ends += [one.last_day for one in hours.exceptions if one.opens is not None and one.kind in IN_PERSON]
    last = first + HORIZON_DAYS * ONE_DAY
    if None not in ends:
        last = min(last, max((end for end in ends if end is not None), default=first))
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
