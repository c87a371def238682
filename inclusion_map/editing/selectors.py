"""Places with what an editor sees about how fresh their facts are."""

import datetime as dt
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from inclusion_map.models import Check, Place, PlaceStatus
from inclusion_map.opening.freshness import RING_FIRST_DAYS, STALE_DAYS
from lms.core import clock

CHECK_STATES = (
    ("due", "Due"),
    ("ring_first", f"Overdue by {RING_FIRST_DAYS} days: the page says to ring first"),
    ("stale", f"Overdue by {STALE_DAYS} days: the page never says “open now”"),
    ("never", "Never checked"),
)
_DAYS_OVERDUE = {"due": 0, "ring_first": RING_FIRST_DAYS, "stale": STALE_DAYS}


def with_newest_check(places: QuerySet[Place]) -> QuerySet[Place]:
    """With ``checked_on`` and ``next_due`` of the newest check; None for a place that nobody has checked."""
    newest = Check.objects.filter(place=OuterRef("pk")).order_by("-checked_on", "-pk")
    return places.annotate(
        checked_on=Subquery(newest.values("checked_on")[:1]), next_due=Subquery(newest.values("next_due")[:1])
    )


def in_check_state(places: QuerySet[Place], state: str) -> QuerySet[Place]:
    """Those of ``with_newest_check`` in one of ``CHECK_STATES``; "due" includes those that are overdue by any time."""
    if state == "never":
        return places.filter(next_due__isnull=True)
    return places.filter(next_due__lte=clock.today() - dt.timedelta(days=_DAYS_OVERDUE[state]))


def checks_due(*, on: dt.date) -> QuerySet[Place]:
    """Published places in use whose check is due on a day or that nobody has checked, the longest overdue first."""
    in_use = Place.objects.filter(published=True).exclude(status=PlaceStatus.CLOSED)
    due = with_newest_check(in_use.select_related("organisation"))
    never, overdue = due.filter(next_due__isnull=True), due.filter(next_due__lte=on)
    return (overdue | never).order_by(F("next_due").asc(nulls_first=True), "name")


def last_checked(place: Any) -> dt.date | str:
    """When one of ``with_newest_check`` was checked, or that it never was, for a list."""
    return place.checked_on or "Never"
