"""Courses that anybody can do on this site, without an account."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import PageQuerySet

from courses.content.choices import OpenTo
from courses.content.models import CoursePage


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
    """The live pages, in every language, of courses open to everybody. A page with a restriction of its own is none."""
    return CoursePage.objects.live().public().filter(open_to=OpenTo.EVERYONE, course__isnull=False)


def public_courses(language: str | None = None, request: HttpRequest | None = None) -> list[PublicCourse]:
    """Every self-paced course open to everybody, by title: in ``language`` (by default the one being spoken) where
    it was translated, and otherwise as it was written. The number of queries does not grow with the courses."""
    source = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    wanted = language or get_language() or source
    pages = public_pages().filter(locale__language_code__in={wanted, source}).select_related("locale")
    editions: dict[int, dict[str, CoursePage]] = defaultdict(dict)
    for page in pages.defer("lessons", "bank", "sources"):
        editions[page.course_id][page.locale.language_code] = page
    chosen = [found.get(wanted) or found[source] for found in editions.values() if wanted in found or source in found]
    return sorted((_listed(page, request) for page in chosen), key=lambda course: course.title.casefold())


def _listed(page: CoursePage, request: HttpRequest | None) -> PublicCourse:
    return PublicCourse(
        code=page.course_code,
        title=page.title,
        summary=page.summary,
        path=page.get_url(request) or "",
        minutes=page.minutes,
        level=page.level,
        outcomes=tuple(block.value["text"] for block in page.outcomes),
        language=page.locale.language_code,
    )
