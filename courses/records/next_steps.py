"""What somebody may do after a completion. The layers above know: the certificate, the next module. They register."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from courses.records.models import Completion


@dataclass(frozen=True)
class NextStep:
    """One thing to do now: its words, where it is, and a line that says more. Small ``order`` comes first."""

    title: str
    url: str
    meta: str = ""
    order: int = 0


FindSteps = Callable[[Completion, dt.date], list[NextStep]]
_finders: list[FindSteps] = []


def register_next_steps(find: FindSteps) -> FindSteps:
    """Registers a function of a completion and a day that gives steps. Registering it twice asks it once."""
    if find not in _finders:
        _finders.append(find)
    return find


def next_steps(completion: Completion, on: dt.date) -> list[NextStep]:
    """The steps of everybody who registered, in their order."""
    steps = [step for find in _finders for step in find(completion, on)]
    return sorted(steps, key=lambda step: step.order)
