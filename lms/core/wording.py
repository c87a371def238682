"""Dates as people say them: words first, the date beside."""

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

# Some languages write a weekday small inside a sentence, where a label begins with a capital.
IN_A_SENTENCE = (
    pgettext_lazy("a weekday inside a sentence", "Monday"),
    pgettext_lazy("a weekday inside a sentence", "Tuesday"),
    pgettext_lazy("a weekday inside a sentence", "Wednesday"),
    pgettext_lazy("a weekday inside a sentence", "Thursday"),
    pgettext_lazy("a weekday inside a sentence", "Friday"),
    pgettext_lazy("a weekday inside a sentence", "Saturday"),
    pgettext_lazy("a weekday inside a sentence", "Sunday"),
)


def weekday_in_words(day: dt.date) -> str:
    """The weekday of a date as it stands inside a sentence: "Tuesday", in Polish "wtorek"."""
    return str(IN_A_SENTENCE[day.weekday()])


def day_in_words(day: dt.date, today: dt.date) -> str:
    """A date as written in a sentence: "31 March", with its year unless it is this year's.

    The format ``E`` is the month as a day before it asks for: "31 marca" in Polish, where ``F`` would say "marzec".
    """
    return formats.date_format(day, "j E" if day.year == today.year else "j E Y")


def time_until(day: dt.date, today: dt.date) -> str:
    """How far ahead a day is: "today", "tomorrow", "in 9 days", "in 3 weeks", "in 4 months".

    Whole units, cut: what is said is never longer than the time there is. Weeks from 14 days, months (of 30 days, as
    people speak) from 61. Raises ValueError for a day that has passed: see ``time_since``.
    """
    days = (day - today).days
    if days < 0:
        raise ValueError(f"{day} is before {today}")
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 14:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    if days < 61:
        return ngettext("in %(n)s week", "in %(n)s weeks", days // 7) % {"n": days // 7}
    return ngettext("in %(n)s month", "in %(n)s months", days // 30) % {"n": days // 30}


def time_since(day: dt.date, today: dt.date) -> str:
    """How long a day has passed: "1 day", "13 days", "2 weeks", "4 months". Raises ValueError for a day to come."""
    days = (today - day).days
    if days < 0:
        raise ValueError(f"{day} is after {today}")
    if days < 14:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if days < 61:
        return ngettext("%(n)s week", "%(n)s weeks", days // 7) % {"n": days // 7}
    return ngettext("%(n)s month", "%(n)s months", days // 30) % {"n": days // 30}


def due_in_words(due: dt.date, today: dt.date) -> str:
    """When something is due: "Due in 3 weeks, on 31 March", "Due today", "Overdue by 5 days, since 2 March".

    Due means done by the end of that day: on the day itself nothing is overdue.
    """
    date = day_in_words(due, today)
    if due == today:
        return _("Due today")
    if due > today:
        return _("Due %(time)s, on %(date)s") % {"time": time_until(due, today), "date": date}
    return _("Overdue by %(time)s, since %(date)s") % {"time": time_since(due, today), "date": date}
