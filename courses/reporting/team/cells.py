"""What one person's one course looked like on a day. Pure: no Django."""

import datetime as dt
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Kind(StrEnum):
    """What a cell says. ``NOTHING``: the course was not asked of the person on that day."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    EXCUSED = "excused"
    NOTHING = "nothing"


class CellFacts(NamedTuple):
    """As at a day: when a completion that still counted was made, when an open requirement was due, an exemption."""

    done_on: dt.date | None = None
    due_on: dt.date | None = None
    exempt: bool = False


class Cell(NamedTuple):
    """``day``: completed on, due on, or overdue since (the day it was due). ``again_by``: a renewal already asked."""

    kind: Kind
    day: dt.date | None = None
    again_by: dt.date | None = None

    @property
    def is_missing(self) -> bool:
        """Whether it is asked and not done."""
        return self.kind in {Kind.DUE, Kind.OVERDUE}


NOTHING = CellFacts()


@lru_cache(maxsize=8192)  # a council has 33,000 cells and some hundred different ones
def decide_cell(facts: CellFacts, *, excused: bool, on: dt.date) -> Cell:
    """The cell, by the published definition: done counts whoever is excused; due is done by the end of that day."""
    if facts.done_on:
        return Cell(Kind.DONE, facts.done_on, again_by=facts.due_on)
    if excused or facts.exempt:
        return Cell(Kind.EXCUSED)
    if facts.due_on is None:
        return Cell(Kind.NOTHING)
    return Cell(Kind.OVERDUE if facts.due_on < on else Kind.DUE, facts.due_on)
