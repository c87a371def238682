"""Reading classes for those who look for one, and for those who decide."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.catalogue.models import CourseRun, TaughtCourse
from courses.catalogue.rules import Facts
from courses.catalogue.wording import cost_in_words, next_in_words, period_in_words
from inclusion_map.languages import language
from inclusion_map.models import Place
from inclusion_map.registry import Happening
from lms.core.clock import today as this_day


def live_classes() -> QuerySet[TaughtCourse]:
    """What residents may see, with providers, runs and places: three queries for any number."""
    runs = Prefetch("runs", CourseRun.objects.select_related("place"))
    return TaughtCourse.objects.filter(live=True).select_related("provider").prefetch_related(runs)


def facts_of(taught: TaughtCourse) -> Facts:
    """What the rules judge of a class or its draft."""
    runs = [run for run in taught.runs.all() if not run.cancelled]
    return Facts(
        title=taught.title.strip(),
        outcomes=taught.outcome_lines,
        level=taught.level,
        teaching_language=taught.teaching_language,
        is_free=taught.is_free,
        price=taught.price.strip(),
        how_to_book=taught.how_to_book.strip(),
        run_ends=[(run.last_day, shown_place(run) is not None) for run in runs],
    )


def shown_place(run: CourseRun) -> Place | None:
    """Where a run is held, when that place is on the site."""
    return run.place if run.place is not None and run.place.published else None


@dataclass(frozen=True)
class RunShown:
    """A run as the page of its class tells it. ``day`` is the next day it is held; None: it is over or cancelled."""

    run: CourseRun
    when: str
    place: Place | None
    day: dt.date | None
    next: str

    @property
    def is_over(self) -> bool:
        """Whether it has been held for the last time."""
        return self.day is None and not self.run.cancelled


def runs_shown(taught: TaughtCourse, today: dt.date) -> list[RunShown]:
    """Every run of a class, the next one first; then those that are over or cancelled, the newest first."""
    shown = [_shown(run, today) for run in taught.runs.all()]
    ahead = sorted((one for one in shown if one.day), key=lambda one: (one.day, one.run.starts))
    rest = sorted((one for one in shown if not one.day), key=lambda one: one.run.last_day, reverse=True)
    return [*ahead, *rest]


def _shown(run: CourseRun, today: dt.date) -> RunShown:
    day = run.next_day(today)
    words = next_in_words(run.period, day) if day else ""
    return RunShown(run, period_in_words(run.period), shown_place(run), day, words)


@dataclass(frozen=True)
class ClassPage:
    """Everything that the page of a class shows. ``past``: runs over within the last year."""

    taught: TaughtCourse
    upcoming: list[RunShown]
    cancelled: list[RunShown]
    past: list[RunShown]
    cost: str
    spoken: str
    level_name: str


def class_page(taught: TaughtCourse, today: dt.date) -> ClassPage:
    """Gathers the page; the class's provider, runs and places are read already."""
    shown = runs_shown(taught, today)
    return ClassPage(
        taught=taught,
        upcoming=[one for one in shown if one.day],
        cancelled=[one for one in shown if one.run.cancelled and one.run.last_day >= today],
        past=[one for one in shown if one.is_over and (today - one.run.last_day).days <= 366],
        cost=cost_in_words(taught.is_free, taught.price),
        spoken=language(taught.teaching_language).name,
        level_name=taught.get_level_display(),
    )


def classes_at(place: Place, day: dt.date) -> list[Happening]:
    """The classes held at a place from a day on, soonest first, as the page of the place shows them. One query."""
    runs = CourseRun.objects.filter(place=place, last_day__gte=day, cancelled=False, taught_course__live=True)
    ahead = [(when, run) for run in runs.select_related("taught_course") if (when := run.next_day(day))]
    return [_happening(run, when) for when, run in sorted(ahead, key=lambda one: (one[0], one[1].starts))]


def _happening(run: CourseRun, day: dt.date) -> Happening:
    taught = run.taught_course
    return Happening(
        title=taught.title,
        url=reverse("class_page", args=[taught.slug]),
        when=_("%(when)s. %(next)s.") % {"when": period_in_words(run.period), "next": next_in_words(run.period, day)},
        cost=cost_in_words(taught.is_free, taught.price),
        lang=taught.language,
    )


@dataclass(frozen=True)
class ClassFound:
    """A class for whoever searches the site."""

    title: str
    url: str
    summary: str
    language: str


def classes_for_search() -> Iterable[ClassFound]:
    """Every class on the site with a run to come, for the site's own search. Two queries."""
    ahead = CourseRun.objects.filter(last_day__gte=this_day(), cancelled=False).values("taught_course")
    for taught in TaughtCourse.objects.filter(live=True, pk__in=ahead):
        yield ClassFound(
            taught.title, reverse("class_page", args=[taught.slug]), " ".join(taught.outcome_lines), taught.language
        )
