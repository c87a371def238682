"""Bank holidays and school terms: they change about once a year and every answer needs them, so they are cached."""

import csv
import datetime as dt
from collections import defaultdict
from functools import cache as once
from pathlib import Path

from django.db.models.signals import post_delete, post_save

from inclusion_map.models import BankHoliday, SchoolTerm
from inclusion_map.opening import Term
from lms.core.kept import forget, kept

PACKAGED = Path(__file__).parent / "data" / "bank_holidays.csv"
KEY = "inclusion_map.calendar.1"
SECONDS = 3600


def known_days() -> tuple[dict[dt.date, str], tuple[Term, ...] | None]:
    """Titles of bank holidays by day, and the school terms in order.

    The weekend days behind substitutes are among the holidays; while none are loaded, those shipped with the code
    count. The terms are None while none are loaded. One look into the cache, or two queries.
    """
    holidays, terms = kept(KEY, _read, seconds=SECONDS)
    return holidays, tuple(Term(*days) for days in terms) or None


def bank_holidays() -> dict[dt.date, str]:
    """The bank holidays of ``known_days``."""
    return known_days()[0]


def school_terms() -> tuple[Term, ...] | None:
    """The school terms of ``known_days``."""
    return known_days()[1]


def forget_calendar() -> None:
    """Makes the next reader look again: called after every change."""
    forget(KEY)


@once
def packaged_bank_holidays() -> dict[dt.date, str]:
    """The bank holidays of England and Wales that are shipped with the code."""
    with PACKAGED.open(encoding="utf-8", newline="") as file:
        return {dt.date.fromisoformat(row["date"]): row["title"] for row in csv.DictReader(file)}


def _read() -> tuple[dict[dt.date, str], list[tuple[dt.date, dt.date]]]:
    """Nothing but dates and words, which the next version of the code can read from the cache as well."""
    titles: dict[dt.date, list[str]] = defaultdict(list)
    for day, title in BankHoliday.objects.order_by("date", "title").values_list("date", "title"):
        titles[day].append(title)
    terms = list(SchoolTerm.objects.values_list("first_day", "last_day"))
    return {day: ", ".join(found) for day, found in titles.items()} or packaged_bank_holidays(), terms


def connect() -> None:
    """Watches both tables. Called once, when the app is ready; what is written in bulk calls ``forget_calendar``."""
    for model in (BankHoliday, SchoolTerm):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"inclusion_map.calendar.{model.__name__}")


def _changed(**kwargs) -> None:
    forget_calendar()
