"""What a certificate says. Pure: no Django."""

import datetime as dt
from dataclasses import dataclass

OUTCOMES_SHOWN = 3


@dataclass(frozen=True)
class Facts:
    """The words and dates printed on one certificate.

    ``valid_until`` is the day renewal is due; None when it does not end. ``whole_programme``: ``outcomes`` are then the
    titles of its courses, all of them; otherwise what the holder learnt, three at most.
    """

    council: str
    holder: str
    title: str
    outcomes: tuple[str, ...]
    completed_on: dt.date
    valid_until: dt.date | None
    whole_programme: bool = False

    def as_json(self) -> dict:
        """For the database: dates as ISO text."""
        return {
            "council": self.council,
            "holder": self.holder,
            "title": self.title,
            "outcomes": list(self.outcomes),
            "completed_on": self.completed_on.isoformat(),
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "whole_programme": self.whole_programme,
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Facts":
        """The inverse of ``as_json``."""
        until = kept["valid_until"]
        return cls(
            council=kept["council"],
            holder=kept["holder"],
            title=kept["title"],
            outcomes=tuple(kept["outcomes"]),
            completed_on=dt.date.fromisoformat(kept["completed_on"]),
            valid_until=dt.date.fromisoformat(until) if until else None,
            whole_programme=kept["whole_programme"],
        )


def shown_outcomes(texts: list[str]) -> tuple[str, ...]:
    """The first three, each without a full stop: they stand as a list after "can now"."""
    return tuple(text.strip().rstrip(".") for text in texts[:OUTCOMES_SHOWN] if text.strip())


def day_in_words(day: dt.date) -> str:
    """``3 March 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
