"""The public page asks the database the same few questions, however many people, units and courses there are."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache

from courses.requirements.services import open_requirements
from home.frame import shared_frame
from tests.builders import complete, give_job, make_course, make_person, make_programme, make_unit
from tests.performance.queries import budget

pytestmark = pytest.mark.django_db

START, TODAY = dt.date(2026, 1, 5), dt.date(2026, 11, 22)


@pytest.fixture(params=[1, 6], ids=["one unit, one course", "six units, six courses"])
def council(request):
    courses = [make_course(f"c{number}", validity_months=12) for number in range(request.param)]
    make_programme(courses, starts=START, due=dt.date(2026, 3, 31))
    top = make_unit("C")
    for number in range(request.param):
        unit = make_unit(f"U{number}", parent=top)
        for _ in range(11):
            person = make_person("Ann", email="")
            give_job(person, unit, dt.date(2020, 1, 1))
            complete(person, courses[0], dt.date(2026, 2, 1))
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC), tick=False):
        open_requirements()
        yield


def test_the_page(council, client):
    cache.clear()
    shared_frame()  # the same for everybody, and kept
    # Today's figure by unit, by course and by starters; then the twelve of the line: the first of each month since the
    # programme began, its own first day, and today.
    with budget(
        {
            "read courses_programme": 1,
            "read organisation_unitversion": 1,
            "with tree": 1,
            "with held": 2 + 12,
            "read courses_course": 1,
            "read courses_programmecourse": 1,
        }
    ):
        assert client.get("/performance/").status_code == 200


def test_asked_again_it_is_kept(council, client):
    client.get("/performance/")
    with budget({"read courses_programme": 1, "read courses_programmecourse": 1}):
        assert client.get("/performance/").status_code == 200


def test_the_data(council, client):
    cache.clear()
    with budget({"read courses_programme": 1, "read organisation_unitversion": 1, "with tree": 1}):
        assert client.get("/performance/data.json").status_code == 200
