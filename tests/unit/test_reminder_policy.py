"""When the nightly job writes to somebody, day by day."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from courses.requirements.reminders.policy import EVERY_DAYS, needs_digest, step_day

DUE = dt.date(2026, 3, 31)
DAY = dt.timedelta(days=1)


def nights(dues, first, last, missed=()):
    """The days on which a job that runs every night but the missed ones writes."""
    written, day = [], first
    while day <= last:
        if day not in missed and needs_digest(dues, written[-1] if written else None, day):
            written.append(day)
        day += DAY
    return [str(day) for day in written]


def test_two_weeks_before_the_day_after_then_weekly():
    assert nights([DUE], dt.date(2026, 1, 1), dt.date(2026, 4, 20)) == [
        "2026-03-17", "2026-04-01", "2026-04-08", "2026-04-15",
    ]  # fmt: skip


def test_a_missed_night_is_made_up_and_nobody_is_written_to_twice_a_week():
    assert nights([DUE], dt.date(2026, 3, 1), dt.date(2026, 4, 20), missed={dt.date(2026, 4, 1)}) == [
        "2026-03-17", "2026-04-02", "2026-04-09", "2026-04-16",
    ]  # fmt: skip
    many = [DUE, DUE + 2 * DAY, DUE + 5 * DAY]
    assert nights(many, dt.date(2026, 3, 1), dt.date(2026, 4, 10)) == [
        "2026-03-17",
        "2026-03-24",
        "2026-04-01",
        "2026-04-08",
    ]


def test_nothing_while_it_is_far_ahead_and_nothing_on_the_day_itself():
    assert step_day(DUE, DUE - 15 * DAY) is None
    assert step_day(DUE, DUE - 14 * DAY) == DUE - 14 * DAY
    assert step_day(DUE, DUE) == DUE - 14 * DAY
    assert step_day(DUE, DUE + DAY) == DUE + DAY
    assert not needs_digest([], None, DUE)


@given(st.lists(st.integers(0, 120), max_size=6), st.sets(st.integers(0, 150), max_size=30))
def test_never_more_often_than_weekly_and_nobody_overdue_is_forgotten(offsets, missed):
    start = dt.date(2026, 1, 1)
    dues = [start + offset * DAY for offset in offsets]
    written = nights(dues, start, start + 150 * DAY, missed={start + n * DAY for n in missed})
    days = [dt.date.fromisoformat(text) for text in written]
    assert all((later - day).days >= EVERY_DAYS for day, later in pairwise(days))
    assert not dues or days or len(missed) > 14
