"""What cannot be true of a place's times, and cells as they are read and written."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from inclusion_map import urls
from inclusion_map.transfer import cells
from inclusion_map.transfer.faults import BadCellError, SheetFault, in_order
from inclusion_map.validity import (
    TAKEN_SLUGS,
    Days,
    Times,
    overlapping_days,
    overlapping_times,
    tidy_postcode,
    tidy_weekdays,
    wrong_with_ages,
    wrong_with_check,
    wrong_with_days,
    wrong_with_point,
    wrong_with_slug,
    wrong_with_times,
)
from lms.demo.dated_cells import dated

NINE, NOON, ONE, FIVE = (dt.time(hour) for hour in (9, 12, 13, 17))
DAY = dt.date(2026, 11, 22)


def times(days: str = "MO", opens: dt.time = NINE, closes: dt.time = FIVE, **more) -> Times:
    return Times(more.pop("kind", "staffed"), tuple(days.split(",")), opens, closes, **more)


def day(number: int) -> dt.date:
    return dt.date(2026, 12, number)


# --- Times ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        (times(), times(), True),
        (times(closes=NOON), times(opens=ONE), False),
        (times(closes=NOON), times(opens=NOON), False),  # a time belongs to where it opens, not to where it closes
        (times("MO,TU"), times("TU,WE"), True),
        (times("MO"), times("TU"), False),
        (times(), times(kind="self_service"), False),
        (times(weeks="1"), times(weeks="2"), False),
        (times(weeks="1"), times(weeks="every"), True),
        (times(weeks="2"), times(weeks="2"), True),
        (times(valid_to=day(1)), times(valid_from=day(2)), False),
        (times(valid_to=day(2)), times(valid_from=day(2)), True),
    ],
)
def test_the_same_kind_of_times_twice_at_once(one, other, collide):
    assert overlapping_times([one, other]) == ([(0, 1)] if collide else [])
    assert bool(overlapping_times([other, one])) is collide


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        (Days(day(1), day(3)), Days(day(3), day(5)), True),
        (Days(day(1), day(3)), Days(day(4), day(5)), False),
        (Days(day(1), day(3)), Days(day(1), day(3), emergency=True), False),  # an emergency outranks
        (Days(day(1), day(1), opens=NINE, closes=NOON), Days(day(1), day(1), opens=ONE, closes=FIVE), False),
        (Days(day(1), day(1), opens=NINE, closes=ONE), Days(day(1), day(1), opens=NOON, closes=FIVE), True),
        (Days(day(1), day(1)), Days(day(1), day(1), opens=NINE, closes=NOON), True),
    ],
)
def test_exceptions_that_cannot_both_be_true(one, other, contradict):
    assert overlapping_days([one, other]) == ([(0, 1)] if contradict else [])


def test_what_is_wrong_with_one_rule_or_exception():
    def codes(found):
        return [(wrong.field, wrong.code) for wrong in found]

    assert codes(wrong_with_times(times())) == []
    assert codes(wrong_with_times(times(opens=FIVE, closes=FIVE))) == [("closes", "past_midnight")]
    assert codes(wrong_with_times(times(weeks="fortnightly"))) == [("valid_from", "missing")]
    assert codes(wrong_with_times(times(valid_from=day(2), valid_to=day(1)))) == [("valid_to", "end_before_start")]
    assert codes(wrong_with_days(Days(day(1), day(1)), closed=True)) == []
    assert codes(wrong_with_days(Days(day(1), day(1)), closed=False)) == [("opens", "missing")]
    assert codes(wrong_with_days(Days(day(1), day(1), opens=NINE, closes=FIVE), closed=True)) == [
        ("closed", "bad_value")
    ]
    assert codes(wrong_with_check(DAY, DAY + dt.timedelta(days=1), DAY)) == []
    assert codes(wrong_with_check(DAY, DAY, DAY)) == [("next_due", "end_before_start")]
    assert codes(wrong_with_ages(18, 18)) == []
    assert codes(wrong_with_ages(19, 18)) == [("maximum_age", "end_before_start")]
    assert codes(wrong_with_point(Decimal(51), None)) == [("longitude", "half_a_point")]
    assert codes(wrong_with_point(Decimal("-0.1"), Decimal("51.3"))) == [("latitude", "not_in_britain")]
    assert codes(wrong_with_point(Decimal(49), Decimal(2))) == []
    assert codes(wrong_with_slug("print")) == [("slug", "taken_address")]
    assert codes(wrong_with_slug("print-shop")) == []


def test_tidy_postcodes_and_weekdays():
    assert [tidy_postcode(text) for text in ("zz11aa", " ZZ1-1AA ", "w1a 1aa", "ZZ1", "1AA ZZ1", "")] == [
        "ZZ1 1AA", "ZZ1 1AA", "W1A 1AA", None, None, None,
    ]  # fmt: skip
    assert tidy_weekdays("ph, tu,MO,tu") == "MO,TU,PH"
    with pytest.raises(ValueError, match="Monday"):
        tidy_weekdays("Monday")


# --- Cells ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (cells.read_yes_no, "YES", True),
        (cells.read_yes_no, "0", False),
        (cells.read_yes_no, "", None),
        (cells.read_date, "2026-04-01", dt.date(2026, 4, 1)),
        (cells.read_date, "01/04/2026", dt.date(2026, 4, 1)),
        (cells.read_time, "9:05", dt.time(9, 5)),
        (cells.read_time, "17:30:00", dt.time(17, 30)),
        (cells.read_whole, "007", 7),
        (cells.read_degrees, "51.37", Decimal("51.370000")),
        (lambda text: cells.read_choice(text, ["walk_in", "book"]), "Walk_In", "walk_in"),
        (lambda text: cells.read_kinds(text, ["computer", "wifi"]), "wifi, computer,wifi", ("computer", "wifi")),
        (lambda text: cells.read_languages(text, ["staff"]), "ta, pl:staff", (("pl", "staff"), ("ta", "staff"))),
    ],
)
def test_cells_are_read(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (cells.read_yes_no, "maybe", "bad_choice"),
        (cells.read_date, "31/02/2026", "bad_date"),
        (cells.read_time, "25:00", "bad_time"),
        (cells.read_whole, "-1", "bad_value"),
        (cells.read_whole, "32768", "bad_value"),
        (cells.read_degrees, "nan", "bad_value"),
        (cells.read_degrees, "181", "bad_value"),
        (cells.read_uuid, "17", "bad_key"),
        (lambda text: cells.read_kinds(text, ["wifi"]), "tea", "unknown_kind"),
        (lambda text: cells.read_languages(text, ["staff"]), "pl, pl", "bad_value"),
        (lambda text: cells.read_languages(text, ["staff"]), "pl:cat", "bad_choice"),
    ],
)
def test_cells_that_cannot_be_read_say_why(read, text, code):
    with pytest.raises(BadCellError) as error:
        read(text)
    assert error.value.code == code


def test_text_is_tidied_once_and_for_all():
    assert cells.tidy(" a\r\nb\x00\x0bc ") == "a\nbc"
    assert cells.tidy(cells.tidy(" a\r\nb ")) == "a\nb"


def test_faults_stand_in_the_order_of_the_file():
    one, two, three = (SheetFault(*at, "x", "y") for at in (("b", 2, None), ("a", 9, None), ("", None, None)))
    assert in_order([one, two, three, one], ["a", "b"]) == [three, two, one]
    assert one.where == "b, row 2"
    assert three.where == "the file"


# --- The demonstration's days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("today-3", DAY, "2026-11-19"),
        ("today", DAY, "2026-11-22"),
        ("christmas", DAY, "2026-12-24"),
        ("christmas+8", DAY, "2027-01-01"),
        ("christmas", dt.date(2027, 1, 2), "2026-12-24"),
        ("christmas", dt.date(2027, 1, 3), "2027-12-24"),
        ("today we are open", DAY, "today we are open"),
    ],
)
def test_days_of_the_demonstration_count_from_the_day_it_is_built(text, today, day):
    assert dated(text, today) == day


def test_every_page_that_would_hide_a_place_is_known():
    pages = {str(one.pattern) for one in urls.urlpatterns}
    assert {f"{slug}/" for slug in TAKEN_SLUGS} == {page for page in pages if re.fullmatch(r"[\w-]+/", page)}
