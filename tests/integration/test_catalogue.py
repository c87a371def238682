"""The catalogue: what it lists for which question, exactly, and the page of a class."""

import datetime as dt
import json
import re

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from courses.catalogue.selectors import classes_at
from courses.models import CourseRun
from courses.shipped.site import prepare_site
from tests.course_pages import draft_course, republish
from tests.teaching import a_run, draft_class, live_class, make_place, make_provider

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 1, 4)  # a Monday
TUESDAY = dt.date(2027, 1, 12)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def town():
    """Two places, four classes to come, and everything that must not be listed."""
    prepare_site()
    north, south = make_place("North Library"), make_place("South Hub")
    provider = make_provider("Adult Learning")
    live_class(provider, a_run(north, TUESDAY), a_run(south, TUESDAY, weekdays="SA"), title="First phone")
    live_class(
        provider,
        a_run(north, TUESDAY, weekdays="FR"),
        title="Spreadsheets",
        outcomes="Add up a column",
        level="work",
        is_free=False,
        price="£60",
    )
    live_class(
        provider,
        a_run(south, TUESDAY, weekdays="MO"),
        title="Poczta po polsku",
        outcomes="Wyślesz e-mail",
        teaching_language="pl",
        language="pl",
    )
    live_class(provider, a_run(south, TODAY, TODAY, weekdays="MO"), title="Today only", level="everyday")
    live_class(provider, a_run(north, dt.date(2026, 9, 1), dt.date(2026, 12, 1)), title="Over")
    cancelled = live_class(provider, a_run(north, TUESDAY), title="Cancelled")
    CourseRun.objects.filter(taught_course=cancelled).update(cancelled=True, cancelled_reason="Ill")
    draft_class(provider, a_run(north, TUESDAY), title="Draft")
    republish(draft_course(slug="online", title="Getting online", open_to="everyone", level="first-steps"))
    republish(draft_course(slug="staffonly", title="For the staff"))
    return north, south


def titles(query: str = "") -> list[str]:
    """What the page lists as found, in its order, without the courses for staff."""
    text = Client().get(f"/courses/{query}").content.decode()
    listed = text.partition('id="found"')[2].partition("For council staff")[0]
    return re.findall(r'class="ds-choice__title"><a [^>]*>([^<]+)</a>', listed)


ALL = ["First phone", "Poczta po polsku", "Getting online", "Today only", "Spreadsheets"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ALL),
        ("?place=north-library", ["First phone", "Spreadsheets"]),
        ("?day=SA", ["First phone"]),
        ("?day=FR&free=1", []),
        ("?free=1", ["First phone", "Poczta po polsku", "Getting online", "Today only"]),
        ("?level=work", ["Spreadsheets"]),
        ("?level=first-steps", ["First phone", "Poczta po polsku", "Getting online"]),
        ("?language=pl", ["Poczta po polsku"]),
        ("?q=how do I add up", ["Spreadsheets"]),
        ("?q=EMAIL", ["Poczta po polsku"]),
        ("?q=south hub", ["First phone", "Poczta po polsku", "Today only"]),
        ("?day=nonsense&place=nowhere&level=%00&page=x", ALL),
        ("?q=%22'%25_%5C", []),
        ("?q=a%00b", ALL),
    ],
)
def test_each_filter_finds_exactly_what_fits(town, query, found):
    shown = titles(query)
    if not found:  # what almost fits is headed by what would have to be given up
        assert "Nothing fits" in Client().get(f"/courses/{query}").content.decode()
    else:
        assert shown == found


def test_day_and_place_must_hold_of_the_same_dates(town):
    assert titles("?place=north-library&day=TU") == ["First phone"]
    text = Client().get("/courses/?place=north-library&day=SA").content.decode()
    assert "Nothing fits" in text
    assert "If this need not be so: It is held on Saturdays." in text
    assert "If this need not be so: It is held at North Library." in text


def test_filters_are_sentences_with_a_way_out(town):
    text = Client().get("/courses/?free=1&day=TU").content.decode()
    assert "1 course or class" in text
    for words, less in [("It is free.", "?day=TU"), ("It is held on Tuesdays.", "?free=1")]:
        assert f'{words} <a href="{less}">' in text


def test_what_was_held_this_morning_is_listed_until_the_day_is_over(town):
    assert "Today only" in titles()
    with time_machine.travel(dt.datetime(2027, 1, 5, 9, tzinfo=dt.UTC)):
        assert "Today only" not in titles()


def test_the_page_of_a_class(town):
    text = Client().get("/courses/classes/first-phone/").content.decode()
    assert "Next on Tuesday 12 January, 10am to midday" in text
    assert "Send a message" in text
    assert 'href="/digital-help/north-library/"' in text
    data = json.loads(re.search(r"<script type=\"application/ld\+json\"[^>]*>(.*?)</script>", text, re.S)[1])
    assert (data["@type"], data["name"], data["isAccessibleForFree"]) == ("Course", "First phone", True)
    first = data["hasCourseInstance"][0]
    assert first["courseSchedule"]["byDay"] == ["https://schema.org/Tuesday"]
    assert (first["startDate"], first["location"]["name"]) == ("2027-01-12", "North Library")
    assert None not in first.values()


def test_words_in_another_language_say_so(town):
    text = Client().get("/courses/classes/poczta-po-polsku/").content.decode()
    assert '<h1 lang="pl" dir="auto">Poczta po polsku</h1>' in text
    assert "It is taught in Polish." in text
    assert '<a href="/courses/classes/poczta-po-polsku/" lang="pl"' in Client().get("/courses/").content.decode()


@pytest.mark.parametrize(
    ("slug", "words"),
    [("over", "There are no dates to come just now."), ("cancelled", "Ill")],
)
def test_a_class_that_is_over_or_cancelled_says_so(town, slug, words):
    text = Client().get(f"/courses/classes/{slug}/").content.decode()
    assert words in text
    if slug == "cancelled":
        assert "https://schema.org/EventCancelled" in text


def test_a_place_shows_the_classes_held_there_from_a_day_on(town):
    north, south = town
    assert [one["title"] for one in classes_at(north, TODAY)] == ["First phone", "Spreadsheets"]
    assert [one["title"] for one in classes_at(south, TODAY)] == ["Today only", "First phone", "Poczta po polsku"]
    assert [one["title"] for one in classes_at(north, dt.date(2027, 3, 30))] == []


def test_an_unpublished_place_is_named_nowhere(town):
    north, _south = town
    type(north).objects.filter(pk=north.pk).update(published=False)
    for address in ("/courses/", "/courses/classes/first-phone/"):
        assert "North Library" not in Client().get(address).content.decode()


def test_text_that_looks_like_markup_stays_text(town):
    bad = "</script><script>alert(1)</script>"
    live_class(make_provider("Odd"), a_run(None, TUESDAY), title=bad, outcomes=bad, how_to_book=bad)
    for address in ("/courses/", "/courses/classes/scriptscriptalert1script/"):
        response = Client().get(address)
        assert response.status_code == 200
        assert "<script>alert(1)" not in response.content.decode()


def test_days_and_times_follow_the_language_of_the_page(town):
    with override("pl"):
        text = Client().get("/pl/courses/classes/first-phone/").content.decode()
    assert "10:00" in text
    assert "10am" not in text
