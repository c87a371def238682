"""Courses that anybody can do on this site, without an account."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import PageQuerySet

from courses.content.choices import OpenTo
from courses.content.models import CoursePage

# Long, and not for whoever reads: what is marked is the published version.
UNREAD = ("bank", "sources")


@dataclass(frozen=True)
class PublicCourse:
    """One self-paced course that is open to everybody, as a list shows it.

    ``path`` is the address of its own page on this site, beginning with "/". ``minutes`` counts lessons and check
    together. ``level`` is the course's own word ("first-steps"; empty: none was given). ``outcomes`` complete the
    sentence "You will be able to …". ``language`` is that of its texts, as ``pl``.
    """

    code: str
    title: str
    summary: str
    path: str
    minutes: int
    level: str
    outcomes: tuple[str, ...]
    language: str


def public_pages() -> PageQuerySet:
    """The live pages, in every language, of courses open to everybody. A page with a restriction of its own is none.

    The course is asked as well as the page: a translation says what it said when it was last brought up to date.
    """
    return CoursePage.objects.live().public().filter(open_to=OpenTo.EVERYONE, course__open_to=OpenTo.EVERYONE)


def public_page(code: str, language: str | None = None) -> CoursePage | None:
    """The page that teaches a public course: in ``language`` (by default the one being spoken) or as it was written.
    None when there is no such course, when it is not taught now, and when it is not for everybody. Its bank is not
    read."""
    source, wanted = _languages(language)
    pages = public_pages().filter(course__code=code, locale__language_code__in={wanted, source})
    editions = {page.locale.language_code: page for page in pages.select_related("course", "locale").defer(*UNREAD)}
    # Nothing is taught in a translation that is not taught as it was written.
    return editions.get(wanted, editions[source]) if source in editions else None


def public_courses(language: str | None = None, request: HttpRequest | None = None) -> list[PublicCourse]:
    """Every self-paced course open to everybody, by title: in ``language`` (by default the one being spoken) where
    it was translated, and otherwise as it was written. The number of queries does not grow with the courses."""
    courses = (_listed(page, request) for page in _editions(language, "lessons"))
    return sorted(courses, key=lambda course: course.title.casefold())


@dataclass(frozen=True)
class LessonToFind:
    """One lesson of a public course for the site's search. ``text``: all its words, without marks; ``language`` is
    that of its texts."""

    title: str
    course: str
    path: str
    text: str
    language: str


def public_lessons(language: str | None = None) -> list[LessonToFind]:
    """Every lesson that anybody can read, in the edition that ``public_courses`` lists. One query."""
    return [
        LessonToFind(
            title=block.value["title"],
            course=page.title,
            path=lesson_url(page, number),
            text=" ".join(_prose_of(block.value["body"])),
            language=page.locale.language_code,
        )
        for page in _editions(language)
        for number, block in enumerate(page.lessons, start=1)
    ]


def _prose_of(body: StreamValue) -> Iterator[str]:
    """What a lesson teaches, without its question: wrong answers lead nobody here."""
    for block in body:
        if block.block_type != "question":
            yield from block.block.get_searchable_content(block.value)


def _editions(language: str | None, *unread: str) -> list[CoursePage]:
    """Each public course's page in a language, or as it was written; without the fields ``unread``."""
    source, wanted = _languages(language)
    pages = public_pages().filter(locale__language_code__in={wanted, source}).select_related("course", "locale")
    editions: dict[int, dict[str, CoursePage]] = defaultdict(dict)
    for page in pages.defer(*unread, *UNREAD):
        editions[page.course_id][page.locale.language_code] = page
    return [found.get(wanted, found[source]) for found in editions.values() if source in found]


def source_language() -> str:
    """The language that courses are written in, before anybody translates them."""
    return get_supported_content_language_variant(settings.LANGUAGE_CODE)


def _languages(language: str | None) -> tuple[str, str]:
    source = source_language()
    return source, language or get_language() or source


@dataclass(frozen=True)
class PublicLesson:
    """One lesson of a public course in a list: its title, its address and its minutes."""

    title: str
    url: str
    minutes: int


def lesson_list(page: CoursePage) -> list[PublicLesson]:
    """The lessons of a public course, each with the address at which anybody can read it."""
    return [
        PublicLesson(block.value["title"], lesson_url(page, number), block.value["minutes"])
        for number, block in enumerate(page.lessons, start=1)
    ]


def public_context(page: CoursePage, request: HttpRequest) -> dict[str, Any]:
    """What a course's own page shows of it to everybody: its lessons, each to be read, and the address of its quiz;
    nothing of a course for staff. ``has_record``: whoever reads has a learning record, which the course can go on."""
    is_public = _is_public(page)
    return {
        "has_record": getattr(getattr(request, "user", None), "person", None) is not None,
        "public_lessons": lesson_list(page) if is_public else [],
        "public_quiz": quiz_url(page) if is_public and page.bank else "",
    }


def _is_public(page: CoursePage) -> bool:
    """Whether this very page would be among ``public_pages``, and is taught as it was written."""
    if page.course is None or not page.open_to == page.course.open_to == OpenTo.EVERYONE:
        return False
    if page.get_view_restrictions().exists():
        return False
    return page.locale.language_code == source_language() or public_page(page.course.code) is not None


def code_of(page: CoursePage) -> str:
    """The code of the page's course; empty before its first publication. A translation has none of its own."""
    return page.course.code if page.course else page.course_code


def course_url(page: CoursePage) -> str:
    """The address of the course's own page."""
    return page.get_url() or "/"


def lesson_url(page: CoursePage, number: int) -> str:
    """Where anybody can read a lesson (from 1) of a public course."""
    return reverse("public_lesson", args=[code_of(page), number])


def quiz_url(page: CoursePage) -> str:
    """Where anybody can take the quiz of a public course."""
    return reverse("public_quiz", args=[code_of(page)])


def _listed(page: CoursePage, request: HttpRequest | None) -> PublicCourse:
    return PublicCourse(
        code=code_of(page),
        title=page.title,
        summary=page.summary,
        path=page.get_url(request) or "",
        minutes=page.minutes,
        level=page.level,
        outcomes=tuple(block.value["text"] for block in page.outcomes),
        language=page.locale.language_code,
    )
