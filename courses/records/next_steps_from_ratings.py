"""What somebody's ratings of confidence say to do next. Pure: no Django.

A rating runs from 1 (not at all) to 5 (very). One or two is low: there is something to read again, and a course that
goes further. Three and more is enough to go on with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LOW = 2


@dataclass(frozen=True)
class RatedOutcome:
    """One outcome of a course as an editor wrote it. ``goes_further``: codes of the courses that lead on from it."""

    key: str
    text: str
    goes_further: Sequence[str] = ()


@dataclass(frozen=True)
class RatingSays:
    """What one rating after a course says: how it moved, and for a low one the numbers of the lessons (from 1) to read
    again and the codes of the courses that go further. ``before`` is None when nobody was asked or nothing chosen."""

    text: str
    before: int | None
    after: int
    lessons: tuple[int, ...] = ()
    goes_further: tuple[str, ...] = ()


def next_steps_from_ratings(
    outcomes: Sequence[RatedOutcome],
    lessons: Sequence[Sequence[str]],
    before: Mapping[str, int],
    after: Mapping[str, int],
    *,
    here: int | None = None,
) -> list[RatingSays]:
    """What each rating after the course says, the lowest first and otherwise in the course's order.

    ``lessons`` holds, for each lesson in order, the keys of the outcomes that it teaches; ``here`` is the number of the
    lesson that asks, which nobody is sent back to. Outcomes that were not rated after the course are left out.
    """
    says = [
        _says(outcome, lessons, before.get(outcome.key), after[outcome.key], here)
        for outcome in outcomes
        if outcome.key in after
    ]
    return sorted(says, key=lambda one: one.after)


def _says(
    outcome: RatedOutcome, lessons: Sequence[Sequence[str]], before: int | None, after: int, here: int | None
) -> RatingSays:
    if after > LOW:
        return RatingSays(outcome.text, before, after)
    again = (number for number, taught in enumerate(lessons, start=1) if outcome.key in taught and number != here)
    return RatingSays(outcome.text, before, after, tuple(again), tuple(outcome.goes_further))
