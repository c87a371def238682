"""Gathering for the course pages."""

import json
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Locale

from courses.content.choices import OpenTo
from courses.content.models import Course, CourseIndexPage, CoursePage
from courses.content.public import code_of, public_context


def source_page(page: CoursePage) -> CoursePage | None:
    """The page in the source language that this page translates; the page itself when it is that page."""
    return CoursePage.objects.filter(
        translation_key=page.translation_key, locale=Locale.get_default(), alias_of__isnull=True
    ).first()


def live_page(course: Course) -> CoursePage | None:
    """The published page of a course in the source language, if it still has one."""
    return CoursePage.objects.live().filter(course=course, locale=Locale.get_default()).first()


def staff_courses(index: CourseIndexPage) -> list[CoursePage]:
    """The published courses for council staff under the index page, by title."""
    fields = ("title", "summary", "minutes", "open_to", "url_path", "slug", "path", "depth", "locale")
    pages = CoursePage.objects.child_of(index).live().filter(open_to=OpenTo.STAFF)
    return list(pages.only(*fields).order_by("title"))


def learn_url(page: CoursePage) -> str:
    """Where one works through the course; empty before its first publication."""
    code = code_of(page)
    if not code:
        return ""
    try:
        return reverse("learn_course", args=[code])
    except NoReverseMatch:
        return ""


def validity_in_words(months: int | None) -> str:
    """For how long a completion is good, as a sentence."""
    if months is None:
        return "It is good until the course changes so much that it must be done again."
    if months == 1:
        return "It is good for 1 month, and then it is due again."
    return f"It is good for {months} months, and then it is due again."


def check_in_words(page: CoursePage) -> str:
    """How the course is completed, as a sentence or two."""
    if not len(page.bank):
        return "There is no assessment. You complete it by finishing every lesson."
    asked = min(page.questions_asked, len(page.bank))
    needed = -(-page.pass_percent * asked // 100)
    return (
        f"{asked} questions at the end; {needed} right answers pass. You can try as often as you like. "
        "If you know it already, you can take them first."
    )


def course_page_context(page: CoursePage, request: HttpRequest) -> dict[str, Any]:
    """What the public page of a course shows beside its own fields."""
    return {
        "learn_url": learn_url(page),
        "for_staff": page.open_to == OpenTo.STAFF,
        "validity": validity_in_words(page.validity_months),
        "check": check_in_words(page),
        "course_outcomes": [block.value for block in page.outcomes],
        "json_ld": json_for_script(schema_org(page, request)),
        **public_context(page, request),
        "way": [
            {"label": parent.title, "url": parent.get_url(request)}
            for parent in page.get_ancestors()[1:].specific(defer=True)
        ]
        + [{"label": page.title}],
    }


def schema_org(page: CoursePage, request: HttpRequest) -> dict[str, Any]:
    """The course in the words of schema.org/Course, for search engines."""
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": page.title,
        "description": page.summary,
        "url": page.get_full_url(request),
        "courseCode": code_of(page),
        "inLanguage": page.locale.language_code,
        "isAccessibleForFree": True,
        "teaches": [block.value["text"] for block in page.outcomes],
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": f"PT{page.minutes}M",
        },
    }


def json_for_script(data: dict[str, Any]) -> SafeString:
    """JSON that can stand inside a script element: nothing in it can end the element or begin markup."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308  (every character that could leave the element is escaped above)
