"""What the council publishes about its own progress. The same selector feeds the page, the CSV and the JSON."""

import datetime as dt
from dataclasses import dataclass

from courses.reporting.report import Report, make_report
from courses.reporting.states import DEFINITION_VERSION, Figure
from courses.reporting.suppression import SMALLEST, publishable
from courses.requirements.models import Programme
from courses.requirements.selectors import headline_programme, last_due_date
from lms.core.clock import today
from lms.core.kept import kept

# The ways that are published. Grades and tiers are not: their lines can be one person.
PUBLISHED_WAYS = ("unit", "course", "starter")
EARLIEST = dt.date(1900, 1, 1)
KEEP_SECONDS = 300
TREND_MONTHS = 12


class NotPublishedError(ValueError):
    """There is no figure for what was asked; the message says why, for the person who asked."""


@dataclass(frozen=True)
class TrendPoint:
    """The figure at the end of one day."""

    day: dt.date
    figure: Figure


def published_programme() -> Programme | None:
    """The programme whose figure is public."""
    return headline_programme()


def read_day(text: str | None) -> dt.date:
    """The day asked for, today where none is. Raises NotPublishedError for no date and for a day still to come."""
    if not text:
        return today()
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError as error:
        raise NotPublishedError("That is not a date. Give a day, a month and a year, such as 31 3 2026.") from error
    if day < EARLIEST:
        raise NotPublishedError("That day is too long ago. Choose a later one.")
    if day > today():
        raise NotPublishedError("That day is still to come. Choose today or an earlier day.")
    return day


def published_report(programme: Programme, *, as_at: dt.date, by: str | None = "unit") -> Report:
    """The report as it may be published: small lines put together. Kept for some minutes, the same for everybody.

    Raises NotPublishedError for a way that is not published, and where too few people are counted in all.
    """
    if by is not None and by not in PUBLISHED_WAYS:
        raise NotPublishedError(f"“{by}” is not published. Choose one of: {', '.join(PUBLISHED_WAYS)}.")
    key = f"performance:{DEFINITION_VERSION}:{programme.pk}:{as_at}:{by}"

    def publish() -> Report:
        made = make_report(programme=programme, as_at=as_at, by=by)
        if made.total.staff < SMALLEST:
            raise NotPublishedError(
                f"Fewer than {SMALLEST} people are counted on that day. A figure could tell what one of them has done."
            )
        groups = made.groups if by == "course" else publishable(made.groups)
        return Report(programme, as_at, made.total, groups, by)

    return kept(key, publish, seconds=KEEP_SECONDS)


def trend(programme: Programme, *, until: dt.date) -> list[TrendPoint]:
    """The figure at the start of each of the last twelve months since the programme began, and on ``until``."""
    firsts = []
    year, month = until.year, until.month
    for _ in range(TREND_MONTHS):
        firsts.append(dt.date(year, month, 1))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    days = sorted({day for day in firsts if programme.starts_on <= day < until} | {until})
    if programme.starts_on <= until and programme.starts_on > days[0] - dt.timedelta(days=31):
        days = sorted({*days, programme.starts_on})
    points = []
    for day in days:
        try:
            points.append(TrendPoint(day, published_report(programme, as_at=day, by=None).total))
        except NotPublishedError:  # too few people then: the line begins later
            continue
    return points


def target_day(programme: Programme) -> dt.date | None:
    """The day by which everybody employed at the start is to have finished."""
    return last_due_date(programme)
