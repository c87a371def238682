"""Abstract bases, the audit log, job runs and the council's own settings."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class DatedQuerySet(models.QuerySet):
    """Reads of facts that were true for a time."""

    def current(self):
        """What we believe now: rows that no later correction replaced."""
        return self.filter(superseded_at__isnull=True)

    def on(self, day):
        """What we believe now to have been true on a day (from ≤ day < to)."""
        return self.current().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def known_at(self, instant):
        """What we believed at an instant, whatever we have learnt since."""
        return self.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=instant), recorded_at__lte=instant)


class DatedFact(models.Model):
    """A fact with the dates it was true (half-open: valid_from ≤ day < valid_to) and when we learnt it.

    Nothing is overwritten: a correction sets ``superseded_at`` on the old row and inserts a new one. Dates are
    civil dates in Europe/London. Pattern: bitemporal data (Snodgrass, *Developing Time-Oriented Database
    Applications in SQL*, 1999).
    """

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="The first day it is no longer true.")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_dates_in_order",
            )
        ]


class AuditEntry(models.Model):
    """One act by somebody on something, written in the transaction of the act. Append-only.

    ``data`` holds counts and identifiers, never names, answers or reasons of absence.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.ForeignKey(
        "people.Person",
        null=True,
        on_delete=models.PROTECT,
        related_name="audit_entries",
        help_text="The person whose record it concerns; shown to that person.",
    )
    object_type = models.CharField(max_length=60, blank=True)
    object_uuid = models.UUIDField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "-at"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"


class JobRun(models.Model):
    """One piece of background work: what, how far, how often tried, and why it failed last.

    The queue's own row says only that something was queued; this one survives a killed worker. A run is taken
    with a lease (``leased_until``); a worker that dies leaves a lease which runs out, and the run is taken again.
    Every job can therefore run twice without harm.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed: given up"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, blank=True, help_text="At most one unfinished run for a key.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    run_after = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True, help_text="When it was last handed to the queue.")
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(null=True)
    last_error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"], name="jobrun_due")]
        constraints = [
            # A double click queues one job, not two.
            models.UniqueConstraint(
                fields=["name", "dedupe_key"],
                condition=Q(state__in=["waiting", "running"]) & ~Q(dedupe_key=""),
                name="core_jobrun_one_unfinished_per_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_state_display()})"


COLOUR_HELP = "As #rrggbb. Text on it, or it on white, must keep a contrast of 4.5 to 1."


@register_setting(icon="site")
class CouncilSettings(BaseSiteSetting):
    """What makes this installation one council's: its name, its colours, and the facts that lessons quote."""

    council_name = models.CharField(max_length=80, default="Your council")
    service_name = models.CharField(max_length=80, default="Digital skills")
    brand_colour = models.CharField(max_length=7, default="#0b5a5e", help_text=COLOUR_HELP)
    link_colour = models.CharField(max_length=7, default="#0a5aa0", help_text=COLOUR_HELP)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_address = models.TextField("Postal address", blank=True)
    centre_postcode = models.CharField(
        "Postcode of the town centre",
        max_length=8,
        blank=True,
        help_text="The first page shows what is open now near it. Empty: the middle of the borough.",
    )
    it_help = models.TextField("Who helps with devices and sign-in", blank=True)
    report_security = models.TextField("How to report a suspicious message", blank=True)
    report_breach = models.TextField("Who to tell about a data breach", blank=True)
    book_session = models.TextField("How to book a facilitated session", blank=True)
    accessibility_help = models.TextField("Who arranges adjustments and assistive technology", blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("council_name"), FieldPanel("service_name")], "Names"),
        MultiFieldPanel([FieldPanel("brand_colour"), FieldPanel("link_colour")], "Colours"),
        MultiFieldPanel(
            [
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_address"),
                FieldPanel("centre_postcode"),
            ],
            "Contact",
        ),
        MultiFieldPanel(
            [
                FieldPanel("it_help"),
                FieldPanel("report_security"),
                FieldPanel("report_breach"),
                FieldPanel("book_session"),
                FieldPanel("accessibility_help"),
            ],
            "Facts that lessons quote",
        ),
    ]

    class Meta:
        verbose_name = "council"
