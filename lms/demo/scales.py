"""How large a demonstration is, and which days it turns on. Pure: no Django."""

import datetime as dt
from dataclasses import dataclass, field

from lms.core.dates import add_months


@dataclass(frozen=True)
class Scale:
    """The size of a demonstration council.

    ``staff``: people whom the headline counts today, all in all. ``detailed``: every try, lesson and event is written
    behind a completion; without, a completion stands as brought over from an earlier system.
    """

    name: str
    staff: int
    heads: int
    teams: int
    councillors: int
    volunteers: int
    detailed: bool = True


SCALES = {
    scale.name: scale
    for scale in (
        Scale("small", staff=60, heads=3, teams=4, councillors=4, volunteers=3),
        Scale("council", staff=4_175, heads=36, teams=300, councillors=70, volunteers=40),
        Scale("city", staff=400_000, heads=600, teams=28_700, councillors=70, volunteers=2_000, detailed=False),
    )
}

# Days after the programme's start by which each module is due of the people employed then: a year's roll-out, of
# which the last two modules are still ahead.
DUE_AFTER = {
    "confident": 90,
    "cyber": 120,
    "information": 150,
    "data": 210,
    "cloud": 250,
    "services": 300,
}
DUE_AHEAD = {"open": 21, "assisted": 80}  # days from today
OTHER_DUE_AHEAD = 45


@dataclass(frozen=True)
class Calendar:
    """The demonstration's days, all counted back from the day it is built on.

    ``known_from`` is the day of its first staff file, ``pilot`` the month before the programme in which some people
    did two courses, ``starts`` the day the programme came into force.
    """

    today: dt.date
    known_from: dt.date = field(init=False)
    pilot: dt.date = field(init=False)
    starts: dt.date = field(init=False)
    reorganised_on: dt.date = field(init=False)

    def __post_init__(self) -> None:
        for name, months in (("known_from", 15), ("pilot", 13), ("starts", 12), ("reorganised_on", 5)):
            object.__setattr__(self, name, add_months(self.today, -months))

    def ago(self, days: int) -> dt.date:
        """The day that many days before today."""
        return self.today - dt.timedelta(days=days)

    def due_on(self, code: str) -> dt.date:
        """By when people employed at the start are due to have done a course."""
        if code in DUE_AFTER:
            return self.starts + dt.timedelta(days=DUE_AFTER[code])
        return self.today + dt.timedelta(days=DUE_AHEAD.get(code, OTHER_DUE_AHEAD))
