"""It is read and marked in a translation, as far as that says the same."""

import html
import json

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import PageViewRestriction

from courses.api import public_courses
from courses.models import CoursePage
from tests import course_pages
from tests.learners import right_options, words
from tests.public_course import COUNTING, QUIZ, SEALED, answers

pytestmark = pytest.mark.django_db


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
