"""The units of the demonstration council, as values. Pure: no Django."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lms.demo.content.council import (
    COUNCIL_NAME,
    DIRECTORATES,
    MEMBERS_UNIT,
    REORGANISED,
    ROOT,
    SERVICES,
    VOLUNTEERS_UNIT,
    Service,
)
from lms.demo.scales import Calendar, Scale

STOOD_SINCE = dt.date(2010, 4, 1)


class UnitSpell(NamedTuple):
    """What a unit stood under, for a time (half-open)."""

    parent: str
    start: dt.date = STOOD_SINCE
    end: dt.date | None = None


@dataclass(frozen=True)
class UnitPlan:
    """One unit, its name and what it stood under."""

    code: str
    name: str
    spells: tuple[UnitSpell, ...]


@dataclass(frozen=True)
class ServicePlan:
    """A head of service's unit."""

    code: str
    service: Service
    name: str


@dataclass(frozen=True)
class TeamPlan:
    """One team: its unit, the service above it, and how many people work in it, its manager among them."""

    code: str
    service: ServicePlan
    size: int


def services_of(scale: Scale) -> list[ServicePlan]:
    """The services of a council of this size; a larger one than the list has several of each."""
    planned = []
    for number in range(scale.heads):
        again, index = divmod(number, len(SERVICES))
        service = SERVICES[index]
        name = f"{service.name} {again + 1}" if again else service.name
        planned.append(ServicePlan(f"{service.directorate}-{number + 1:02d}", service, name))
    return planned


def teams_of(scale: Scale, services: list[ServicePlan], named_size: int) -> list[TeamPlan]:
    """The teams, spread over the services in turn. The first has ``named_size`` people, the others share the rest."""
    rest = scale.staff - 1 - len(DIRECTORATES) - scale.heads - named_size
    base, more = divmod(rest, scale.teams - 1)
    sizes = [named_size] + [base + (number < more) for number in range(scale.teams - 1)]
    return [
        TeamPlan(
            f"{(service := services[number % len(services)]).code}-{number // len(services) + 1:02d}", service, size
        )
        for number, size in enumerate(sizes)
    ]


def all_units(services: list[ServicePlan], teams: list[TeamPlan], calendar: Calendar) -> Iterator[UnitPlan]:
    """Every unit, those above before those beneath."""
    yield UnitPlan(ROOT, COUNCIL_NAME, (UnitSpell(""),))
    for code, name in DIRECTORATES.items():
        yield UnitPlan(code, name, (UnitSpell(ROOT),))
    for number, service in enumerate(services):
        yield UnitPlan(service.code, service.name, _service_spells(number, service, calendar))
    for team in teams:
        number = int(team.code.rpartition("-")[2])
        yield UnitPlan(team.code, f"{team.service.name}: team {number}", (UnitSpell(team.service.code),))
    for code, name, directorate in (MEMBERS_UNIT, VOLUNTEERS_UNIT):
        yield UnitPlan(code, name, (UnitSpell(directorate),))


def _service_spells(number: int, service: ServicePlan, calendar: Calendar) -> tuple[UnitSpell, ...]:
    if number != REORGANISED_SERVICE:
        return (UnitSpell(service.service.directorate),)
    before, after = REORGANISED
    on = calendar.reorganised_on
    return UnitSpell(before, end=on), UnitSpell(after, start=on)


REORGANISED_SERVICE = 2  # the third
