"""A resident does the course for residents on a small, old phone: no account, no cookie, with and without scripts."""

import gzip
import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import override_settings
from playwright.sync_api import Response
from wagtail.models import Locale

from courses.models import Attempt, ConfidenceRating, CoursePage, LearningEvent, LessonProgress
from courses.shipped.loading import load_courses, plan_courses
from courses.shipped.validate import SHIPPED, load_course
from home.shipped_pages import load_pages
from tests.browser.conftest import DESK, PHONE
from tests.browser.screens import Screen
from tests.browser.town import Town

CODE = "online-safely"
COURSE = load_course(SHIPPED / CODE)
HEAVIEST = 100_000  # bytes, everything counted
AS_THEY_ARE = (".woff2", ".png", ".jpg")


@pytest.fixture
def course(town: Town) -> dict:
    """The course that comes with the product, published."""
    load_courses(plans=plan_courses([SHIPPED / CODE]))
    return COURSE


@pytest.fixture
def resident(open_as: Callable[..., Screen], course: dict, javascript: bool) -> Screen:
    return open_as(None, PHONE, scripts=javascript)


def weigh(screen: Screen, path: str) -> int:
    """What a first visit to an address fetches, in bytes: text compressed, as a server sends it."""
    seen: list[Response] = []
    screen.page.on("response", lambda response: seen.append(response))
    screen.page.goto(path, wait_until="networkidle")
    bodies = {each.url: each.body() for each in seen if each.ok}
    assert len(bodies) > 2
    return sum(len(body if url.endswith(AS_THEY_ARE) else gzip.compress(body)) for url, body in bodies.items())


def choose_in_each_question(screen: Screen, course: dict, *, rightly: bool) -> None:
    """Chooses the right options of every question that is shown, or one wrong one."""
    bank = {question["prompt"]: question for question in course["bank"]}
    groups = screen.page.get_by_role("group").all()
    assert len(groups) == course["questions_asked"]
    for group in groups:
        prompt = re.sub(r"^\d+\.\s+", "", group.locator("legend").inner_text().strip())
        options = [option["text"] for option in bank[prompt]["options"] if option["correct"] is rightly]
        for option in options if rightly else options[:1]:
            group.get_by_label(option, exact=True).check()


def records() -> list[int]:
    """How many rows there are of everything that learning leaves behind."""
    return [model.objects.count() for model in (Attempt, ConfidenceRating, LearningEvent, LessonProgress, Session)]


def test_the_course_from_its_page_to_the_result(resident: Screen, course: dict):
    before = records()
    resident.visit(f"/courses/{CODE}/")
    assert resident.heading == course["title"]
    resident.check()
    resident.press("Start")
    for number, lesson in enumerate(course["lessons"], start=1):
        assert resident.heading == lesson["title"]
        assert resident.reads(f"Lesson {number} of {len(course['lessons'])}")
        resident.check()
        answer = next(block["question"] for block in lesson["blocks"] if "question" in block)["options"][0]
        resident.page.get_by_label(answer["text"], exact=True).check()
        resident.press("Check my answer")
        assert resident.reads(answer["feedback"])
        resident.press("Next lesson" if number < len(course["lessons"]) else "Go to the quiz")

    assert resident.heading == f"{course['title']} Quiz"
    choose_in_each_question(resident, course, rightly=True)
    resident.press("See how I did")
    asked = course["questions_asked"]
    assert resident.heading.endswith(f"You got {asked} of {asked}")
    resident.check()
    assert resident.page.get_by_role("button", name="Print my result").count() == int(resident.scripts)

    assert resident.page.context.cookies() == []
    assert records() == before


def test_what_went_wrong_is_taught_and_the_quiz_taken_again(resident: Screen, course: dict):
    resident.visit(f"/courses/{CODE}/quiz/")
    resident.press("See how I did")
    assert resident.reads("Choose an answer to at least one question")
    resident.check()
    choose_in_each_question(resident, course, rightly=False)
    resident.press("See how I did")
    assert "You got 0 of" in resident.heading
    assert resident.reads("These lessons are about what you missed")
    resident.check()
    resident.press("Try the quiz again")
    assert resident.heading.endswith("Quiz")
    assert resident.page.context.cookies() == []


def test_a_paper_lost_on_the_way_is_said_plainly(resident: Screen, course: dict):
    resident.visit(f"/courses/{CODE}/quiz/")
    choose_in_each_question(resident, course, rightly=True)
    with override_settings(SECRET_KEY="the key was changed since the page was drawn"):
        resident.press("See how I did")
    assert resident.heading == "We could not mark your answers"
    resident.check()


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_the_frame_speaks_another_language_and_the_course_says_which_is_its_own(open_as, course: dict, language: str):
    Locale.objects.get_or_create(language_code=language)
    screen = open_as(None, PHONE)
    for path in ("lessons/1/", "quiz/"):
        screen.visit(f"/{language}/courses/{CODE}/{path}")
        assert screen.page.locator("html").get_attribute("lang") == language
        assert screen.page.locator("main [lang='en-gb'][dir='ltr']").count()
        for size in (PHONE, DESK):
            screen.resize(size)
            screen.check()
    screen.page.locator("main input[type=radio]").first.check()
    screen.page.locator("main form button").last.click()
    screen.page.wait_for_load_state("load")
    screen.check()
    assert screen.page.context.cookies() == []


@pytest.fixture
def translated(course: dict) -> dict:
    """The course in every language that it comes in."""
    load_pages()
    return course


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_the_course_is_done_in_another_language(open_as, translated: dict, language: str, javascript: bool):
    home = f"/{language}/courses/{CODE}/"
    screen = open_as(None, PHONE, scripts=javascript)
    for path in (home, *(f"{home}lessons/{number}/" for number in range(1, 7)), f"{home}quiz/"):
        screen.visit(path)
        assert screen.page.locator("main [lang='en-gb']").count() == 0
        for link in screen.page.locator("main a[href^='/']").all():
            assert link.get_attribute("href").startswith(f"/{language}/")
        for size in (PHONE, DESK):
            screen.resize(size)
            screen.check()
    screen.page.locator("main input[type=radio]").first.check()
    screen.page.locator("main form button").last.click()
    screen.page.wait_for_load_state("load")
    for size in (PHONE, DESK):
        screen.resize(size)
        screen.check()
    assert screen.page.context.cookies() == []


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_a_lesson_in_another_language_is_light(open_as, translated: dict, language: str):
    assert weigh(open_as(None, PHONE), f"/{language}/courses/{CODE}/lessons/4/") <= HEAVIEST


@pytest.mark.parametrize("number", range(1, len(COURSE["lessons"]) + 1))
def test_a_lesson_is_light(open_as, course: dict, number: int):
    assert weigh(open_as(None, PHONE), f"/courses/{CODE}/lessons/{number}/") <= HEAVIEST


def test_the_quiz_is_light(open_as, course: dict):
    assert weigh(open_as(None, PHONE), f"/courses/{CODE}/quiz/") <= HEAVIEST


def test_it_is_read_at_a_desk_too(open_as, course: dict):
    screen = open_as(None, DESK)
    assert CoursePage.objects.get(course__code=CODE).live
    for path in ("", "lessons/1/", "lessons/6/", "quiz/"):
        screen.visit(f"/courses/{CODE}/{path}")
        screen.check()
