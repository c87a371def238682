"""Arithmetic on what was true from when to when. Pure: no Django.

A timeline is a tuple of spans in order of their start that do not overlap. Spans are half-open: from ≤ day < to; no
end means "still".
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Span(Generic[Fact]):
    """A fact and the days it is true. ``row``: the primary key of the stored row that says so, if one does."""

    start: dt.date
    end: dt.date | None
    fact: Fact
    row: int | None = field(default=None, compare=False)

    def covers(self, day: dt.date) -> bool:
        """Whether the fact is true on a day."""
        return self.start <= day and (self.end is None or day < self.end)


Timeline = tuple[Span[Fact], ...]


def earliest(*ends: dt.date | None) -> dt.date | None:
    """The first of several ends, where None never comes."""
    given = [end for end in ends if end is not None]
    return min(given) if given else None


def fact_on(line: Sequence[Span[Fact]], day: dt.date) -> Fact | None:
    """The fact that is true on a day."""
    return next((span.fact for span in line if span.covers(day)), None)


def clip(line: Sequence[Span[Fact]], start: dt.date | None, end: dt.date | None) -> Timeline[Fact]:
    """The part of a timeline inside a period; None leaves that side open."""
    kept = []
    for span in line:
        begin = span.start if start is None else max(span.start, start)
        until = earliest(span.end, end)
        if until is None or begin < until:
            kept.append(_moved(span, begin, until))
    return tuple(kept)


def move_start(line: Timeline[Fact], start: dt.date) -> Timeline[Fact]:
    """A timeline that begins on another day: its first fact reaches back, or what lies before the day goes."""
    kept = clip(line, start, None)
    if not kept or kept[0].start == start:
        return kept
    return (_moved(kept[0], start, kept[0].end), *kept[1:])


def move_end(line: Timeline[Fact], end: dt.date | None) -> Timeline[Fact]:
    """A timeline that ends on another day: its last fact reaches on, or what lies after the day goes."""
    kept = clip(line, None, end)
    if not kept or kept[-1].end == end:
        return kept
    return (*kept[:-1], _moved(kept[-1], kept[-1].start, end))


def set_from(line: Timeline[Fact], day: dt.date, fact: Fact) -> Timeline[Fact]:
    """A timeline where a fact is true from a day until the next change that is already known."""
    changed: list[Span[Fact]] = []
    for span in line:
        if not span.covers(day) or span.fact == fact:
            changed.append(span)
            continue
        if span.start < day:
            changed.append(_moved(span, span.start, day))
        changed.append(Span(day, span.end, fact))
    return tuple(changed)


def merged(line: Sequence[Span[Fact]]) -> Timeline[Fact]:
    """The same facts in as few spans as possible."""
    joined: list[Span[Fact]] = []
    for span in line:
        last = joined[-1] if joined else None
        if last is not None and last.fact == span.fact and last.end == span.start:
            joined[-1] = Span(last.start, span.end, last.fact)
        else:
            joined.append(span)
    return tuple(joined)


def settled(old: Timeline[Fact], new: Sequence[Span[Fact]]) -> Timeline[Fact]:
    """The new timeline in as few spans as possible, or the old one where both say the same."""
    joined = merged(new)
    return old if joined == merged(old) else joined


def difference(old: Timeline[Fact], new: Timeline[Fact]) -> tuple[Timeline[Fact], Timeline[Fact]]:
    """Which stored spans no longer hold, and which new ones do."""
    gone = tuple(span for span in old if span not in new)
    added = tuple(replace(span, row=None) for span in new if span not in old)
    return gone, added


def _moved(span: Span[Fact], start: dt.date, end: dt.date | None) -> Span[Fact]:
    if (start, end) == (span.start, span.end):
        return span
    return Span(start, end, span.fact)


def first_difference(old: Timeline[Fact], new: Timeline[Fact]) -> dt.date | None:
    """The first day on which two timelines say different things; None where there is no such day."""
    days = sorted({day for span in (*old, *new) for day in (span.start, span.end) if day is not None})
    return next((day for day in days if fact_on(old, day) != fact_on(new, day)), None)
