"""What somebody learnt, and how we know. Nothing here is ever reset: a new cycle is a new requirement."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from courses.content.models import ChangeClass, Course, CourseVersion
from lms.people.models import Person


class Channel(models.TextChoices):
    """How an attempt or a completion came to us."""

    WEB = "web", "On this site"
    FACILITATED = "facilitated", "Facilitated session"
    HELPER = "helper", "With a helper"
    IMPORT = "import", "Learning done elsewhere"
    SCORM = "scorm", "Package"


class LessonProgress(models.Model):
    """One person saw one lesson (its block's uuid), and perhaps finished it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="lesson_progress")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    lesson_id = models.UUIDField()
    first_seen_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "lesson_id"], name="courses_lessonprogress_one_per_lesson"
            )
        ]


class Attempt(models.Model):
    """One try at a course's assessment: what was shown, what was answered, what it scored.

    ``shown`` is the list of ``{"question": id, "options": [id, …]}`` in the order shown; ``answers`` maps question
    id to the list of chosen option ids. ``client_id`` makes a retry or a double click the same attempt.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="attempts")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    client_id = models.UUIDField(default=uuid4, unique=True)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.WEB)
    shown = models.JSONField()
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField(null=True, help_text="Questions answered rightly.")
    out_of = models.PositiveSmallIntegerField()
    passed = models.BooleanField(null=True)

    class Meta:
        ordering = ["person", "course", "number"]
        constraints = [
            models.UniqueConstraint(fields=["person", "course", "number"], name="courses_attempt_one_per_number"),
            # Two tabs continue one try.
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=Q(submitted_at__isnull=True),
                name="courses_attempt_one_open_per_course",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, score__isnull=True, passed__isnull=True)
                | Q(submitted_at__isnull=False, score__isnull=False, passed__isnull=False, score__lte=F("out_of")),
                name="courses_attempt_marked_when_submitted",
            ),
        ]


class CompletionQuerySet(models.QuerySet):
    """Reads of completions in the field's words."""

    def good_on(self, day):
        """Done on or before the day, and on it neither revoked nor expired."""
        return self.filter(
            Q(revoked_on__isnull=True) | Q(revoked_on__gt=day),
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
            completed_on__lte=day,
        )

    def accepted_on(self, day):
        """Of a version that still counts on the day: no later major version had to be done by then."""
        later = CourseVersion.objects.filter(
            course=OuterRef("course"),
            change_class=ChangeClass.MAJOR,
            redo_by__lte=day,
            number__gt=OuterRef("version__number"),
        )
        return self.filter(~Exists(later))


class Completion(models.Model):
    """One person completed one version of one course on one day, and this is the evidence.

    Written in the transaction that caused it. ``valid_until`` is the day renewal is due: the completion is good up
    to and including the day before. Empty: good until a major version. A revoked completion is kept; it does not
    count from ``revoked_on``.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="completions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="completions")
    completed_on = models.DateField()
    valid_until = models.DateField(null=True)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.WEB)
    attempt = models.OneToOneField(Attempt, null=True, on_delete=models.PROTECT, related_name="completion")
    evidence = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-completed_on", "-pk"]
        indexes = [
            models.Index(fields=["course", "person", "completed_on"], name="completion_course_person"),
            models.Index(fields=["person", "course"], name="completion_person_course"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("completed_on")),
                name="courses_completion_valid_after_completed",
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_at__isnull=True)
                | Q(revoked_on__isnull=False, revoked_at__isnull=False),
                name="courses_completion_revoked_whole",
            ),
            # Something must stand behind it: the try that was marked here, or evidence that somebody can check.
            models.CheckConstraint(
                condition=Q(attempt__isnull=False) | ~Q(evidence=""), name="courses_completion_has_evidence"
            ),
            # The same line of the same file imported twice is one completion.
            models.UniqueConstraint(
                fields=["person", "course", "completed_on"],
                condition=Q(channel="import"),
                name="courses_completion_one_import_per_day",
            ),
        ]


class ConfidenceRating(models.Model):
    """How confident somebody said they were in one outcome, before or after: 1 (not at all) to 5 (very)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confidence_ratings")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=60)
    moment = models.CharField(max_length=6, choices=[("before", "Before"), ("after", "After")])
    value = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5), name="courses_confidencerating_one_to_five"
            ),
            models.UniqueConstraint(
                fields=["person", "course", "outcome", "moment"], name="courses_confidencerating_one_per_moment"
            ),
        ]


class LearningEvent(models.Model):
    """One thing that happened in somebody's learning. Append-only (a database trigger forbids updates)."""

    class Kind(models.TextChoices):
        LESSON_FINISHED = "lesson_finished", "Finished a lesson"
        ATTEMPT_STARTED = "attempt_started", "Started an assessment"
        ATTEMPT_SUBMITTED = "attempt_submitted", "Submitted an assessment"
        COMPLETED = "completed", "Completed a course"
        COMPLETION_REVOKED = "completion_revoked", "Completion revoked"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="learning_events")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["person", "at"], name="learningevent_person")]
