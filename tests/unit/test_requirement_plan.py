"""Which requirements dated facts call for, where a completion that covered somebody was revoked."""

import datetime as dt
from dataclasses import replace

import pytest

from courses.requirements.periods import Period
from courses.requirements.plan import Done, Facts, MajorChange, Policy, bring_up_to

FIRST = dt.date(2025, 12, 1)
DUE = dt.date(2026, 3, 31)
REDO_BY = dt.date(2026, 1, 15)
REVOKED = dt.date(2026, 11, 16)
LONG_AGO = dt.date(2020, 1, 1)


def covered(*done: Done, majors: tuple[MajorChange, ...] = (), start: dt.date = LONG_AGO) -> Facts:
    period = Period(max(start, FIRST), None)
    return Facts(
        policy=Policy(in_force=FIRST, due_on=DUE),
        asked=[period],
        employed=[Period(start, None)],
        done=list(done),
        majors=list(majors),
    )


@pytest.mark.parametrize(
    ("facts", "due_on", "why"),
    [
        # Done before the programme began, so that nothing had to open until the day it was taken back.
        (covered(Done(1, 1, LONG_AGO, revoked_on=REVOKED)), DUE, "existing"),
        # The same, of somebody who joined later.
        (
            covered(Done(1, 1, LONG_AGO, revoked_on=REVOKED), start=dt.date(2026, 6, 1)),
            dt.date(2026, 8, 30),
            "starter",
        ),
        # The new version done at once, and taken back: the old one is left, which has not been enough since January.
        (
            covered(
                Done(1, 1, LONG_AGO),
                Done(2, 2, REDO_BY, revoked_on=REVOKED),
                majors=(MajorChange(2, REDO_BY, REDO_BY),),
            ),
            REDO_BY,
            "new_version",
        ),
    ],
)
def test_what_a_revoked_completion_covered_is_asked_from_that_day_and_only_once(facts, due_on, why):
    rows, moves = bring_up_to(facts, REVOKED)
    assert [(row.opened_on, row.due_on, row.why, row.closed_on) for row in rows] == [(REVOKED, due_on, why, None)]
    assert moves == []

    again = replace(facts, requirements=[replace(row, pk=number) for number, row in enumerate(rows, start=1)])
    assert bring_up_to(again, REVOKED) == ([], [])
    assert bring_up_to(again, REVOKED + dt.timedelta(days=30)) == ([], [])


def test_nothing_is_asked_on_the_day_before():
    facts = covered(Done(1, 1, LONG_AGO, revoked_on=REVOKED))
    assert bring_up_to(facts, REVOKED - dt.timedelta(days=1)) == ([], [])
