"""What is known about the times of a place or a service, and what is worked out of it. Pure: no Django.

The values of the small sets below are those of the database columns in ``inclusion_map.models``. Days are civil dates
and times are clock times where the place is (Europe/London).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What "open" means at these times."""

    STAFFED = "staffed"
    SELF_SERVICE = "self_service"
    PHONE = "phone"
    DROP_IN = "drop_in"
    APPOINTMENT = "appointment"


# Somebody can be there in person. A telephone that is answered opens no door.
IN_PERSON = frozenset({Kind.STAFFED, Kind.SELF_SERVICE, Kind.DROP_IN, Kind.APPOINTMENT})
# Somebody is there who can help whoever comes in.
WITH_STAFF = frozenset({Kind.STAFFED, Kind.DROP_IN})


class Weeks(StrEnum):
    """In which weeks of the month a rule holds, counted by that weekday."""

    EVERY = "every"
    FIRST = "1"
    SECOND = "2"
    THIRD = "3"
    FOURTH = "4"
    LAST = "last"
    FORTNIGHTLY = "fortnightly"


class Policy(StrEnum):
    """What a place does on a bank holiday."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    NORMAL = "normal"
    OWN = "own"


class Status(StrEnum):
    """Whether a place is in use at all."""

    OPEN = "open"
    TEMPORARILY_CLOSED = "temporarily_closed"
    CLOSED = "closed"
    PLANNED = "planned"


class Level(IntEnum):
    """Who made an exception; the lowest number wins a day."""

    EMERGENCY = 1
    PLACE = 2
    ORGANISATION = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """Times that come back every week: ``opens`` ≤ clock < ``closes`` on the days of ``weekdays``.

    ``weekdays`` holds "MO" to "SU" and "PH" (a bank holiday, where the policy is the place's own times).
    ``valid_from`` and ``valid_to`` are the first and the last day it holds; None is no end. ``FORTNIGHTLY`` needs
    ``valid_from``: it counts from that week's Monday.
    """

    kind: Kind
    weekdays: frozenset[str]
    opens: dt.time
    closes: dt.time
    weeks: Weeks = Weeks.EVERY
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    term_time_only: bool = False


@dataclass(frozen=True, slots=True)
class ExceptionSpan:
    """Days, both ends included, on which the usual times do not hold.

    Closed when ``opens`` and ``closes`` are None; otherwise open at those times and at no others. Of several at the
    same level on one day, closed wins over times, and times add up.
    """

    level: Level
    first_day: dt.date
    last_day: dt.date
    kind: Kind = Kind.STAFFED
    opens: dt.time | None = None
    closes: dt.time | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One school term; both days are included."""

    first_day: dt.date
    last_day: dt.date


@dataclass(frozen=True, slots=True)
class Hours:
    """All that decides when one place or one service is open.

    - ``bank_holidays``: titles by day, the weekend days behind substitutes among them.
    - ``terms``: None when no school term is known.
    - ``status_until``: the last day ``status`` holds; None when nobody has said.
    - ``appointment_only``: nobody is seen without an appointment, whatever the kind of the times.
    - ``walk_in``: False for a service that one does not simply walk in to (by referral, for members …).
    - ``card_needed``: whether a door without staff needs a library card or ID; None when nobody has said.
    - ``checked_on``, ``next_due``: of the newest check; None when nobody ever checked.
    - ``only``: the kinds of times that count; None is every kind. A service without times of its own counts those with
      staff.
    - ``exceptions_limit``: exceptional times cut the rules instead of replacing them. True of a service with times of
      its own: a place that opens from 10am to 2pm on a day does not thereby offer the service from 10am to 2pm.
    """

    rules: tuple[Rule, ...] = ()
    exceptions: tuple[ExceptionSpan, ...] = ()
    policy: Policy = Policy.UNKNOWN
    bank_holidays: Mapping[dt.date, str] = field(default_factory=dict)
    terms: tuple[Term, ...] | None = None
    status: Status = Status.OPEN
    status_until: dt.date | None = None
    appointment_only: bool = False
    walk_in: bool = True
    card_needed: bool | None = None
    checked_on: dt.date | None = None
    next_due: dt.date | None = None
    only: frozenset[Kind] | None = None
    exceptions_limit: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Clock times on one day, ``opens`` ≤ clock < ``closes``. ``confirmed`` is False where term time is not known."""

    opens: dt.time
    closes: dt.time
    kind: Kind
    confirmed: bool = True


class Because(StrEnum):
    """What decided a day."""

    RULES = "rules"
    BANK_HOLIDAY = "bank_holiday"
    ORGANISATION = "organisation"
    PLACE = "place"
    EMERGENCY = "emergency"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class DayTimes:
    """One day of a place or a service: its periods in order, and what decided them.

    ``confirmed`` is False where nobody has told us about this day (no rules at all, a bank holiday without a policy);
    ``periods`` is empty then. ``bank_holiday`` is the day's title whether or not it changes anything. ``reason`` is
    what somebody typed about an exception, in the place's language: show it beside, with its own ``lang``.
    """

    day: dt.date
    periods: tuple[Period, ...]
    because: Because
    confirmed: bool = True
    bank_holiday: str = ""
    reason: str = ""

    @property
    def closed(self) -> bool:
        """Known to be closed all day to somebody who comes in person."""
        return self.confirmed and not any(period.kind in IN_PERSON for period in self.periods)


class Answer(StrEnum):
    """The answer to "is it open now?"."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_CONFIRMED = "not_confirmed"
    CLOSED_FOR_NOW = "closed_for_now"
    CLOSED_FOR_GOOD = "closed_for_good"
    NOT_OPEN_YET = "not_open_yet"


class Freshness(StrEnum):
    """How far what we know can be trusted."""

    FRESH = "fresh"
    RING_FIRST = "ring_first"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Opening:
    """The next time that somebody can come in person. ``at`` is aware, in Europe/London."""

    at: dt.datetime
    kind: Kind


@dataclass(frozen=True, slots=True)
class OpenState:
    """The answer at one instant. Instants are aware, in Europe/London.

    - ``answer``: whether it is open; "open now" is ``open_now``.
    - ``walk_in``: whether somebody without an appointment, a referral or a card can walk in at this instant.
    - ``kinds``: what runs now. A phone line that is answered leaves ``answer`` at closed.
    - ``until``: when it closes. ``staff_until``: when the staff leave. ``staff_from``: when staff come, later in the
      same opening. ``phone_until``: until when the phone is answered. Each None when it does not apply.
    - ``opens``: the next confirmed opening, searched 400 days ahead; None while open, and when there is none.
    - ``today``: the day's times, with what decided them.
    - ``ring_first``: what we know has not been checked for long, or never.
    """

    answer: Answer
    at: dt.datetime
    today: DayTimes
    freshness: Freshness
    walk_in: bool = False
    kinds: frozenset[Kind] = frozenset()
    until: dt.datetime | None = None
    staff_until: dt.datetime | None = None
    staff_from: dt.datetime | None = None
    phone_until: dt.datetime | None = None
    opens: Opening | None = None
    appointment_only: bool = False
    card_needed: bool | None = None
    checked_on: dt.date | None = None
    status_until: dt.date | None = None

    @property
    def open_now(self) -> bool:
        """Open to somebody who comes in person, with or without staff, an appointment or a card."""
        return self.answer is Answer.OPEN

    @property
    def ring_first(self) -> bool:
        """Not checked for so long that one should ring before one sets out."""
        return self.freshness is not Freshness.FRESH
