"""The learning pages ask the database the same few questions, whatever there is to show."""

import datetime as dt

import pytest
import time_machine

from courses.models import AudienceRule, Programme, ProgrammeCourse
from courses.requirements.services import open_requirements
from home.frame import shared_frame
from lms.core.models import AuditEntry
from lms.people.models import Person
from tests import course_pages
from tests.builders import complete, give_job, make_person, make_unit
from tests.learners import Learner, right_options
from tests.performance.queries import budget, name_of

pytestmark = pytest.mark.django_db

# Who is asking: the session, and the user with the person behind it.
WHO = {"read django_session": 1, "read people_user": 1}
VIEW_RESTRICTION = "read wagtailcore_pageviewrestriction"

# Whether "My team" and "Staff records" are in the navigation.
FRAME = {"read people_person": 1, "read organisation_roleassignment": 1}


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC), tick=False):
        yield


def somebody_with(courses: int) -> Person:
    """A person asked for that many courses, who did as many others before and was looked at as often."""
    person = make_person("Ada Moss")
    give_job(person, make_unit("HSG"), dt.date(2025, 1, 6))
    programme = Programme.objects.create(code="all", title="All", headline=True, starts_on=dt.date(2026, 1, 1))
    AudienceRule.objects.create(programme=programme, name="Everyone", state="approved", valid_from="2026-01-01")
    for number in range(courses):
        asked = course_pages.published_course(f"asked-{number}", lessons=_lessons(courses)).course
        due = {"due_on": "2027-03-31", "valid_from": dt.date(2026, 1, 1)}
        ProgrammeCourse.objects.create(programme=programme, course=asked, **due)
        done = course_pages.published_course(f"done-{number}").course
        complete(person, done, dt.date(2026, 5, 1), version=done.current_version)
        AuditEntry.objects.create(actor=make_person("Hana Ford").user, verb="viewed_record", subject=person)
    open_requirements()
    return person


def _lessons(number: int) -> list[dict]:
    return [course_pages.a_lesson(f"Lesson {each}", course_pages.a_question("one", None)) for each in range(number)]


@pytest.fixture(params=[1, 12], ids=["one of each", "twelve of each"])
def learner(request) -> Learner:
    person = somebody_with(request.param)
    course = person.requirements.order_by("course__code").first().course
    shared_frame()  # the same for everybody, and kept
    return Learner(person, course)


def test_my_learning(learner):
    learner.client.get(f"{learner.base}lessons/1/")
    learner.start()
    with budget(
        {
            **WHO,
            **FRAME,
            "read courses_requirement": 1,
            "read courses_completion": 1,
            "read courses_lessonprogress": 1,
            "read courses_attempt": 1,
            "read courses_coursepage": 1,
            "read certificates_certificate": 1,
            "read core_auditentry": 1,
        }
    ):
        assert learner.client.get("/learn/").status_code == 200


def test_a_course(learner):
    learner.client.get(learner.base)
    with budget(
        {
            **WHO,
            **FRAME,
            "read courses_coursepage": 1,
            "read courses_courseversion": 1,
            "read courses_lessonprogress": 1,
            "read courses_completion": 1,
            "read courses_attempt": 1,
        }
    ):
        assert learner.client.get(learner.base).status_code == 200


def test_a_lesson_seen_and_recorded(learner):
    url = f"{learner.base}lessons/1/"
    learner.client.get(url)
    with budget({**WHO, **FRAME, "read courses_coursepage": 1, "change courses_lessonprogress": 1}):
        assert learner.client.get(url).status_code == 200


def test_a_question_shown_and_answered(learner):
    attempt = learner.start()
    learner.client.get(f"{learner.base}check/1/")
    with budget({**WHO, **FRAME, "read courses_attempt": 1}):
        assert learner.client.get(f"{learner.base}check/1/").status_code == 200
    chosen = right_options(learner.questions(attempt)[0])
    with budget({**WHO, "read courses_attempt": 2, "change courses_attempt": 1}):
        assert learner.answer(attempt, 1, chosen).status_code == 302


def test_a_result(learner):
    attempt = learner.take_check()
    learner.result(attempt)
    with budget(
        {
            **WHO,
            **FRAME,
            "read courses_attempt": 1,
            "read courses_completion": 2,
            "read courses_courseversion": 1,
            "read courses_requirement": 1,
            "read certificates_certificate": 1,
        }
    ):
        assert learner.result(attempt).status_code == 200


def test_home_for_somebody_without_an_account(learner, client):
    client.get("/")
    allowed = {
        "read wagtailcore_site": 1,
        "read wagtailcore_locale": 1,  # which home page is that of the address's language
        "read wagtailcore_page": 1,
        "read home_homepage": 2,  # the page, and its translations for the language switch
        VIEW_RESTRICTION: 1,
    }
    with budget(allowed):
        assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        ('SELECT "a"."b", (SELECT 1 FROM "c") AS "d" FROM "e" WHERE "f" IN (1)', "read e"),
        ('INSERT OR IGNORE INTO "e" ("a") VALUES (1)', "add e"),
        ('UPDATE "e" SET "a" = (SELECT 1 FROM "b")', "change e"),
        ('DELETE FROM "e"', "delete e"),
        ("WITH RECURSIVE team(a) AS (SELECT 1) SELECT a FROM team", "with team"),
        ("SELECT EXTRACT(YEAR FROM a) FROM e", "read e"),
        ('SAVEPOINT "s1"', None),
    ],
)
def test_how_a_query_is_named(sql, name):
    assert name_of(sql) == name
