"""A course's start page: what it is for, what it consists of, how far I am."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import ngettext

from courses.content.models import Course, CoursePage
from courses.records.marking import needed_to_pass
from courses.records.models import Attempt, Completion, LessonProgress
from courses.records.screens.way import attempt_url, check_url, lesson_url, way_to
from courses.records.selectors import current_version, last_completion, open_attempt, questions_of
from lms.people.models import Person


@dataclass(frozen=True)
class LessonLine:
    """One lesson in the list, as the task list draws it."""

    title: str
    url: str
    meta: str
    state: str


@dataclass(frozen=True)
class CourseScreen:
    """``next_lesson`` is the number of the first unfinished lesson, None when all are finished. ``asked`` is 0 for a
    course without a check. ``completion`` is the last one that was not revoked; it may have expired."""

    course: Course
    page: CoursePage
    way: list[dict[str, str]]
    outcomes: list[str]
    lessons: list[LessonLine]
    finished: int
    started: bool
    next_lesson: int | None
    asked: int
    needed: int
    attempt: Attempt | None
    completion: Completion | None
    completion_holds: bool

    @property
    def next_url(self) -> str:
        """Where to go on: the lesson that comes next, or else the check."""
        return lesson_url(self.course, self.next_lesson) if self.next_lesson else self.check_url

    @property
    def first_url(self) -> str:
        return lesson_url(self.course, 1)

    @property
    def check_url(self) -> str:
        return attempt_url(self.attempt) if self.attempt else check_url(self.course)


def course_screen(person: Person, course: Course, page: CoursePage, on: dt.date) -> CourseScreen:
    """Gathers a course's start page for one person."""
    version = current_version(course)
    asked = min(version.questions_asked, len(questions_of(version))) if version else 0
    progress = dict(LessonProgress.objects.filter(person=person, course=course).values_list("lesson_id", "finished_at"))
    lessons = [_line(course, number, block, progress) for number, block in enumerate(page.lessons, start=1)]
    finished = [line.state == "done" for line in lessons]
    completion = last_completion(person, course)
    return CourseScreen(
        course=course,
        page=page,
        way=way_to(course),
        outcomes=[outcome.value["text"] for outcome in page.outcomes],
        lessons=lessons,
        finished=sum(finished),
        started=bool(progress),
        next_lesson=None if all(finished) else finished.index(False) + 1,
        asked=asked,
        needed=needed_to_pass(asked, version.pass_percent) if version else 0,
        attempt=open_attempt(person, course) if asked else None,
        completion=completion,
        completion_holds=bool(completion and (completion.valid_until is None or completion.valid_until > on)),
    )


def _line(course: Course, number: int, block, progress: dict[UUID, dt.datetime | None]) -> LessonLine:
    lesson_id, minutes = UUID(block.id), block.value["minutes"]
    begun = "started" if lesson_id in progress else "not-started"
    return LessonLine(
        title=f"{number}. {block.value['title']}",
        url=lesson_url(course, number),
        meta=ngettext("About %(n)s minute", "About %(n)s minutes", minutes) % {"n": minutes},
        state="done" if progress.get(lesson_id) else begun,
    )
