"""Reads of what was published and what was learnt."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import Max, QuerySet
from wagtail.coreutils import get_supported_content_language_variant

from courses.content.models import Course, CoursePage, CourseVersion
from courses.records.models import Attempt, Completion, LessonProgress
from lms.core.clock import local_date
from lms.people.models import Person

# --- What was published -----------------------------------------------------------------------------------------------


def taught_course(code: str) -> tuple[Course, CoursePage] | None:
    """A course and the page that teaches it now; None while no page is live. The page's question bank is not read:
    what is marked is the version."""
    source = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    pages = CoursePage.objects.live().filter(course__code=code, locale__language_code=source).select_related("course")
    page = pages.defer("bank", "sources").order_by("pk").first()
    return (page.course, page) if page and page.course else None


def current_version(course: Course) -> CourseVersion | None:
    """The version taught and marked now, without its content: see ``questions_of`` and its neighbours."""
    return course.versions.defer("content").order_by("-number").first()


def in_force(versions: Sequence[CourseVersion], on: dt.date) -> CourseVersion:
    """Of a course's versions in order (at least one): the newest published on or before a day, or the first.

    Learning done elsewhere before we taught the course counts as its first version.
    """
    published = [version for version in versions if local_date(version.published_at) <= on]
    return (published or versions[:1])[-1]


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


@dataclass(frozen=True)
class Activity:
    """What somebody has begun. ``last_course`` is the one they were in last (None: they have begun nothing)."""

    begun: frozenset[int]
    in_check: frozenset[int]
    last_course: int | None
    last_at: dt.datetime | None


def activity_of(person: Person) -> Activity:
    """The courses somebody has begun, those whose check is open, and the one they were in last; two queries."""
    seen = LessonProgress.objects.filter(person=person).values("course_id").annotate(last=Max("last_seen_at"))
    times = {row["course_id"]: row["last"] for row in seen}
    checks = dict(
        Attempt.objects.filter(person=person, submitted_at__isnull=True).values_list("course_id", "started_at")
    )
    for course_id, started_at in checks.items():
        times[course_id] = max(started_at, times.get(course_id, started_at))
    last = max(times, key=lambda course_id: times[course_id], default=None)
    return Activity(
        begun=frozenset(times),
        in_check=frozenset(checks),
        last_course=last,
        last_at=times[last] if last is not None else None,
    )


def taught_now() -> QuerySet[CoursePage]:
    """The live page of every course in the source language, with its course and only what a list shows."""
    source = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    pages = CoursePage.objects.live().filter(course__isnull=False, locale__language_code=source)
    return (
        pages.select_related("course")
        .only("title", "summary", "minutes", "open_to", "level", "course__code", "course__title")
        .order_by("title")
    )
