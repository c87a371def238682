"""When each dated fact of the demonstration came to be known."""

import datetime as dt
from collections.abc import Iterator
from typing import Protocol, TypeVar

from django.utils.timezone import make_aware

MORNING = dt.time(7, 0)  # staff files are read before work begins


class Dated(Protocol):
    """A value with the time it was true."""

    @property
    def start(self) -> dt.date: ...
    @property
    def end(self) -> dt.date | None: ...


Fact = TypeVar("Fact", bound=Dated)


def as_learnt(facts: list[Fact], known_from: dt.date, *, corrected: bool = True) -> Iterator[tuple[Fact, dict]]:
    """The rows that a year of staff files would have left, each as (fact, columns of a ``DatedFact``).

    A fact was learnt on its first day, or with the first file. Its end was learnt on the day it ended: before that
    we believed it open, and that row stays, superseded. Without ``corrected``, only what we believe now.
    """
    for fact in facts:
        learnt = max(fact.start, known_from)
        if corrected and fact.end and fact.end > learnt:
            yield fact, _columns(fact.start, None, learnt, superseded_on=fact.end)
            learnt = fact.end
        yield fact, _columns(fact.start, fact.end, learnt)


def _columns(start: dt.date, end: dt.date | None, learnt: dt.date, superseded_on: dt.date | None = None) -> dict:
    return {
        "valid_from": start,
        "valid_to": end,
        "recorded_at": morning_of(learnt),
        "superseded_at": morning_of(superseded_on) if superseded_on else None,
    }


def morning_of(day: dt.date) -> dt.datetime:
    """When that day's staff file was read."""
    return make_aware(dt.datetime.combine(day, MORNING))
