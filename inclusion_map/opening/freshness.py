"""How far a place's facts can be trusted, by its last check. Pure: no Django."""

import datetime as dt

from inclusion_map.opening.facts import Freshness

RING_FIRST_DAYS = 30
STALE_DAYS = 90


def freshness(next_due: dt.date | None, today: dt.date) -> Freshness:
    """FRESH until 29 days past the day a check was due; RING_FIRST from 30 days; STALE (never "open now") from 90.

    Facts that nobody ever checked (None) are RING_FIRST: somebody typed them in, nobody confirmed them.
    """
    if next_due is None:
        return Freshness.RING_FIRST
    overdue = (today - next_due).days
    if overdue >= STALE_DAYS:
        return Freshness.STALE
    return Freshness.RING_FIRST if overdue >= RING_FIRST_DAYS else Freshness.FRESH
