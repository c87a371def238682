"""Find help asks the database the same few questions, however many places, services and exceptions there are."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache

from home.frame import shared_frame
from inclusion_map.finding.borough_map import background
from inclusion_map.holidays import bank_holidays
from inclusion_map.models import OpeningException
from inclusion_map.selectors import open_now_near, search_places
from tests.performance.queries import budget
from tests.places import CENTRE, add_help, checked, make_borough, make_organisation, make_place, open_at

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)
# A place, its organisation and its successor in one; then what it offers, of which kinds, in which languages.
PLACES = {"read inclusion_map_place": 1, "read inclusion_map_service": 1, "read inclusion_map_kindofhelp": 1}
PLACES |= {"read inclusion_map_servicelanguage": 1}
# The times of the places; then those of their services, which go by those of their places too.
HOURS = {"read inclusion_map_openingrule": 3, "read inclusion_map_openingexception": 2, "read inclusion_map_check": 2}
# Where one asks from: no ward and no place is called so, a part of a postcode is.
AREA = {"read inclusion_map_ward": 1, "read inclusion_map_postcodearea": 1}
# What may be typed, with an example of each.
HINT = {"read inclusion_map_postcodearea": 1, "read inclusion_map_ward": 1}


def together(*parts: dict[str, int]) -> dict[str, int]:
    """The sum of some budgets."""
    names = {name for part in parts for name in part}
    return {name: sum(part.get(name, 0) for part in parts) for name in names}


@pytest.fixture(params=[2, 30], ids=["two places", "thirty places"])
def borough(request):
    """Two places or thirty, each with services, exceptions and checks. What is kept in the cache is there."""
    make_borough()
    for number in range(request.param):
        place = make_place(f"Place {number}", north=number / 10, organisation=make_organisation(f"Org {number}"))
        open_at(place)
        checked(place, NOW.date())
        add_help(place, "sim", "phone-tablet", languages=["pl", "ta"])
        open_at(add_help(place, "forms", title="At times of its own", languages=["ur"]), 10, 12)
        OpeningException.objects.create(
            place=place, first_day=NOW.date(), last_day=NOW.date(), closed=False, opens=dt.time(9), closes=dt.time(18)
        )
    with time_machine.travel(NOW, tick=False):
        cache.clear()
        shared_frame()
        background()
        bank_holidays()
        yield


@pytest.mark.parametrize("wishes", ["", "&when=now&kind=sim&walk_in=1&language=pl", "&kind=nhs&step_free=1"])
def test_the_list_and_its_map(borough, client, wishes):
    # And the languages that the filter offers.
    with budget(
        together(AREA, {"read inclusion_map_place": 1}, PLACES, HOURS, HINT, {"read inclusion_map_servicelanguage": 1})
    ):
        assert client.get(f"/digital-help/?near=AB1-2{wishes}").status_code == 200


def test_the_map_that_moves(borough, client):
    with budget(
        together(
            AREA,
            {"read inclusion_map_place": 1},
            PLACES,
            HOURS,
            {"read inclusion_map_boroughoutline": 1, "read inclusion_map_ward": 1},
        )
    ):
        assert client.get("/digital-help/places.geojson?near=AB1-2").status_code == 200


def test_the_printed_sheet(borough, client):
    week = {
        "read inclusion_map_openingrule": 1,
        "read inclusion_map_openingexception": 1,
        "read inclusion_map_check": 1,
    }
    with budget(together(AREA, {"read inclusion_map_place": 1}, PLACES, HOURS, week)):
        assert client.get("/digital-help/print/?near=AB1-2").status_code == 200


def test_the_box(borough, client):
    with budget(HINT):
        assert client.get("/digital-help/").status_code == 200


def test_the_lookup(borough, client):
    # Every name that could be meant, then the parts of the postcode.
    names = {"read inclusion_map_ward": 1, "read inclusion_map_place": 1}
    with budget(together(HINT, names, {"read inclusion_map_postcodearea": 1})):
        assert client.post("/digital-help/", {"near": "AB1 2DE"}).status_code == 303


CLASSES = {"read courses_courserun": 1}  # what the catalogue shows at a place


def test_a_place(borough, client):
    with budget(together(PLACES, HOURS, CLASSES)):
        assert client.get("/digital-help/place-1/").status_code == 200


def test_a_place_that_is_closed(borough, client):
    make_place("Closed", status="closed")
    # Its own row and times, without any help; then the places near it.
    itself = {
        "read inclusion_map_place": 1,
        "read inclusion_map_service": 1,
        "read inclusion_map_openingrule": 1,
        "read inclusion_map_openingexception": 1,
        "read inclusion_map_check": 1,
    }
    with budget(together(itself, PLACES, HOURS, CLASSES)):
        assert client.get("/digital-help/closed/").status_code == 200


def test_what_is_open_now_for_the_home_page(borough):
    with budget(together(PLACES, HOURS)):
        assert len(open_now_near(*CENTRE, limit=2)) == 2


def test_places_by_name_for_the_search(borough):
    with budget({"read inclusion_map_place": 1}):
        assert search_places("place")
