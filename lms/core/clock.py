"""The one place that says what day it is. Civil dates are dates in Europe/London."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """This instant, aware."""
    return timezone.now()


def today() -> dt.date:
    """Today's date where the council is (settings.TIME_ZONE)."""
    return timezone.localdate()


def local_date(instant: dt.datetime) -> dt.date:
    """The civil date of an aware instant where the council is."""
    return timezone.localdate(instant)


def end_of(day: dt.date) -> dt.datetime:
    """The instant at which a civil date is over where the council is."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
