"""What is read of the times of places and services, and with how many queries."""

import datetime as dt

import pytest
import time_machine

from inclusion_map.holidays import bank_holidays, packaged_bank_holidays, school_terms
from inclusion_map.hours import hours_of_places, hours_of_services
from inclusion_map.models import (
    BankHoliday,
    Check,
    OpeningException,
    OpeningRule,
    Organisation,
    Place,
    SchoolTerm,
    Service,
)
from inclusion_map.opening import Answer, Kind, Level, Policy, Status, Term, Weeks, open_state, periods_on
from tests.opening_oracle import LONDON

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
NINE, FIVE = dt.time(9), dt.time(17)


@pytest.fixture(autouse=True)
def _monday_noon():
    with time_machine.travel(dt.datetime.combine(MONDAY, dt.time(12), LONDON), tick=False):
        yield


@pytest.fixture
def council():
    return Organisation.objects.create(slug="council", name="The council", kind="council")


def place(organisation, slug="hub", **more):
    return Place.objects.create(
        slug=slug, name=slug, kind="community_hub", address="1 Mill Lane", organisation=organisation, **more
    )


def open_daily(**owner):
    return OpeningRule.objects.create(weekdays="MO,TU,WE,TH,FR", opens=NINE, closes=FIVE, **owner)


def now(hours):
    return open_state(hours, dt.datetime.combine(MONDAY, dt.time(12), LONDON))


def test_everything_about_a_place_is_read(council):
    hub = place(
        council,
        bank_holidays="own",
        status="temporarily_closed",
        status_until=MONDAY,
        appointment_only=True,
        card_or_id_needed="yes",
    )
    OpeningRule.objects.create(
        place=hub,
        kind="drop_in",
        weekdays="TU,PH",
        opens=NINE,
        closes=FIVE,
        weeks="fortnightly",
        valid_from=MONDAY,
        valid_to=MONDAY + dt.timedelta(days=60),
        term_time_only=True,
    )
    for checked in (dt.date(2026, 10, 1), dt.date(2026, 11, 1), dt.date(2026, 9, 1)):
        Check.objects.create(place=hub, checked_on=checked, next_due=checked + dt.timedelta(days=90))
    SchoolTerm.objects.create(name="Autumn", first_day=dt.date(2026, 9, 1), last_day=dt.date(2026, 12, 18))
    hours = hours_of_places([hub])[hub.pk]
    (rule,) = hours.rules
    assert (rule.kind, rule.weekdays, rule.opens, rule.closes) == (Kind.DROP_IN, {"TU", "PH"}, NINE, FIVE)
    assert (rule.weeks, rule.valid_from, rule.valid_to, rule.term_time_only) == (
        Weeks.FORTNIGHTLY,
        MONDAY,
        MONDAY + dt.timedelta(days=60),
        True,
    )
    assert (hours.policy, hours.status, hours.status_until) == (Policy.OWN, Status.TEMPORARILY_CLOSED, MONDAY)
    assert (hours.appointment_only, hours.card_needed) == (True, True)
    assert (hours.checked_on, hours.next_due) == (dt.date(2026, 11, 1), dt.date(2027, 1, 30))
    assert hours.terms == (Term(dt.date(2026, 9, 1), dt.date(2026, 12, 18)),)
    assert hours.bank_holidays == packaged_bank_holidays()


def test_a_new_place_knows_nothing(council):
    hub = place(council)
    hours = hours_of_places([hub])[hub.pk]
    assert (hours.rules, hours.exceptions, hours.policy) == ((), (), Policy.UNKNOWN)
    assert (hours.card_needed, hours.checked_on, hours.next_due, hours.terms) == (None, None, None, None)
    assert now(hours).answer is Answer.NOT_CONFIRMED


def test_exceptions_reach_the_places_they_are_of_and_no_others(council):
    other = Organisation.objects.create(slug="other", name="Another", kind="charity")
    mine, sister, theirs = place(council, "mine"), place(council, "sister"), place(other, "theirs")
    span = {"first_day": MONDAY, "last_day": MONDAY}
    OpeningException.objects.create(place=mine, reason="Its own", **span)
    OpeningException.objects.create(organisation=council, reason="The council's", **span)
    OpeningException.objects.create(emergency=True, reason="A flood", **span)
    OpeningException.objects.create(place=theirs, emergency=True, reason="A fire", **span)
    found = hours_of_places([mine, sister, theirs])
    assert {
        slug: [(one.level, one.reason) for one in found[pk].exceptions]
        for slug, pk in (("mine", mine.pk), ("sister", sister.pk), ("theirs", theirs.pk))
    } == {
        "mine": [(Level.PLACE, "Its own"), (Level.ORGANISATION, "The council's"), (Level.EMERGENCY, "A flood")],
        "sister": [(Level.ORGANISATION, "The council's"), (Level.EMERGENCY, "A flood")],
        "theirs": [(Level.EMERGENCY, "A fire"), (Level.EMERGENCY, "A flood")],
    }
    assert periods_on(found[mine.pk], MONDAY).reason == "A flood"


def test_exceptions_long_over_are_left_out_unless_asked_for(council):
    hub = place(council)
    last_month, last_year = MONDAY - dt.timedelta(days=35), MONDAY - dt.timedelta(days=36)
    for day in (last_month, last_year):
        OpeningException.objects.create(place=hub, first_day=day, last_day=day)
    assert [one.first_day for one in hours_of_places([hub])[hub.pk].exceptions] == [last_month]
    assert len(hours_of_places([hub], since=last_year)[hub.pk].exceptions) == 2


@pytest.mark.parametrize("count", [1, 12])
def test_any_number_of_places_takes_as_many_queries(council, count, django_assert_num_queries):
    places = [place(council, f"hub-{number}") for number in range(count)]
    for one in places:
        open_daily(place=one)
        OpeningException.objects.create(place=one, first_day=MONDAY, last_day=MONDAY)
        Check.objects.create(place=one, checked_on=MONDAY, next_due=MONDAY + dt.timedelta(days=90))
    # Rules, exceptions, checks; and the calendar's two until it is cached.
    with django_assert_num_queries(5):
        hours_of_places(places)
    with django_assert_num_queries(3):
        assert len(hours_of_places(places)) == count


@pytest.mark.parametrize("count", [1, 12])
def test_any_number_of_services_takes_as_many_queries(council, count, django_assert_num_queries):
    for number in range(count):
        hub = place(council, f"hub-{number}")
        open_daily(place=hub)
        open_daily(service=Service.objects.create(place=hub, title="Help", access="walk_in"))
        Service.objects.create(place=hub, title="More help", access="walk_in")
    bank_holidays()
    services = list(Service.objects.select_related("place"))
    with django_assert_num_queries(4):
        assert len(hours_of_services(services)) == 2 * count
    without = list(Service.objects.all())
    with django_assert_num_queries(5):
        hours_of_services(without)


def test_nothing_takes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert hours_of_places([]) == {}
        assert hours_of_services([]) == {}


def test_services(council):
    hub = place(council)
    open_daily(place=hub)
    OpeningRule.objects.create(place=hub, kind="self_service", weekdays="MO", opens=FIVE, closes=dt.time(21))
    plain = Service.objects.create(place=hub, title="Plain", access="walk_in")
    timed = Service.objects.create(place=hub, title="Timed", access="walk_in")
    OpeningRule.objects.create(service=timed, weekdays="MO", opens=dt.time(14), closes=dt.time(15))
    booked = Service.objects.create(place=hub, title="Booked", access="book")
    members = Service.objects.create(place=hub, title="Members", access="members")
    found = hours_of_services([plain, timed, booked, members])
    assert (now(found[plain.pk]).answer, now(found[plain.pk]).until.time()) == (Answer.OPEN, FIVE)
    assert now(found[timed.pk]).answer is Answer.CLOSED
    assert now(found[timed.pk]).opens.at.time() == dt.time(14)
    assert [(now(found[one.pk]).walk_in, now(found[one.pk]).appointment_only) for one in (plain, booked, members)] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_a_change_of_the_calendar_is_seen_at_once():
    assert bank_holidays() == packaged_bank_holidays()
    day = BankHoliday.objects.create(date=MONDAY, title="A feast")
    assert bank_holidays() == {MONDAY: "A feast"}
    BankHoliday.objects.create(date=MONDAY, title="Another")
    assert bank_holidays() == {MONDAY: "A feast, Another"}
    BankHoliday.objects.exclude(pk=day.pk).delete()
    assert bank_holidays() == {MONDAY: "A feast"}
    assert school_terms() is None
    term = SchoolTerm.objects.create(name="Autumn", first_day=MONDAY, last_day=MONDAY)
    assert school_terms() == (Term(MONDAY, MONDAY),)
    term.delete()
    assert school_terms() is None
