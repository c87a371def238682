"""What one day looks like at a place or for a service. Pure: no Django."""

import datetime as dt
from collections.abc import Iterable

from inclusion_map.opening.facts import (
    IN_PERSON,
    Because,
    DayTimes,
    ExceptionSpan,
    Hours,
    Level,
    Period,
    Policy,
    Rule,
    Status,
    Weeks,
)

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HOLIDAY_CODE = "PH"
BECAUSE = {
    Level.EMERGENCY: Because.EMERGENCY,
    Level.PLACE: Because.PLACE,
    Level.ORGANISATION: Because.ORGANISATION,
}


def periods_on(hours: Hours, day: dt.date) -> DayTimes:
    """The day's times. What outranks what: the place's status, an emergency, the place's own exception, its
    organisation's, the bank holiday, the rules."""
    title = hours.bank_holidays.get(day, "")
    status = status_on(hours, day)
    if status is not Status.OPEN:
        return DayTimes(day, (), Because.STATUS, confirmed=status is not None, bank_holiday=title)
    exceptions = ruling_exceptions(hours, day)
    if exceptions:
        return _on_exception(hours, day, exceptions)
    if title and hours.policy is not Policy.NORMAL:
        return _on_bank_holiday(hours, day, title)
    periods = _by_rules(hours, day, CODES[day.weekday()])
    return DayTimes(day, periods, Because.RULES, confirmed=bool(hours.rules), bank_holiday=title)


def status_on(hours: Hours, day: dt.date) -> Status | None:
    """Whether the place is in use on a day. Once a closure or a plan has run out the place is open; once an opening has
    run out nobody has said what follows (None)."""
    if hours.status is Status.CLOSED or hours.status_until is None or day <= hours.status_until:
        return hours.status
    return None if hours.status is Status.OPEN else Status.OPEN


def ruling_exceptions(hours: Hours, day: dt.date) -> list[ExceptionSpan]:
    """The exceptions of the highest level that has any on this day."""
    on_day = [one for one in hours.exceptions if one.first_day <= day <= one.last_day]
    ruling = min((one.level for one in on_day), default=None)
    return [one for one in on_day if one.level == ruling]


def holds(rule: Rule, day: dt.date) -> bool:
    """Whether the rule's dates and weeks include this day; its weekdays and terms are not asked."""
    if (rule.valid_from and day < rule.valid_from) or (rule.valid_to and day > rule.valid_to):
        return False
    match rule.weeks:
        case Weeks.EVERY:
            return True
        case Weeks.LAST:
            return (day + dt.timedelta(days=7)).month != day.month
        case Weeks.FORTNIGHTLY:
            return rule.valid_from is not None and (_monday(day) - _monday(rule.valid_from)).days % 14 == 0
    return (day.day - 1) // 7 + 1 == int(rule.weeks)


def in_term(hours: Hours, day: dt.date) -> bool | None:
    """Whether the schools are in; None where nobody has told us: no terms, or a day outside the years they cover."""
    terms = hours.terms or ()
    if any(term.first_day <= day <= term.last_day for term in terms):
        return True
    if not terms or day < min(term.first_day for term in terms) or day > max(term.last_day for term in terms):
        return None
    return False


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def _by_rules(hours: Hours, day: dt.date, code: str) -> tuple[Period, ...]:
    return _in_order(hours, (found for rule in hours.rules if (found := _of_rule(hours, rule, day, code))))


def _of_rule(hours: Hours, rule: Rule, day: dt.date, code: str) -> Period | None:
    if code not in rule.weekdays or not holds(rule, day):
        return None
    term = in_term(hours, day) if rule.term_time_only else True
    return None if term is False else Period(rule.opens, rule.closes, rule.kind, confirmed=term is True)


def _on_bank_holiday(hours: Hours, day: dt.date, title: str) -> DayTimes:
    periods: tuple[Period, ...] = ()
    confirmed = hours.policy is Policy.CLOSED
    if hours.policy is Policy.OWN:
        # Its own times, which nobody has given: that is not the same as closed.
        confirmed = any(HOLIDAY_CODE in rule.weekdays for rule in hours.rules)
        periods = _by_rules(hours, day, HOLIDAY_CODE)
    return DayTimes(day, periods, Because.BANK_HOLIDAY, confirmed=confirmed, bank_holiday=title)


def _on_exception(hours: Hours, day: dt.date, exceptions: list[ExceptionSpan]) -> DayTimes:
    title = hours.bank_holidays.get(day, "")
    times = [
        Period(one.opens, one.closes, one.kind)
        for one in exceptions
        if one.opens is not None and one.closes is not None
    ]
    closed = [one for one in exceptions if one.opens is None]
    # Two that contradict each other: better to lose a visit than to send somebody to a locked door.
    periods = _in_order(hours, () if closed else times)
    reason = next((one.reason for one in closed or exceptions if one.reason), "")
    confirmed = True
    if hours.exceptions_limit and periods:
        # That the place opens on its terms on a bank holiday says nothing about the service.
        confirmed = bool(hours.rules) and (not title or hours.policy is Policy.NORMAL)
        periods = _cut(_by_rules(hours, day, CODES[day.weekday()]), periods) if confirmed else ()
    because = BECAUSE[exceptions[0].level]
    return DayTimes(day, periods, because, confirmed=confirmed, bank_holiday=title, reason=reason)


def _cut(periods: Iterable[Period], limits: Iterable[Period]) -> tuple[Period, ...]:
    """What is left of the periods within limits at which somebody can come in."""
    doors = _joined(limit for limit in limits if limit.kind in IN_PERSON)
    cut = (
        Period(max(period.opens, opens), min(period.closes, closes), period.kind, period.confirmed)
        for period in periods
        for opens, closes in doors
        if max(period.opens, opens) < min(period.closes, closes)
    )
    return tuple(sorted(cut))


def _joined(periods: Iterable[Period]) -> list[tuple[dt.time, dt.time]]:
    """The times covered by periods that may overlap, as times that do not."""
    spans: list[tuple[dt.time, dt.time]] = []
    for period in sorted(periods):
        if spans and period.opens <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], period.closes))
        else:
            spans.append((period.opens, period.closes))
    return spans


def _in_order(hours: Hours, periods: Iterable[Period]) -> tuple[Period, ...]:
    """Without the kinds that do not count here, without repeats, earliest first."""
    return tuple(sorted({period for period in periods if hours.only is None or period.kind in hours.only}))
