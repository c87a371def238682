"""The exact words about when a place is open. No database."""

import datetime as dt

import pytest
from django.utils import translation

from inclusion_map.holidays import packaged_bank_holidays
from inclusion_map.models import Place
from inclusion_map.opening import (
    ExceptionSpan,
    Hours,
    Kind,
    Level,
    Policy,
    Rule,
    Status,
    Term,
    open_state,
)
from inclusion_map.sentences import checked_sentence, clock, holiday_name, open_sentence, week_table
from tests.opening_oracle import LONDON

MONDAY = dt.date(2026, 11, 23)
WEEKDAYS = frozenset({"MO", "TU", "WE", "TH", "FR"})
CHECKED, DUE = dt.date(2026, 11, 11), dt.date(2027, 2, 11)
WITH_PHONE = Place(phone="020 7946 0000", kind="library")
WITHOUT = Place(kind="community_hub")


def rule(opens, closes, *days, kind=Kind.STAFFED, **more):
    return Rule(kind, frozenset(days) or WEEKDAYS, dt.time.fromisoformat(opens), dt.time.fromisoformat(closes), **more)


def said(*rules, at="12:00", day=MONDAY, place=WITH_PHONE, **more):
    hours = Hours(rules=rules, **{"checked_on": CHECKED, "next_due": DUE, **more})
    return open_sentence(open_state(hours, dt.datetime.combine(day, dt.time.fromisoformat(at), LONDON)), place=place)


DAY = rule("09:30", "18:00")
UNSTAFFED = rule("08:00", "22:00", kind=Kind.SELF_SERVICE)


def test_open_with_staff():
    assert said(DAY) == "Open now. Staff here until 6pm."
    assert said(DAY, UNSTAFFED) == "Open now. Staff here until 6pm. Open without staff until 10pm."
    assert said(rule("10:00", "12:00", kind=Kind.DROP_IN), at="10:00") == "Open now. Drop-in until midday."


@pytest.mark.parametrize(
    ("place", "card", "words"),
    [
        (WITH_PHONE, True, "Open now with a library card; no staff."),
        (WITH_PHONE, None, "Open now; no staff. You may need a library card."),
        (WITHOUT, True, "Open now with a card or ID; no staff."),
        (WITHOUT, None, "Open now; no staff. You may need a card or ID."),
        (WITHOUT, False, "Open now; no staff."),
    ],
)
def test_open_without_staff(place, card, words):
    assert said(UNSTAFFED, place=place, card_needed=card) == f"{words} Open until 10pm."
    assert said(UNSTAFFED, DAY, at="08:30", place=place, card_needed=card) == f"{words} Staff here from 9:30am."


def test_closed_until_later():
    assert said(DAY, at="08:00") == "Closed now. Opens today 9:30am."
    assert said(DAY, at="18:00") == "Closed now. Opens tomorrow 9:30am."
    assert said(DAY, day=dt.date(2026, 11, 21)) == "Closed today. Opens Monday 9:30am."
    assert said(rule("09:30", "12:00", "MO"), at="13:00") == "Closed now. Opens Monday 30 November, 9:30am."
    assert said(rule("10:00", "12:00", "FR", valid_from=dt.date(2027, 11, 1))) == (
        "Closed today. Opens Friday 5 Nov 2027, 10am."
    )
    assert said(rule("10:00", "12:00", valid_to=dt.date(2026, 11, 1))) == "Closed today."


def test_closed_on_a_bank_holiday():
    """The weekend day and the weekday that stands in for it."""
    words = "Closed today (bank holiday). Opens Tuesday 9:30am."
    holidays = {"policy": Policy.CLOSED, "bank_holidays": packaged_bank_holidays()}
    assert said(rule("09:30", "18:00", *WEEKDAYS, "SA"), day=dt.date(2026, 12, 26), **holidays) == words
    assert said(DAY, day=dt.date(2026, 12, 28), **holidays) == words.replace("Tuesday", "tomorrow")


def test_closed_by_an_exception_leaves_the_reason_to_the_page():
    exception = ExceptionSpan(Level.PLACE, MONDAY, MONDAY, reason="Zalało nas")
    assert said(DAY, exceptions=(exception,)) == "Closed today. Opens tomorrow 9:30am."


def test_the_phone_is_answered_while_the_door_is_shut():
    assert said(DAY, rule("08:00", "20:00", kind=Kind.PHONE), at="19:00") == (
        "Closed now. You can ring until 8pm. Opens tomorrow 9:30am."
    )


def test_what_to_expect_at_the_next_opening():
    assert said(UNSTAFFED, at="23:00") == "Closed now. Opens tomorrow 8am. No staff at that time."
    assert said(rule("10:00", "12:00", kind=Kind.APPOINTMENT), at="13:00") == (
        "Closed now. Opens tomorrow 10am. By appointment only."
    )


def test_by_appointment():
    assert said(DAY, appointment_only=True) == "By appointment only. Staff here until 6pm."
    assert said(rule("10:00", "14:00", kind=Kind.APPOINTMENT)) == "By appointment only. Open until 2pm."
    assert said(DAY, at="19:00", appointment_only=True) == "By appointment only. Closed now. Opens tomorrow 9:30am."
    assert said(appointment_only=True) == "By appointment only. Hours not confirmed: ring first."


def test_not_confirmed():
    assert said() == "Hours not confirmed: ring first."
    assert said(place=WITHOUT) == "Hours not confirmed: check before you go."
    old = {"checked_on": dt.date(2026, 5, 1), "next_due": dt.date(2026, 8, 1)}
    assert said(DAY, **old) == "Hours not confirmed: ring first."
    unknown = {"bank_holidays": packaged_bank_holidays(), "day": dt.date(2026, 12, 28)}
    assert said(DAY, **unknown) == "Hours not confirmed today (bank holiday): ring first."
    assert said(DAY, place=WITHOUT, **unknown) == "Hours not confirmed today (bank holiday): check before you go."


def test_not_checked_lately():
    late = {"checked_on": dt.date(2026, 7, 1), "next_due": dt.date(2026, 10, 1)}
    assert said(DAY, **late) == "Open now. Staff here until 6pm. Ring first: these times were not checked lately."
    assert said(DAY, place=WITHOUT, **late).endswith(". Check before you go: these times were not checked lately.")
    never = {"checked_on": None, "next_due": None}
    assert said(DAY, **never).endswith(". Ring first: nobody has checked these times yet.")
    assert said(DAY, place=WITHOUT, **never).endswith(". Check before you go: nobody has checked these times yet.")


def test_status():
    assert said(DAY, status=Status.CLOSED) == "Closed for good."
    assert said(DAY, status=Status.TEMPORARILY_CLOSED) == "Closed for now."
    assert said(DAY, status=Status.PLANNED) == "Not open yet."
    until = {"status_until": dt.date(2026, 12, 6)}
    assert said(DAY, status=Status.TEMPORARILY_CLOSED, **until) == ("Closed for now. Opens Monday 7 December, 9:30am.")
    assert said(status=Status.TEMPORARILY_CLOSED, **until) == "Closed for now, until the end of 6 December."
    assert said(status=Status.PLANNED, **until) == "Not open yet. It should open after 6 December."


@pytest.mark.parametrize(
    ("language", "six", "half_past_nine", "midnight"),
    [
        ("en-gb", "6pm", "9:30am", "midnight"),
        ("pl", "18:00", "09:30", "00:00"),
        ("ar", "6:00 م", "9:30 ص", "12:00 ص"),
    ],
)
def test_times_are_written_as_the_language_writes_them(language, six, half_past_nine, midnight):
    with translation.override(language):
        assert clock(dt.time(18)) == six
        assert clock(dt.time(9, 30)) == half_past_nine
        assert clock(dt.time(0)) == midnight
        assert six in said(DAY)


def test_the_rare_half_hours():
    assert [clock(dt.time(*time)) for time in ((12, 0), (12, 30), (0, 5), (23, 59))] == [
        "midday",
        "12:30pm",
        "12:05am",
        "11:59pm",
    ]


def test_checked():
    assert checked_sentence(CHECKED, MONDAY) == "Checked 12 days ago"
    assert checked_sentence(dt.date(2026, 11, 22), MONDAY) == "Checked 1 day ago"
    assert checked_sentence(MONDAY, MONDAY) == "Checked today"
    assert checked_sentence(None, MONDAY) == "Nobody has checked this yet"


def test_the_week_of_christmas():
    hours = Hours(
        rules=(
            rule("09:30", "12:00", "MO", "TU", "WE", "TH", "SA"),
            rule("13:00", "18:00", "MO", "TU", kind=Kind.DROP_IN),
            rule("10:00", "11:00", "WE", kind=Kind.APPOINTMENT, term_time_only=True),
        ),
        policy=Policy.CLOSED,
        bank_holidays=packaged_bank_holidays(),
        exceptions=(ExceptionSpan(Level.PLACE, dt.date(2026, 12, 24), dt.date(2026, 12, 24), reason="Party"),),
    )
    rows = week_table(hours, dt.date(2026, 12, 21), today=dt.date(2026, 12, 23))
    assert [(row.name, row.date, row.texts, row.holiday, row.reason, row.is_today) for row in rows] == [
        ("Monday", "21 December", ("9:30am to midday", "1pm to 6pm, drop in"), "", "", False),
        ("Tuesday", "22 December", ("9:30am to midday", "1pm to 6pm, drop in"), "", "", False),
        (
            "Wednesday",
            "23 December",
            ("9:30am to midday", "10am to 11am, by appointment, in school term time"),
            "",
            "",
            True,
        ),
        ("Thursday", "24 December", ("Closed",), "", "Party", False),
        ("Friday", "25 December", ("Closed",), "Christmas Day", "", False),
        ("Saturday", "26 December", ("Closed",), "Boxing Day", "", False),
        ("Sunday", "27 December", ("Closed",), "", "", False),
    ]


def test_a_week_nobody_has_told_us_about():
    assert {row.texts for row in week_table(Hours(), MONDAY)} == {("Not confirmed",)}


def test_known_terms_need_no_word():
    hours = Hours(
        rules=(rule("10:00", "11:00", "MO", term_time_only=True),), terms=(Term(MONDAY, dt.date(2026, 12, 18)),)
    )
    assert week_table(hours, MONDAY)[0].texts == ("10am to 11am",)


def test_days_have_the_names_of_the_language():
    with translation.override("pl"):
        rows = week_table(Hours(rules=(DAY,)), MONDAY)
        assert (rows[0].name.lower(), rows[0].date) == ("poniedziałek", "23 listopada")
    with translation.override("ar"):
        assert week_table(Hours(rules=(DAY,)), MONDAY)[1].name == "الثلاثاء"


def test_a_holiday_of_one_year_keeps_its_title_in_english_only():
    assert holiday_name("Bank holiday for the coronation") == "Bank holiday for the coronation"
    with translation.override("ar"):
        assert holiday_name("Bank holiday for the coronation") != "Bank holiday for the coronation"
    assert holiday_name("") == ""
