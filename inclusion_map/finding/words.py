"""Sentences about places: how far, how to get in, in which languages, what is missing."""

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from inclusion_map.finding.offers import can_walk_in
from inclusion_map.finding.wanted import Lack, Reason
from inclusion_map.kinds import WORDS
from inclusion_map.languages import language
from inclusion_map.models import Place, Service, ServiceAccess, Speaker
from inclusion_map.sentences import clock
from lms.core.wording import weekday_in_words

NEAR = 0.1  # miles: nearer than that is not worth a number
FAR = 10  # miles: from here on no decimals


def distance_words(miles: float | None) -> str:
    """About how far away, as a sentence; empty when nobody asked from anywhere or nobody knows."""
    if miles is None:
        return ""
    if miles < NEAR:
        return _("Less than 0.1 miles away")
    if miles >= FAR:
        return _("About %(miles)s miles away") % {"miles": number_format(round(miles))}
    shown = round(miles, 1)
    if shown == 1:
        return _("About 1 mile away")
    return _("About %(miles)s miles away") % {"miles": number_format(shown, int(shown != int(shown)))}


def getting_in_words(place: Place, *, door_is_open: bool) -> str:
    """One line: how one gets to the help. The most open way first, since the others are on the place's page.

    ``door_is_open``: the building is open to everybody, which counts where no help there is known.
    """
    services: list[Service] = list(place.services.all())
    if place.appointment_only:
        return _("By appointment only.")
    if any(can_walk_in(place, service) for service in services) or (door_is_open and not services):
        return _("You can walk in.")
    ways = {service.access for service in services}
    for access, words in _ways():
        if access in ways:
            return words
    return _("We do not know yet if you can walk in.")


def _ways() -> tuple[tuple[str, str], ...]:
    return (
        (ServiceAccess.BOOK, _("You must book first.")),
        (ServiceAccess.PHONE_FIRST, _("You must ring first.")),
        (ServiceAccess.MEMBERS, _("For members only.")),
        (ServiceAccess.REFERRAL, _("Somebody must refer you.")),
        (ServiceAccess.HOME_VISIT, _("They come to your home.")),
    )


def languages_of(services: Iterable[Service]) -> list[dict[str, str]]:
    """The languages of some services, each once: ``code``, ``name``, ``own_name`` and ``by`` (words; empty: staff)."""
    found: dict[str, str] = {}
    order = list(Speaker.values)
    for service in services:
        for spoken in service.languages.all():
            best = found.get(spoken.code, spoken.speaker)
            found[spoken.code] = min(best, spoken.speaker, key=order.index)
    rows = [(language(code), speaker) for code, speaker in found.items()]
    return [
        {
            "code": one.code,
            "name": one.name,
            "own_name": one.own_name if one.own_name.casefold() != one.name.casefold() else "",
            "by": "" if speaker == Speaker.STAFF else str(Speaker(speaker).label),
        }
        for one, speaker in sorted(rows, key=lambda row: row[0].name.casefold())
    ]


def lack_words(lack: Lack, *, language_code: str, then: dt.datetime | None) -> str:
    """What a place lacks, as a sentence. ``then``: the local instant that was asked for; None for now or today."""
    match lack.reason:
        case Reason.KIND:
            return _("We know of no such help there: %(kind)s.") % {"kind": WORDS.get(lack.kind, lack.kind)}
        case Reason.LANGUAGE:
            return _("We know of no such help there in this language: %(language)s.") % {
                "language": language(language_code).name
            }
        case Reason.WALK_IN:
            return _("You cannot simply walk in.")
        case Reason.STEPS:
            return _("The way in is not step-free.")
        case Reason.STEPS_UNKNOWN:
            return _("We do not know yet if the way in is step-free.")
    if then is None:
        return _("The help is not there at that time.")
    return _("The help is not there then: %(day)s, %(time)s.") % {
        "day": weekday_in_words(then),
        "time": clock(then),
    }
