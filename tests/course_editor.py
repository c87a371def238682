"""What an editor's browser sends when they save a course page, and what came of it."""

import datetime as dt

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.models import CoursePage
from lms.core.clock import today
from tests.builders import complete, give_job, make_person, make_unit


def option(text: str, *, correct: bool) -> dict:
    return {"text": text, "correct": "on" if correct else "", "feedback": f"About {text}."}


def question_form(key: str, outcome: str = "count", right: int = 1) -> dict:
    options = [option(f"{key} {number}", correct=number <= right) for number in (1, 2, 3)]
    listed = {
        f"{index}-{name}": value
        for index, one in enumerate(options)
        for name, value in [("value", one), ("order", str(index)), ("deleted", ""), ("id", "")]
    }
    return {
        "key": key,
        "kind": "one",
        "prompt": f"Question {key}?",
        "options": {"count": "3", **listed},
        "outcome": outcome,
    }


def outcome_form(key: str) -> dict:
    return {"key": key, "text": f"{key} things", "goes_further": {"count": "0"}}


def lesson_form() -> dict:
    return {
        "key": "counting",
        "title": "Counting",
        "minutes": "4",
        "outcomes": {"count": "0"},
        "body": streamfield([("text", rich_text("<p>One, two.</p>"))]),
    }


def form_data(*, outcomes=("count",), bank=None, **fields) -> dict:
    """What the editor's form posts for a sound course, with changes."""
    questions = [question_form("first"), question_form("second")] if bank is None else bank
    return nested_form_data(
        {
            "title": "Counting things",
            "slug": "counting",
            "summary": "Count things well.",
            "open_to": "staff",
            "level": "",
            "minutes": "25",
            "validity_months": "",
            "pass_percent": "80",
            "questions_asked": "2",
            "course_code": "",
            "change_class": "editorial",
            "redo_by": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "outcomes": streamfield([("outcome", outcome_form(key)) for key in outcomes]),
            "lessons": streamfield([("lesson", lesson_form())]),
            "bank": streamfield([("question", question) for question in questions]),
            "comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""},
            **fields,
        }
    )


def save(client, page: CoursePage, *, action: str = "", **changes):
    """Posts the editor's form: ``action`` is "publish", "submit" or, to save a draft, nothing."""
    data = form_data(**changes)
    if action:
        data[f"action-{action}"] = "yes"
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def errors_of(response) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def versions(page: CoursePage) -> list[tuple[int, str]]:
    course = CoursePage.objects.get(pk=page.pk).course
    return list(course.versions.order_by("number").values_list("number", "change_class")) if course else []


def staff_who_completed(page: CoursePage, number: int) -> None:
    unit = make_unit("Parks")
    for index in range(number):
        person = make_person(f"Learner {index}")
        give_job(person, unit, dt.date(2020, 1, 1))
        complete(person, page.course, today())
