"""What the made-up people learnt, and when, as values. Pure: no Django."""

import datetime as dt
import random
from dataclasses import dataclass, field
from statistics import NormalDist

from lms.demo.people import PersonPlan
from lms.demo.scales import Calendar
from lms.demo.story import BEGUN

# The share of people who have done each module by now, in a roll-out of which the last two are still under way.
DONE_SHARE = {
    "confident": 0.94,
    "cyber": 0.91,
    "information": 0.90,
    "data": 0.83,
    "cloud": 0.80,
    "services": 0.75,
    "open": 0.40,
    "assisted": 0.30,
}
OTHER_DONE_SHARE = 0.5
ALIKE = 0.92  # how far somebody who does one module does the others too: 0 not at all, 1 always
FAILED_FIRST = 0.18  # of the tries marked here, those that came before the one that passed
BEGUN_SHARE = 0.15  # of the modules not done, those begun
SETTLING_DAYS = 120  # of a newcomer, until they are as likely to have done a module as anybody
YEARLY = ("cyber", "information")
STEADY_DAYS = 290  # a yearly completion younger than this opens no renewal yet


@dataclass(frozen=True, slots=True)
class Done:
    """One completion: the day, the days of tries that failed before, and from when it was revoked."""

    code: str
    on: dt.date
    facilitated: bool = False
    failed_on: tuple[dt.date, ...] = ()
    revoked_on: dt.date | None = None


@dataclass(slots=True)
class Learning:
    """All that one person learnt; ``begun``: courses of which they have finished some lessons."""

    done: list[Done] = field(default_factory=list)
    begun: list[tuple[str, dt.date]] = field(default_factory=list)

    def leave_out(self, code: str | None) -> None:
        """Forgets one course, or (None) every course: they are exempt from it."""
        self.done = [done for done in self.done if code and done.code != code]
        self.begun = [begun for begun in self.begun if code and begun[0] != code]


_NORMAL = NormalDist()
_THRESHOLDS = {code: _NORMAL.inv_cdf(share) for code, share in DONE_SHARE.items()}


def learning_of(person: PersonPlan, codes: list[str], calendar: Calendar, rng: random.Random) -> Learning:
    """What somebody has done of these courses and begun of the others; the same for the same ``rng``."""
    learning = Learning()
    reluctant = -3.0 if person.kind == "revoked" else rng.gauss(0, 1)  # there must be something to revoke
    for code in codes:
        on = _when(person, code, calendar, rng)
        if on is not None and _does(person, code, reluctant, on, calendar, rng):
            learning.done.append(_done(person, code, on, calendar, rng))
        elif BEGUN.get(person.role) == code:
            learning.begun.append((code, calendar.ago(2)))
        elif on is not None and person.missing is None and rng.random() < BEGUN_SHARE:
            learning.begun.append((code, on))
    if person.kind in ("pilot", "renewed"):
        _take_part_in_pilot(person, learning, calendar, rng)
    if person.kind == "revoked" and learning.done:
        first = learning.done[0]
        on = min(first.on + dt.timedelta(days=rng.randint(10, 60)), calendar.today)
        learning.done[0] = Done(first.code, first.on, first.facilitated, first.failed_on, revoked_on=on)
    return learning


def _does(person: PersonPlan, code: str, reluctant: float, on: dt.date, calendar: Calendar, rng: random.Random) -> bool:
    drawn = ALIKE * reluctant + (1 - ALIKE**2) ** 0.5 * rng.gauss(0, 1)
    if person.missing is not None:
        return code not in person.missing
    here = (calendar.today - person.employed[0]).days
    if here < SETTLING_DAYS and rng.random() > here / SETTLING_DAYS:
        return False
    return drawn < _THRESHOLDS.get(code, _NORMAL.inv_cdf(OTHER_DONE_SHARE))


def _when(person: PersonPlan, code: str, calendar: Calendar, rng: random.Random) -> dt.date | None:
    """The working day on which they would do it; None where they were not here, or away, on it."""
    start, end = person.employed
    first, last = max(start, calendar.starts), calendar.ago(1)
    if person.kind == "named":
        first = max(first, calendar.ago(STEADY_DAYS))
    if first >= last:
        return None
    due = calendar.due_on(code) if start <= calendar.starts else start + dt.timedelta(days=60)
    peak = min(max(due - dt.timedelta(days=14), first), last)
    day = dt.date.fromordinal(int(rng.triangular(first.toordinal(), last.toordinal(), peak.toordinal())))
    day = _working_day(day, first)
    if person.absence and person.absence[1] <= day:
        day = _after_absence(person.absence, day, rng)
    return day if day <= last and (end is None or day < end) else None


def _after_absence(absence: tuple[str, dt.date, dt.date | None], day: dt.date, rng: random.Random) -> dt.date:
    """The same day, or one after the return; of somebody still away, a day that never comes."""
    _, _, back = absence
    if back is None:
        return dt.date.max
    return day if back <= day else _working_day(back + dt.timedelta(days=rng.randint(3, 40)), back)


def _working_day(day: dt.date, first: dt.date) -> dt.date:
    """The day, or the Friday before a weekend; the Monday after it where that Friday is too early."""
    over = day.weekday() - 4
    if over <= 0:
        return day
    friday = day - dt.timedelta(days=over)
    return friday if friday >= first else friday + dt.timedelta(days=3)


def _done(person: PersonPlan, code: str, on: dt.date, calendar: Calendar, rng: random.Random) -> Done:
    facilitated = not person.email
    failed: tuple[dt.date, ...] = ()
    if not facilitated and rng.random() < FAILED_FIRST:
        first = max(person.employed[0], calendar.starts)
        failed = (_working_day(max(on - dt.timedelta(days=rng.randint(1, 6)), first), first),)
    return Done(code, on, facilitated, tuple(day for day in failed if day < on))


def _take_part_in_pilot(person: PersonPlan, learning: Learning, calendar: Calendar, rng: random.Random) -> None:
    """They did the yearly courses a month before the programme, so those have run out; some have done them again."""
    learning.done = [done for done in learning.done if done.code not in YEARLY]
    learning.begun = [begun for begun in learning.begun if begun[0] not in YEARLY]
    for code in YEARLY:
        early = _working_day(calendar.pilot + dt.timedelta(days=rng.randint(0, 20)), calendar.pilot)
        learning.done.append(Done(code, early, facilitated=not person.email))
        if person.kind == "renewed":
            again = _working_day(calendar.ago(rng.randint(3, 25)), calendar.ago(25))
            learning.done.append(Done(code, again, facilitated=not person.email))
