"""Which places fit, nearest first. A fixed number of queries, however many places there are."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from inclusion_map.finding.areas import Area, point_of
from inclusion_map.finding.distances import miles_between
from inclusion_map.finding.offers import Asking, building_kinds, door_is_open, offers_of
from inclusion_map.finding.wanted import Lack, Wanted, When, how_far_off, lacking
from inclusion_map.hours import hours_of_places, hours_of_services
from inclusion_map.kinds import WORDS
from inclusion_map.models import Place, PlaceStatus
from inclusion_map.opening import Answer, Hours, OpenState, open_state

MOST_NEAR_MISSES = 5
NOT_IN_USE = {Answer.CLOSED_FOR_GOOD, Answer.NOT_OPEN_YET}


@dataclass(frozen=True)
class Result:
    """One place that fits, or nearly. ``number`` is its own on list and map; ``lacks`` is empty where it fits.

    ``miles``: as the crow flies; None when nobody asked from anywhere, or the place's point is unknown. ``kinds``:
    codes of the kinds of help there, in the order in which they are offered everywhere. ``door_is_open``: the building
    is open to everybody at its times.
    """

    number: int
    place: Place
    miles: float | None
    state: OpenState
    kinds: tuple[str, ...]
    door_is_open: bool
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Found:
    """The places that fit, and where there is none, those that nearly do."""

    fitting: tuple[Result, ...]
    nearly: tuple[Result, ...]

    @property
    def open_now(self) -> int:
        """How many of those that fit are open at this instant."""
        return sum(result.state.open_now for result in self.fitting)


def published_places() -> QuerySet[Place]:
    """Every place on the site, with what its line in a list says, in 4 queries."""
    places = Place.objects.filter(published=True).select_related("organisation", "replaced_by")
    return places.prefetch_related("services__kinds", "services__languages")


def find_places(area: Area | None, wanted: Wanted, now: dt.datetime) -> Found:
    """The places that are or will be in use, judged by what is wanted at ``now`` (aware)."""
    places = list(published_places().exclude(status=PlaceStatus.CLOSED))
    services = [service for place in places for service in place.services.all()]
    hours, service_hours = hours_of_places(places), hours_of_services(services)
    asking = Asking(wanted, now)
    judged = [_judge(place, area, asking, hours[place.pk], service_hours) for place in places]
    known = [result for result in judged if result.state.answer not in NOT_IN_USE]
    known.sort(key=_order)
    fitting = _numbered([result for result in known if not result.lacks])
    nearly = () if fitting else _numbered(sorted(known, key=_fewest_lacks)[:MOST_NEAR_MISSES])
    return Found(fitting, nearly)


def open_now(area: Area | None, now: dt.datetime, limit: int) -> tuple[Result, ...]:
    """The nearest places that are open at ``now``, at most ``limit``."""
    return find_places(area, Wanted(when=When.NOW), now).fitting[:limit]


def _judge(place: Place, area: Area | None, asking: Asking, hours: Hours, service_hours: Mapping[int, Hours]) -> Result:
    here, there = area.point if area else None, point_of(place)
    return Result(
        number=0,
        place=place,
        miles=miles_between(here, there) if here and there else None,
        state=open_state(hours, asking.now),
        kinds=kinds_of(place),
        door_is_open=door_is_open(place, hours),
        lacks=_lacks(place, asking, hours, service_hours),
    )


def _lacks(place: Place, asking: Asking, hours: Hours, service_hours: Mapping[int, Hours]) -> tuple[Lack, ...]:
    if asking.wanted.anything:
        return ()
    offers = offers_of(place, asking, hours, service_hours)
    return lacking(asking.wanted, offers, place.step_free_entrance)


def kinds_of(place: Place) -> tuple[str, ...]:
    """The codes of the kinds of help at a place, from its services and its building."""
    there = {kind.code for service in place.services.all() for kind in service.kinds.all()} | building_kinds(place)
    return tuple(code for code in WORDS if code in there)


def _order(result: Result) -> tuple[bool, float, str]:
    return result.miles is None, result.miles or 0.0, result.place.name


def _fewest_lacks(result: Result) -> tuple[int, bool, float, str]:
    return how_far_off(result.lacks), *_order(result)


def _numbered(results: list[Result]) -> tuple[Result, ...]:
    return tuple(replace(one, number=number) for number, one in enumerate(results, start=1))
