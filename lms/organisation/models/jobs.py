"""Who worked where, for whom, when."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from lms.core.models import DatedFact
from lms.organisation.models.units import Unit
from lms.people.models import Person


class WorkerType(models.TextChoices):
    """How somebody works for the council. Which of them the headline counts is the programme's policy."""

    EMPLOYEE = "employee", "Employee"
    AGENCY = "agency", "Agency worker"
    APPRENTICE = "apprentice", "Apprentice"
    COUNCILLOR = "councillor", "Councillor"
    VOLUNTEER = "volunteer", "Volunteer"


class Job(models.Model):
    """One spell of one person in one post. A rehire is a new job with the same staff number.

    The spell's own facts (unit, title, dates …) are dated ``JobVersion`` rows, so that a manager's link survives a
    transfer. A person may hold two jobs at once.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="jobs")
    staff_no = models.CharField(max_length=40, db_index=True, help_text="As in the staff file; leading zeros matter.")

    def __str__(self) -> str:
        return self.staff_no


class JobVersion(DatedFact):
    """What a job was for a time. The versions of one job never overlap and leave no gap.

    ``valid_to`` of the last one is the day after the last day worked.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="versions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="job_versions")
    title = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=40, blank=True)
    tier = models.CharField(max_length=40, blank=True)
    worker_type = models.CharField(max_length=12, choices=WorkerType, default=WorkerType.EMPLOYEE)

    class Meta(DatedFact.Meta):
        indexes = [
            models.Index(fields=["unit", "valid_from"], name="jobversion_unit"),
            models.Index(fields=["valid_from", "valid_to"], name="jobversion_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.title or 'Job'} in {self.unit.code}"


class ManagerLink(DatedFact):
    """Whose job reports to whose, for a time. At most one line manager per job per day."""

    class Kind(models.TextChoices):
        LINE = "line", "Line manager"
        DEPUTY = "deputy", "Deputy"
        TEMPORARY = "temporary", "Temporary manager"

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="manager_links")
    manager_job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="report_links")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.LINE)

    class Meta(DatedFact.Meta):
        indexes = [models.Index(fields=["manager_job", "valid_from"], name="managerlink_manager")]
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(condition=~Q(job=F("manager_job")), name="organisation_managerlink_not_oneself"),
        ]


class Absence(DatedFact):
    """A long absence that pauses the clock. The kind is all we hold: no medical detail."""

    class Kind(models.TextChoices):
        PARENTAL = "parental", "Parental leave"
        SICKNESS = "sickness", "Long-term sickness"
        CAREER_BREAK = "career_break", "Career break"
        SECONDMENT = "secondment", "Secondment away"
        OTHER = "other", "Other"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=12, choices=Kind)
