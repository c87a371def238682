"""Reads of what was published and what was learnt."""

import datetime as dt
from functools import lru_cache
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from courses.content.models import ChangeClass, Course, CoursePage, CourseVersion
from courses.records.models import Attempt, Completion, LessonProgress
from lms.core.clock import local_date
from lms.people.models import Person

# --- What was published -----------------------------------------------------------------------------------------------


def live_page(code: str) -> CoursePage | None:
    """The page that teaches a course now, with its ``course``; its question bank is not read: the version is marked."""
    pages = CoursePage.objects.live().filter(course__code=code).select_related("course")
    return pages.defer("bank", "sources").order_by("pk").first()


def current_version(course: Course) -> CourseVersion | None:
    """The version taught and marked now, without its content: see ``questions_of`` and its neighbours."""
    return course.versions.defer("content").order_by("-number").first()


def version_in_force(course: Course, on: dt.date) -> CourseVersion | None:
    """The newest version published on or before a day; the first one for a day before any; None of nothing published.

    Learning done elsewhere before we taught the course counts as its first version.
    """
    versions = list(course.versions.defer("content").order_by("number"))
    published = [version for version in versions if local_date(version.published_at) <= on]
    candidates = published or versions[:1]
    return candidates[-1] if candidates else None


def questions_of(version: CourseVersion) -> dict[str, dict]:
    """The version's questions by their id."""
    return {question["id"]: question for question in content_of_version(version)["questions"]}


def lessons_of(version: CourseVersion) -> list[dict]:
    """The version's lessons in order: ``{"id", "key", "title", "minutes", "outcomes"}``."""
    return content_of_version(version)["lessons"]


def outcomes_of(version: CourseVersion) -> list[dict]:
    """What the version's learners will be able to do: ``{"key", "text"}``."""
    return content_of_version(version)["outcomes"]


def content_of_version(version: CourseVersion) -> dict:
    """The version's content, read and parsed once a process: a published version never changes. Do not change it."""
    return _content(version.uuid)


@lru_cache(maxsize=64)
def _content(uuid: UUID) -> dict:
    return CourseVersion.objects.values_list("content", flat=True).get(uuid=uuid)


# --- What was learnt --------------------------------------------------------------------------------------------------


def finished_lessons(person: Person, course: Course, *, after: dt.datetime | None = None) -> set[UUID]:
    """The lessons of a course somebody finished, or finished after an instant."""
    finished = LessonProgress.objects.filter(person=person, course=course, finished_at__isnull=False)
    if after is not None:
        finished = finished.filter(finished_at__gt=after)
    return set(finished.values_list("lesson_id", flat=True))


def last_completion(person: Person, course: Course) -> Completion | None:
    """The newest completion that was not revoked, expired or not."""
    return (
        Completion.objects.filter(person=person, course=course, revoked_on__isnull=True)
        .order_by("-completed_on", "-pk")
        .first()
    )


def open_attempt(person: Person, course: Course) -> Attempt | None:
    """The try that is begun and not submitted, with its version."""
    return (
        Attempt.objects.filter(person=person, course=course, submitted_at__isnull=True)
        .select_related("version")
        .defer("version__content")
        .first()
    )


# --- What counts ------------------------------------------------------------------------------------------------------


def accepted_from(on: dt.date) -> dict[int, int]:
    """Course id → the lowest version number whose completions are accepted on a day.

    From the day in ``redo_by`` of a major version, completions of earlier versions are not. A course that is not
    named accepts every version.
    """
    majors = CourseVersion.objects.filter(change_class=ChangeClass.MAJOR, redo_by__lte=on)
    return dict(majors.values("course_id").annotate(lowest=Max("number")).values_list("course_id", "lowest"))


def completions_counting_on(on: dt.date) -> QuerySet[Completion]:
    """Completions that on a day are done, neither revoked nor expired, and on a version still accepted."""
    outdated = Q(pk__in=[])
    for course_id, lowest in accepted_from(on).items():
        outdated |= Q(course_id=course_id, version__number__lt=lowest)
    return Completion.objects.good_on(on).exclude(outdated)
