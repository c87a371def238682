"""When a place is open: computed from rules, exceptions, bank holidays and an instant, never stored. Pure: no Django.

    state = open_state(hours, clock.now())
    week = [periods_on(hours, day) for day in days]

``inclusion_map.hours`` reads ``Hours`` from the database; ``inclusion_map.sentences`` says the answer in words.
"""

from inclusion_map.opening.facts import (
    IN_PERSON,
    WITH_STAFF,
    Answer,
    Because,
    DayTimes,
    ExceptionSpan,
    Freshness,
    Hours,
    Kind,
    Level,
    Opening,
    OpenState,
    Period,
    Policy,
    Rule,
    Status,
    Term,
    Weeks,
)
from inclusion_map.opening.freshness import freshness
from inclusion_map.opening.state import open_state, periods_on

__all__ = [
    "IN_PERSON",
    "WITH_STAFF",
    "Answer",
    "Because",
    "DayTimes",
    "ExceptionSpan",
    "Freshness",
    "Hours",
    "Kind",
    "Level",
    "OpenState",
    "Opening",
    "Period",
    "Policy",
    "Rule",
    "Status",
    "Term",
    "Weeks",
    "freshness",
    "open_state",
    "periods_on",
]
