"""What a class must say before an editor is asked to approve it, and what state it is in. Pure: no Django."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

MOST_OUTCOMES = 5
ABOUT, WHO, DATES, COST = "about", "who", "dates", "cost"
STEPS = (ABOUT, WHO, DATES, COST)


@dataclass(frozen=True)
class Facts:
    """What is known of a class. ``run_ends``: by run that is not cancelled, its last day and whether its place is one
    that residents can find on this site."""

    title: str
    outcomes: Sequence[str]
    level: str
    teaching_language: str
    is_free: bool | None
    price: str
    how_to_book: str
    run_ends: Sequence[tuple[dt.date, bool]]


def unfinished(facts: Facts, today: dt.date) -> list[str]:
    """The steps that keep a class from being sent to the editor, in their order; empty when it can be sent.

    At least one run must be still to come, and every such run needs a place that is on the site.
    """
    ahead = [placed for last_day, placed in facts.run_ends if last_day >= today]
    done = {
        ABOUT: bool(facts.title) and 1 <= len(facts.outcomes) <= MOST_OUTCOMES,
        WHO: bool(facts.level and facts.teaching_language),
        DATES: bool(ahead) and all(ahead),
        COST: facts.is_free is not None and (facts.is_free or bool(facts.price)) and bool(facts.how_to_book),
    }
    return [step for step in STEPS if not done[step]]


class State(Enum):
    """Where a class stands between its partner, the editor and the public."""

    DRAFT = "draft"  # being written, never on the site
    WAITING = "waiting"  # with the editor; whatever is on the site stays
    RETURNED = "returned"  # the editor asks for a change
    LIVE = "live"
    CHANGED = "changed"  # on the site, with changes nobody has sent yet
    OVER = "over"  # on the site, with no run to come
    WITHDRAWN = "withdrawn"  # was on the site


IN_PROGRESS, NEEDS_CHANGES = "in_progress", "needs_changes"


def state_of(*, live: bool, was_live: bool, changed: bool, review: str, upcoming: bool) -> State:
    """The state that matters most to its partner. ``review``: the status of Wagtail's current workflow state, or ""."""
    if review == NEEDS_CHANGES:
        return State.RETURNED
    if review == IN_PROGRESS:
        return State.WAITING
    if not live:
        return State.WITHDRAWN if was_live else State.DRAFT
    if changed:
        return State.CHANGED
    return State.LIVE if upcoming else State.OVER
