"""What decides about a staff file, without a database."""

import datetime as dt

import pytest

from lms.organisation.models import WorkerType
from lms.organisation.staff_file import rules
from lms.organisation.staff_file.facts import KnownJob, Placement, StaffRow
from lms.organisation.staff_file.faults import UnreadableFileError
from lms.organisation.staff_file.graph import members_of_circles
from lms.organisation.staff_file.guard import Sums, reasons_to_ask
from lms.organisation.staff_file.identify import choose_job
from lms.organisation.staff_file.jobs import Life, report_to
from lms.organisation.staff_file.reading import read_staff_file
from lms.organisation.staff_file.timeline import (
    Span,
    clip,
    difference,
    fact_on,
    first_difference,
    merged,
    move_end,
    move_start,
    set_from,
    settled,
)

JAN, FEB, MAR, APR, MAY = (dt.date(2026, month, 1) for month in range(1, 6))
LINE = (Span(JAN, MAR, "a", 1), Span(MAR, None, "b", 2))


# --- Timelines ------------------------------------------------------------------------------------------------------


def test_a_fact_is_true_up_to_the_day_before_its_end():
    assert [fact_on(LINE, day) for day in (dt.date(2025, 12, 31), JAN, FEB, dt.date(2026, 2, 28), MAR)] == [
        None,
        "a",
        "a",
        "a",
        "b",
    ]


def test_clip_keeps_what_lies_inside():
    assert clip(LINE, FEB, APR) == (Span(FEB, MAR, "a"), Span(MAR, APR, "b"))
    assert clip(LINE, None, JAN) == ()
    assert clip(LINE, None, None) == LINE


def test_the_beginning_reaches_back_or_is_cut():
    assert move_start(LINE, dt.date(2025, 6, 1))[0] == Span(dt.date(2025, 6, 1), MAR, "a")
    assert move_start(LINE, APR) == (Span(APR, None, "b"),)


def test_the_end_reaches_on_or_is_cut():
    assert move_end(LINE, FEB) == (Span(JAN, FEB, "a"),)
    assert move_end(clip(LINE, None, APR), None) == LINE


def test_a_new_fact_lasts_until_the_next_known_change():
    assert set_from(LINE, FEB, "c") == (Span(JAN, FEB, "a"), Span(FEB, MAR, "c"), Span(MAR, None, "b"))
    assert set_from(LINE, JAN, "c") == (Span(JAN, MAR, "c"), Span(MAR, None, "b"))
    assert set_from(LINE, FEB, "a") == LINE


def test_what_says_the_same_is_one_span_and_keeps_its_row():
    assert merged((Span(JAN, MAR, "b"), Span(MAR, None, "b"))) == (Span(JAN, None, "b"),)
    apart = (Span(JAN, MAR, "b", 1), Span(MAR, None, "b", 2))
    assert settled(apart, (Span(JAN, None, "b"),)) is apart


def test_only_rows_that_differ_are_written():
    gone, added = difference(LINE, set_from(LINE, APR, "c"))
    assert [span.row for span in gone] == [2]
    assert added == (Span(MAR, APR, "b"), Span(APR, None, "c"))
    assert first_difference(LINE, set_from(LINE, APR, "c")) == APR
    assert first_difference(LINE, LINE) is None


# --- Managers -------------------------------------------------------------------------------------------------------

ALWAYS = Life(JAN, None)


def test_a_new_manager_outlasts_the_old_ones_end():
    old = (Span(JAN, APR, 1),)
    assert report_to(old, ALWAYS, MAR, 2, ALWAYS) == (Span(JAN, MAR, 1), Span(MAR, None, 2))


def test_a_manager_manages_while_both_are_there():
    assert report_to((), Life(JAN, MAY), JAN, 2, Life(FEB, APR)) == (Span(FEB, APR, 2),)
    assert report_to((), Life(JAN, FEB), JAN, 2, Life(FEB, None)) == ()


def test_a_known_later_manager_stays():
    old = (Span(JAN, APR, 1), Span(APR, None, 3))
    assert report_to(old, ALWAYS, MAR, 2, ALWAYS) == (Span(JAN, MAR, 1), Span(MAR, APR, 2), Span(APR, None, 3))
    assert report_to(old, ALWAYS, MAR, None, None) == (Span(JAN, MAR, 1), Span(APR, None, 3))


def test_nothing_is_said_about_a_job_that_is_over():
    old = (Span(JAN, FEB, 1),)
    assert report_to(old, Life(JAN, FEB), MAR, 2, ALWAYS) is old


def test_members_of_circles():
    assert members_of_circles({1: 2, 2: 3, 3: 1, 4: 3, 5: 6, 7: 7}) == {1, 2, 3, 7}
    assert members_of_circles({n: n + 1 for n in range(50_000)}) == set()


# --- Whose row ------------------------------------------------------------------------------------------------------


def spell(pk: int, start: dt.date, end: dt.date | None) -> KnownJob:
    return KnownJob(pk, "1", 1, (Span(start, end, Placement("A"), pk),))


def line(start: dt.date, last: dt.date | None = None) -> StaffRow:
    return StaffRow(2, "1", "Ann", "Lee", "", "", "", "", "", "employee", "A", "", start, last, "")


FIRST, LATER = spell(1, JAN, FEB), spell(2, APR, None)


@pytest.mark.parametrize(
    ("known", "row", "job"),
    [
        ([], line(JAN), None),
        ([spell(1, JAN, None)], line(MAR), 1),  # a corrected start
        ([FIRST], line(dt.date(2026, 1, 31)), 1),  # the last day worked: no rehire
        ([FIRST], line(FEB), None),  # the day after: a rehire
        ([FIRST, LATER], line(APR), 2),
        ([FIRST, LATER], line(MAR), 2),  # the later one began earlier than we thought
        ([FIRST, LATER], line(JAN, dt.date(2026, 3, 31)), 1),
        ([KnownJob(9, "1", 1)], line(JAN), 9),  # an identity that an undo left
    ],
)
def test_which_job_a_row_is_about(known, row, job):
    found, clash = choose_job(known, row)
    assert (found.pk if found else None, clash) == (job, None)


def test_a_spell_may_not_run_into_another():
    _job, clash = choose_job([FIRST, LATER], line(JAN))
    assert (clash.column, clash.code) == ("start_date", "bad_value")


# --- The guard ------------------------------------------------------------------------------------------------------


def asked(**sums) -> int:
    values = {"jobs_before": 1000, "rows_in_force": 1000, "leavers": 0, "changed_managers": 0, "full": True}
    return len(reasons_to_ask(Sums(**{**values, **sums})))


@pytest.mark.parametrize(
    ("sums", "reasons"),
    [
        ({"leavers": 20}, 0),
        ({"leavers": 21}, 1),
        ({"changed_managers": 100}, 0),
        ({"changed_managers": 101}, 1),
        ({"rows_in_force": 951}, 0),
        ({"rows_in_force": 950}, 1),
        ({"rows_in_force": 1049}, 0),
        ({"rows_in_force": 1050}, 1),
        ({"nameless_rows": 1}, 1),
        ({"leavers": 500, "changed_managers": 500, "rows_in_force": 500}, 3),
        ({"leavers": 21, "full": False}, 1),
        ({"leavers": 19, "jobs_before": 20, "full": False}, 0),
        ({"leavers": 20, "jobs_before": 20, "full": False}, 1),
        ({"rows_in_force": 1, "full": False}, 0),
        ({"leavers": 5, "jobs_before": 0}, 0),
    ],
)
def test_when_a_second_person_must_look(sums, reasons):
    assert asked(**sums) == reasons


# --- Cells ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2026-04-01", "01/04/2026", "1/4/2026"])
def test_a_date_is_written_in_two_ways(text):
    assert rules.parse_date(text) == dt.date(2026, 4, 1)


@pytest.mark.parametrize("text", ["", "2026-4-1", "04/31/2026", "2026/04/01", "1.4.2026", "٢٠٢٦-٠٤-٠١", "1899-12-31"])
def test_other_dates_are_refused(text):
    with pytest.raises(rules.BadCellError) as caught:
        rules.parse_date(text)
    assert caught.value.code == "bad_date"


@pytest.mark.parametrize("text", ["A.B+c@Council.gov.uk", "o'neill@a-b.example", "x@xn--bcher-kva.example"])
def test_an_address_is_kept_folded(text):
    assert rules.parse_email(text) == text.casefold()


@pytest.mark.parametrize("text", ["a@-b.example", ".a@b.example", "a@b.c", "a b@c.example", "a@b.example\n"])
def test_other_addresses_are_refused(text):
    with pytest.raises(rules.BadCellError):
        rules.parse_email(text)


def test_an_address_that_never_ends_is_refused_at_once():
    with pytest.raises(rules.BadCellError):
        rules.parse_email("a." * 120 + "@" + "b." * 120)


def test_text_is_trimmed_and_composed():
    assert rules.parse_text("first_name", "  Sia\u0302n ") == "Siân"


def test_the_worker_types_are_those_of_the_records():
    assert set(rules.WORKER_TYPES) == set(WorkerType.values)


def test_empty_rows_count_and_are_not_read():
    data = (
        b"staff_no,first_name,last_name,unit_code,start_date\n\n1,Ann,Lee,A,2026-01-01\n,,,,\n2,Bob,Ray,A,2026-01-01\n"
    )
    reading = read_staff_file(data)
    assert [row.number for row in reading.staff.rows] == [3, 5]


def test_short_rows_end_in_empty_cells():
    reading = read_staff_file(b"staff_no,first_name,last_name,unit_code,start_date,end_date\n1,Ann,Lee,A,2026-01-01\n")
    assert rules.parse(reading).file.rows[0].end_date is None


def test_what_is_no_text_is_not_guessed_at():
    with pytest.raises(UnreadableFileError):
        read_staff_file("staff_no\n1\n".encode("utf-16"))
