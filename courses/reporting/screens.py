"""What the public page shows, gathered and put into words."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.reporting.public import TrendPoint, published_report, target_day, trend
from courses.reporting.report import Report
from courses.reporting.states import DEFINITION_VERSION, Figure, Group
from courses.reporting.suppression import SMALLEST
from courses.requirements.models import Programme
from lms.design_system.charts import Bar, BurnUp, Reading, Target, bar, burn_up


@dataclass(frozen=True)
class PerformanceScreen:
    """Everything on the page."""

    programme: Programme
    day: dt.date
    total: Figure
    headline: str
    sentence: str
    parts: list[dict[str, str]]
    chart: BurnUp | None
    history: list[TrendPoint]
    units: list[Bar]
    courses: list[Bar]
    starters: list[Bar]
    json_url: str
    csv_url: str
    definition_version: str = DEFINITION_VERSION
    smallest: int = SMALLEST


def performance_screen(programme: Programme, day: dt.date) -> PerformanceScreen:
    """The page as at a day. The queries behind it do not grow with people, units or courses."""
    by_unit = published_report(programme, as_at=day, by="unit")
    by_course = published_report(programme, as_at=day, by="course")
    by_start = published_report(programme, as_at=day, by="starter")
    history = trend(programme, until=day)
    asked = f"?as_at={day.isoformat()}"
    return PerformanceScreen(
        programme=programme,
        day=day,
        total=by_unit.total,
        headline=percent_words(by_unit.total.of_all_staff),
        sentence=_sentence(by_unit),
        parts=_parts(by_unit.total),
        chart=_chart(programme, history),
        history=history,
        units=[_bar(group) for group in sorted(by_unit.groups, key=_lowest_last)],
        courses=[_bar(group) for group in by_course.groups],
        # Put together to one line they would only repeat the headline.
        starters=[_bar(group) for group in by_start.groups] if len(by_start.groups) > 1 else [],
        json_url=reverse("performance_json") + asked,
        csv_url=reverse("performance_csv") + asked,
    )


def percent_words(percent: float | None) -> str:
    """A percentage as it is read; of nobody there is none."""
    return _("no figure") if percent is None else f"{percent}%"


def _sentence(report: Report) -> str:
    day = date_format(report.as_at, "j E Y")
    return _("%(met)s of %(staff)s staff had completed “%(title)s” on %(day)s.") % {
        "met": f"{report.total.met:,}",
        "staff": f"{report.total.staff:,}",
        "title": report.programme.title,
        "day": day,
    }


def _parts(total: Figure) -> list[dict[str, str]]:
    rows = [
        (_("Completed and up to date"), total.met),
        (_("Overdue"), total.overdue),
        (_("Not due yet"), total.not_yet_due),
        (_("Excused"), total.excused),
        (_("Completed at least once"), total.ever),
    ]
    people = [{"label": label, "value": f"{count:,}"} for label, count in rows]
    return [{"label": _("Of those it is due from"), "value": percent_words(total.of_those_due)}, *people]


def _chart(programme: Programme, history: list[TrendPoint]) -> BurnUp | None:
    """The way to everybody; none before there are two days to draw a line between."""
    readings = [Reading(point.day, point.figure.met, point.figure.staff) for point in history]
    if len(readings) < 2:
        return None
    return burn_up(readings, Target(target_day(programme) or readings[-1].day, 100))


def _lowest_last(group: Group) -> tuple[bool, float, str]:
    share = group.figure.of_all_staff
    return (share is None, -(share or 0), group.name)


def _bar(group: Group) -> Bar:
    overdue = group.figure.overdue
    note = ngettext("%(count)s person overdue", "%(count)s people overdue", overdue) % {"count": f"{overdue:,}"}
    return bar(group.name, group.figure.met, group.figure.staff, note=note)
