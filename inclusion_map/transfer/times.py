"""The sheets of times: opening rules and exceptions, a set for each owner."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from import_export.fields import Field

from inclusion_map.models import OpeningException, OpeningRule, Organisation, Place, Service
from inclusion_map.times import days_of, times_of
from inclusion_map.transfer import cells, faults
from inclusion_map.transfer.base import invalid
from inclusion_map.transfer.faults import BadCellError
from inclusion_map.transfer.sets import Owner, SetResource
from inclusion_map.transfer.widgets import CellWidget, SlugWidget
from inclusion_map.validity import (
    BAD_VALUE,
    BAD_WEEKDAYS,
    MISSING,
    WEEKDAYS,
    Wrong,
    overlapping_days,
    overlapping_times,
    tidy_weekdays,
    wrong_with_days,
    wrong_with_times,
)


def _place() -> Field:
    return Field(attribute="place", column_name="place", widget=SlugWidget(Place, faults.UNKNOWN_PLACE, "place"))


def _read_weekdays(text: str) -> str:
    try:
        return tidy_weekdays(text) if text else ""
    except ValueError:
        words = f"“{cells.shown(text)}” is not a list of weekdays: {', '.join(WEEKDAYS)}."
        raise BadCellError(BAD_WEEKDAYS, words) from None


class RuleResource(SetResource):
    """Opening rules. ``service`` is the title of one of the place's services, or its uuid; empty: the place itself."""

    sheet = "opening_rules"
    owner_columns = ("place", "service")
    owner_attributes = ("service", "place")
    owner_ids = ("place", "service")
    place = Field(column_name="place", attribute="of_place", widget=SlugWidget(Place, faults.UNKNOWN_PLACE, "place"))
    service = Field(column_name="service", attribute="of_service")
    weekdays = Field(attribute="weekdays", column_name="weekdays", widget=CellWidget(_read_weekdays, cells.tidy))

    class Meta:
        model = OpeningRule
        fields = (
            "place",
            "service",
            "kind",
            "weekdays",
            "opens",
            "closes",
            "weeks",
            "valid_from",
            "valid_to",
            "term_time_only",
        )
        export_order = import_order = fields
        import_id_fields: Sequence[str] = ()
        skip_diff = True

    def __init__(self, rows: Sequence[Any] = ()) -> None:
        super().__init__(rows)
        self.fields["service"].widget = CellWidget(cells.tidy)
        self.titles: dict[int, Counter[str]] = {}

    def get_queryset(self) -> models.QuerySet[OpeningRule]:
        """With whose they are."""
        return super().get_queryset().select_related("place", "service__place")

    def owner_of(self, instance: Any) -> Owner:
        """The service, or the place itself."""
        return ("service", instance.service_id) if instance.service_id else ("place", instance.place_id)

    def overlaps(self, instances: list[OpeningRule]) -> list[tuple[int, int]]:
        """Of one kind of "open", twice at once."""
        return overlapping_times([times_of(instance) for instance in instances])

    def import_instance(self, instance: Any, row: dict, **kwargs: Any) -> None:
        """Reads the cells and finds whose rule it is."""
        instance.of_place, instance.of_service = None, ""
        super().import_instance(instance, row, **kwargs)
        if instance.of_place is None:
            raise invalid("place", MISSING, "Say the slug of the place.")
        if instance.of_service:
            instance.service, instance.place = self._service(instance.of_place, instance.of_service), None
        else:
            instance.place = instance.of_place

    def _service(self, place: Place, named: str) -> Service:
        here = list(Service.objects.filter(place=place))
        found = [each for each in here if str(each.uuid) == named.casefold()]
        found = found or [each for each in here if cells.tidy(each.title) == named]
        if not found:
            words = f"The place has no service “{cells.shown(named)}”."
            raise invalid("service", faults.UNKNOWN_SERVICE, words)
        if len(found) > 1:
            raise invalid("service", faults.BAD_KEY, "The place has two services of this title: give the uuid.")
        return found[0]

    def dehydrate_place(self, rule: OpeningRule) -> str:
        """The slug of the place it is at."""
        place = rule.service.place if rule.service_id else rule.place
        return place.slug if place else ""

    def dehydrate_service(self, rule: OpeningRule) -> str:
        """The service's title, or its uuid where the place has two of that title."""
        if rule.service is None:
            return ""
        titles = self._titles_at(rule.service.place_id)
        title = cells.tidy(rule.service.title)
        return title if titles[title] == 1 else str(rule.service.uuid)

    def _titles_at(self, place_id: int) -> Counter[str]:
        if not self.titles:
            for at, title in Service.objects.values_list("place_id", "title"):
                self.titles.setdefault(at, Counter())[cells.tidy(title)] += 1
        return self.titles[place_id]

    def wrong_with(self, instance: Any) -> list[Wrong]:
        """What an editor is told too."""
        return wrong_with_times(times_of(instance))


class ExceptionResource(SetResource):
    """Opening exceptions, of a place or an organisation; an emergency with neither holds everywhere."""

    sheet = "opening_exceptions"
    owner_columns = ("place", "organisation")
    owner_attributes = owner_columns
    owner_ids = owner_columns
    place = _place()
    organisation = Field(
        attribute="organisation",
        column_name="organisation",
        widget=SlugWidget(Organisation, faults.UNKNOWN_ORGANISATION, "organisation"),
    )

    class Meta:
        model = OpeningException
        fields = (
            "place",
            "organisation",
            "emergency",
            "first_day",
            "last_day",
            "closed",
            "kind",
            "opens",
            "closes",
            "reason",
        )
        export_order = import_order = fields
        import_id_fields: Sequence[str] = ()
        skip_diff = True

    def get_queryset(self) -> models.QuerySet[OpeningException]:
        """With whose they are."""
        return super().get_queryset().select_related("place", "organisation")

    def owner_of(self, instance: Any) -> Owner:
        """The place, the organisation, or everywhere."""
        if instance.place_id:
            return "place", instance.place_id
        return ("organisation", instance.organisation_id) if instance.organisation_id else ("everywhere", None)

    def overlaps(self, instances: list[OpeningException]) -> list[tuple[int, int]]:
        """Two of the same rank that cannot both be true."""
        return overlapping_days([days_of(instance) for instance in instances])

    def import_instance(self, instance: Any, row: dict, **kwargs: Any) -> None:
        """Reads the cells. With times and nothing said it is open at them."""
        super().import_instance(instance, row, **kwargs)
        if instance.opens and not cells.tidy(row.get("closed") or ""):
            instance.closed = False

    def wrong_with(self, instance: Any) -> list[Wrong]:
        """What an editor is told too."""
        found = wrong_with_days(days_of(instance), closed=instance.closed)
        if instance.place_id and instance.organisation_id:
            found.append(Wrong("organisation", BAD_VALUE, "Of a place or of an organisation: not both."))
        if not (instance.place_id or instance.organisation_id or instance.emergency):
            found.append(Wrong("emergency", BAD_VALUE, "Only an emergency can hold everywhere."))
        return found


def rule_order(resource: RuleResource) -> Callable[[OpeningRule], tuple]:
    """By place, the place's own rules first, then by day and time; the same whatever the order they were written in."""

    def key(rule: OpeningRule) -> tuple:
        line = resource.line(rule)
        return (line[0], line[1], line[2], WEEKDAYS.index(rule.weekdays[:2]), rule.opens, line)

    return key


def exception_order(resource: ExceptionResource) -> Callable[[OpeningException], tuple]:
    """By place and organisation, then by day and time."""
    return lambda exception: (*resource.line(exception)[:2], exception.first_day, resource.line(exception))
