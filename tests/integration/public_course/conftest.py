"""A public course of two lessons, a visitor without an account, and the course in Polish."""

from collections.abc import Iterator

import pytest
from django.test import Client
from wagtail.models import Locale

from courses.models import CoursePage
from tests import course_pages


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
