"""Days, times and cost of a class as sentences in the reader's language."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue.sessions import Period
from inclusion_map.sentences import clock
from lms.core.clock import today
from lms.core.wording import day_in_words, weekday_in_words

EVERY = {
    "MO": gettext_lazy("Mondays"),
    "TU": gettext_lazy("Tuesdays"),
    "WE": gettext_lazy("Wednesdays"),
    "TH": gettext_lazy("Thursdays"),
    "FR": gettext_lazy("Fridays"),
    "SA": gettext_lazy("Saturdays"),
    "SU": gettext_lazy("Sundays"),
}


def weekdays_in_words(codes: Sequence[str]) -> str:
    """Weekdays that come back: "Tuesdays", "Mondays, Tuesdays and Fridays"."""
    names = [str(EVERY[code]) for code in EVERY if code in codes]
    if len(names) < 2:
        return "".join(names)
    return _("%(days)s and %(last)s") % {"days": _(", ").join(names[:-1]), "last": names[-1]}


def _date(day: dt.date) -> str:
    """A day by locale, with its year unless it is this year's."""
    return day_in_words(day, today())


def day_in_full(day: dt.date) -> str:
    """A day with its weekday, by locale: "Tuesday 12 January"."""
    return _("%(weekday)s %(date)s") % {"weekday": weekday_in_words(day), "date": _date(day)}


def period_in_words(period: Period) -> str:
    """When something is held: "Tuesdays, 10am to midday, from 12 January to 23 March"."""
    known = {"starts": clock(period.starts), "ends": clock(period.ends)}
    if period.is_once:
        return _("%(day)s, %(starts)s to %(ends)s") % {**known, "day": day_in_full(period.first_day)}
    dates = {"first": _date(period.first_day), "last": _date(period.last_day)}
    days = weekdays_in_words(period.weekdays)
    return _("%(days)s, %(starts)s to %(ends)s, from %(first)s to %(last)s") % {**known, **dates, "days": days}


def next_in_words(period: Period, day: dt.date) -> str:
    """The next time it is held: "Next on Tuesday 12 January, 10am to midday"."""
    known = {"day": day_in_full(day), "starts": clock(period.starts), "ends": clock(period.ends)}
    return _("Next on %(day)s, %(starts)s to %(ends)s") % known


def cost_in_words(is_free: bool | None, price: str) -> str:
    """What it costs; the price stands as its provider typed it."""
    if is_free:
        return _("Free")
    return price or _("Ask what it costs")
