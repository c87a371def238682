"""How many people a publication asks to do a course again.

Who has done a course is known above this layer, so that layer registers a function that counts them.
"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courses.content.models import Course

CountPeople = Callable[["Course", dt.date], int]
_counters: list[CountPeople] = []


def register_impact(count: CountPeople) -> CountPeople:
    """Registers a function of a course and the redo-by day that counts the people who would have to do it again.

    Registering the same function twice counts it once. Usable as a decorator.
    """
    if count not in _counters:
        _counters.append(count)
    return count


def people_asked_again(course: "Course | None", redo_by: dt.date) -> int:
    """How many people a major version would ask to do the course again by that day; 0 for a course nobody has seen."""
    return sum(count(course, redo_by) for count in _counters) if course else 0
