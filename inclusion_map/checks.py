"""System checks that say what a borough lacks before a resident stands at a locked door."""

from collections.abc import Sequence

from django.core import checks
from django.db import DatabaseError

from inclusion_map.holidays import packaged_bank_holidays
from inclusion_map.models import BankHoliday
from lms.core.clock import today

DAYS_LEFT = 180  # the government publishes two years ahead, so nobody has to hurry


@checks.register(checks.Tags.database)
def bank_holidays_are_known_ahead(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """After the last known bank holiday every day counts as an ordinary one. Runs with ``migrate`` and ``check
    --database default``."""
    if "default" not in (databases or ()):
        return []
    try:
        loaded = BankHoliday.objects.order_by("-date").values_list("date", flat=True).first()
    except DatabaseError:  # before the first migration
        return []
    last = loaded or max(packaged_bank_holidays())
    if (last - today()).days >= DAYS_LEFT:
        return []
    return [
        checks.Warning(
            f"The last bank holiday that is known is {last:%d %B %Y}; later ones will count as ordinary days.",
            hint="Download https://www.gov.uk/bank-holidays.json and run manage.py import_bank_holidays on it.",
            id="inclusion_map.W001",
        )
    ]
