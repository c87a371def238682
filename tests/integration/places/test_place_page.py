"""The page of one place: the sentence, the week, the help, getting in, what is wrong, and where to go instead."""

import datetime as dt
import json
import re

import pytest
from django.urls import reverse

from inclusion_map import registry
from inclusion_map.models import OpeningException, Place, PlaceStatus, Report
from tests.places import add_help, checked, make_organisation, make_place, open_at

TUESDAY = dt.date(2026, 11, 24)


def text_of(html: str) -> str:
    words = re.sub(r"</?bdi>", "", html)
    return " ".join(re.sub(r"<script.*?</script>|<[^>]+>", " ", words, flags=re.DOTALL).split())


def page_of(client, place: Place, prefix: str = "") -> str:
    response = client.get(f"{prefix}/digital-help/{place.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def data_in(html: str) -> dict:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


@pytest.fixture
def place(borough):
    place = make_place(
        "Hill library",
        postcode="AB1 2DE",
        phone="020 7946 0000",
        step_free_entrance="yes",
        step_free_entrance_note="Ramp on the left",
        lift="no",
        computers=4,
        time_limit_minutes=60,
        bank_holidays="closed",
    )
    open_at(place, 9, 17, "MO,TU,WE,TH,FR")
    checked(place, TUESDAY - dt.timedelta(days=12))
    add_help(
        place,
        "phone-tablet",
        title="Phone surgery",
        languages=["pl", "ur"],
        is_free=True,
        bring="Your phone",
        minimum_age=18,
    )
    return place


def test_the_page_answers_in_the_order_of_the_questions(client, place):
    text = text_of(page_of(client, place))
    answers = (
        "Hill library",
        "Open now. Staff here until 5pm.",
        "Checked 12 days ago",
        "1 Any Street AB1 2DE",
        "Tuesday Today 9am to 5pm",
        "Saturday 28 November Closed",
        "Phone surgery",
        "Help with a phone or tablet",
        "When staff are here.",
        "Polski (Polish)",
        "اردو (Urdu)",
        "For people aged 18 or over.",
        "Your phone",
        "Step-free entrance Yes Ramp on the left",
        "Lift No",
        "We do not know yet:",
        "Hearing loop",
        "There are 4 computers to use. You can use one for 60 minutes.",
        "Is something here wrong? Tell us",
    )
    places_found = [text.find(answer) for answer in answers]
    assert -1 not in places_found, [answer for answer, at in zip(answers, places_found, strict=True) if at < 0]
    assert places_found == sorted(places_found)


def test_directions_ask_nobody_until_they_are_pressed(client, place):
    html = page_of(client, place)
    [link] = re.findall(r'<a href="https://[^>]*openstreetmap[^>]*>', html)
    assert "?mlat=55.000000&amp;mlon=-3.000000#map=17/55.000000/-3.000000" in link
    assert 'rel="noreferrer"' in link
    assert 'href="geo:55.000000,-3.000000"' in html


def test_coordinates_are_written_for_machines_in_every_language(client, place):
    assert 'href="geo:55.000000,-3.000000"' in page_of(client, place, "/pl")


def test_a_closure_is_named_in_the_week_and_told_to_search_engines(client, place):
    friday = TUESDAY + dt.timedelta(days=3)
    OpeningException.objects.create(place=place, first_day=friday, last_day=friday, reason="Staff training")
    html = page_of(client, place)

    assert "Friday 27 November Closed Staff training" in text_of(html)
    special = data_in(html)["specialOpeningHoursSpecification"]
    told = {(one["validFrom"], one["opens"], one["closes"]) for one in special}
    assert ("2026-11-27", "00:00", "00:00") in told
    assert ("2026-12-25", "00:00", "00:00") in told


def test_what_search_engines_are_told(client, place):
    data = data_in(page_of(client, place))

    assert data["@type"] == "Library"
    assert data["address"]["postalCode"] == "AB1 2DE"
    assert data["geo"] == {"@type": "GeoCoordinates", "latitude": 55.0, "longitude": -3.0}
    [hours] = data["openingHoursSpecification"]
    assert (hours["opens"], hours["closes"]) == ("09:00", "17:00")
    assert [day.rpartition("/")[2] for day in hours["dayOfWeek"]] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    ]
    assert data["amenityFeature"] == [
        {"@type": "LocationFeatureSpecification", "name": "Step-free entrance", "value": True}
    ]
    assert data["publicAccess"] is True


def test_no_text_ends_the_script_that_holds_it(client, place):
    place.address = "</script><script>alert(1)</script> & <!-- 1 Any Street"
    place.save()
    html = page_of(client, place)

    assert "<script>alert" not in html
    assert data_in(html)["address"]["streetAddress"] == place.address


def test_text_in_another_language_than_the_page_says_so(client, place):
    place.name, place.language = "Bibliothèque", "fr"
    place.save()
    assert '<h1 lang="fr" dir="ltr">Bibliothèque</h1>' in page_of(client, place)

    place.language = "en"
    place.save()
    assert "<h1>Bibliothèque</h1>" in page_of(client, place)
    assert '<h1 lang="en" dir="ltr">Bibliothèque</h1>' in page_of(client, place, "/ar")


def test_a_made_up_place_says_so_everywhere(client, place):
    place.is_demonstration = True
    place.save()
    words = "Made up, to show how this works"
    html = page_of(client, place)

    assert words in html
    assert '<meta name="robots" content="noindex">' in html
    assert data_in(html)["description"] == "A made-up place, for demonstration."
    assert words in client.get("/digital-help/?near=everywhere").content.decode()
    assert words in client.get("/digital-help/print/").content.decode()


def test_hours_that_nobody_confirmed_are_not_made_up(client, borough):
    place = make_place("Silent library")
    html = page_of(client, place)
    assert "Hours not confirmed: check before you go." in html
    assert "Tuesday Today Not confirmed" in text_of(html)
    assert "Nobody has checked this yet" in html
    assert "openingHoursSpecification" not in data_in(html)


def test_what_layers_above_registered_is_shown(client, place, monkeypatch):
    monkeypatch.setattr(registry, "_sources", [])

    @registry.at_place
    def classes(at: Place, day: dt.date) -> list[registry.Happening]:
        assert (at.pk, day) == (place.pk, TUESDAY)
        return [{"title": "Kurs", "url": "/courses/kurs/", "when": "Mondays", "cost": "Free", "lang": "pl"}]

    text = text_of(page_of(client, place))
    assert "Classes here Kurs Mondays · Free" in text


# --- Not in use any more --------------------------------------------------------------------------------------------


def test_a_closed_place_leads_to_those_that_are_open(client, place):
    closed = make_place("Old library", north=-0.1, status=PlaceStatus.CLOSED, replaced_by=place, status_reason="Sold.")
    shut = make_place("Shut today", north=-0.2)
    open_at(shut, 9, 10)
    checked(shut, TUESDAY)
    make_place("Not yet", north=-0.3, status=PlaceStatus.PLANNED)
    make_place("Away for works", north=-0.3, status=PlaceStatus.TEMPORARILY_CLOSED)
    make_place("Secret", north=-0.1, published=False)
    text = text_of(page_of(client, closed))

    assert "Old library Closed for good." in text
    assert "Sold. Go here instead: Hill library" in text
    nearest = text.partition("Places near it that you can use")[2]
    assert nearest.index("Hill library") < nearest.index("Shut today")
    for gone in ("Not yet", "Away for works", "Secret", "When it is open"):
        assert gone not in nearest


def test_a_successor_that_is_not_on_the_site_is_not_named(client, borough):
    secret = make_place("Secret", published=False)
    closed = make_place("Old library", status=PlaceStatus.CLOSED, replaced_by=secret)
    assert "Secret" not in page_of(client, closed)


# --- Something is wrong ---------------------------------------------------------------------------------------------


def test_anybody_can_say_that_something_is_wrong(client, place):
    address = reverse("place_report", args=[place.slug])
    assert client.get(address).status_code == 200

    response = client.post(address, {"text": "  It is closed on Mondays.  "}, follow=True)

    assert "Thank you. We have what you wrote." in response.content.decode()
    report = Report.objects.get()
    assert (report.place, report.text, report.page_language) == (place, "It is closed on Mondays.", "en-gb")
    assert {field.name for field in Report._meta.get_fields()} == {
        "id", "uuid", "place", "text", "page_language", "reported_at", "settled_at"
    }  # nothing about who said it  # fmt: skip


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_an_empty_or_endless_report_says_what_is_wrong(client, place, text):
    response = client.post(reverse("place_report", args=[place.slug]), {"text": text})
    assert response.status_code == 200
    assert "govuk-error-summary" in response.content.decode()
    assert not Report.objects.exists()


def test_a_machine_cannot_fill_the_list_of_reports(client, place):
    address = reverse("place_report", args=[place.slug])
    answers = [client.post(address, {"text": f"Wrong {number}"}).status_code for number in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert Report.objects.count() == 5


def test_another_sites_form_cannot_report(place):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("place_report", args=[place.slug]), {"text": "Wrong"}).status_code == 403
    assert not Report.objects.exists()


# --- On paper -------------------------------------------------------------------------------------------------------


def test_the_sheet_says_what_it_is_about_and_when_it_was_printed(client, place):
    html = client.get("/digital-help/print/?near=AB1-2&kind=phone-tablet&size=large").content.decode()
    text = text_of(html)

    assert "Help near AB1 2 (Northfield)" in text
    assert "Printed on 24 Nov 2026." in text
    assert "Tuesday to Friday: 9am to 5pm" in text
    assert "Saturday to Sunday: Closed" in text
    assert "Monday: 9am to 5pm" in text
    assert "ds-sheet--large" in html
    assert "?near=AB1-2&amp;kind=phone-tablet" in html


def test_the_sheet_has_ten_places_and_says_how_many_more_there_are(client, borough):
    for number in range(12):
        make_place(f"Place {number:02}", north=number / 10)
    text = text_of(client.get("/digital-help/print/?near=AB1-2").content.decode())
    assert "2 more places are on the website." in text


# --- Not on the site ------------------------------------------------------------------------------------------------

CANARIES = ("Zqname", "zqother", "zqaddress", "zqservice", "zqreason", "zqorganisation")


@pytest.fixture
def hidden(place):
    hidden = make_place(
        "Zqname",
        published=False,
        other_names="zqother",
        address="zqaddress",
        organisation=make_organisation("zqorganisation"),
        north=1,
    )
    open_at(hidden)
    checked(hidden, TUESDAY)
    add_help(hidden, "sim", title="zqservice", languages=["so"])
    OpeningException.objects.create(place=hidden, first_day=TUESDAY, last_day=TUESDAY, reason="zqreason")
    return hidden


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/digital-help/?near=everywhere", 200),
        ("/digital-help/?near=AB1-2&when=now&kind=sim", 200),
        ("/digital-help/?near=AB1-2&language=so", 200),
        ("/digital-help/places.geojson?near=AB1-2", 200),
        ("/digital-help/print/?near=AB1-2", 200),
        ("/digital-help/hill-library/", 200),
        ("/digital-help/zqname/", 404),
        ("/digital-help/zqname/wrong/", 404),
        ("/digital-help/zqname/wrong/sent/", 404),
        ("/digital-help/?near=zqname", 404),
    ],
)
def test_a_place_that_is_not_published_is_nowhere(client, hidden, path, status):
    response = client.get(path)
    html = response.content.decode().replace('value="zqname"', "")  # what was typed oneself, kept in the box
    assert response.status_code == status
    assert not [canary for canary in CANARIES if canary in html]


@pytest.mark.parametrize("text", ["Zqname", "zqother", "zq"])
def test_a_place_that_is_not_published_is_not_found_by_name(client, hidden, text):
    response = client.post("/digital-help/", {"near": text})
    assert response.status_code == 200
    assert "govuk-error-summary" in response.content.decode()
    assert "/digital-help/zqname/" not in response.content.decode()


def test_nobody_can_report_a_place_that_is_not_published(client, hidden):
    assert client.post("/digital-help/zqname/wrong/", {"text": "Wrong"}).status_code == 404
    assert not Report.objects.exists()


def test_the_same_canaries_are_seen_once_it_is_published(client, hidden):
    """So that the tests above fail for no other reason."""
    hidden.published = True
    hidden.save()
    html = client.get("/digital-help/zqname/").content.decode()
    assert [canary for canary in CANARIES if canary not in html] == ["zqother"]
