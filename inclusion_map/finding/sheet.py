"""Places on paper: days with the same times in one line, since a page has little room."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from inclusion_map.hours import hours_of_places
from inclusion_map.models import Place
from inclusion_map.sentences import DayRow, week_table


@dataclass(frozen=True)
class DaysAlike:
    """Days that follow one another with the same times: in words, and one line for each period."""

    days: str
    texts: tuple[str, ...]
    holiday: str


def sheet_of(places: Iterable[Place], today: dt.date) -> dict[int, list[DaysAlike]]:
    """The coming seven days of each place by its primary key; nothing for a place whose hours nobody has said."""
    hours = hours_of_places(places)
    return {
        key: days_alike(week_table(one, today, today=today)) if one.rules or one.exceptions else []
        for key, one in hours.items()
    }


def days_alike(week: Iterable[DayRow]) -> list[DaysAlike]:
    """The days of a week, those with the same times together."""
    groups = (list(days) for _key, days in groupby(week, key=lambda row: (row.texts, row.holiday, row.reason)))
    return [DaysAlike(_span(days), days[0].texts, days[0].holiday) for days in groups]


def _span(days: list[DayRow]) -> str:
    if len(days) == 1:
        return days[0].name
    return _("%(first)s to %(last)s") % {"first": days[0].name, "last": days[-1].name}
