"""How a try went: the sentence, what to look at again, and what happens now."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.content.models import Course
from courses.records.marking import QuestionResult, mark, needed_to_pass
from courses.records.models import Attempt, Completion
from courses.records.next_steps import NextStep, next_steps
from courses.records.screens.way import check_url, course_url, lesson_url, way_to
from courses.records.selectors import (
    current_version,
    lessons_of,
    outcomes_of,
    questions_of,
    taught_course,
)


@dataclass(frozen=True)
class ChosenOption:
    """An option that was chosen, whether it is one of the right ones, and what it teaches."""

    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class QuestionLine:
    """One question and its answer. ``incomplete``: nothing wrong was chosen, but not everything that is right."""

    number: int
    prompt: str
    right: bool
    chosen: list[ChosenOption]
    incomplete: bool


@dataclass(frozen=True)
class ResultScreen:
    """``outdated``: the course has changed so much since this try began that passing it does not count any more."""

    course: Course
    way: list[dict[str, str]]
    attempt: Attempt
    completion: Completion | None
    outdated: bool
    needed: int
    again: list[QuestionLine]
    right: list[QuestionLine]
    outcomes: list[str]
    lessons: list[NextStep]
    steps: list[NextStep]

    @property
    def check_url(self) -> str:
        return check_url(self.course)

    @property
    def course_url(self) -> str:
        return course_url(self.course)


def result_screen(attempt: Attempt, on: dt.date) -> ResultScreen:
    """Gathers the result of a submitted try, marked again from what is stored: the same every time it is opened."""
    version = attempt.version
    questions = questions_of(version)
    results = mark(attempt.shown, questions.values(), attempt.answers).results
    lines = [question_line(number, questions[one.question], one) for number, one in enumerate(results, start=1)]
    missed = {questions[one.question]["outcome"] for one in results if not one.right}
    completion = Completion.objects.filter(attempt=attempt).select_related("course", "person").first()
    outdated = bool(completion) and not Completion.objects.accepted_on(on).filter(attempt=attempt).exists()
    return ResultScreen(
        course=attempt.course,
        way=way_to(attempt.course, _("Result")),
        attempt=attempt,
        completion=completion,
        outdated=outdated,
        needed=needed_to_pass(attempt.out_of, version.pass_percent),
        again=[line for line in lines if not line.right],
        right=[line for line in lines if line.right],
        outcomes=[outcome["text"] for outcome in outcomes_of(version) if outcome["key"] in missed],
        lessons=_lessons_on(attempt.course, missed),
        steps=next_steps(completion, on) if completion and not outdated else [],
    )


def question_line(number: int, question: dict, result: QuestionResult) -> QuestionLine:
    """One marked question in words. It says what each chosen option teaches, and never which others are right."""
    options = {option["id"]: option for option in question["options"]}
    chosen = [
        ChosenOption(text=options[id_]["text"], right=options[id_]["correct"], feedback=options[id_]["feedback"])
        for id_ in result.chosen
    ]
    incomplete = bool(chosen) and not result.right and all(option.right for option in chosen)
    return QuestionLine(number, question["prompt"], result.right, chosen, incomplete)


def _lessons_on(course: Course, outcomes: set[str]) -> list[NextStep]:
    """The lessons taught now that teach any of the outcomes; none while no page is live."""
    version = current_version(course)
    if not outcomes or version is None or taught_course(course.code) is None:
        return []
    return [
        NextStep(title=lesson["title"], url=lesson_url(course, number))
        for number, lesson in enumerate(lessons_of(version), start=1)
        if outcomes & set(lesson.get("outcomes", []))
    ]
