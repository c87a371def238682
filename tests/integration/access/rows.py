"""What a row of the access table says."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tests.integration.access.cast import ANONYMOUS, PERSONAS, TODAY


class Outcome(Enum):
    """What happens to a request, in one word."""

    SEEN = "shown"
    SENT_ON = "sent on to another page"
    SIGN_IN = "asked to sign in"
    FORBIDDEN = "refused (403)"
    NOT_FOUND = "not found (404)"
    BAD = "not understood (400)"
    NO_METHOD = "method not allowed (405)"
    BUSY = "asked to wait (429)"
    UNAVAILABLE = "not available (503)"


SEEN, SENT_ON, SIGN_IN = Outcome.SEEN, Outcome.SENT_ON, Outcome.SIGN_IN
FORBIDDEN, NOT_FOUND = Outcome.FORBIDDEN, Outcome.NOT_FOUND
Expectation = Mapping[str, Outcome]

# Nobody is signed in as either: the session of somebody who left belongs to nobody.
SIGNED_OUT = (ANONYMOUS, "leaver")
SIGNED_IN = tuple(persona for persona in PERSONAS if persona not in SIGNED_OUT)


def everyone(outcome: Outcome = SEEN) -> Expectation:
    """The same for all."""
    return dict.fromkeys(PERSONAS, outcome)


def signed_in(outcome: Outcome = SEEN, *, others: Outcome = SIGN_IN) -> Expectation:
    """For everybody who is signed in; ``others``: what happens to those who are not."""
    return {**dict.fromkeys(SIGNED_IN, outcome), **dict.fromkeys(SIGNED_OUT, others)}


def only(*personas: str, outcome: Outcome = SEEN, others: Outcome, signed_out: Outcome = SIGN_IN) -> Expectation:
    """For some who are signed in; ``others``: what happens to the rest of those."""
    allowed = {**dict.fromkeys(SIGNED_IN, others), **dict.fromkeys(SIGNED_OUT, signed_out)}
    return {**allowed, **dict.fromkeys(personas, outcome)}


@dataclass(frozen=True)
class Visit:
    """One request, made as every persona.

    ``path`` is filled in from the world's names. ``expect``: what happens to each persona. ``on``: the day the page is
    about. ``shows``: facts about ``about`` that whoever is shown the page must find on it, which proves that the page
    would be caught showing them to somebody else. ``code_of``: whose certificate's code the address holds.
    ``shows_to``: the personas of whom that is expected (empty: everybody who is shown the page). ``reveals``: facts
    that this page alone may show besides. ``data``: posted. ``writes``: whoever is let in may change something by it;
    nobody else ever may.
    """

    path: str
    expect: Expectation
    on: dt.date = TODAY
    about: str = ""
    shows: tuple[str, ...] = ()
    shows_to: tuple[str, ...] = ()
    code_of: str = ""
    reveals: tuple[str, ...] = ()
    data: Mapping[str, str] | None = None
    writes: bool = False


@dataclass(frozen=True)
class Row:
    """One route, as the resolver writes it, and the requests that show who may use it.

    ``public``: the same for everybody, so that nobody needs a cookie to see it.
    """

    pattern: str
    visits: tuple[Visit, ...] = field(default=())
    public: bool = False
