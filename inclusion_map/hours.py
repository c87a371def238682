"""Reads what decides when places and services are open: a handful of queries for any number of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, prefetch_related_objects

from inclusion_map.holidays import known_days
from inclusion_map.models import Answer, Check, OpeningException, OpeningRule, Place, Service, ServiceAccess
from inclusion_map.opening import ExceptionSpan, Hours, Kind, Level, Policy, Rule, Status, Weeks
from inclusion_map.opening.services import of_service
from lms.core.clock import today

DAYS_BACK = 35  # what is shown of the past: this week, and a month for an editor who looks back
CARD_NEEDED = {Answer.YES: True, Answer.NO: False, Answer.UNKNOWN: None}


def hours_of_places(places: Iterable[Place], *, since: dt.date | None = None) -> dict[int, Hours]:
    """The hours of each place by its primary key, in 3 queries and what the calendar takes (none when it is cached).

    Exceptions that were over before ``since`` (by default 35 days ago) are left out.
    """
    places = list(places)
    if not places:
        return {}
    keys = [place.pk for place in places]
    rules = _rules(Q(place__in=keys), "place_id")
    exceptions = _exceptions(places, since or today() - dt.timedelta(days=DAYS_BACK))
    checks = _newest_checks(keys)
    holidays, terms = known_days()
    nobody_checked: tuple[dt.date | None, dt.date | None] = (None, None)
    found = {}
    for place in places:
        checked_on, next_due = checks.get(place.pk, nobody_checked)
        found[place.pk] = Hours(
            rules=tuple(rules[place.pk]),
            exceptions=tuple(
                exceptions["place", place.pk]
                + exceptions["organisation", place.organisation_id]
                + exceptions["everywhere", None]
            ),
            policy=Policy(place.bank_holidays),
            bank_holidays=holidays,
            terms=terms,
            status=Status(place.status),
            status_until=place.status_until,
            appointment_only=place.appointment_only,
            card_needed=CARD_NEEDED[Answer(place.card_or_id_needed)],
            checked_on=checked_on,
            next_due=next_due,
        )
    return found


def hours_of_services(services: Iterable[Service], *, since: dt.date | None = None) -> dict[int, Hours]:
    """The hours of each service by its primary key: its own times, or else those when its place has staff.

    4 queries and the calendar; one more where the services' places were not read with them.
    """
    services = list(services)
    if not services:
        return {}
    prefetch_related_objects(services, "place")
    of_places = hours_of_places({service.place_id: service.place for service in services}.values(), since=since)
    rules = _rules(Q(service__in=[service.pk for service in services]), "service_id")
    return {
        service.pk: of_service(
            of_places[service.place_id],
            tuple(rules[service.pk]),
            walk_in=service.access == ServiceAccess.WALK_IN,
            appointment_only=service.access == ServiceAccess.BOOK,
        )
        for service in services
    }


def _rules(which: Q, owner: str) -> dict[int, list[Rule]]:
    found: dict[int, list[Rule]] = defaultdict(list)
    for row in OpeningRule.objects.filter(which).order_by("pk"):
        found[getattr(row, owner)].append(
            Rule(
                kind=Kind(row.kind),
                weekdays=frozenset(row.weekdays.split(",")),
                opens=row.opens,
                closes=row.closes,
                weeks=Weeks(row.weeks),
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                term_time_only=row.term_time_only,
            )
        )
    return found


def _exceptions(places: list[Place], since: dt.date) -> dict[tuple[str, int | None], list[ExceptionSpan]]:
    """The exceptions that touch any of these places, by whom they are of."""
    rows = OpeningException.objects.filter(
        Q(place__in=[place.pk for place in places])
        | Q(organisation__in={place.organisation_id for place in places})
        | Q(place__isnull=True, organisation__isnull=True),
        last_day__gte=since,
    ).order_by("first_day", "pk")
    found: dict[tuple[str, int | None], list[ExceptionSpan]] = defaultdict(list)
    for row in rows:
        scope = "place" if row.place_id else "organisation" if row.organisation_id else "everywhere"
        level = Level.PLACE if row.place_id else Level.ORGANISATION
        found[scope, row.place_id or row.organisation_id].append(
            ExceptionSpan(
                level=Level.EMERGENCY if row.emergency else level,
                first_day=row.first_day,
                last_day=row.last_day,
                kind=Kind(row.kind),
                opens=row.opens,
                closes=row.closes,
                reason=row.reason,
            )
        )
    return found


def _newest_checks(keys: list[int]) -> dict[int, tuple[dt.date | None, dt.date | None]]:
    """When each place was last checked and when it is due next."""
    rows = Check.objects.filter(place__in=keys).order_by("checked_on", "pk")
    return {place: (checked, due) for place, checked, due in rows.values_list("place_id", "checked_on", "next_due")}
