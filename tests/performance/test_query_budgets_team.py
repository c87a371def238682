"""What a manager's pages ask of the database: each question named, the same for a team of three and of sixty."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from courses.requirements.services import open_requirements
from tests.builders import complete, give_job, make_course, make_person, make_programme, make_unit, report_to
from tests.performance.queries import budget

pytestmark = pytest.mark.django_db

SINCE, TODAY = dt.date(2025, 1, 6), dt.date(2026, 3, 2)
READER = {"read django_session": 1, "read people_user": 1}
# Whether "My team" and "Staff records" are in the navigation.
FRAME = {"read people_person": 1, "read organisation_roleassignment": 1}
TEAM = {
    "read courses_programme": 1,  # every programme with its courses
    "with staff": 1,  # the people, their jobs, units, state and next due date
    "read courses_completion": 1,  # completions, open requirements, exemptions and reminders in one
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture(params=[3, 60])
def manager(request) -> Client:
    """Somebody with so many people and eight courses; the frame of pages is in the cache."""
    courses = [make_course(f"course-{number}") for number in range(8)]
    make_programme(courses, starts=SINCE, due=dt.date(2026, 3, 1))
    unit = make_unit("U")
    boss = make_person("Bo Boss")
    job = give_job(boss, unit, SINCE)
    for number in range(request.param):
        person = make_person(f"Person {number}")
        report_to(give_job(person, unit, SINCE), job, SINCE)
        for course in courses[: number % 8]:
            complete(person, course, dt.date(2026, 2, 1))
    open_requirements(on=TODAY)
    client = Client()
    client.force_login(boss.user, backend="lms.people.backends.AccountBackend")
    client.get("/team/")
    return client


def test_the_team(manager):
    with budget({**READER, **TEAM, **FRAME}):
        assert manager.get("/team/").status_code == 200


def test_another_day_one_list_and_everybody_below(manager):
    with budget({**READER, **TEAM, **FRAME}):
        assert manager.get("/team/?as_at=2026-02-01&show=not_yet_due&q=person").status_code == 200
    with budget({**READER, **TEAM, **FRAME, "read organisation_unitversion": 1}):
        assert manager.get("/team/?include=indirect&unit=U").status_code == 200


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_files(manager, ending):
    with budget({**READER, **TEAM, "add core_auditentry": 1}):
        assert manager.get(f"/team/export.{ending}").status_code == 200


def test_the_page_before_reminding_everybody(manager):
    with budget(
        {
            **READER,
            "read courses_programme": 1,
            "with staff": 1,
            **FRAME,
            "read people_person": 2,  # the people to write to, too
            "read wagtailcore_site": 1,
            "read core_councilsettings": 1,
            "read courses_requirement": 1,
            "read organisation_absence": 1,
            "read courses_reminder": 1,
            "read organisation_roleassignment": 1,  # the navigation
        }
    ):
        assert manager.get("/team/remind/?who=overdue").status_code == 200
