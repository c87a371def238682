"""The pages of a public course ask the database the same few questions, whatever there is to show."""

import html
import re

import pytest
from django.test import Client
from wagtail.models import Locale

from courses.api import public_courses
from courses.models import CoursePage
from home.frame import shared_frame
from tests import course_pages
from tests.performance.queries import budget

pytestmark = pytest.mark.django_db

# The page in the language that is spoken or else as written, if nobody restricted it; its way; the version's number.
TEACHES = {
    "read wagtailcore_pageviewrestriction": 1,
    "read courses_coursepage": 1,
    "read courses_courseversion": 1,
}
WAY = {"read wagtailcore_page": 1}


@pytest.fixture(params=[1, 12], ids=["one of each", "twelve of each"])
def visitor(request) -> Client:
    """Somebody without a cookie, after somebody else has looked: what is the same for everybody is kept."""
    for number in range(request.param):
        course_pages.published_course(
            f"open-{number}",
            open_to="everyone",
            questions_asked=request.param,
            lessons=[
                course_pages.a_lesson(f"Lesson {each}", course_pages.a_question("one", None))
                for each in range(request.param)
            ],
            bank=[course_pages.a_question(f"q{each}") for each in range(request.param)],
        )
    shared_frame()
    client = Client()
    client.get("/courses/open-0/lessons/1/")
    return client


def test_a_lesson(visitor):
    with budget({**TEACHES, **WAY}):
        assert visitor.get("/courses/open-0/lessons/1/").status_code == 200


def test_a_quiz_shown_and_marked(visitor):
    with budget({**TEACHES, **WAY}):
        page = visitor.get("/courses/open-0/quiz/").content.decode()
    shown = html.unescape(re.search(r'name="shown" value="([^"]+)"', page)[1])
    name, option = re.search(r'name="(q-[^"]+)" value="([^"]+)"', page).groups()
    with budget({**TEACHES, **WAY}):
        assert "You got" in visitor.post("/courses/open-0/quiz/", {"shown": shown, name: option}).content.decode()


def test_the_list_of_public_courses(visitor):
    with budget({key: number for key, number in TEACHES.items() if key != "read courses_courseversion"}):
        assert public_courses()


# A quiz that is asked in a translation reads the words of its bank, once.
@pytest.mark.parametrize(("path", "pages"), [("lessons/1/", 1), ("quiz/", 2)])
def test_in_another_language_whether_a_person_has_read_it(visitor, path, pages):
    page = CoursePage.objects.get(slug="open-0")
    copy = page.copy_for_translation(Locale.objects.get(language_code="pl"), copy_parents=True)
    copy.get_latest_revision().publish()
    shared_frame()
    address = f"/pl/courses/open-0/{path}"
    visitor.get(address)

    with budget({**TEACHES, **WAY, "read courses_coursepage": pages, "read home_translationreview": 1}):
        assert visitor.get(address).status_code == 200
