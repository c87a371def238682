"""A course for everybody is read without an account, and nobody who may not read it does."""

from urllib.parse import quote

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from courses.api import public_courses
from courses.models import CoursePage, LessonProgress
from tests import course_pages
from tests.builders import make_person
from tests.learners import right_options, signed_in, words
from tests.public_course import COUNTING, QUIZ, answers, open_quiz

pytestmark = pytest.mark.django_db


def test_the_course_page_leads_a_visitor_to_the_lessons_and_the_quiz(visitor: Client):
    body = visitor.get(COUNTING).content.decode()
    for address in (f"{COUNTING}lessons/1/", f"{COUNTING}lessons/2/", QUIZ):
        assert f'href="{address}"' in body
    assert "You need no account" in body
    assert "/learn/counting/" not in body


def test_a_lesson_leads_to_the_next_and_the_last_to_the_quiz(visitor: Client):
    first, last = (visitor.get(f"{COUNTING}lessons/{number}/") for number in (1, 2))
    assert "All about Counting." in words(first)
    assert f'href="{COUNTING}lessons/2/"' in first.content.decode()
    assert f'href="{QUIZ}"' in last.content.decode()
    assert f'href="{COUNTING}lessons/1/"' in last.content.decode()
    assert [visitor.get(f"{COUNTING}lessons/{number}/").status_code for number in (0, 3)] == [404, 404]


def test_a_lesson_asks_nobody_for_a_rating_that_could_not_be_kept(visitor: Client):
    body = visitor.get(f"{COUNTING}lessons/1/").content.decode()
    assert "confidence-before" not in body
    assert "csrfmiddlewaretoken" not in body.partition("<main")[2].partition("</main>")[0]


def test_the_feedback_on_an_answer_is_asked_for_by_the_address(visitor: Client, page: CoursePage):
    lesson = page.lessons[0].value["body"]
    question = next(block for block in lesson if block.block_type == "question")
    right, wrong = (question.value["options"].bound_blocks[place] for place in (0, 1))
    plain = words(visitor.get(f"{COUNTING}lessons/1/"))
    assert "About “practice 1”." not in plain

    after_right = words(visitor.get(f"{COUNTING}lessons/1/?q-{question.id}={right.id}"))
    after_wrong = words(visitor.get(f"{COUNTING}lessons/1/?q-{question.id}={wrong.id}"))
    assert "That is right" in after_right
    assert "About “practice 1”." in after_right
    assert "Not quite" in after_wrong
    assert "About “practice 2”." in after_wrong


@pytest.mark.parametrize("value", ["", "nonsense", "'; DROP", "%00", quote("“ö”")])
def test_an_address_that_nobody_meant_changes_nothing(visitor: Client, page: CoursePage, value: str):
    question = next(block for block in page.lessons[0].value["body"] if block.block_type == "question")
    assert visitor.get(f"{COUNTING}lessons/1/?q-{question.id}={value}&q-x=1").status_code == 200


@pytest.mark.parametrize("path", ["lessons/1/", "quiz/"])
def test_a_course_for_staff_stays_closed(path: str):
    course_pages.published_course("inside", title="Only inside")
    for client in (Client(), signed_in(make_person("Ada Moss"))):
        response = client.get(f"/courses/inside/{path}")
        assert response.status_code == 404
        assert "Only inside" not in words(response)


def test_a_course_that_is_closed_again_marks_nothing_more(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    data = {"shown": sealed, **answers(page, sealed, right_options)}
    course_pages.republish(page, open_to="staff")
    assert visitor.post(QUIZ, data).status_code == 404


@pytest.mark.parametrize("how", ["unpublished", "restricted"])
def test_a_page_that_is_not_public_teaches_nobody(visitor: Client, page: CoursePage, how: str):
    if how == "unpublished":
        page.unpublish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert visitor.get(f"{COUNTING}lessons/1/").status_code == 404
    assert visitor.get(QUIZ).status_code == 404
    assert public_courses() == []


def test_an_address_that_a_colleague_shared_works_without_an_account(visitor: Client):
    for recorded, public in {
        "/learn/counting/": COUNTING,
        "/learn/counting/lessons/2/": f"{COUNTING}lessons/2/",
        "/learn/counting/check/": QUIZ,
    }.items():
        assert visitor.get(recorded).headers["Location"] == public


def test_a_course_for_staff_still_asks_for_a_sign_in():
    course_pages.published_course("inside")
    for path in ("", "lessons/1/", "check/"):
        assert "/accounts/login/" in Client().get(f"/learn/inside/{path}").headers["Location"]


def test_a_learner_keeps_their_recorded_path(page: CoursePage):
    learner = signed_in(make_person("Ada Moss"))
    assert 'href="/learn/counting/"' in learner.get(COUNTING).content.decode()
    assert learner.get("/learn/counting/lessons/1/").status_code == 200
    assert LessonProgress.objects.count() == 1
    assert learner.get(f"{COUNTING}lessons/2/").status_code == 200
    assert LessonProgress.objects.count() == 1
