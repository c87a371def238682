"""The first page and search ask the database the same few questions, however much there is to show."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from home.shipped_pages import load_pages
from tests.course_pages import published_course
from tests.performance.queries import budget
from tests.places import add_help, checked, make_borough, make_place, open_at
from tests.teaching import a_run, live_class, make_provider

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)


@pytest.fixture(params=[1, 5], ids=["one of each", "five of each"])
def site(request):
    make_borough()
    load_pages()
    provider = make_provider("Hill College")
    for number in range(request.param):
        place = make_place(f"Hill library {number}")
        open_at(place, 9, 17, "TU")
        checked(place, NOW.date())
        add_help(place, "printing")
        published_course(f"course-{number}", title=f"Hill course {number}", open_to="everyone")
        run = a_run(place, NOW.date() + dt.timedelta(days=7))
        live_class(provider, run, title=f"Hill class {number}", slug=f"class-{number}")
    with time_machine.travel(NOW, tick=False):
        yield


# Which page this is, in which language (Wagtail's routing), whether everybody may see it, where it is in the others.
ROUTED = {
    "read wagtailcore_site": 1,
    "read wagtailcore_locale": 1,
    "read home_homepage": 2,
    "read wagtailcore_page": 1,
    "read wagtailcore_pageviewrestriction": 1,
}


def test_the_first_page_asked_again(site, client):
    client.get("/")

    with budget(ROUTED):
        assert client.get("/").status_code == 200


def test_the_first_page_in_another_language(site, client):
    client.get("/pl/")

    # Besides: its translation, and whether that waits for review.
    with budget({**ROUTED, "read wagtailcore_page": 2, "read home_translationreview": 1}):
        assert client.get("/pl/").status_code == 200


def test_search_asked_again(site, client):
    client.get("/search/?query=hill")

    # Everything that can be found is kept; whether it is the name of a part of the borough is asked each time.
    with budget({"read inclusion_map_ward": 1, "read inclusion_map_place": 1}):
        assert client.get("/search/?query=library").status_code == 200


def test_feedback_is_one_row(site, client: Client):
    with budget({"add home_feedback": 1}):
        assert client.post("/feedback/", {"page": "/about/", "found": "yes"}).status_code in (200, 302)
