"""An editor writes and publishes courses: what is refused, and where it is said."""

import datetime as dt

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from courses.models import CoursePage
from courses.shipped.site import prepare_site
from lms.core.clock import today
from tests.course_editor import errors_of, form_data, question_form, save, versions
from tests.course_pages import (
    draft_course,
    published_course,
)

pytestmark = pytest.mark.django_db

NEXT_YEAR = dt.date(today().year + 1, 3, 3)


def test_an_editor_creates_and_publishes_a_course(editor):
    index = prepare_site()
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk])
    response = editor.post(url, {**form_data(), "action-publish": "yes"})
    assert response.status_code == 302, errors_of(response)
    page = CoursePage.objects.get()
    assert page.live
    assert versions(page) == [(1, "editorial")]
    assert page.course.current_version.published_by.email == "editor@council.example"


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"outcomes": []}, "outcomes", "at least one outcome"),
        ({"outcomes": ["count", "count"]}, "outcomes", "used by 2 outcomes"),
        ({"outcomes": ["count", "add"]}, "bank", "No question checks the outcome “add”"),
        ({"bank": [question_form("only")]}, "bank", "asks 2 questions and the bank has 1"),
        (
            {"bank": [question_form("first"), question_form("second", "sing")]},
            "bank",
            "Question 2, “Question second?”: the outcome “sing” is not one of the course's outcomes",
        ),
        ({"lessons": streamfield([])}, "lessons", "at least one lesson"),
        ({"change_class": "major"}, "redo_by", "by which day"),
        ({"redo_by": NEXT_YEAR.isoformat()}, "redo_by", "Only a major change"),
    ],
)
def test_what_keeps_a_course_from_being_published_is_said_beside_its_field(editor, changes, field, says):
    page = published_course()
    response = save(editor, page, action="publish", **changes)
    assert response.status_code == 200
    assert any(says in error for error in errors_of(response)[field]), errors_of(response)
    assert len(versions(page)) == 1


def test_a_question_that_cannot_be_marked_is_refused_where_it_stands(editor):
    page = published_course()
    response = save(editor, page, action="publish", bank=[question_form("first", right=2), question_form("second")])
    assert response.status_code == 200
    assert "Mark exactly one option as right." in response.content.decode()


def test_a_draft_may_be_as_unfinished_as_it_likes(editor):
    page = published_course()
    unsound = [question_form("first", "sing", right=3)]
    response = save(editor, page, outcomes=[], bank=unsound, title="A sketch")
    assert response.status_code == 302
    assert CoursePage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "A sketch"
    assert len(versions(page)) == 1


def test_the_code_of_a_published_course_cannot_be_changed_nor_taken(editor):
    page, other = published_course(), draft_course("other")
    assert save(editor, page, action="publish", course_code="new").status_code == 302
    assert CoursePage.objects.get(pk=page.pk).course_code == "counting"
    response = save(editor, other, action="publish", slug="other", course_code="counting")
    assert errors_of(response) == {"course_code": ["Another course already has the code counting."]}
