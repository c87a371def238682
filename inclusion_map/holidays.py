"""Bank holidays and school terms: they change about once a year and every answer needs them, so they are cached."""

import csv
import datetime as dt
from collections import defaultdict
from functools import cache as once
from pathlib import Path

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from inclusion_map.models import BankHoliday, SchoolTerm
from inclusion_map.opening import Term

PACKAGED = Path(__file__).parent / "data" / "bank_holidays.csv"
KEY = "inclusion_map.calendar.1"
SECONDS = 3600


def bank_holidays() -> dict[dt.date, str]:
    """Titles by day; the weekend days behind substitutes count. Those shipped with the code while none are loaded."""
    return _calendar()[0]


def school_terms() -> tuple[Term, ...] | None:
    """The terms in order; None when none is loaded."""
    return _calendar()[1]


def forget_calendar() -> None:
    """Makes the next reader look again: called after every change, and once more when it is committed, since somebody
    may have read the old rows in between."""
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.delete(KEY))


@once
def packaged_bank_holidays() -> dict[dt.date, str]:
    """The bank holidays of England and Wales that are shipped with the code."""
    with PACKAGED.open(encoding="utf-8", newline="") as file:
        return {dt.date.fromisoformat(row["date"]): row["title"] for row in csv.DictReader(file)}


def _calendar() -> tuple[dict[dt.date, str], tuple[Term, ...] | None]:
    known = cache.get(KEY)
    if known is None:
        known = _read()
        cache.set(KEY, known, SECONDS)
    return known


def _read() -> tuple[dict[dt.date, str], tuple[Term, ...] | None]:
    titles: dict[dt.date, list[str]] = defaultdict(list)
    for day, title in BankHoliday.objects.order_by("date", "title").values_list("date", "title"):
        titles[day].append(title)
    terms = tuple(Term(*days) for days in SchoolTerm.objects.values_list("first_day", "last_day"))
    holidays = {day: ", ".join(found) for day, found in titles.items()} or packaged_bank_holidays()
    return holidays, terms or None


def connect() -> None:
    """Watches both tables. Called once, when the app is ready; what is written in bulk calls ``forget_calendar``."""
    for model in (BankHoliday, SchoolTerm):
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"inclusion_map.calendar.{model.__name__}")


def _changed(**kwargs) -> None:
    forget_calendar()
