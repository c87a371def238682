"""The courses and programmes of the demonstration: the shipped ones, as if a year ago."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from wagtail.images import get_image_model

from courses.api import Terms, load_shipped
from courses.models import AudienceRule, Course, CourseVersion, Programme, ProgrammeCourse
from home.shipped_pages import load_pages
from lms.demo.scales import Calendar
from lms.demo.writing.dated import morning_of
from lms.demo.writing.records import Taught

STARTER_DAYS = 90
HEADLINE = "digital-confidence"


@dataclass
class Loaded:
    """What was made, and what stood in rows that were there before and changed: ``{model: {pk: {field: value}}}``."""

    courses: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    changed: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)


def load_programmes(calendar: Calendar) -> Loaded:
    """Publishes the shipped courses and the site's pages in every language, and puts the courses' programmes in force
    from the demonstration's first day.

    Nobody's record hangs on a programme that was there before: its dates are moved back, and kept for clearing.
    """
    courses, programmes, images = _codes(Course), _codes(Programme), _images()
    load_shipped(terms=Terms(calendar.starts, calendar.due_on("assisted"), STARTER_DAYS))
    load_pages()  # which translates the courses, with pictures of its own
    made = Loaded(sorted(_codes(Course) - courses), sorted(_codes(Programme) - programmes), sorted(_images() - images))
    _publish_earlier(made.courses, calendar)
    for programme in Programme.objects.all():
        _change(made, programme, starts_on=calendar.starts)
    for rule in AudienceRule.objects.current():
        _change(made, rule, valid_from=calendar.starts)
    for row in ProgrammeCourse.objects.current().select_related("course"):
        _change(made, row, valid_from=calendar.starts, due_on=calendar.due_on(row.course.code))
    return made


def headline_courses() -> dict[str, Taught]:
    """The headline programme's courses by code, in its order, ready to draw tries from."""
    rows = ProgrammeCourse.objects.current().filter(programme__code=HEADLINE).order_by("order").select_related("course")
    return {row.course.code: Taught(row.course.current_version) for row in rows}


def _codes(model: type[models.Model]) -> set[str]:
    return set(model._default_manager.values_list("code", flat=True))


def _images() -> set[int]:
    return set(get_image_model().objects.values_list("pk", flat=True))


def _change(made: Loaded, row: models.Model, **dates: dt.date) -> None:
    before = {name: getattr(row, name) for name, value in dates.items() if getattr(row, name) != value}
    if not before:
        return
    type(row)._default_manager.filter(pk=row.pk).update(**{name: dates[name] for name in before})
    kept = {name: value and value.isoformat() for name, value in before.items()}
    made.changed.setdefault(row._meta.label, {})[str(row.pk)] = kept


def _publish_earlier(codes: list[str], calendar: Calendar) -> None:
    """The new courses' versions as published before the first try at them. A version is never changed, so each is
    written anew; nothing refers to it yet."""
    for version in CourseVersion.objects.filter(course__code__in=codes):
        CourseVersion.objects.filter(pk=version.pk).delete()
        version.published_at = morning_of(calendar.known_from)
        version.save(force_insert=True)
