"""Every bank holiday of 2024 to 2028 and the weekend days behind substitutes, under each policy of a place."""

import datetime as dt

import pytest

from inclusion_map.holidays import packaged_bank_holidays
from inclusion_map.opening import Answer, Because, Hours, Kind, Policy, Rule, open_state, periods_on
from tests.opening_oracle import LONDON

YEARS = range(2024, 2029)
EVERY_DAY = frozenset({"MO", "TU", "WE", "TH", "FR", "SA", "SU"})
DAILY = Rule(Kind.STAFFED, EVERY_DAY, dt.time(9), dt.time(17))
ON_HOLIDAYS = Rule(Kind.STAFFED, frozenset({"PH"}), dt.time(11), dt.time(13))


def easter(year):
    """Easter Sunday by the rules of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def monday_of(year, month, *, last=False):
    mondays = [day for number in range(1, 32) if (day := dt.date(year, month, number)).weekday() == 0]  # of 31 days
    return mondays[-1] if last else mondays[0]


def by_the_law(year):
    """Bank holidays of England and Wales from first principles, weekend days and their substitutes both."""
    days = {easter(year) - dt.timedelta(days=2): "Good Friday", easter(year) + dt.timedelta(days=1): "Easter Monday"}
    days[monday_of(year, 5)] = "Early May bank holiday"
    days[monday_of(year, 5, last=True)] = "Spring bank holiday"
    days[monday_of(year, 8, last=True)] = "Summer bank holiday"
    taken = {dt.date(year, 12, 25), dt.date(year, 12, 26)}
    for title, day in (
        ("New Year’s Day", dt.date(year, 1, 1)),
        ("Christmas Day", dt.date(year, 12, 25)),
        ("Boxing Day", dt.date(year, 12, 26)),
    ):
        days[day] = title
        substitute = day
        while day.weekday() > 4 and (substitute.weekday() > 4 or substitute in taken):
            substitute += dt.timedelta(days=1)
        taken.add(substitute)
        days[substitute] = title
    return days


HOLIDAYS = [day for year in YEARS for day in sorted(by_the_law(year))]


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_days_are_those_of_the_law(year):
    shipped = {day: title for day, title in packaged_bank_holidays().items() if day.year == year}
    assert shipped == by_the_law(year)


def test_so_many_days_are_tested():
    assert len(HOLIDAYS) == 44  # eight a year, and four weekend days
    assert [day for day in HOLIDAYS if day.weekday() > 4] == [
        dt.date(2026, 12, 26),
        dt.date(2027, 12, 25),
        dt.date(2027, 12, 26),
        dt.date(2028, 1, 1),
    ]


def noon(day):
    return dt.datetime.combine(day, dt.time(12), LONDON)


@pytest.mark.parametrize("day", HOLIDAYS, ids=str)
def test_no_place_is_open_on_a_holiday_unless_it_said_so(day):
    def answer(policy, *rules, hour=12):
        hours = Hours(rules=(DAILY, *rules), policy=policy, bank_holidays=packaged_bank_holidays())
        return open_state(hours, noon(day).replace(hour=hour)).answer

    assert answer(Policy.UNKNOWN) is Answer.NOT_CONFIRMED
    assert answer(Policy.CLOSED) is Answer.CLOSED
    assert answer(Policy.NORMAL) is Answer.OPEN
    assert answer(Policy.OWN) is Answer.NOT_CONFIRMED
    assert answer(Policy.OWN, ON_HOLIDAYS) is Answer.OPEN
    assert answer(Policy.OWN, ON_HOLIDAYS, hour=10) is Answer.CLOSED
    assert answer(Policy.OWN, ON_HOLIDAYS, hour=13) is Answer.CLOSED


@pytest.mark.parametrize("day", HOLIDAYS, ids=str)
def test_the_holiday_is_named_whatever_the_policy(day):
    for policy in Policy:
        times = periods_on(Hours(rules=(DAILY,), policy=policy, bank_holidays=packaged_bank_holidays()), day)
        assert times.bank_holiday == packaged_bank_holidays()[day]
        assert (times.because is Because.BANK_HOLIDAY) == (policy is not Policy.NORMAL)


def test_the_days_between_are_ordinary():
    hours = Hours(rules=(DAILY,), policy=Policy.CLOSED, bank_holidays=packaged_bank_holidays())
    day, closed = dt.date(2024, 1, 1), []
    while day.year < 2029:
        if open_state(hours, noon(day)).answer is Answer.CLOSED:
            closed.append(day)
        day += dt.timedelta(days=1)
    assert closed == HOLIDAYS
