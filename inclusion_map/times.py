"""The rows of times as the values on which ``validity`` decides."""

from inclusion_map.models import OpeningException, OpeningRule
from inclusion_map.validity import Days, Times


def times_of(rule: OpeningRule) -> Times:
    """An opening rule as values."""
    return Times(
        kind=rule.kind,
        weekdays=tuple(rule.weekdays.split(",")),
        opens=rule.opens,
        closes=rule.closes,
        weeks=rule.weeks,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
    )


def days_of(exception: OpeningException) -> Days:
    """An opening exception as values."""
    return Days(
        first_day=exception.first_day,
        last_day=exception.last_day,
        emergency=exception.emergency,
        opens=exception.opens,
        closes=exception.closes,
    )
