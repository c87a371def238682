"""What catalogue, class page and publishing desk ask of the database: the same for 3 classes and for 30."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from courses.shipped.site import prepare_site
from tests.performance.queries import budget
from tests.teaching import a_run, draft_class, live_class, make_partner, make_place, make_provider, waiting_class

pytestmark = pytest.mark.django_db

TODAY = dt.date(2027, 1, 4)
CLASSES = {
    "read courses_taughtcourse": 1,  # with providers
    "read courses_courserun": 1,  # with places
}
# Wagtail's own way to a page at /courses/, with what is needed for it in several languages.
INDEX_PAGE = {
    "read wagtailcore_site": 1,
    "read wagtailcore_locale": 1,
    "read home_homepage": 1,
    "read wagtailcore_page": 2,
    "read courses_courseindexpage": 2,
    "read wagtailcore_pageviewrestriction": 2,
    "read courses_coursepage": 2,  # courses for everybody, and those for staff
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture(params=[3, 30])
def desk(request) -> Client:
    """A partner with so many classes of each kind; the frame of pages is in the cache."""
    prepare_site()
    provider, place = make_provider("Adult Learning"), make_place("North Library")
    partner = make_partner(provider)
    for number in range(request.param):
        run = a_run(place, dt.date(2027, 1, 12), weekdays="TU,TH")
        live_class(provider, run, a_run(place, dt.date(2027, 1, 12), weekdays="SA"), title=f"Class {number}")
        draft_class(provider, title=f"Draft {number}")
        waiting_class(provider, by=partner, title=f"Waiting {number}")
    client = Client()
    client.force_login(partner, backend="lms.people.backends.AccountBackend")
    for address in ("/courses/", "/courses/classes/class-1/", "/publish/"):
        client.get(address)
        Client().get(address)
    return client


def test_the_page_of_a_class(desk):
    with budget(
        {
            **CLASSES,
            "read courses_courseindexpage": 1,  # the catalogue, for the way back
            "read wagtailcore_site": 1,
            "read wagtailcore_locale": 1,
        }
    ):
        Client().get("/courses/classes/class-1/")


def test_the_desk(desk):
    with budget(
        {
            "read django_session": 1,
            "read people_user": 1,
            "read courses_provider": 1,  # whether they write for one
            **CLASSES,  # with providers and the newest revisions
            "read wagtailcore_workflowstate": 1,
        }
    ):
        desk.get("/publish/")


def test_the_catalogue(desk):
    with budget({**CLASSES, **INDEX_PAGE}):
        Client().get("/courses/?day=TU&free=1")
