"""Pure: what somebody asked for, and what a place lacks of it."""

from dataclasses import dataclass
from enum import StrEnum

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class When(StrEnum):
    """When the help is wanted. ``AT`` is a weekday and an hour."""

    ANY = ""
    NOW = "now"
    TODAY = "today"
    AT = "at"


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for.

    ``kinds``: codes of kinds of help, all of which are wanted. ``weekday`` (MO … SU) and ``hour`` (0 to 23 in
    Europe/London) count with ``When.AT``. ``language``: an ISO 639 code; empty: any.
    """

    kinds: tuple[str, ...] = ()
    when: When = When.ANY
    weekday: str = ""
    hour: int = 0
    walk_in: bool = False
    step_free: bool = False
    language: str = ""

    @property
    def anything(self) -> bool:
        """Whether any place will do."""
        return self == Wanted()


@dataclass(frozen=True)
class Offer:
    """One service of a place, or what the building itself has (a computer, Wi-Fi, a printer).

    ``kinds``: codes of kinds of help. ``walk_in``: nothing has to be arranged first. ``languages``: ISO 639 codes.
    ``there_then``: it is to be had when it is wanted; true when nobody asked for a time. ``is_service``: somebody helps
    there, unlike a building that has a printer.
    """

    kinds: frozenset[str]
    walk_in: bool
    languages: frozenset[str]
    there_then: bool
    is_service: bool = True


class Reason(StrEnum):
    """Why a place does not fit."""

    KIND = "kind"
    TIME = "time"
    WALK_IN = "walk_in"
    LANGUAGE = "language"
    STEPS = "steps"
    STEPS_UNKNOWN = "steps_unknown"


@dataclass(frozen=True)
class Lack:
    """One thing that a place lacks of what was asked for; ``kind``: the code of the kind of help it has not."""

    reason: Reason
    kind: str = ""


# How much it matters to somebody who may go somewhere else, or at another time: without the help itself, not at all.
WEIGHTS = {Reason.KIND: 6, Reason.LANGUAGE: 3, Reason.STEPS: 3, Reason.WALK_IN: 2, Reason.STEPS_UNKNOWN: 1}


def how_far_off(lacks: tuple[Lack, ...]) -> int:
    """How much is missing; a place that is only closed just now is nearest."""
    return sum(WEIGHTS.get(lack.reason, 1) for lack in lacks)


def lacking(wanted: Wanted, offers: tuple[Offer, ...], step_free: str) -> tuple[Lack, ...]:
    """What a place lacks of what is wanted, nothing twice; empty: it fits.

    The wishes must come true together: somebody who wants help with a phone in Polish now is not helped by a place
    where the help with phones is in English and the Polish speaker is there tomorrow. So each kind is judged by the
    one offer that comes nearest. ``step_free`` is "yes", "no" or "unknown".
    """
    found: dict[Lack, None] = {}
    for kind in wanted.kinds or ("",):
        found.update(dict.fromkeys(_lacking_of_kind(wanted, kind, offers)))
    if wanted.step_free and step_free != "yes":
        found[Lack(Reason.STEPS if step_free == "no" else Reason.STEPS_UNKNOWN)] = None
    return tuple(found)


def _lacking_of_kind(wanted: Wanted, kind: str, offers: tuple[Offer, ...]) -> tuple[Lack, ...]:
    # Without a kind, it is about the help: a building counts only where no help is known.
    fitting = [offer for offer in offers if kind in offer.kinds or (not kind and offer.is_service)]
    if not kind and not fitting:
        fitting = list(offers)
    if not fitting:
        return (Lack(Reason.KIND, kind),)
    return min((_lacking_of_offer(wanted, offer) for offer in fitting), key=how_far_off)


def _lacking_of_offer(wanted: Wanted, offer: Offer) -> tuple[Lack, ...]:
    lacks = (
        (Reason.LANGUAGE, bool(wanted.language) and wanted.language not in offer.languages),
        (Reason.WALK_IN, wanted.walk_in and not offer.walk_in),
        (Reason.TIME, not offer.there_then),
    )
    return tuple(Lack(reason) for reason, is_lacking in lacks if is_lacking)
