"""Gathering everything that can be found, for whoever reads one language. What only some may read is not in it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from courses.api import classes_for_search, public_courses, public_lessons
from courses.models import CoursePage
from inclusion_map.finding.areas import names_of
from inclusion_map.finding.results import kinds_of, published_places
from inclusion_map.kinds import WORDS
from lms.core.kept import forget, kept
from search.words import Document

COURSES, PLACES, PAGES = "courses", "places", "pages"
CACHE_KEY = "search.documents.2"
CACHE_SECONDS = 300


def documents() -> list[Document]:
    """Everything that can be found in the active language; kept for some minutes, or until something is published."""
    key = f"{CACHE_KEY}.{get_language()}"
    return kept(key, _gather, seconds=CACHE_SECONDS)


def forget_documents(**kwargs: Any) -> None:
    """Something was published, changed or taken away."""
    forget(*(f"{CACHE_KEY}.{code}" for code, _name in settings.LANGUAGES))


def _gather() -> list[Document]:
    return [*_courses(), *_lessons(), *_staff_courses(), *_classes(), *_places(), *_pages()]


def _courses() -> Iterator[Document]:
    for course in public_courses():
        text = " ".join(course.outcomes)
        yield Document(COURSES, course.title, course.path, course.summary, text, course.language, gettext("Free"))


def _lessons() -> Iterator[Document]:
    """Each lesson that anybody can read, so that a question leads to its answer and not to a course."""
    for lesson in public_lessons():
        note = gettext("A lesson of “%(course)s”") % {"course": lesson.course}
        yield Document(COURSES, lesson.title, lesson.path, "", lesson.text, lesson.language, note)


def _staff_courses() -> Iterator[Document]:
    """The public pages of courses for staff. Their lessons are for staff, and are not looked at."""
    own = settings.LANGUAGE_CODE
    pages = CoursePage.objects.live().public().filter(open_to="staff", locale__language_code=own)
    for page in pages.defer("lessons", "bank", "sources"):
        text = " ".join(block.value["text"] for block in page.outcomes)
        note = gettext("For people who work for the council")
        yield Document(COURSES, page.title, page.get_url() or "", page.summary, text, own, note)


def _classes() -> Iterator[Document]:
    for found in classes_for_search():
        yield Document(COURSES, found.title, found.url, found.summary, "", found.language, gettext("Class at a place"))


def _places() -> Iterator[Document]:
    for place in published_places():
        kinds = [str(WORDS[kind]) for kind in kinds_of(place)]
        services = [f"{service.title} {service.description}" for service in place.services.all()]
        text = " ".join([*names_of(place), str(place.get_kind_display()), place.postcode, *kinds, *services])
        url = reverse("place", args=[place.slug])
        status = "" if place.status == "open" else str(place.get_status_display())
        yield Document(PLACES, place.name, url, place.address, text, place.language, status)


def _pages() -> Iterator[Document]:
    """The pages that editors wrote, in the language that is read."""
    pages = Page.objects.live().public().not_type(CoursePage).filter(depth__gt=2, locale__language_code=get_language())
    for page in pages.specific():
        text = " ".join(strip_tags(str(part)) for part in _indexed(page))
        summary = page.search_description or getattr(page, "introduction", "")
        yield Document(PAGES, page.title, page.get_url() or "", summary, text, get_language() or "")


def _indexed(page: Page) -> Iterator[Any]:
    """What the page itself says may be searched."""
    for field in type(page).get_searchable_search_fields():
        yield field.get_value(page) or ""
