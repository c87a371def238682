"""A class that a partner teaches: who offers it, what it is, and when and where it is held.

A class is a model with drafts and a workflow, not a page: partners write it at the publishing desk and never enter
the CMS (docs/decisions/0014-classes-are-models.md).
"""

import datetime as dt
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from courses.catalogue.choices import Level
from courses.catalogue.sessions import Period
from courses.content.models import Course
from inclusion_map.models import Organisation, Place

one_weekday = "(MO|TU|WE|TH|FR|SA|SU)"
weekdays_valid = RegexValidator(rf"^{one_weekday}(,{one_weekday})*$", "Use MO, TU, WE, TH, FR, SA or SU, with commas.")
# A class that is on the site says everything a resident needs.
WHOLE = ~Q(title="") & ~Q(outcomes="") & ~Q(level="") & ~Q(how_to_book="") & Q(is_free__isnull=False)


class Provider(models.Model):
    """One organisation that teaches: an adult learning service, a library, a charity.

    ``organisation`` is who it is on the map of help, where it is there. ``email`` and ``phone`` are public: residents
    ask there. Who writes for it are its ``ProviderMember`` rows.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=150)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="providers"
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    is_demonstration = models.BooleanField(default=False, help_text="Made up: every page says so.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProviderMember(models.Model):
    """Somebody who writes for a provider: from ``added_at`` until before ``ended_at``; None is still true."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="provider_memberships")
    added_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "user"], name="courses_providermember_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("added_at")),
                name="courses_providermember_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.provider_id}"


def new_slug() -> str:
    """A slug until the first publication, which makes one of the title. It tells nobody what is being written."""
    return f"draft-{uuid4()}"


class TaughtCourse(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """A class: something that a provider teaches to people who come to a place. Its dates are ``CourseRun`` rows.

    The row is what residents see while ``live``; what is being written is its latest revision. Text is in
    ``language``; ``teaching_language`` is what is spoken. ``outcomes`` is one a line, each completing "You will be
    able to". ``course`` is the identity it shares with self-paced courses, from its first publication on.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True, default=new_slug, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="classes")
    course = models.OneToOneField(
        Course, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="taught_as"
    )
    title = models.CharField(max_length=120)
    outcomes = models.TextField("what you will be able to do", help_text="One a line, at most five.")
    for_whom = models.CharField("who it is for", max_length=300, blank=True)
    level = models.CharField(max_length=20, choices=Level)
    teaching_language = models.CharField(max_length=10, default="en", help_text="ISO 639 code of what is spoken.")
    is_free = models.BooleanField("free", null=True, help_text="Empty: nobody has said.")
    price = models.CharField(max_length=120, blank=True, help_text="In words: £12 for six weeks.")
    concessions = models.CharField("who pays less", max_length=200, blank=True)
    access_needs = models.CharField("help with access", max_length=300, blank=True)
    how_to_book = models.CharField(max_length=300)
    booking_phone = models.CharField(max_length=40, blank=True)
    booking_email = models.EmailField(blank=True)
    booking_link = models.URLField(blank=True)
    language = models.CharField("language of this text", max_length=10, default="en", help_text="ISO 639 code.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "class"
        verbose_name_plural = "classes"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(live=False) | WHOLE, name="courses_taughtcourse_live_is_whole"),
            models.CheckConstraint(
                condition=Q(is_free__isnull=True)
                | Q(is_free=True, price="", concessions="")
                | (Q(is_free=False) & ~Q(price="")),
                name="courses_taughtcourse_free_or_price",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def outcome_lines(self) -> list[str]:
        """What somebody will be able to do, without empty lines."""
        return [line.strip() for line in self.outcomes.splitlines() if line.strip()]

    def with_content_json(self, content: dict[str, Any]) -> "TaughtCourse":
        """A revision says what a class offers; never whose it is, where it is found, or that a run was cancelled:
        that is true at once, in every draft."""
        draft = super().with_content_json(content)
        for name in ("uuid", "slug", "provider_id", "course_id", "created_at"):
            setattr(draft, name, getattr(self, name))
        stored = {run.uuid: run for run in CourseRun.objects.filter(taught_course=self.pk)}
        for run in draft.runs.all():
            row = stored.get(run.uuid)
            # One run is one row, however many drafts knew it before it was written.
            run.pk = row.pk if row else None
            run.cancelled, run.cancelled_reason = (row.cancelled, row.cancelled_reason) if row else (False, "")
        return draft


class CourseRun(models.Model):
    """When and where a class is held: on some weekdays from a first to a last day, both included.

    Clock times in Europe/London. ``weekdays`` are two-letter codes as in iCalendar (RFC 5545, BYDAY). ``place`` is
    empty once its place is gone. ``capacity`` is for how many there is room, where that is known.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    taught_course = ParentalKey(TaughtCourse, on_delete=models.CASCADE, related_name="runs")
    place = models.ForeignKey(Place, null=True, on_delete=models.SET_NULL, related_name="runs")
    first_day = models.DateField()
    last_day = models.DateField(help_text="The same as the first day for something held once.")
    weekdays = models.CharField(max_length=20, validators=[weekdays_valid], help_text="Such as TU,TH.")
    starts = models.TimeField()
    ends = models.TimeField()
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    note = models.CharField(max_length=200, blank=True, help_text="Which room, what to bring, weeks without a class.")
    cancelled = models.BooleanField(default=False, editable=False)
    cancelled_reason = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "run"
        ordering = ["first_day", "starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="courses_courserun_days_in_order"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="courses_courserun_times_in_order"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="courses_courserun_room_for_somebody"
            ),
            # People who were coming are told why.
            models.CheckConstraint(
                condition=Q(cancelled=False, cancelled_reason="") | (Q(cancelled=True) & ~Q(cancelled_reason="")),
                name="courses_courserun_cancelled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    @property
    def period(self) -> Period:
        """Its days and times."""
        return Period(self.first_day, self.last_day, tuple(self.weekdays.split(",")), self.starts, self.ends)

    def next_day(self, today: dt.date) -> dt.date | None:
        """The next day it is held, today included; None when it is over or cancelled."""
        return None if self.cancelled else self.period.next_day(today)
