"""When the nightly job reminds somebody. Pure: no Django.

The steps of one requirement: ``BEFORE_DAYS`` days before it is due, the day after it was due, then every
``EVERY_DAYS`` days while it stays open. A person gets one digest for all of theirs, never two within ``EVERY_DAYS``
days; a step that a missed night skipped is made up the next night.
"""

import datetime as dt
from collections.abc import Iterable

BEFORE_DAYS = 14
EVERY_DAYS = 7
DAY = dt.timedelta(days=1)


def step_day(due_on: dt.date, on: dt.date) -> dt.date | None:
    """The last step that a requirement due on ``due_on`` had reached on a day; None while it is far ahead."""
    if on > due_on:
        first = due_on + DAY
        return first + EVERY_DAYS * ((on - first).days // EVERY_DAYS) * DAY
    before = due_on - BEFORE_DAYS * DAY
    return before if on >= before else None


def needs_digest(due: Iterable[dt.date], last_on: dt.date | None, on: dt.date) -> bool:
    """Whether somebody gets a digest on a day. ``due``: of everything open; ``last_on``: when the job last wrote."""
    steps = [step for step in (step_day(due_on, on) for due_on in due) if step is not None]
    if not steps:
        return False
    return last_on is None or (last_on < max(steps) and (on - last_on).days >= EVERY_DAYS)
