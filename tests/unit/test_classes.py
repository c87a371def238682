"""The pure parts of classes: days, what is missing, states, words to search by."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.catalogue.matching import matches
from courses.catalogue.rules import IN_PROGRESS, NEEDS_CHANGES, Facts, State, state_of, unfinished
from courses.catalogue.sessions import CODES, Period, weeks_between
from courses.catalogue.wanted import Wanted, almost

DAY = dt.date(2027, 1, 12)
NINE, TEN = dt.time(9), dt.time(10)
days = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))


@given(first=days, length=st.integers(0, 200), codes=st.sets(st.sampled_from(CODES), min_size=1), today=days)
def test_the_next_day_is_the_first_of_all_days_not_passed(first, length, codes, today):
    period = Period(first, first + dt.timedelta(days=length), tuple(codes), NINE, TEN)
    assert period.next_day(today) == next((day for day in period.days() if day >= today), None)


@given(first=days, start=days)
def test_a_term_moves_by_whole_weeks_to_the_first_that_is_not_too_early(first, start):
    weeks = weeks_between(first, start)
    moved = Period(first, first, ("MO",), NINE, TEN).shifted(weeks).first_day
    assert moved.weekday() == first.weekday()
    assert moved >= start
    assert weeks == 1 or moved - dt.timedelta(days=7) < start


def facts(**changes) -> Facts:
    whole = {
        "title": "A", "outcomes": ["B"], "level": "work", "teaching_language": "en", "is_free": True, "price": "",
        "how_to_book": "Come.", "run_ends": [(DAY, True)],
    }  # fmt: skip
    return Facts(**{**whole, **changes})


@pytest.mark.parametrize(
    ("changes", "steps"),
    [
        ({}, []),
        ({"title": ""}, ["about"]),
        ({"outcomes": []}, ["about"]),
        ({"outcomes": ["x"] * 6}, ["about"]),
        ({"level": ""}, ["who"]),
        ({"run_ends": []}, ["dates"]),
        ({"run_ends": [(DAY - dt.timedelta(days=1), True)]}, ["dates"]),
        ({"run_ends": [(DAY, True), (DAY, False)]}, ["dates"]),
        ({"run_ends": [(DAY, True), (DAY - dt.timedelta(days=1), False)]}, []),
        ({"is_free": None}, ["cost"]),
        ({"is_free": False}, ["cost"]),
        ({"is_free": False, "price": "£1"}, []),
        ({"how_to_book": ""}, ["cost"]),
    ],
)
def test_what_is_missing_before_it_can_be_sent(changes, steps):
    assert unfinished(facts(**changes), DAY) == steps


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, State.DRAFT),
        ({"was_live": True}, State.WITHDRAWN),
        ({"review": IN_PROGRESS, "live": True}, State.WAITING),
        ({"review": NEEDS_CHANGES, "live": True}, State.RETURNED),
        ({"live": True, "upcoming": True}, State.LIVE),
        ({"live": True, "changed": True}, State.CHANGED),
        ({"live": True}, State.OVER),
    ],
)
def test_the_state_that_matters_most(known, state):
    nothing = {"live": False, "was_live": False, "changed": False, "review": "", "upcoming": False}
    assert state_of(**{**nothing, **known}) is state


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("e-mail", True), ("emails", True), ("how do I send an email", True), ("wyślij", False), ("PRZYJŚĆ", True),
        ("bicycle", False), ("", True), ("   ", True), ("the", False), ("?!", False),
    ],
)  # fmt: skip
def test_words_people_use(query, found):
    assert matches(query, ["Send an e-mail", "Można przyjść"]) is found


@given(st.text())
def test_any_input_is_answered(query):
    assert matches(query, ["Send an e-mail"]) in (True, False)


def test_what_almost_fits_drops_one_filter_at_a_time():
    stock = [("MO", "north"), ("TU", "south")]

    def find(wanted: Wanted) -> list:
        return [one for one in stock if wanted.day in ("", one[0]) and wanted.place in ("", one[1])]

    near = list(almost(Wanted(day="MO", place="south"), find))
    assert [(one.dropped, list(one.found)) for one in near] == [("day", [stock[1]]), ("place", [stock[0]])]
