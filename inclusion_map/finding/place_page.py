"""Everything the page of one place shows, gathered in a fixed number of queries."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from inclusion_map.finding.areas import Area, AreaKind, point_of
from inclusion_map.finding.lines import Line, checked_of, line_of, tone_of
from inclusion_map.finding.offers import Asking
from inclusion_map.finding.results import find_places
from inclusion_map.finding.sheet import DaysAlike, days_alike
from inclusion_map.finding.wanted import Wanted
from inclusion_map.finding.words import languages_of
from inclusion_map.hours import hours_of_places, hours_of_services
from inclusion_map.models import Place, Service
from inclusion_map.opening import Answer, Hours, OpenState, open_state
from inclusion_map.sentences import DayRow, open_sentence, week_table

NEAREST = 3
IN_USE = {Answer.OPEN, Answer.CLOSED, Answer.NOT_CONFIRMED}


@dataclass(frozen=True)
class Help:
    """One service in words. ``times`` is empty where it has no times of its own: it is there when the staff are."""

    service: Service
    kinds: tuple[str, ...]
    sentence: str
    tone: str
    times: list[DaysAlike]
    languages: list[dict[str, str]]
    ages: str
    cost: str


@dataclass(frozen=True)
class PlacePage:
    """A place at an instant. ``nearest`` holds other places where this one is not in use; ``hours`` are its own."""

    place: Place
    hours: Hours
    state: OpenState
    tone: str
    sentence: str
    week: list[DayRow]
    help: list[Help]
    languages: list[dict[str, str]]
    checked: str
    in_use: bool
    nearest: list[Line]


def read_place(slug: str) -> Place | None:
    """A published place, with its help."""
    places = Place.objects.filter(published=True).select_related("organisation", "replaced_by")
    return places.prefetch_related("services__kinds", "services__languages").filter(slug=slug).first()


def place_page(place: Place, now: dt.datetime) -> PlacePage:
    """The page of a place at ``now`` (aware)."""
    services = list(place.services.all())
    hours = hours_of_places([place])[place.pk]
    service_hours = hours_of_services(services)
    state = open_state(hours, now)
    today = state.at.date()
    in_use = state.answer in IN_USE
    return PlacePage(
        place=place,
        hours=hours,
        state=state,
        tone=tone_of(state),
        sentence=open_sentence(state, place=place),
        week=week_table(hours, today, today=today),
        help=[_help(place, service, service_hours, now) for service in services],
        languages=languages_of(services),
        checked=checked_of(state),
        in_use=in_use,
        nearest=[] if in_use else nearest_to(place, now),
    )


def nearest_to(place: Place, now: dt.datetime) -> list[Line]:
    """The nearest other places that are in use, those that are open now first."""
    area = Area(AreaKind.PLACE, place.slug, place.name, point_of(place))
    others = [
        result
        for result in find_places(area, Wanted(), now).fitting
        if result.place.pk != place.pk and result.state.answer in IN_USE
    ]
    near = sorted(others[: 2 * NEAREST], key=lambda result: not result.state.open_now)[:NEAREST]
    return [line_of(result, Asking(Wanted(), now)) for result in near]


def _help(place: Place, service: Service, hours: Mapping[int, Hours], now: dt.datetime) -> Help:
    own = hours[service.pk]
    state = open_state(own, now)
    today = state.at.date()
    has_own_times = own.exceptions_limit
    return Help(
        service=service,
        kinds=tuple(str(kind) for kind in service.kinds.all()),
        sentence=open_sentence(state, place=place) if has_own_times else "",
        tone=tone_of(state),
        times=days_alike(week_table(own, today, today=today)) if has_own_times else [],
        languages=languages_of([service]),
        ages=_ages(service),
        cost=_cost(service),
    )


def _ages(service: Service) -> str:
    values: dict[str, Any] = {
        "least": number_format(service.minimum_age or 0),
        "most": number_format(service.maximum_age or 0),
    }
    if service.minimum_age and service.maximum_age:
        return _("For people aged %(least)s to %(most)s.") % values
    if service.minimum_age:
        return _("For people aged %(least)s or over.") % values
    return _("For people aged %(most)s or under.") % values if service.maximum_age else ""


def _cost(service: Service) -> str:
    """Whether it is free, where somebody has said; what it costs was typed and is shown beside."""
    if service.is_free is None:
        return "" if service.cost else _("We do not know yet what it costs.")
    return _("Free.") if service.is_free else _("Not free.")
