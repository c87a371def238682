"""The open state against an oracle that looks at the paper on the door minute by minute."""

import datetime as dt

from hypothesis import example, given, settings
from hypothesis import strategies as st

from inclusion_map.opening import (
    ExceptionSpan,
    Hours,
    Kind,
    Level,
    Policy,
    Rule,
    Status,
    Term,
    Weeks,
    open_state,
    periods_on,
)
from tests.opening_oracle import LONDON, MINUTE, Door

# Both clock changes of a year, bank holidays and weekend days behind their substitutes, and ordinary days about them.
ANCHORS = (
    dt.date(2026, 3, 29),
    dt.date(2026, 10, 25),
    dt.date(2027, 3, 28),
    dt.date(2027, 10, 31),
    dt.date(2026, 12, 26),
    dt.date(2026, 12, 28),
    dt.date(2027, 12, 25),
    dt.date(2028, 2, 29),
)
HOLIDAYS = {
    dt.date(2026, 3, 29): "A holiday on the day the clock goes forward",
    dt.date(2026, 12, 25): "Christmas Day",
    dt.date(2026, 12, 26): "Boxing Day",
    dt.date(2026, 12, 28): "Boxing Day",
    dt.date(2027, 10, 31): "A holiday on the day the clock goes back",
    dt.date(2027, 12, 25): "Christmas Day",
    dt.date(2027, 12, 27): "Christmas Day",
}
AHEAD = 5 * 24 * 60

clocks = st.one_of(
    st.builds(dt.time, st.integers(0, 3), st.sampled_from((0, 15, 30, 45))),
    st.builds(dt.time, st.integers(0, 23), st.sampled_from((0, 30))),
)
two_clocks = st.tuples(clocks, clocks).filter(lambda two: two[0] != two[1]).map(sorted)
kinds = st.sampled_from(Kind)


def days_about(anchor, most=8):
    return st.integers(-most, most).map(lambda days: anchor + dt.timedelta(days=days))


@st.composite
def rules(draw, near):
    opens, closes = draw(two_clocks)
    weeks = draw(st.one_of(st.just(Weeks.EVERY), st.sampled_from(Weeks)))
    first = draw(st.one_of(st.none(), near)) if weeks is not Weeks.FORTNIGHTLY else draw(near)
    last = draw(st.one_of(st.none(), near))
    if first and last and last < first:
        first, last = (last, first)
    days = draw(st.sets(st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU", "PH")), min_size=1))
    return Rule(draw(kinds), frozenset(days), opens, closes, weeks, first, last, draw(st.booleans()))


@st.composite
def exceptions(draw, anchor):
    first = draw(days_about(anchor, 2))
    last = first + dt.timedelta(days=draw(st.integers(0, 3)))
    opens, closes = draw(st.one_of(st.just((None, None)), two_clocks))
    return ExceptionSpan(draw(st.sampled_from(Level)), first, last, draw(kinds), opens, closes)


@st.composite
def terms(draw, near):
    days = sorted(draw(st.lists(near, min_size=2, max_size=6, unique=True)))
    return tuple(Term(*days[at : at + 2]) for at in range(0, len(days) - 1, 2))


@st.composite
def doors(draw):
    """The hours of a place, and an instant about which something happens there."""
    anchor = draw(st.sampled_from(ANCHORS))
    near = days_about(anchor)
    hours = Hours(
        rules=tuple(draw(st.lists(rules(near), max_size=4))),
        exceptions=tuple(draw(st.one_of(st.just([]), st.lists(exceptions(anchor), min_size=1, max_size=4)))),
        policy=draw(st.sampled_from(Policy)),
        bank_holidays=HOLIDAYS,
        terms=draw(st.one_of(st.none(), terms(near))),
        status=draw(st.one_of(st.just(Status.OPEN), st.sampled_from(Status))),
        status_until=draw(st.one_of(st.none(), near)),
        next_due=draw(
            st.one_of(st.none(), st.just(dt.date(2030, 1, 1)), near.map(lambda day: day - dt.timedelta(days=88)))
        ),
    )
    day = draw(days_about(anchor, 3))
    minute = draw(st.one_of(st.integers(0, 4 * 60), st.integers(0, 24 * 60 - 1)))
    return hours, dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(minutes=minute)


NIGHT = Rule(Kind.STAFFED, frozenset({"SU"}), dt.time(0, 30), dt.time(1, 30))


@settings(max_examples=150)
@given(door=doors())
# Half past one on the day the clock goes back: once in summer time, once an hour later.
@example(door=(Hours(rules=(NIGHT,)), dt.datetime(2026, 10, 25, 0, 29, tzinfo=dt.UTC)))
@example(door=(Hours(rules=(NIGHT,)), dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)))
@example(door=(Hours(rules=(NIGHT,)), dt.datetime(2026, 10, 25, 1, 29, tzinfo=dt.UTC)))
@example(door=(Hours(rules=(NIGHT,)), dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC)))
def test_the_answer_is_that_of_the_paper_on_the_door(door):
    hours, at = door
    state, door = open_state(hours, at), Door(hours)
    answer, running = door.at(at)
    assert (str(state.answer), set(map(str, state.kinds))) == (answer, running)
    assert state.open_now == (answer == "open")
    if state.open_now:
        _check_until(door, state, at)
        assert state.opens is None
    elif answer not in ("closed_for_good",) and str(state.freshness) != "stale":
        opens = door.opens_after(at, AHEAD)
        if opens is None:
            assert state.opens is None or state.opens.at > at + AHEAD * MINUTE
        else:
            assert state.opens is not None
            assert state.opens.at == opens.astimezone(LONDON)
            assert state.opens.at.utcoffset() == opens.astimezone(LONDON).utcoffset()


def _check_until(door, state, at):
    """It is open at every minute until it closes, and then it is not; likewise the staff."""
    end = at
    while _lets_in(door, end):
        end += MINUTE
    assert state.until.astimezone(dt.UTC) == end
    end = at
    while door.at(end)[1] & {"staffed", "drop_in"}:
        end += MINUTE
    assert state.staff_until == (None if end == at else end.astimezone(LONDON))


def _lets_in(door, at):
    return bool(door.at(at)[1] & {"staffed", "self_service", "drop_in", "appointment"})


@settings(max_examples=150)
@given(door=doors())
def test_a_day_holds_what_each_of_its_minutes_says(door):
    hours, day = door[0], door[1].date()
    times, door = periods_on(hours, day), Door(hours)
    how, lines, _ = door.on(day)
    assert times.confirmed == (how != "unknown")
    assert {(one.opens, one.closes, str(one.kind), one.confirmed) for one in times.periods} == set(lines)
    assert list(times.periods) == sorted(times.periods)


@settings(max_examples=60)
@given(door=doors(), seconds=st.integers(1, 59))
def test_the_answer_holds_within_a_minute_and_in_any_zone(door, seconds):
    hours, at = door
    later = (at + dt.timedelta(seconds=seconds)).astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30)))
    assert open_state(hours, later).answer == open_state(hours, at).answer
