"""A team in words: the same on the page, in the downloads and to a screen reader."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.reporting.states import EXCUSED, MET, OVERDUE
from courses.reporting.team.cells import Cell, Kind
from courses.reporting.team.facts import Member
from courses.reporting.team.selectors import SOON, Team, is_due_soon, next_due
from lms.core.wording import day_in_words, time_since, time_until

# Kind of cell -> icon.
ICONS = {Kind.DONE: "tick", Kind.DUE: "clock", Kind.OVERDUE: "alert", Kind.EXCUSED: "excused", Kind.NOTHING: ""}


def short_day(day: dt.date, on: dt.date) -> str:
    """A date in a narrow cell: "3 Mar", with its year unless it is that of the day asked. The month stays beside it."""
    return date_format(day, "j M" if day.year == on.year else "j M Y").replace(" ", "\N{NO-BREAK SPACE}", 1)


def full_day(day: dt.date, on: dt.date) -> str:
    """A date in a file, which is read in other years."""
    return date_format(day, "j F Y")


WriteDay = Callable[[dt.date, dt.date], str]


class CellWords(dict[Cell, str]):
    """What cells say as at a day, worked out once for each different one. ``write`` makes the dates."""

    def __init__(self, on: dt.date, write: WriteDay = short_day) -> None:
        super().__init__()
        self.on, self.write, self.language = on, write, get_language()

    def __missing__(self, cell: Cell) -> str:
        words = self[cell] = cell_words(cell, self.on, self.write, self.language)
        return words


@lru_cache(maxsize=8192)  # pages of one day say the same few hundred things
def cell_words(cell: Cell, on: dt.date, write: WriteDay, language: str | None) -> str:
    """What one cell says, in the language in force."""
    if cell.kind == Kind.EXCUSED:
        return _("Excused")
    if cell.kind == Kind.NOTHING or cell.day is None:
        return "–"
    day = write(cell.day, on)
    if cell.kind == Kind.DUE:
        return _("Due %(day)s") % {"day": day}
    if cell.kind == Kind.OVERDUE:
        return _("Overdue since %(day)s") % {"day": day}
    if cell.again_by:
        return _("Done %(day)s, again by %(again)s") % {"day": day, "again": write(cell.again_by, on)}
    return _("Done %(day)s") % {"day": day}


def cell_tag(cell: Cell, on: dt.date) -> tuple[str, str]:
    """The design system's tag for one course of one person, and its words."""
    near = cell.kind == Kind.DUE and cell.day is not None and cell.day <= on + SOON
    return {
        Kind.DONE: ("done", _("Done")),
        Kind.DUE: ("due-soon", _("Due soon")) if near else ("not-yet-due", _("Not yet due")),
        Kind.OVERDUE: ("overdue", _("Overdue")),
        Kind.EXCUSED: ("excused", _("Excused")),
        Kind.NOTHING: ("not-started", _("Not asked")),
    }[cell.kind]


def state_tag(member: Member, on: dt.date) -> tuple[str, str]:
    """The design system's tag for somebody and its words. The words say the definition's state, or that it is near."""
    if member.state == OVERDUE:
        return "overdue", _("Overdue")
    if member.state == EXCUSED:
        return "excused", _("Excused")
    if member.state == MET:
        return "done", _("Up to date")
    if is_due_soon(member, on):
        return "due-soon", _("Due soon")
    return "not-yet-due", _("Not yet due")


def when_words(member: Member, on: dt.date) -> str:
    """What follows the tag of somebody, by what is due first; empty where nothing is."""
    due = next_due(member)
    if due is None:
        return ""
    if member.state == MET:
        return _("renewal due on %(date)s") % {"date": day_in_words(due, on)}
    return due_words(due, on)


def due_words(due: dt.date, on: dt.date) -> str:
    """How late or how near, after a tag that says which: "by 3 weeks, since 31 March"; "in 2 weeks, on 14 April"."""
    return _due_words(due, on, get_language())


@lru_cache(maxsize=4096)
def _due_words(due: dt.date, on: dt.date, language: str | None) -> str:
    date = day_in_words(due, on)
    if due < on:
        return _("by %(time)s, since %(date)s") % {"time": time_since(due, on), "date": date}
    if due == on:
        return _("today")
    return _("%(time)s, on %(date)s") % {"time": time_until(due, on), "date": date}


def sentence(team: Team) -> str:
    """The first line: "3 of your 14 people are overdue, 2 due in the next 4 weeks." Counts the whole scope."""
    n = team.counts["all"]
    overdue, soon = team.counts["overdue"], team.counts["due_soon"]
    if not n:
        return _nobody(team)
    if n == team.counts["met"]:
        words = ngettext("Your one person is up to date.", "All %(n)s of your people are up to date.", n)
        return _then(team, words % {"n": n})
    if overdue:
        late = ngettext("%(k)s of your %(n)s people is overdue", "%(k)s of your %(n)s people are overdue", overdue)
        late = _("Your one person is overdue") if n == 1 else late % {"k": overdue, "n": n}
    elif n == 1:
        late = _("Your one person is not overdue")
    else:
        late = _("None of your %(n)s people is overdue") % {"n": n}
    if soon:
        late += ngettext(", %(k)s due in the next 4 weeks", ", %(k)s due in the next 4 weeks", soon) % {"k": soon}
    return _then(team, f"{late}.")


def _then(team: Team, words: str) -> str:
    """The sentence with the day and the unit that were asked for before it."""
    where = []
    if not team.is_today:
        where.append(_("As at %(day)s") % {"day": full_day(team.question.on, team.question.on)})
    if team.unit_name:
        where.append(team.unit_name)
    return f"{', '.join(where)}: {words}" if where else words


def _nobody(team: Team) -> str:
    if team.unit_name:
        return _then(team, _("nobody of yours."))
    if team.is_today:
        return _("Nobody reports to you today.")
    return _("Nobody reported to you on %(day)s.") % {"day": full_day(team.question.on, team.question.on)}


def reminded_words(day: dt.date | None, on: dt.date) -> str:
    """When somebody was last reminded."""
    if day is None:
        return _("Not reminded yet")
    if day == on:
        return _("Reminded today")
    return _("Reminded %(time)s ago, on %(date)s") % {"time": time_since(day, on), "date": day_in_words(day, on)}
