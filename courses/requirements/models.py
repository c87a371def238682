"""Who must do what by when, and why."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from courses.content.models import Course
from courses.records.models import Completion
from lms.core.models import DatedFact
from lms.organisation.models import JobVersion, Unit, WorkerType
from lms.people.models import Person

COUNTED_BY_DEFAULT = [WorkerType.EMPLOYEE, WorkerType.APPRENTICE, WorkerType.AGENCY]


def counted_by_default() -> list[str]:
    """The worker types that a figure counts unless its policy says otherwise."""
    return [str(kind) for kind in COUNTED_BY_DEFAULT]


class Programme(models.Model):
    """Courses that belong together. ``headline``: its figure is the council's published measure."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    headline = models.BooleanField(default=False)
    counted_worker_types = models.JSONField(default=counted_by_default)
    starts_on = models.DateField(help_text="In force from this day.")

    class Meta:
        ordering = ["-headline", "title"]

    def __str__(self) -> str:
        return self.title


class ProgrammeCourse(DatedFact):
    """A course is mandatory in a programme for a time, and by when it is due.

    Somebody employed on the day it came into force is due by ``due_on``; somebody who starts later, ``starter_days``
    days after their start. ``window_days`` before a completion expires its renewal opens.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="programme_courses")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="programme_courses")
    order = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    starter_days = models.PositiveSmallIntegerField(default=90)
    window_days = models.PositiveSmallIntegerField(default=60)
    grace_days = models.PositiveSmallIntegerField(
        default=28, help_text="After an absence, at least this many days from the return."
    )

    class Meta(DatedFact.Meta):
        ordering = ["programme", "order"]


class AudienceRule(DatedFact):
    """Who a programme asks: every given condition must hold for one job; none given means everyone.

    A draft asks nobody. A changed rule is a new row: the old one stays as it was true.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"

    uuid = models.UUIDField(default=uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="audience_rules")
    name = models.CharField(max_length=200, help_text="In words, shown to the people it asks.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    worker_types = models.JSONField(default=list, blank=True)
    grades = models.JSONField(default=list, blank=True)
    tiers = models.JSONField(default=list, blank=True)
    started_on_or_after = models.DateField(null=True, blank=True)


class Requirement(models.Model):
    """One person must complete one course, once, by a day. A new cycle is a new row.

    ``opened_on``, ``due_on`` and ``closed_on`` are civil dates that the requirement was true from, due by and closed
    on (half-open), whenever the job that wrote them ran. At most one is open per person and course.
    """

    class CloseReason(models.TextChoices):
        MET = "met", "Completed"
        LEFT = "left", "Left the council"
        RULE_ENDED = "rule_ended", "No longer asked"
        EXEMPT = "exempt", "Exempted"
        SUPERSEDED = "superseded", "Replaced by a later requirement"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="requirements")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="requirements")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="requirements")
    cycle = models.PositiveSmallIntegerField(default=1)
    opened_on = models.DateField()
    due_on = models.DateField(help_text="As first set; a later change is a DueChange.")
    rule = models.ForeignKey(AudienceRule, on_delete=models.PROTECT, related_name="requirements")
    job_version = models.ForeignKey(JobVersion, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(
        max_length=20,
        choices=[
            ("existing", "Everyone employed when it came into force"),
            ("starter", "Started later"),
            ("renewal", "The last completion expires"),
            ("new_version", "The course changed so much that it must be done again"),
        ],
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=10, choices=CloseReason, blank=True)
    completion = models.ForeignKey(Completion, null=True, on_delete=models.PROTECT, related_name="requirements")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["course", "person", "opened_on"], name="requirement_course_person"),
            models.Index(fields=["person", "closed_on"], name="requirement_person_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(closed_on__isnull=True),
                name="courses_requirement_one_open_per_course",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, close_reason="")
                | (Q(closed_on__isnull=False) & ~Q(close_reason="")),
                name="courses_requirement_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="courses_requirement_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(close_reason="met") | Q(completion__isnull=False),
                name="courses_requirement_met_by_completion",
            ),
        ]


class DueChange(models.Model):
    """From ``effective_on``, a requirement is due on another day. Nothing is overwritten: the newest counts."""

    class Reason(models.TextChoices):
        EXTENSION = "extension", "Extension"
        ABSENCE = "absence", "Back from an absence"
        CORRECTION = "correction", "Correction"

    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="due_changes")
    due_on = models.DateField()
    effective_on = models.DateField()
    reason = models.CharField(max_length=10, choices=Reason)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "effective_on"], name="courses_duechange_one_per_day")
        ]


class Exemption(DatedFact):
    """Somebody need not do one course (or, with no course, the whole programme) for a time. Counts once approved."""

    class Reason(models.TextChoices):
        NOT_APPLICABLE = "not_applicable", "Does not apply to the work"
        EQUIVALENT = "equivalent", "Equivalent learning elsewhere"
        ADJUSTMENT = "adjustment", "Reasonable adjustment"
        OTHER = "other", "Other"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exemptions")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="exemptions")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.PROTECT, related_name="exemptions")
    reason = models.CharField(max_length=16, choices=Reason)
    evidence = models.CharField(max_length=500, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta(DatedFact.Meta):
        indexes = [models.Index(fields=["programme", "person"], name="exemption_person")]


class Reminder(models.Model):
    """One message (or the decision not to send one) about a person's open requirements: one digest, not one a course.

    ``body`` is kept as sent, so that nobody can argue about what was said.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminders")
    requirements = models.ManyToManyField(Requirement, related_name="reminders")
    step = models.CharField(max_length=20, default="manager")
    channel = models.CharField(max_length=10, default="email")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    suppressed = models.CharField(max_length=40, blank=True, help_text="Why nothing was sent, in one code.")
    body = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["person", "-created_at"], name="reminder_person")]
