"""When a place is open: what outranks what, services, freshness, and the ends of the search. No database."""

import datetime as dt

import pytest

from inclusion_map import models
from inclusion_map.opening import (
    Answer,
    Because,
    ExceptionSpan,
    Freshness,
    Hours,
    Kind,
    Level,
    Policy,
    Rule,
    Status,
    Term,
    Weeks,
    freshness,
    open_state,
    periods_on,
)
from inclusion_map.opening.services import of_service
from tests.opening_oracle import LONDON

MONDAY = dt.date(2026, 11, 23)
WEEKDAYS = frozenset({"MO", "TU", "WE", "TH", "FR"})
FRESH = dt.date(2027, 1, 1)


def rule(opens, closes, *days, kind=Kind.STAFFED, **more):
    return Rule(kind, frozenset(days) or WEEKDAYS, dt.time.fromisoformat(opens), dt.time.fromisoformat(closes), **more)


def at(text, day=MONDAY):
    return dt.datetime.combine(day, dt.time.fromisoformat(text), LONDON)


def closure(level, first=MONDAY, last=None, **more):
    return ExceptionSpan(level, first, last or first, **more)


def other_times(level, opens, closes, kind=Kind.STAFFED, day=MONDAY):
    return ExceptionSpan(level, day, day, kind, dt.time.fromisoformat(opens), dt.time.fromisoformat(closes))


NINE_TO_FIVE = rule("09:00", "17:00")


def test_the_small_sets_are_those_of_the_database():
    for mine, theirs in (
        (Kind, models.OpeningKind),
        (Weeks, models.WeekPattern),
        (Policy, models.HolidayPolicy),
        (Status, models.PlaceStatus),
    ):
        assert [one.value for one in mine] == theirs.values


def test_what_outranks_what():
    """Each entry is laid over those before it; the day follows the highest."""
    holiday = {MONDAY: "A holiday"}
    layers = [
        (closure(Level.ORGANISATION), Because.ORGANISATION, 0),
        (other_times(Level.PLACE, "10:00", "11:00"), Because.PLACE, 1),
        (closure(Level.EMERGENCY), Because.EMERGENCY, 0),
    ]
    plain = Hours(rules=(NINE_TO_FIVE,), policy=Policy.CLOSED)
    assert periods_on(plain, MONDAY).because is Because.RULES
    bank = Hours(rules=(NINE_TO_FIVE,), policy=Policy.CLOSED, bank_holidays=holiday)
    assert (periods_on(bank, MONDAY).because, periods_on(bank, MONDAY).periods) == (Because.BANK_HOLIDAY, ())
    exceptions = ()
    for exception, because, periods in layers:
        exceptions = (exception, *exceptions)
        for order in (exceptions, exceptions[::-1]):
            day = periods_on(
                Hours(rules=(NINE_TO_FIVE,), policy=Policy.CLOSED, bank_holidays=holiday, exceptions=order), MONDAY
            )
            assert (day.because, len(day.periods)) == (because, periods)


def test_of_two_at_one_level_closed_wins_and_times_add_up():
    times = (other_times(Level.PLACE, "14:00", "15:00"), other_times(Level.PLACE, "10:00", "11:00"))
    day = periods_on(Hours(rules=(NINE_TO_FIVE,), exceptions=times), MONDAY)
    assert [one.opens.hour for one in day.periods] == [10, 14]
    shut = periods_on(Hours(rules=(NINE_TO_FIVE,), exceptions=(*times, closure(Level.PLACE, reason="A flood"))), MONDAY)
    assert (shut.periods, shut.closed, shut.reason) == ((), True, "A flood")


def test_a_span_holds_on_its_first_and_last_day_and_not_beside_them():
    hours = Hours(
        rules=(rule("09:00", "17:00", *WEEKDAYS, "SA", "SU"),),
        exceptions=(closure(Level.PLACE, MONDAY, MONDAY + dt.timedelta(days=2)),),
    )
    days = [MONDAY + dt.timedelta(days=number) for number in range(-1, 4)]
    assert [periods_on(hours, day).closed for day in days] == [False, True, True, True, False]


def test_lunch_joins_nothing_and_changing_shifts_join():
    lunch = Hours(rules=(rule("09:00", "12:00"), rule("13:00", "17:00")))
    assert open_state(lunch, at("11:59")).until == at("12:00")
    assert open_state(lunch, at("12:00")).opens.at == at("13:00")
    shifts = Hours(rules=(rule("09:00", "12:00"), rule("12:00", "17:00", kind=Kind.DROP_IN)))
    assert open_state(shifts, at("11:59")).staff_until == at("17:00")


def test_open_now_and_walk_in_are_two_questions():
    def both(kind, **hours):
        state = open_state(Hours(rules=(rule("09:00", "17:00", kind=kind),), **hours), at("12:00"))
        return state.open_now, state.walk_in

    assert both(Kind.STAFFED) == (True, True)
    assert both(Kind.DROP_IN) == (True, True)
    assert both(Kind.APPOINTMENT) == (True, False)
    assert both(Kind.PHONE) == (False, False)
    assert both(Kind.SELF_SERVICE) == (True, False)
    assert both(Kind.SELF_SERVICE, card_needed=True) == (True, False)
    assert both(Kind.SELF_SERVICE, card_needed=False) == (True, True)
    assert both(Kind.STAFFED, appointment_only=True) == (True, False)
    assert both(Kind.STAFFED, walk_in=False) == (True, False)


def test_a_place_without_rules_is_neither_open_nor_closed():
    state = open_state(Hours(), at("12:00"))
    assert (state.answer, state.opens) == (Answer.NOT_CONFIRMED, None)
    assert open_state(Hours(exceptions=(closure(Level.EMERGENCY),)), at("12:00")).answer is Answer.CLOSED


@pytest.mark.parametrize(
    ("days_past_due", "expected"),
    [(-1, "fresh"), (0, "fresh"), (29, "fresh"), (30, "ring_first"), (89, "ring_first"), (90, "stale"), (400, "stale")],
)
def test_freshness(days_past_due, expected):
    assert freshness(MONDAY - dt.timedelta(days=days_past_due), MONDAY) == expected


def test_what_nobody_ever_checked_asks_to_ring_first():
    assert freshness(None, MONDAY) is Freshness.RING_FIRST
    assert open_state(Hours(rules=(NINE_TO_FIVE,)), at("12:00")).answer is Answer.OPEN


def test_90_days_past_due_a_place_is_never_open_now():
    def on(days, *exceptions):
        hours = Hours((NINE_TO_FIVE,), exceptions, next_due=MONDAY - dt.timedelta(days=days))
        return open_state(hours, at("12:00"))

    assert on(89).answer is Answer.OPEN
    assert on(89).ring_first
    assert on(90).answer is Answer.NOT_CONFIRMED
    assert on(90).opens is None
    assert on(90, other_times(Level.PLACE, "10:00", "14:00")).answer is Answer.NOT_CONFIRMED
    assert on(90, closure(Level.EMERGENCY)).answer is Answer.CLOSED


def test_term_time():
    term = rule("09:00", "17:00", term_time_only=True)
    terms = (Term(dt.date(2026, 9, 1), dt.date(2026, 12, 18)), Term(dt.date(2027, 1, 4), dt.date(2027, 2, 12)))

    def answer(day, known):
        return open_state(Hours(rules=(term,), terms=known), at("12:00", day)).answer

    assert answer(MONDAY, None) is Answer.NOT_CONFIRMED
    assert answer(MONDAY, terms) is Answer.OPEN
    assert answer(dt.date(2026, 12, 18), terms) is Answer.OPEN
    assert answer(dt.date(2026, 12, 21), terms) is Answer.CLOSED
    assert answer(dt.date(2027, 2, 15), terms) is Answer.NOT_CONFIRMED, "after the last term anybody told us of"
    assert answer(dt.date(2026, 8, 31), terms) is Answer.NOT_CONFIRMED
    assert open_state(Hours(rules=(term,)), at("18:00")).answer is Answer.CLOSED
    both = Hours(rules=(term, rule("10:00", "13:00")))
    assert open_state(both, at("12:00")).answer is Answer.OPEN
    assert open_state(both, at("12:00")).until == at("13:00"), "as long as is certain"
    assert open_state(both, at("14:00")).answer is Answer.NOT_CONFIRMED


def test_weeks_of_the_month():
    def mondays(weeks, weekday="MO", **more):
        hours = Hours(rules=(rule("09:00", "17:00", weekday, weeks=weeks, **more),))
        days = (dt.date(2026, 11, 1) + dt.timedelta(days=number) for number in range(30))
        return [day.day for day in days if periods_on(hours, day).periods]

    def saturdays(weeks):
        return mondays(weeks, "SA")

    assert mondays(Weeks.EVERY) == [2, 9, 16, 23, 30]
    assert mondays(Weeks.FIRST) == [2]
    assert mondays(Weeks.FOURTH) == [23]
    assert mondays(Weeks.LAST) == [30]
    assert [saturdays(weeks) for weeks in (Weeks.FIRST, Weeks.SECOND, Weeks.LAST)] == [[7], [14], [28]]
    assert mondays(Weeks.FORTNIGHTLY, valid_from=dt.date(2026, 11, 5)) == [16, 30], "that week's Monday was before it"
    assert mondays(Weeks.EVERY, valid_from=dt.date(2026, 11, 9), valid_to=dt.date(2026, 11, 16)) == [9, 16]


def test_the_next_opening_may_be_a_year_away_and_the_search_ends():
    christmas = rule("10:00", "12:00", "FR", valid_from=dt.date(2027, 12, 20), valid_to=dt.date(2027, 12, 26))
    assert open_state(Hours(rules=(christmas,)), at("12:00")).opens.at == at("10:00", dt.date(2027, 12, 24))
    far = rule("10:00", "12:00", valid_from=dt.date(2028, 1, 3))
    assert open_state(Hours(rules=(far,)), at("12:00")).opens is None
    over = rule("10:00", "12:00", valid_to=dt.date(2026, 11, 20))
    assert open_state(Hours(rules=(over,)), at("12:00")).opens is None


def test_it_opens_on_the_minute():
    hours = Hours(rules=(NINE_TO_FIVE,))
    assert open_state(hours, at("08:59:59")).opens.at == at("09:00")
    assert open_state(hours, at("09:00")).open_now
    assert open_state(hours, at("16:59:59")).open_now
    assert not open_state(hours, at("17:00")).open_now


def test_the_next_opening_is_one_that_is_certain():
    tuesday = MONDAY + dt.timedelta(days=1)
    hours = Hours(rules=(NINE_TO_FIVE,), bank_holidays={tuesday: "A holiday"})
    assert open_state(hours, at("18:00")).opens.at == at("09:00", dt.date(2026, 11, 25))


def test_status():
    def state(status, until=None):
        return open_state(Hours(rules=(NINE_TO_FIVE,), status=status, status_until=until), at("12:00"))

    tomorrow, yesterday = MONDAY + dt.timedelta(days=1), MONDAY - dt.timedelta(days=1)
    assert state(Status.CLOSED).answer is Answer.CLOSED_FOR_GOOD
    assert state(Status.CLOSED, yesterday).answer is Answer.CLOSED_FOR_GOOD
    for_now = state(Status.TEMPORARILY_CLOSED, tomorrow)
    assert (for_now.answer, for_now.opens.at) == (Answer.CLOSED_FOR_NOW, at("09:00", dt.date(2026, 11, 25)))
    assert state(Status.TEMPORARILY_CLOSED, MONDAY).answer is Answer.CLOSED_FOR_NOW
    assert state(Status.TEMPORARILY_CLOSED, yesterday).answer is Answer.OPEN
    assert state(Status.TEMPORARILY_CLOSED).opens is None
    assert state(Status.PLANNED, tomorrow).answer is Answer.NOT_OPEN_YET
    assert state(Status.OPEN, MONDAY).answer is Answer.OPEN
    assert state(Status.OPEN, yesterday).answer is Answer.NOT_CONFIRMED


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        open_state(Hours(), dt.datetime(2026, 11, 23, 12))  # noqa: DTZ001


PLACE = Hours(rules=(NINE_TO_FIVE, rule("07:00", "21:00", kind=Kind.SELF_SERVICE)), next_due=FRESH)


def service(place=PLACE, *rules, walk_in=True, appointment_only=False):
    return of_service(place, rules, walk_in=walk_in, appointment_only=appointment_only)


def with_exceptions(*exceptions, **more):
    return Hours(rules=PLACE.rules, exceptions=exceptions, **more)


def test_a_service_without_times_is_there_when_the_staff_are():
    assert open_state(service(), at("12:00")).walk_in
    assert open_state(service(), at("08:00")).answer is Answer.CLOSED
    unstaffed = Hours(rules=(rule("07:00", "21:00", kind=Kind.SELF_SERVICE),))
    assert open_state(service(unstaffed), at("12:00")).answer is Answer.NOT_CONFIRMED
    no_staff = with_exceptions(other_times(Level.PLACE, "10:00", "16:00", Kind.SELF_SERVICE))
    assert open_state(service(no_staff), at("12:00")).answer is Answer.CLOSED


def test_a_service_with_times_of_its_own_keeps_them_within_its_places_exceptions():
    own = rule("13:00", "16:00", "MO")
    assert open_state(service(PLACE, own), at("12:00")).answer is Answer.CLOSED
    assert open_state(service(PLACE, own), at("13:00")).until == at("16:00")
    assert open_state(service(with_exceptions(closure(Level.PLACE)), own), at("14:00")).answer is Answer.CLOSED
    short = with_exceptions(other_times(Level.PLACE, "10:00", "12:00"), other_times(Level.PLACE, "12:00", "14:30"))
    assert [(one.opens.hour, one.closes.minute) for one in periods_on(service(short, own), MONDAY).periods] == [
        (13, 30)
    ]
    assert open_state(service(short, own), at("14:00")).until == at("14:30")
    assert open_state(service(short, own), at("11:00")).answer is Answer.CLOSED
    only_by_phone = with_exceptions(other_times(Level.PLACE, "10:00", "16:00", Kind.PHONE))
    assert open_state(service(only_by_phone, own), at("14:00")).answer is Answer.CLOSED


def test_that_a_place_opens_on_a_holiday_says_nothing_about_its_service():
    own = rule("13:00", "16:00", "MO")
    special = other_times(Level.PLACE, "10:00", "16:00")
    holiday = {MONDAY: "A holiday"}
    unknown = service(with_exceptions(special, bank_holidays=holiday), own)
    assert open_state(unknown, at("14:00")).answer is Answer.NOT_CONFIRMED
    normal = service(with_exceptions(special, bank_holidays=holiday, policy=Policy.NORMAL), own)
    assert open_state(normal, at("14:00")).answer is Answer.OPEN


def test_how_one_gets_in_to_a_service():
    assert not open_state(service(walk_in=False), at("12:00")).walk_in
    assert open_state(service(appointment_only=True), at("12:00")).appointment_only
    strict = service(Hours(rules=(NINE_TO_FIVE,), appointment_only=True))
    assert not open_state(strict, at("12:00")).walk_in
