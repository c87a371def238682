"""Where near me can somebody help me now? The list, what fits, what nearly fits, and the map beside it."""

import datetime as dt
import json
import re

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from inclusion_map.models import OpeningException, PlaceStatus
from inclusion_map.selectors import languages_on_offer, open_now_near, search_places
from tests.places import CENTRE, add_help, checked, make_place, open_at

TUESDAY = dt.date(2026, 11, 24)


def text_of(html: str) -> str:
    words = re.sub(r"<[^>]+>", " ", re.sub(r"</?bdi>", "", html))
    return " ".join(words.split())  # a space that breaks no line is one too


def names(html: str) -> list[str]:
    """The names in the list, in its order, each with its number."""
    found = re.findall(r'ds-place__name">\s*<span class="ds-place__number">(\d+)</span>\s*<a [^>]*>([^<]+)</a>', html)
    return [f"{number} {name}" for number, name in found]


def asked(client: Client, query: str) -> str:
    response = client.get(f"/digital-help/?near=AB1-2{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def places(borough):
    """Three places north to south of the middle of the sector, which is a hundredth of a degree north of the centre."""
    near, middle, far = (make_place(name, north=north) for name, north in (("Near", 1.2), ("Middle", 0), ("Far", -2)))
    for place in (near, middle, far):
        checked(place, TUESDAY - dt.timedelta(days=12))
    open_at(near, 9, 13)
    open_at(middle, 9, 17)
    open_at(far, 9, 18)
    add_help(near, "phone-tablet", languages=["pl"])
    add_help(middle, "phone-tablet", "forms", access="book", languages=["ta"])
    add_help(far, "phone-tablet", "sim", languages=["pl"])
    return near, middle, far


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_nearest_place_comes_first_with_all_one_needs_to_choose(client, places):
    html = asked(client, "")

    assert names(html) == ["1 Near", "2 Middle", "3 Far"]
    first = text_of(html.partition('id="place-1"')[2].partition('id="place-2"')[0])
    for words in ("About 0.1 miles away", "1 Any Street", "Closed now. Opens tomorrow 9am.", "You can walk in."):
        assert words in first
    for words in ("Help with a phone or tablet", "Polski (Polish)", "Checked 12 days ago", "Directions and details"):
        assert words in first
    assert "Places near AB1 2 (Northfield)" in text_of(html)
    assert "3 places fit. The nearest comes first. 2 are open now." in text_of(html)


@pytest.mark.parametrize(
    ("query", "fit"),
    [
        ("&when=now", ["1 Middle", "2 Far"]),
        ("&when=today", ["1 Middle", "2 Far"]),
        ("&when=now&walk_in=1", ["1 Far"]),
        ("&walk_in=1", ["1 Near", "2 Far"]),
        ("&language=pl", ["1 Near", "2 Far"]),
        ("&language=pl&when=now", ["1 Far"]),
        ("&kind=forms", ["1 Middle"]),
        ("&kind=phone-tablet&kind=sim", ["1 Far"]),
        ("&when=at&day=WE&hour=10", ["1 Near", "2 Middle", "3 Far"]),
        ("&when=at&day=WE&hour=17", ["1 Far"]),
        ("&when=at&day=TU&hour=10", ["1 Near", "2 Middle", "3 Far"]),
    ],
)
def test_a_place_is_listed_only_where_it_fits_everything(client, places, query, fit):
    assert names(asked(client, query)) == fit


def test_a_name_heard_in_a_link_keeps_its_language(client, places):
    page = BeautifulSoup(client.get("/pl/digital-help/?near=everywhere").content, "html.parser")
    hidden = page.select(".ds-place__more .govuk-visually-hidden > span")
    assert len(hidden) == len(page.select(".ds-place"))
    assert {name["lang"] for name in hidden} == {"en"}


def test_today_counts_what_opens_later(client, places):
    with time_machine.travel(dt.datetime(2026, 11, 24, 7, tzinfo=dt.UTC), tick=False):
        assert "Nothing fits" in asked(client, "&when=now")
        assert names(asked(client, "&when=today")) == ["1 Near", "2 Middle", "3 Far"]


def test_an_hour_that_is_over_means_next_week(client, places):
    near = places[0]
    OpeningException.objects.create(place=near, first_day=TUESDAY + dt.timedelta(7), last_day=TUESDAY + dt.timedelta(7))
    assert names(asked(client, "&when=at&day=TU&hour=10")) == ["1 Middle", "2 Far"]


def test_a_service_with_times_of_its_own_is_there_only_then(client, places):
    _near, middle, _far = places
    open_at(add_help(middle, "nhs", title="Morning help"), 9, 11, kind="drop_in")

    assert names(asked(client, "&kind=nhs")) == ["1 Middle"]
    assert "Nothing fits all that you chose" in asked(client, "&kind=nhs&when=now")


def test_a_way_without_steps_is_one_that_somebody_confirmed(client, places):
    near, middle, far = places
    near.step_free_entrance, middle.step_free_entrance = "no", "unknown"
    far.step_free_entrance = "yes"
    for place in places:
        place.save()
    html = asked(client, "&step_free=1")
    assert names(html) == ["1 Far"]
    assert "The way in has no steps." in html


def test_what_was_never_confirmed_is_never_open_now(client, places):
    _near, middle, _far = places
    middle.checks.all().delete()
    checked(middle, TUESDAY - dt.timedelta(days=400), due_in=30)
    assert names(asked(client, "&when=now")) == ["1 Far"]


def test_nothing_fits_shows_what_comes_nearest_and_what_differs(client, places):
    html = asked(client, "&kind=forms&when=now&walk_in=1&language=pl")

    assert "Nothing fits all that you chose" in html
    assert names(html)[0] == "1 Middle"
    first = text_of(html.partition('id="place-1"')[2].partition('id="place-2"')[0])
    assert "You cannot simply walk in." in first
    assert "We know of no such help there in this language: Polish." in first
    assert "The help is not there at that time." not in first


def test_the_time_that_was_asked_for_is_said_where_it_does_not_fit(client, places):
    html = asked(client, "&when=at&day=SU&hour=21")
    assert "The help is not there then: Sunday, 9pm." in html


def test_the_building_itself_is_help_without_a_service(client, borough):
    place = make_place("Reading room", computers=3, wifi="yes", printing="no")
    open_at(place)
    checked(place, TUESDAY)

    assert names(asked(client, "&kind=computer&kind=wifi&when=now&walk_in=1")) == ["1 Reading room"]
    assert "We know of no such help there: Printing and scanning." in asked(client, "&kind=printing")


def test_an_appointment_is_no_walk_in_however_open_the_door(client, borough):
    place = make_place("Contact centre", kind="contact_centre", appointment_only=True)
    open_at(place)
    checked(place, TUESDAY)
    add_help(place, "forms")

    assert names(asked(client, "&when=now")) == ["1 Contact centre"]
    assert "By appointment only." in asked(client, "&when=now")
    for wishes in ("&walk_in=1", "&when=now&walk_in=1"):
        assert "Nothing fits all that you chose" in asked(client, wishes)


def test_a_place_of_which_nobody_knows_the_point_comes_last_without_a_distance(client, places):
    make_place("Lost", latitude=None, longitude=None)
    html = asked(client, "")
    assert names(html)[-1] == "4 Lost"
    assert "miles away" not in html.partition('id="place-4"')[2].partition("</li>\n")[0]


def test_pages_of_ten_keep_their_numbers(client, borough):
    for number in range(12):
        make_place(f"Place {number:02}", north=1 - number / 10)
    first, second = asked(client, ""), asked(client, "&page=2")

    assert [name.split()[0] for name in names(first)] == [str(number) for number in range(1, 11)]
    assert [name.split()[0] for name in names(second)] == ["11", "12"]
    assert map_numbers(second) == ["11", "12"]


# --- The map --------------------------------------------------------------------------------------------------------


def map_numbers(html: str) -> list[str]:
    pins = html.partition('class="ds-map__pins"')[2].partition("</g>")[0]
    return re.findall(r"<text [^>]*>(\d+)</text>", pins)


@pytest.mark.parametrize("query", ["", "&when=now", "&language=pl", "&kind=forms&when=now&walk_in=1&language=pl"])
def test_map_and_list_have_the_same_numbers(client, places, query):
    html = asked(client, query)
    listed = [name.split()[0] for name in names(html)]
    moving = json.loads(client.get(f"/digital-help/places.geojson?near=AB1-2{query}").content)
    numbered = {
        str(one["properties"]["number"]): one["properties"]["name"]
        for one in moving["features"]
        if one["properties"]["layer"] == "place"
    }

    assert listed
    assert map_numbers(html) == listed
    assert [f"{number} {name}" for number, name in numbered.items()] == names(html)
    assert "Each number is the number in the list." in html


def test_the_map_that_moves_is_over_the_same_borough(client, places):
    response = client.get("/digital-help/places.geojson?near=AB1-2")
    features = json.loads(response.content)["features"]
    layers = [one["properties"]["layer"] for one in features]

    assert response["Content-Type"] == "application/geo+json"
    assert layers == ["borough", "ward", "ward", "here", "place", "place", "place"]
    assert features[3]["geometry"]["coordinates"] == [-3.0, 55.01]  # the middle of the sector, and of nothing smaller


def test_without_an_outline_there_is_a_list_and_no_map(client, db):
    make_place("Alone")
    response = client.get("/digital-help/?near=everywhere")
    assert "Alone" in response.content.decode()
    assert '<svg class="ds-map"' not in response.content.decode()


# --- Where ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("AB1 2DE", "AB1-2"),
        ("ab12de", "AB1-2"),
        ("AB1 2", "AB1-2"),
        ("ABI 2DE", "AB1-2"),
        ("AB1", "AB1"),
        ("AB1 9ZZ", "AB1"),  # its sector is too small to be named
        ("AB2 1AA", "AB2"),
        ("ZE1 0AA", "ZE1"),  # of somewhere else altogether
        ("12 Any Street, AB1 2DE", "AB1-2"),
        ("Northfield", "northfield"),
        ("southfield and dale", "southfield-dale"),
        ("SOUTH", "southfield-dale"),
        ("Middle", "middle"),
        ("Old reading room", "far"),
    ],
)
def test_what_was_typed_leads_to_its_area(client, places, text, near):
    far = places[2]
    far.other_names = "Old reading room\nThe Institute"
    far.save()

    response = client.post("/digital-help/", {"near": text})

    assert response.status_code == 303
    assert response["Location"] == f"/digital-help/?near={near}"
    assert client.get(response["Location"]).status_code == 200


def test_the_wishes_are_kept_when_somebody_looks_somewhere_else(client, places):
    response = client.post("/digital-help/?kind=sim&when=now&near=AB1-3", {"near": "AB1 2"})
    assert response["Location"] == "/digital-help/?near=AB1-2&kind=sim&when=now"


def test_a_name_of_several_asks_which(client, borough):
    for name in ("Hill library", "Dale library"):
        make_place(name)
    response = client.post("/digital-help/", {"near": "library"})

    assert response.status_code == 200
    assert "Which one do you mean?" in response.content.decode()
    for link in ("/digital-help/?near=hill-library", "/digital-help/?near=dale-library"):
        assert link in response.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "\0", "💥", "1234", "'; drop table", "<script>alert(1)</script>"])
def test_what_is_not_understood_says_what_to_type_and_keeps_it(client, places, text):
    response = client.post("/digital-help/", {"near": text})
    html = response.content.decode()

    assert response.status_code == 200
    assert "govuk-error-summary" in html
    assert "<title>Error:" in " ".join(html.split()).replace("<title> ", "<title>")
    assert "Type a postcode, or the name of an area." in html
    if text.strip("\0 "):
        assert "For example: AB1 2 or Northfield." in html
    if text == "xyzzy":
        assert 'value="xyzzy"' in html
    assert "<script>alert" not in html


def test_a_sector_too_small_to_be_named_is_its_outcode(client, places):
    response = client.get("/digital-help/?near=AB1-9", follow=True)
    html = response.content.decode()
    assert response.redirect_chain == [("/digital-help/?near=AB1", 303)]
    assert "outside our area" not in html
    assert "About 0.8 miles away" in html  # from the middle of the outcode


def test_outside_the_borough_it_says_so_and_still_helps(client, places):
    html = client.get("/digital-help/?near=AB2").content.decode()
    assert "AB2 is outside our area. These are the nearest places that we know." in html
    assert len(names(html)) == 3

    elsewhere = client.get("/digital-help/?near=ZE1").content.decode()
    assert "ZE1 is outside our area, and too far away" in elsewhere
    assert len(names(elsewhere)) == 3


def test_a_closed_place_is_found_by_name_and_leads_to_the_nearest(client, places):
    near = places[0]
    near.status = PlaceStatus.CLOSED
    near.save()
    html = client.get(client.post("/digital-help/", {"near": "near"})["Location"]).content.decode()

    assert "Near: Closed for good. These are the nearest places to it." in html
    assert names(html) == ["1 Middle", "2 Far"]


def test_an_area_that_there_is_not_says_what_to_type(client, places):
    response = client.get("/digital-help/?near=nowhere-at-all")
    assert response.status_code == 404
    assert "We do not know that place." in response.content.decode()


# --- For the rest of the site ---------------------------------------------------------------------------------------


def test_open_now_near_gives_the_nearest_that_are_open(places):
    found = open_now_near(CENTRE[0] - 0.02, CENTRE[1], 1)
    assert [result.place.name for result in found] == ["Far"]
    assert len(open_now_near(*CENTRE, 5)) == 2


def test_languages_on_offer_are_in_the_readers_order(places):
    assert [one.code for one in languages_on_offer()] == ["pl", "ta"]
    with translation.override("pl"):
        assert {one.own_name for one in languages_on_offer()} == {"Polski", "தமிழ்"}


@pytest.mark.parametrize(("text", "found"), [("far", ["Far"]), ("INSTIT", ["Far"]), ("", []), ("far middle", [])])
def test_search_by_any_name(places, text, found):
    far = places[2]
    far.other_names = "The Institute"
    far.status = PlaceStatus.CLOSED
    far.save()
    assert [place.name for place in search_places(text)] == found
