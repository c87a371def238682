"""The way to a learning page, and the addresses of its neighbours."""

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.content.models import Course
from courses.records.models import Attempt


def way_to(course: Course, *further: str) -> list[dict[str, str]]:
    """Breadcrumbs: My learning, the course, and the names of what is below it; the last is this page."""
    names = [course.title, *further]
    way = [{"label": _("My learning"), "url": reverse("learn")}]
    way += [{"label": name, "url": course_url(course)} for name in names[:-1]]
    return [*way, {"label": names[-1]}]


def course_url(course: Course) -> str:
    return reverse("learn_course", args=[course.code])


def lesson_url(course: Course, number: int) -> str:
    return reverse("learn_lesson", args=[course.code, number])


def check_url(course: Course) -> str:
    return reverse("learn_check", args=[course.code])


def question_url(course: Course, number: int) -> str:
    return reverse("learn_question", args=[course.code, number])


def answers_url(course: Course) -> str:
    return reverse("learn_answers", args=[course.code])


def attempt_url(attempt: Attempt) -> str:
    """Where a try goes on: its first question without an answer, the answers when none is left, or its result."""
    if attempt.submitted_at is not None:
        return reverse("learn_result", args=[attempt.course.code, attempt.uuid])
    for number, shown in enumerate(attempt.shown, start=1):
        if shown["question"] not in attempt.answers:
            return question_url(attempt.course, number)
    return answers_url(attempt.course)
