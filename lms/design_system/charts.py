"""Points of the charts that the server draws. Pure: imports neither Django nor Wagtail.

A burn-up chart shows how much of what is required has been done, day by day, where today's
pace leads by the target day, and the pace that is needed. The picture is drawn in a box of
0 to 100 in both directions (y downwards, as SVG does); its words are HTML beside it.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

RECENT = timedelta(days=28)  # the stretch over which "today's pace" is measured

TINY = 1e-9  # keeps a sum such as 19.999999999999996 from being cut to 19


def _share(done: int, of: int) -> float | None:
    """`done` of `of` in per cent, cut (never rounded up) to one decimal, so that 100 means all; None of nothing."""
    return (1000 * done // of) / 10 if of else None


@dataclass(frozen=True)
class Reading:
    """On `day`, `done` of `required` were complete. Counts of people, or of person-course pairs."""

    day: date
    done: int
    required: int

    @property
    def percent(self) -> float:
        """0 to 100, cut to one decimal; 0 when nothing was required."""
        return _share(self.done, self.required) or 0.0


@dataclass(frozen=True)
class Target:
    """`percent` (0 to 100) is to be reached by `day`."""

    day: date
    percent: float


@dataclass(frozen=True)
class BurnUp:
    """A drawn burn-up chart and the figures its words need.

    `*_points` are SVG polyline points ("x,y x,y") in a 100 × 100 box, or "" when the line has
    no meaning. Paces are percentage points a week to one decimal: today's cut down, the needed one
    rounded up. `expected` is the whole percentage, cut, on the target day at today's pace.
    """

    readings: tuple[Reading, ...]
    target: Target
    first_day: date
    last_day: date
    actual_points: str
    pace_points: str
    needed_points: str
    dot: str
    target_y: float
    pace: float | None
    pace_needed: float | None
    expected: int | None

    @property
    def latest(self) -> Reading:
        return self.readings[-1]

    @property
    def on_course(self) -> bool | None:
        """Whether today's pace reaches the target; None when there is no pace to judge by."""
        return None if self.expected is None else self.expected >= self.target.percent


def recent_pace(readings: Sequence[Reading]) -> float | None:
    """Percentage points a week between the latest reading and the last one at least 28 days earlier.

    With a shorter history the first reading is used; None when all readings are of one day.
    """
    latest = readings[-1]
    earlier = [reading for reading in readings if reading.day <= latest.day - RECENT]
    start = earlier[-1] if earlier else readings[0]
    days = (latest.day - start.day).days
    return 7 * (latest.percent - start.percent) / days if days else None


def burn_up(readings: Sequence[Reading], target: Target) -> BurnUp:
    """Draw `readings` (one a day at most, in any order) towards `target`.

    Raises `ValueError` without readings or with two of the same day.
    """
    if not readings:
        raise ValueError("A burn-up chart needs at least one reading.")
    ordered = tuple(sorted(readings, key=lambda reading: reading.day))
    if len({reading.day for reading in ordered}) < len(ordered):
        raise ValueError("A burn-up chart takes one reading a day.")
    first, latest = ordered[0], ordered[-1]
    last_day = max(latest.day, target.day)
    span = max((last_day - first.day).days, 1)

    def point(day: date, percent: float) -> str:
        return f"{round(100 * (day - first.day).days / span, 2):g},{round(100 - percent, 2):g}"

    here = point(latest.day, latest.percent)
    weeks_left = (target.day - latest.day).days / 7
    pace = recent_pace(ordered)
    expected = needed = None
    pace_points = needed_points = ""
    if weeks_left > 0:
        needed = max((target.percent - latest.percent) / weeks_left, 0.0)
        if needed:
            needed_points = f"{here} {point(target.day, target.percent)}"
        if pace is not None:
            expected = min(max(latest.percent + pace * weeks_left, 0.0), 100.0)
            pace_points = f"{here} {_reach(point, latest, target, pace, expected)}"
    return BurnUp(
        readings=ordered,
        target=target,
        first_day=first.day,
        last_day=last_day,
        actual_points=" ".join(point(reading.day, reading.percent) for reading in ordered),
        pace_points=pace_points,
        needed_points=needed_points,
        dot=here,
        target_y=round(100 - target.percent, 2),
        pace=None if pace is None else math.floor(10 * pace + TINY) / 10,
        pace_needed=None if needed is None else math.ceil(10 * needed - TINY) / 10,
        expected=None if expected is None else math.floor(expected + TINY),
    )


def _reach(point: Callable[[date, float], str], latest: Reading, target: Target, pace: float, expected: float) -> str:
    """Points onwards at `pace`; bent where everything is done before the target day."""
    end = point(target.day, expected)
    if expected < 100 or latest.percent >= 100:
        return end
    full = latest.day + timedelta(days=round(7 * (100 - latest.percent) / pace))
    return f"{point(full, 100)} {end}" if full < target.day else end


@dataclass(frozen=True)
class Bar:
    """One row of a bar list: `done` of `of`, with an address to drill down and a note, both optional.

    `percent` is from 0 to 100, or None when it is withheld; then `note` says why.
    """

    label: str
    done: int | None
    of: int | None
    percent: float | None
    url: str = ""
    note: str = ""


def bar(label: str, done: int, of: int, *, url: str = "", note: str = "") -> Bar:
    """A bar whose percentage is worked out here, cut to one decimal; nothing required makes no percentage."""
    return Bar(label, done, of, _share(done, of), url, note)
