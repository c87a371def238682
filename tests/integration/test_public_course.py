"""A course for everybody is read and its quiz taken without an account, and nothing of it is kept."""

import html
import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from courses.api import public_courses
from courses.models import Attempt, CoursePage, CourseVersion, LearningEvent, LessonProgress
from courses.records.public.paper import SALT, Paper, draw_paper, seal, unseal
from tests import course_pages
from tests.builders import make_person
from tests.learners import right_options, signed_in, words, wrong_options

pytestmark = pytest.mark.django_db

COUNTING = "/courses/counting/"
QUIZ = f"{COUNTING}quiz/"
SEALED = re.compile(r'name="shown" value="([^"]+)"')


@pytest.fixture
def page() -> CoursePage:
    """A public course of two lessons; three questions, of which two are asked."""
    asks, rates = course_pages.a_question("practice", None), {"type": "confidence", "value": {"moment": "before"}}
    return course_pages.published_course(
        open_to="everyone",
        level="first-steps",
        minutes=9,
        lessons=[
            course_pages.a_lesson("Counting", {**rates, "id": "6d2cf3a0-9f58-4a4e-9d0e-6a3f0a5c1d11"}, asks),
            course_pages.a_lesson("Adding"),
        ],
        bank=[course_pages.a_question(key) for key in ("first", "second")]
        + [course_pages.a_question("third", kind="several")],
    )


@pytest.fixture
def visitor(page: CoursePage) -> Iterator[Client]:
    """Somebody without an account, and strict about forged posts. They never have a cookie."""
    client = Client(enforce_csrf_checks=True)
    yield client
    assert not client.cookies


def questions_of(page: CoursePage) -> dict[str, dict]:
    return {question["id"]: question for question in page.course.current_version.content["questions"]}


def open_quiz(client: Client, path: str = QUIZ) -> str:
    """The sealed paper of a quiz as somebody opens it."""
    found = SEALED.search(client.get(path).content.decode())
    assert found
    return html.unescape(found[1])


def answers(page: CoursePage, sealed: str, choose) -> dict[str, list[str]]:
    paper = unseal(sealed, page.course)
    assert paper
    return {f"q-{one['question']}": choose(questions_of(page)[one["question"]]) for one in paper.shown}


# Reading


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


# The quiz


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


# Who may


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


# In other languages


@pytest.fixture
def in_polish(page: CoursePage) -> CoursePage:
    """The course in Polish, its every word changed."""
    polish, _made = Locale.objects.get_or_create(language_code="pl")
    copy = page.copy_for_translation(polish, copy_parents=True)
    copy.title = "Liczenie"
    for lesson in copy.lessons:
        lesson.value["title"] = f"Lekcja: {lesson.value['title']}"
    for block in copy.bank:
        block.value["prompt"] = f"Pytanie: {block.value['prompt']}"
        for option in block.value["options"]:
            option["text"], option["feedback"] = f"Tak: {option['text']}", f"Bo: {option['feedback']}"
    copy.save_revision().publish()
    return CoursePage.objects.get(pk=copy.pk)


def test_a_translated_course_is_read_and_marked_in_its_language(visitor: Client, page: CoursePage, in_polish):
    assert "Lekcja: Counting" in words(visitor.get(f"/pl{COUNTING}lessons/1/"))
    quiz = visitor.get(f"/pl{QUIZ}")
    assert "Pytanie: Question" in words(quiz)
    sealed = html.unescape(SEALED.search(quiz.content.decode())[1])
    result = words(visitor.post(f"/pl{QUIZ}", {"shown": sealed, **answers(page, sealed, right_options)}))
    assert "2 z 2" in result or "2 of 2" in result
    assert "Bo: About" in result


@pytest.mark.parametrize("how", ["for staff", "restricted", "unpublished"])
def test_a_translation_is_closed_with_the_course_as_it_was_written(visitor, page, in_polish, how):
    if how == "for staff":
        course_pages.republish(page, open_to="staff")
    elif how == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    else:
        CoursePage.objects.get(pk=page.pk).unpublish()
    for address in (f"/pl{COUNTING}lessons/1/", f"/pl{QUIZ}"):
        assert visitor.get(address).status_code == 404
    assert "lessons/1/" not in visitor.get(f"/pl{COUNTING}").content.decode()
    assert public_courses("pl") == []


def test_a_translation_that_lags_behind_is_asked_in_the_language_it_was_written_in(visitor, page, in_polish):
    course_pages.republish(page, bank=[course_pages.a_question("new"), course_pages.a_question("newer")])
    body = visitor.get(f"/pl{QUIZ}").content.decode()
    assert "Pytanie" not in body
    assert body.count('<span lang="en-gb" dir="ltr">Question new') == 2


def as_stored(page: CoursePage) -> CoursePage:
    """Without what a copy of it did to blocks that both share in memory."""
    return CoursePage.objects.get(pk=page.pk)


def test_nobody_is_marked_by_another_question_than_they_read(visitor, page, in_polish):
    """The English now says the opposite, under the same identities; the translation still says what it said."""
    bank = as_stored(page).bank.get_prep_value()
    for question in bank:
        for option in question["value"]["options"]:
            option["value"]["correct"] = not option["value"]["correct"]
        question["value"]["kind"] = "several" if question["value"]["kind"] == "one" else "one"
    course_pages.republish(page, bank=bank)

    body = visitor.get(f"/pl{QUIZ}").content.decode()

    assert "Pytanie" not in body
    assert body.count('<span lang="en-gb" dir="ltr">Question ') == 2


def test_a_quiz_of_which_a_part_is_not_translated_yet_is_asked_as_it_was_written(visitor, page, in_polish):
    edition, bank = in_polish.get_latest_revision_as_object(), as_stored(in_polish).bank.get_prep_value()
    for block in bank:
        block["value"]["options"][0]["value"]["feedback"] = "A sentence that nobody has translated."
    edition.bank = json.dumps(bank)
    edition.save_revision().publish()
    written = as_stored(page).bank.get_prep_value()
    for block in written:
        block["value"]["options"][0]["value"]["feedback"] = "A sentence that nobody has translated."
    course_pages.republish(page, bank=written)

    assert "Pytanie" not in visitor.get(f"/pl{QUIZ}").content.decode()


def test_a_course_that_is_not_translated_says_in_which_language_it_is(visitor: Client):
    body = visitor.get(f"/ar{COUNTING}lessons/1/").content.decode()
    assert '<h1 lang="en-gb" dir="ltr">Counting</h1>' in body
    assert (
        "lang=" not in visitor.get(f"{COUNTING}lessons/1/").content.decode().partition("<main")[2].partition("</m")[0]
    )


# For lists


def test_public_courses_are_listed_with_what_a_list_shows(page: CoursePage, in_polish):
    course_pages.published_course("inside", title="Only inside")
    (found,) = public_courses()
    assert (found.code, found.title, found.path) == ("counting", "Counting things", COUNTING)
    assert (found.minutes, found.level, found.outcomes, found.language) == (
        9,
        "first-steps",
        ("count things",),
        "en-gb",
    )
    with translation.override("pl"):
        assert [(each.title, each.language) for each in public_courses()] == [("Liczenie", "pl")]
    with translation.override("ar"):
        assert [(each.title, each.language) for each in public_courses()] == [("Counting things", "en-gb")]


def test_a_version_that_is_gone_is_not_marked(page: CoursePage):
    paper = draw_paper(page.course)
    elsewhere = CourseVersion(course=page.course)
    assert unseal(seal(Paper(elsewhere, paper.shown)), page.course) is None
