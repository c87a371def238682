"""What can be had at a place at a time, from its rows and its opening times. Asks the database nothing itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from inclusion_map.finding.wanted import WEEKDAYS, Offer, Wanted, When
from inclusion_map.models import Answer, Place, PlaceKind, Service, ServiceAccess
from inclusion_map.opening import IN_PERSON, Hours, Kind, OpenState, open_state
from inclusion_map.opening.clock import ZONE

# Doors that stand open to everybody at their times.
OPEN_DOORS = IN_PERSON - {Kind.APPOINTMENT}


@dataclass(frozen=True)
class Asking:
    """Wishes, and the aware instant at which somebody has them."""

    wanted: Wanted
    now: dt.datetime

    @property
    def then(self) -> dt.datetime:
        """The weekday and hour asked for, the next time they come; otherwise now."""
        if self.wanted.when is not When.AT:
            return self.now
        local = self.now.astimezone(ZONE)
        days = (WEEKDAYS.index(self.wanted.weekday) - local.weekday()) % 7
        asked = dt.datetime.combine(local.date() + dt.timedelta(days=days), dt.time(self.wanted.hour), ZONE)
        return asked if asked >= local else asked + dt.timedelta(days=7)

    def is_there(self, state: OpenState) -> bool:
        """Whether something in this state (worked out for ``then``) is to be had when it is wanted."""
        if self.wanted.when is When.ANY:
            return True
        if self.wanted.when is When.TODAY and not state.open_now:
            return state.opens is not None and state.opens.at.date() == state.at.date()
        return state.open_now

    @property
    def at_an_instant(self) -> bool:
        """Whether somebody wants to stand before the door at one instant."""
        return self.wanted.when in (When.NOW, When.AT)


def offers_of(place: Place, asking: Asking, hours: Hours, service_hours: Mapping[int, Hours]) -> tuple[Offer, ...]:
    """Every service of a place and what the building itself has. The place's services, their kinds and languages have
    to be there already."""
    state = open_state(hours, asking.then)
    offers = [_of_building(place, asking, hours, state)]
    for service in place.services.all():
        own = service_hours.get(service.pk, hours)
        offers.append(_of_service(place, service, asking, open_state(own, asking.then)))
    return tuple(offers)


def _of_building(place: Place, asking: Asking, hours: Hours, state: OpenState) -> Offer:
    return Offer(
        kinds=building_kinds(place),
        walk_in=door_is_open(place, hours) and _walk_in_then(asking, state),
        languages=frozenset(),
        there_then=asking.is_there(state),
        is_service=False,
    )


def _of_service(place: Place, service: Service, asking: Asking, state: OpenState) -> Offer:
    return Offer(
        kinds=frozenset(kind.code for kind in service.kinds.all()),
        walk_in=can_walk_in(place, service) and _walk_in_then(asking, state),
        languages=frozenset(language.code for language in service.languages.all()),
        there_then=asking.is_there(state),
    )


def can_walk_in(place: Place, service: Service) -> bool:
    """Whether one can walk in to a service at some time."""
    return service.access == ServiceAccess.WALK_IN and not place.appointment_only


def building_kinds(place: Place) -> frozenset[str]:
    """The kinds of help that the building itself gives, whoever is there."""
    has = {
        "computer": bool(place.computers),
        "wifi": place.wifi == Answer.YES,
        "printing": place.printing == Answer.YES,
    }
    return frozenset(kind for kind, there in has.items() if there)


def door_is_open(place: Place, hours: Hours) -> bool:
    """Whether the building is open to everybody at its times: a library is; another place only if its times say so."""
    if place.appointment_only:
        return False
    return place.kind == PlaceKind.LIBRARY or any(rule.kind in OPEN_DOORS for rule in hours.rules)


def _walk_in_then(asking: Asking, state: OpenState) -> bool:
    """An open door may still be one for appointments or card holders at that instant. A closed one is a matter of
    time, which is judged by itself."""
    return state.walk_in or not (asking.at_an_instant and state.open_now)
