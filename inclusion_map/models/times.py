"""When a place or a service is open: HSDS's schedule. The answer itself is worked out, never stored."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from inclusion_map.models.organisations import Organisation
from inclusion_map.models.places import Place
from inclusion_map.models.services import Service

WEEKDAY = "(MO|TU|WE|TH|FR|SA|SU|PH)"
weekdays_valid = RegexValidator(rf"^{WEEKDAY}(,{WEEKDAY})*$", "Use MO, TU, WE, TH, FR, SA, SU or PH, with commas.")


class OpeningKind(models.TextChoices):
    """What "open" means at these times."""

    STAFFED = "staffed", _("Staff are here")
    SELF_SERVICE = "self_service", _("Open without staff")
    PHONE = "phone", _("By phone")
    DROP_IN = "drop_in", _("Drop in")
    APPOINTMENT = "appointment", _("By appointment")


class WeekPattern(models.TextChoices):
    """In which weeks of the month a rule holds, counted by that weekday: the second Tuesday, the last Friday."""

    EVERY = "every", _("Every week")
    FIRST = "1", _("The first of the month")
    SECOND = "2", _("The second of the month")
    THIRD = "3", _("The third of the month")
    FOURTH = "4", _("The fourth of the month")
    LAST = "last", _("The last of the month")
    FORTNIGHTLY = "fortnightly", _("Every other week, from its first day")


class OpeningRule(models.Model):
    """Times that come back every week, of a place or of one service at a place.

    Clock times in Europe/London, ``opens`` ≤ time < ``closes`` on one day; past midnight is refused. ``weekdays`` are
    two-letter codes as in iCalendar (RFC 5545, BYDAY), with PH for public holidays as OpenStreetMap has it: a
    PH rule counts where the place's policy for bank holidays is its own times. ``valid_from`` and ``valid_to`` are the
    first and the last day it holds; None is no end. Every other week counts from the week (Monday) of ``valid_from``.
    """

    place = ParentalKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="opening_rules")
    service = ParentalKey(Service, on_delete=models.CASCADE, null=True, blank=True, related_name="opening_rules")
    kind = models.CharField(max_length=12, choices=OpeningKind, default=OpeningKind.STAFFED)
    weekdays = models.CharField(max_length=30, validators=[weekdays_valid], help_text="Such as MO,TU,FR.")
    opens = models.TimeField()
    closes = models.TimeField()
    weeks = models.CharField(max_length=11, choices=WeekPattern, default=WeekPattern.EVERY)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="The last day it holds.")
    term_time_only = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False, service__isnull=True) | Q(place__isnull=True, service__isnull=False),
                name="inclusion_map_openingrule_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="inclusion_map_openingrule_within_one_day"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="inclusion_map_openingrule_dates_in_order",
            ),
            # Every other week from when?
            models.CheckConstraint(
                condition=~Q(weeks="fortnightly") | Q(valid_from__isnull=False),
                name="inclusion_map_openingrule_fortnight_from",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekdays} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningException(models.Model):
    """Days on which the usual times do not hold, at a place, at all places of an organisation, or everywhere.

    ``first_day`` and ``last_day`` are both included. Either closed, or open at the times given and at no others.
    What outranks what: an emergency, then the place's own, then its organisation's, then bank holidays, then rules.
    Everywhere is for emergencies only.
    """

    place = ParentalKey(Place, on_delete=models.CASCADE, null=True, blank=True, related_name="exceptions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="exceptions"
    )
    emergency = models.BooleanField(default=False)
    first_day = models.DateField()
    last_day = models.DateField()
    closed = models.BooleanField(default=True)
    kind = models.CharField(max_length=12, choices=OpeningKind, default=OpeningKind.STAFFED)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=150, blank=True, help_text="Shown: Christmas, a flood, staff training.")

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="inclusion_map_openingexception_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(closed=True, opens__isnull=True, closes__isnull=True)
                | Q(closed=False, opens__isnull=False, closes__gt=F("opens")),
                name="inclusion_map_openingexception_closed_or_times",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(organisation__isnull=True),
                name="inclusion_map_openingexception_one_scope",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | Q(organisation__isnull=False) | Q(emergency=True),
                name="inclusion_map_openingexception_everywhere_is_emergency",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"
