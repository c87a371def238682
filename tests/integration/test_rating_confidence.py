"""Rating confidence before and after a course: what it is compared with, and what it says to do next."""

import datetime as dt
from uuid import uuid4

import pytest

from courses.models import ConfidenceRating
from tests import course_pages
from tests.builders import give_job, make_person, make_unit
from tests.learners import Learner, words

pytestmark = pytest.mark.django_db

BEFORE, AFTER = "lessons/1/", "lessons/3/"


def rating_block(moment: str) -> dict:
    return {"type": "confidence", "value": {"moment": moment}, "id": str(uuid4())}


def an_outcome(key: str, *goes_further: str) -> dict:
    outcome = course_pages.an_outcome(key)
    outcome["value"]["goes_further"] = [{"type": "item", "value": code, "id": str(uuid4())} for code in goes_further]
    return outcome


def a_lesson(title: str, outcome: str, *blocks: dict) -> dict:
    lesson = course_pages.a_lesson(title, *blocks)
    lesson["value"]["outcomes"] = [{"type": "item", "value": outcome, "id": str(uuid4())}]
    return lesson


@pytest.fixture
def learner() -> Learner:
    course_pages.published_course(slug="sums", course_code="sums", title="Sums that others can follow")
    page = course_pages.published_course(
        outcomes=[an_outcome("count", "sums", "no-such-course"), an_outcome("add")],
        bank=[course_pages.a_question("first"), course_pages.a_question("second", "add")],
        lessons=[
            a_lesson("Counting", "count", rating_block("before")),
            a_lesson("Adding", "add"),
            a_lesson("Choosing", "count", rating_block("after")),
        ],
    )
    person = make_person("Ada Moss")
    give_job(person, make_unit("HSG"), dt.date(2025, 1, 6))
    return Learner(person, page.course)


def rate(learner: Learner, lesson: str, action: str = "continue", **ratings: int):
    moment = "before" if lesson == BEFORE else "after"
    fields = {f"confidence-{moment}-{key}": value for key, value in ratings.items()}
    return learner.client.post(f"{learner.base}{lesson}", {"action": action, **fields})


def test_a_low_rating_says_what_to_read_again_and_which_course_goes_further(learner):
    rate(learner, BEFORE, count=1, add=2)
    shown = rate(learner, AFTER, "rate", count=2, add=5)
    assert shown["Location"] == f"{learner.base}{AFTER}#what-next"

    page = learner.client.get(f"{learner.base}{AFTER}")
    assert "Before: not at all. Now: a little." in words(page)
    assert "Before: a little. Now: very." in words(page)
    body = page.content.decode()
    says = body[body.index('id="what-next"') :]
    assert f'href="{learner.base}lessons/1/">Counting</a>' in says
    assert 'href="/learn/sums/">Sums that others can follow</a>' in says
    assert ">Choosing</a>" not in says  # the lesson that asks
    assert ">Adding</a>" not in says  # what is taught there was rated high


def test_growing_less_sure_is_met_kindly(learner):
    rate(learner, BEFORE, count=4, add=3)
    rate(learner, AFTER, count=3, add=3)
    assert words(learner.client.get(f"{learner.base}{AFTER}")).count("That is not a step back") == 1


def test_going_on_shows_once_what_new_ratings_say(learner):
    assert rate(learner, AFTER, count=3)["Location"] == f"{learner.base}{AFTER}#what-next"
    assert "Now: fairly." in words(learner.client.get(f"{learner.base}{AFTER}"))
    assert "Nothing is at 1 or 2" in words(learner.client.get(f"{learner.base}{AFTER}"))
    assert rate(learner, AFTER, count=3)["Location"] == f"{learner.base}check/"
    assert rate(learner, AFTER, count=1)["Location"] == f"{learner.base}{AFTER}#what-next"
    assert ConfidenceRating.objects.get().value == 1


def test_nothing_is_said_before_the_end_and_nobody_has_to_rate(learner):
    assert rate(learner, BEFORE, count=1)["Location"] == f"{learner.base}lessons/2/"
    assert "What your ratings say" not in words(learner.client.get(f"{learner.base}{BEFORE}"))
    assert "What your ratings say" not in words(learner.client.get(f"{learner.base}{AFTER}"))
    assert rate(learner, AFTER)["Location"] == f"{learner.base}check/"
