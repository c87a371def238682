"""When a place is open, in words: whole sentences in the reader's language, times as that language writes them.

What somebody typed (``today.reason`` of a state, ``reason`` of a day) is never part of a sentence here: it is in the
place's language, and a page shows it beside the sentence with its own ``lang``.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from inclusion_map.models import Place, PlaceKind
from inclusion_map.opening import (
    IN_PERSON,
    Answer,
    Because,
    DayTimes,
    Hours,
    Kind,
    Opening,
    OpenState,
    Period,
    periods_on,
)

FAR_AHEAD_DAYS = 300  # from then on a day and month could be taken for this year's
# In the case a sentence needs: Polish says "we wtorek" here.
ON_DAY = (
    pgettext_lazy("it opens on this day", "Monday"),
    pgettext_lazy("it opens on this day", "Tuesday"),
    pgettext_lazy("it opens on this day", "Wednesday"),
    pgettext_lazy("it opens on this day", "Thursday"),
    pgettext_lazy("it opens on this day", "Friday"),
    pgettext_lazy("it opens on this day", "Saturday"),
    pgettext_lazy("it opens on this day", "Sunday"),
)
# Titles come from a list of the government's; those that come back every year have words in each language.
HOLIDAYS = {
    "New Year’s Day": _lazy("New Year’s Day"),
    "Good Friday": _lazy("Good Friday"),
    "Easter Monday": _lazy("Easter Monday"),
    "Early May bank holiday": _lazy("Early May bank holiday"),
    "Spring bank holiday": _lazy("Spring bank holiday"),
    "Summer bank holiday": _lazy("Summer bank holiday"),
    "Christmas Day": _lazy("Christmas Day"),
    "Boxing Day": _lazy("Boxing Day"),
}
PERIODS = {
    Kind.STAFFED: _lazy("%(opens)s to %(closes)s"),
    Kind.SELF_SERVICE: _lazy("%(opens)s to %(closes)s, no staff"),
    Kind.PHONE: _lazy("%(opens)s to %(closes)s, by phone only"),
    Kind.DROP_IN: _lazy("%(opens)s to %(closes)s, drop in"),
    Kind.APPOINTMENT: _lazy("%(opens)s to %(closes)s, by appointment"),
}
PERIODS_IN_TERM = {
    Kind.STAFFED: _lazy("%(opens)s to %(closes)s, in school term time"),
    Kind.SELF_SERVICE: _lazy("%(opens)s to %(closes)s, no staff, in school term time"),
    Kind.PHONE: _lazy("%(opens)s to %(closes)s, by phone only, in school term time"),
    Kind.DROP_IN: _lazy("%(opens)s to %(closes)s, drop in, in school term time"),
    Kind.APPOINTMENT: _lazy("%(opens)s to %(closes)s, by appointment, in school term time"),
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the week's table. ``name`` and ``date`` in the reader's language ("Monday", "23 November").

    ``texts`` holds one line for each period, or one that says "Closed" or "Not confirmed". ``holiday`` names a bank
    holiday, whether or not it changes anything. ``reason`` is typed text in the place's language. ``times`` is what
    the row was made of, for machines that read the page.
    """

    day: dt.date
    name: str
    date: str
    is_today: bool
    texts: tuple[str, ...]
    holiday: str
    reason: str
    times: DayTimes


def open_sentence(state: OpenState, *, place: Place) -> str:
    """One to four short sentences: whether it is open, until when or from when, and whether to ring first."""
    sentences = ANSWERS[state.answer](state, place)
    if state.answer in (Answer.OPEN, Answer.CLOSED) and state.ring_first:
        sentences.append(_not_checked(state, place))
    return " ".join(sentences)


def checked_sentence(checked_on: dt.date | None, today: dt.date) -> str:
    """How long ago somebody confirmed the facts: "Checked 12 days ago"."""
    if checked_on is None:
        return _("Nobody has checked this yet")
    days = (today - checked_on).days
    if days <= 0:
        return _("Checked today")
    return ngettext("Checked %(days)s day ago", "Checked %(days)s days ago", days) % {"days": days}


def week_table(hours: Hours, start: dt.date, *, today: dt.date | None = None) -> list[DayRow]:
    """Seven days from ``start``, one row each. ``today`` marks the row that is today."""
    days = (start + dt.timedelta(days=number) for number in range(7))
    return [_row(periods_on(hours, day), today) for day in days]


def clock(time: dt.time | dt.datetime) -> str:
    """A clock time as the reader's language writes it: 6pm, 9:30am, midday; 18:00 in Polish."""
    if not (get_language() or "en").startswith("en"):
        return formats.time_format(time, "TIME_FORMAT")
    if time.minute == 0 and time.hour in (0, 12):
        return "midday" if time.hour else "midnight"
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"


def holiday_name(title: str) -> str:
    """A bank holiday's name in the reader's language; those of a single year only say what they are."""
    if title in HOLIDAYS:
        return str(HOLIDAYS[title])
    if title and not (get_language() or "en").startswith("en"):
        return _("Bank holiday")
    return title


def _open(state: OpenState, place: Place) -> list[str]:
    sentences = []
    if state.appointment_only or state.kinds & IN_PERSON == {Kind.APPOINTMENT}:
        sentences.append(_("By appointment only."))
    elif state.staff_until is None:
        sentences.append(_without_staff(state, place))
    else:
        sentences.append(_("Open now."))
    sentences.append(_until(state))
    if state.staff_until and state.until and state.until > state.staff_until:
        sentences.append(_("Open without staff until %(time)s.") % {"time": clock(state.until)})
    return sentences


def _without_staff(state: OpenState, place: Place) -> str:
    if state.card_needed is False:
        return _("Open now; no staff.")
    library = place.kind == PlaceKind.LIBRARY
    if state.card_needed:
        return _("Open now with a library card; no staff.") if library else _("Open now with a card or ID; no staff.")
    if library:
        return _("Open now; no staff. You may need a library card.")
    return _("Open now; no staff. You may need a card or ID.")


def _until(state: OpenState) -> str:
    if state.staff_until:
        time = clock(state.staff_until)
        drop_in = Kind.DROP_IN in state.kinds and Kind.STAFFED not in state.kinds
        return (_("Drop-in until %(time)s.") if drop_in else _("Staff here until %(time)s.")) % {"time": time}
    if state.staff_from:
        return _("Staff here from %(time)s.") % {"time": clock(state.staff_from)}
    assert state.until is not None  # noqa: S101  it is open, so it closes
    return _("Open until %(time)s.") % {"time": clock(state.until)}


def _closed(state: OpenState, place: Place) -> list[str]:
    sentences = [_("By appointment only.")] if state.appointment_only else []
    if not state.today.closed:
        sentences.append(_("Closed now."))
    elif state.today.because is Because.BANK_HOLIDAY:
        sentences.append(_("Closed today (bank holiday)."))
    else:
        sentences.append(_("Closed today."))
    if state.phone_until:
        sentences.append(_("You can ring until %(time)s.") % {"time": clock(state.phone_until)})
    return sentences + _opens(state)


def _not_confirmed(state: OpenState, place: Place) -> list[str]:
    sentences = [_("By appointment only.")] if state.appointment_only else []
    if state.today.because is Because.BANK_HOLIDAY and not state.today.confirmed:
        if place.phone:
            sentences.append(_("Hours not confirmed today (bank holiday): ring first."))
        else:
            sentences.append(_("Hours not confirmed today (bank holiday): check before you go."))
    elif place.phone:
        sentences.append(_("Hours not confirmed: ring first."))
    else:
        sentences.append(_("Hours not confirmed: check before you go."))
    return sentences


def _closed_for_now(state: OpenState, place: Place) -> list[str]:
    if state.opens is None and state.status_until:
        last = _date(state.status_until, state.today.day)
        return [_("Closed for now, until the end of %(date)s.") % {"date": last}]
    return [_("Closed for now."), *_opens(state)]


def _closed_for_good(state: OpenState, place: Place) -> list[str]:
    return [_("Closed for good.")]


def _not_open_yet(state: OpenState, place: Place) -> list[str]:
    if state.opens is None and state.status_until:
        last = _date(state.status_until, state.today.day)
        return [_("Not open yet. It should open after %(date)s.") % {"date": last}]
    return [_("Not open yet."), *_opens(state)]


ANSWERS = {
    Answer.OPEN: _open,
    Answer.CLOSED: _closed,
    Answer.NOT_CONFIRMED: _not_confirmed,
    Answer.CLOSED_FOR_NOW: _closed_for_now,
    Answer.CLOSED_FOR_GOOD: _closed_for_good,
    Answer.NOT_OPEN_YET: _not_open_yet,
}


def _not_checked(state: OpenState, place: Place) -> str:
    if state.checked_on is None:
        if place.phone:
            return _("Ring first: nobody has checked these times yet.")
        return _("Check before you go: nobody has checked these times yet.")
    if place.phone:
        return _("Ring first: these times were not checked lately.")
    return _("Check before you go: these times were not checked lately.")


def _opens(state: OpenState) -> list[str]:
    """When it opens next, and what to expect then."""
    if state.opens is None:
        return []
    sentences = [_opens_at(state.opens, state.today.day)]
    if state.opens.kind is Kind.APPOINTMENT and not state.appointment_only:
        sentences.append(_("By appointment only."))
    if state.opens.kind is Kind.SELF_SERVICE:
        sentences.append(_("No staff at that time."))
    return sentences


def _opens_at(opening: Opening, today: dt.date) -> str:
    day, time = opening.at.date(), clock(opening.at)
    ahead = (day - today).days
    if ahead == 0:
        return _("Opens today %(time)s.") % {"time": time}
    if ahead == 1:
        return _("Opens tomorrow %(time)s.") % {"time": time}
    weekday = str(ON_DAY[day.weekday()])
    if ahead < 7:
        return _("Opens %(day)s %(time)s.") % {"day": weekday, "time": time}
    return _("Opens %(day)s %(date)s, %(time)s.") % {"day": weekday, "date": _date(day, today), "time": time}


def _date(day: dt.date, today: dt.date) -> str:
    far = (day - today).days > FAR_AHEAD_DAYS
    return formats.date_format(day, "DATE_FORMAT" if far else "MONTH_DAY_FORMAT")


def _row(times: DayTimes, today: dt.date | None) -> DayRow:
    return DayRow(
        day=times.day,
        name=formats.date_format(times.day, "l"),
        date=formats.date_format(times.day, "MONTH_DAY_FORMAT"),
        is_today=times.day == today,
        texts=_texts(times),
        holiday=holiday_name(times.bank_holiday),
        reason=times.reason,
        times=times,
    )


def _texts(times: DayTimes) -> tuple[str, ...]:
    if not times.confirmed:
        return (pgettext("the times of a day", "Not confirmed"),)
    if not times.periods:
        return (pgettext("the times of a day", "Closed"),)
    return tuple(_period(period) for period in times.periods)


def _period(period: Period) -> str:
    words = PERIODS[period.kind] if period.confirmed else PERIODS_IN_TERM[period.kind]
    return str(words) % {"opens": clock(period.opens), "closes": clock(period.closes)}
