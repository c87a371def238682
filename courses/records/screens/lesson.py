"""One lesson as it is read, with the feedback on what was answered in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from courses.content.models import Course, CoursePage
from courses.content.outline import question as question_from_block
from courses.records.marking import QuestionResult, mark
from courses.records.models import ConfidenceRating
from courses.records.screens.confidence import RatingLine, rating_lines
from courses.records.screens.way import course_url, lesson_url, way_to
from lms.people.models import Person

ANSWER_PREFIX, CONFIDENCE_PREFIX = "q-", "confidence-"


@dataclass(frozen=True)
class LessonScreen:
    """``answers`` (question id → chosen option ids) and ``results`` (question id → result) are empty before somebody
    answers; ``confidence`` maps a moment to the ratings given earlier (outcome key → 1 to 5), and ``ratings_say`` is
    what they say to do next, in the lesson that asks after the course."""

    course: Course
    page: CoursePage
    way: list[dict[str, str]]
    lesson_id: UUID
    title: str
    minutes: int
    body: Any
    number: int
    total: int
    has_question: bool
    answers: dict[str, list[str]] = field(default_factory=dict)
    results: dict[str, QuestionResult] = field(default_factory=dict)
    confidence: dict[str, dict[str, int]] = field(default_factory=dict)
    ratings_say: list[RatingLine] = field(default_factory=list)

    @property
    def back_url(self) -> str:
        """The lesson before, or the course's start page."""
        return lesson_url(self.course, self.number - 1) if self.number > 1 else course_url(self.course)

    @property
    def is_last(self) -> bool:
        return self.number == self.total


def lesson_screen(
    person: Person, course: Course, page: CoursePage, number: int, given: Mapping[str, list[str]]
) -> LessonScreen | None:
    """Gathers lesson ``number`` (from 1) of a page; None when the page has no such lesson.

    ``given`` maps names of form fields to the values chosen, as the block templates name them (``q-<block uuid>``).
    """
    if not 1 <= number <= len(page.lessons):
        return None
    block = page.lessons[number - 1]
    body = block.value["body"]
    practice = practice_in(body, given)
    confidence = _confidence(person, course, body)
    return LessonScreen(
        course=course,
        page=page,
        way=way_to(course, block.value["title"]),
        lesson_id=UUID(block.id),
        title=block.value["title"],
        minutes=block.value["minutes"],
        body=body,
        number=number,
        total=len(page.lessons),
        has_question=practice.asks,
        answers=practice.answers,
        results=practice.results,
        confidence={moment: confidence.get(moment, {}) for moment in moments_in(body)},
        ratings_say=rating_lines(course, page, confidence, number),
    )


@dataclass(frozen=True)
class Practice:
    """A lesson's own questions, for practice: whether there are any, what was answered and how that was marked, each
    by question id and for the answered ones only."""

    asks: bool
    answers: dict[str, list[str]]
    results: dict[str, QuestionResult]


def practice_in(body: Any, given: Mapping[str, list[str]]) -> Practice:
    """Marks the answers among form fields to the questions in a lesson's body. Nothing is kept."""
    questions = [question_from_block(child.id, child.get_prep_value()["value"]) for child in body if _asks(child)]
    answers = answers_in(given, [question["id"] for question in questions])
    return Practice(bool(questions), answers, _results(questions, answers))


def answers_in(given: Mapping[str, list[str]], question_ids: Iterable[str]) -> dict[str, list[str]]:
    """The answers among form fields, by question id; only questions that were answered."""
    found = {id_: given.get(f"{ANSWER_PREFIX}{id_}", []) for id_ in question_ids}
    return {id_: chosen for id_, chosen in found.items() if chosen}


def ratings_in(given: Mapping[str, list[str]], moment: str, outcomes: Iterable[str]) -> dict[str, int]:
    """The confidence ratings among form fields for one moment: outcome key → 1 to 5. What is neither is left out."""
    found = {key: given.get(f"{CONFIDENCE_PREFIX}{moment}-{key}", [""])[-1] for key in outcomes}
    return {key: int(value) for key, value in found.items() if value in {"1", "2", "3", "4", "5"}}


def moments_in(body: Any) -> list[str]:
    """The moments ("before", "after") at which a lesson's body asks how confident somebody is."""
    return [child.value["moment"] for child in body if child.block_type == "confidence"]


def _asks(child: Any) -> bool:
    return child.block_type == "question"


def _results(questions: list[dict], answers: dict[str, list[str]]) -> dict[str, QuestionResult]:
    shown = [
        {"question": question["id"], "options": [option["id"] for option in question["options"]]}
        for question in questions
        if question["id"] in answers
    ]
    return {result.question: result for result in mark(shown, questions, answers).results}


def _confidence(person: Person, course: Course, body: Any) -> dict[str, dict[str, int]]:
    """The ratings that a lesson shows: its own, and where it asks after the course also those from before."""
    moments = {"after": {"before", "after"}, "before": {"before"}}
    wanted = {moment for asked in moments_in(body) for moment in moments[asked]}
    if not wanted:
        return {}
    found: dict[str, dict[str, int]] = {moment: {} for moment in wanted}
    ratings = ConfidenceRating.objects.filter(person=person, course=course, moment__in=wanted)
    for moment, outcome, value in ratings.values_list("moment", "outcome", "value"):
        found[moment][outcome] = value
    return found
