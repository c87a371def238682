"""Its quiz is taken without an account, marked by what was shown, and nothing of it is kept."""

import html
import re

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import Attempt, CoursePage, CourseVersion, LearningEvent, LessonProgress
from courses.records.public.paper import SALT, Paper, draw_paper, seal, unseal
from tests import course_pages
from tests.learners import right_options, words, wrong_options
from tests.public_course import COUNTING, QUIZ, SEALED, answers, open_quiz, questions_of

pytestmark = pytest.mark.django_db


def test_a_quiz_says_nothing_about_which_answers_are_right(visitor: Client, page: CoursePage):
    body = visitor.get(QUIZ).content.decode()
    for question in questions_of(page).values():
        for option in question["options"]:
            assert html.escape(option["feedback"], quote=False) not in body
    attributes = {re.sub(r'="[^"]*"', "", tag) for tag in re.findall(r"<input class=[^>]+>", body)}
    assert len(attributes) <= 2  # radio buttons and checkboxes: no option differs from its neighbours


def test_a_sealed_paper_holds_identifiers_in_the_order_shown_and_nothing_more(page: CoursePage):
    paper = draw_paper(page.course)
    version, shown = signing.loads(seal(paper), salt=SALT)
    assert version == page.course.current_version.uuid.hex
    flat = [identity for one in shown for identity in one]
    assert all(re.fullmatch(r"[0-9a-f]{32}", identity) for identity in flat)
    assert len(shown) == 2
    assert unseal(seal(paper), page.course) == paper


def test_right_answers_are_marked_right_and_taught(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    response = visitor.post(QUIZ, {"shown": sealed, **answers(page, sealed, right_options)})
    text = words(response)
    assert response.status_code == 200
    assert "You got 2 of 2" in text
    assert "You got every one of them right" in text
    assert text.count("About “") == sum(len(right) for right in answers(page, sealed, right_options).values())


def test_a_wrong_answer_teaches_and_names_no_right_one(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    chosen = answers(page, sealed, wrong_options)
    response = visitor.post(QUIZ, {"shown": sealed, **chosen})
    text = words(response)
    assert "You got 0 of 2" in text
    assert "That is a start" in text
    for name in chosen:
        question = questions_of(page)[name.removeprefix("q-")]
        for option in question["options"]:
            assert (option["feedback"] in text) is (option["id"] in chosen[name])


def test_a_missed_outcome_leads_to_its_lessons(visitor: Client, page: CoursePage):
    lessons = [course_pages.a_lesson("Counting"), course_pages.a_lesson("Adding")]
    lessons[1]["value"]["outcomes"] = [{"type": "item", "value": "count", "id": "0b0a1b6e-8f0f-4f52-8f5e-0a6f3a5c1d22"}]
    page = course_pages.republish(page, lessons=lessons)
    sealed = open_quiz(visitor)
    main = visitor.post(QUIZ, {"shown": sealed, **answers(page, sealed, wrong_options)}).content.decode()
    again = main.partition("These lessons are about what you missed")[2].partition("</ul>")[0]
    assert f'href="{COUNTING}lessons/2/"' in again
    assert f'href="{COUNTING}lessons/1/"' not in again


def test_no_answer_at_all_asks_for_one_and_keeps_the_same_questions(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    response = visitor.post(QUIZ, {"shown": sealed})
    assert "Choose an answer to at least one question" in words(response)
    assert unseal(html.unescape(SEALED.search(response.content.decode())[1]), page.course) == unseal(
        sealed, page.course
    )


def test_one_of_two_answered_is_marked_as_it_is(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    name, chosen = next(iter(answers(page, sealed, right_options).items()))
    text = words(visitor.post(QUIZ, {"shown": sealed, name: chosen}))
    assert "You got 1 of 2" in text
    assert "You did not answer this question" in text


def test_posting_twice_says_the_same_and_writes_nothing(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    data = {"shown": sealed, **answers(page, sealed, right_options)}
    with CaptureQueriesContext(connection) as asked:
        first, second = (words(visitor.post(QUIZ, data)) for _ in range(2))
    assert first == second
    assert all(query["sql"].lstrip("( ").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in asked)
    assert not any(model.objects.exists() for model in (Attempt, LearningEvent, LessonProgress))


def test_a_result_has_no_address_of_its_own(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    visitor.post(QUIZ, {"shown": sealed, **answers(page, sealed, right_options)})
    assert "You got" not in words(visitor.get(QUIZ, {"shown": sealed}))


def test_questions_are_drawn_anew_for_whoever_opens_the_quiz(visitor: Client):
    assert len({open_quiz(visitor) for _ in range(20)}) > 5
    assert "no-store" in visitor.get(QUIZ)["Cache-Control"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: "",
        lambda sealed: "nonsense",
        lambda sealed: sealed[:-2],
        lambda sealed: ("A" if sealed[1] != "A" else "B").join([sealed[:1], sealed[2:]]),
        lambda sealed: signing.dumps(["x"], salt="another"),
        lambda sealed: "\x00",
    ],
    ids=["nothing", "nonsense", "cut short", "one letter changed", "sealed for something else", "null"],
)
def test_a_paper_that_was_tampered_with_is_not_marked(visitor: Client, page: CoursePage, spoil):
    sealed = open_quiz(visitor)
    response = visitor.post(QUIZ, {"shown": spoil(sealed), **answers(page, sealed, right_options)})
    assert response.status_code == 400
    assert "We could not mark your answers" in words(response)
    assert f'href="{QUIZ}"' in response.content.decode()
    assert "You got" not in words(response)


def test_a_paper_of_another_course_is_not_marked(visitor: Client, page: CoursePage):
    other = course_pages.published_course("adding", open_to="everyone")
    sealed = open_quiz(visitor, "/courses/adding/quiz/")
    assert visitor.post("/courses/adding/quiz/", {"shown": sealed, **answers(other, sealed, right_options)})
    assert visitor.post(QUIZ, {"shown": sealed}).status_code == 400


def test_what_was_shown_is_marked_though_the_course_has_changed_since(visitor: Client, page: CoursePage):
    sealed = open_quiz(visitor)
    data = {"shown": sealed, **answers(page, sealed, right_options)}
    course_pages.republish(page, bank=[course_pages.a_question("new"), course_pages.a_question("newer")])
    assert CourseVersion.objects.filter(course=page.course).count() == 2
    assert "You got 2 of 2" in words(visitor.post(QUIZ, data))


def test_a_course_without_questions_has_no_quiz(visitor: Client, page: CoursePage):
    course_pages.republish(page, bank=[])
    assert "Take the quiz" not in words(visitor.get(COUNTING))
    assert f'href="{QUIZ}"' not in visitor.get(f"{COUNTING}lessons/2/").content.decode()
    assert visitor.get(QUIZ).headers["Location"] == COUNTING


def test_a_version_that_is_gone_is_not_marked(page: CoursePage):
    paper = draw_paper(page.course)
    elsewhere = CourseVersion(course=page.course)
    assert unseal(seal(Paper(elsewhere, paper.shown)), page.course) is None
