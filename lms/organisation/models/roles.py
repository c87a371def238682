"""What somebody may do, for a time."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from lms.core.models import DatedFact
from lms.organisation.models.units import Unit
from lms.people.models import Person


class Role(models.TextChoices):
    """The roles of the permissions table (docs/permissions). Being a manager is not one: it follows from links."""

    HR = "hr", "HR officer"
    DIRECTOR = "director", "Director of a unit"
    FACILITATOR = "facilitator", "Facilitator"
    HELPER = "helper", "Helper"
    EDITOR = "editor", "Council editor"
    AUDITOR = "auditor", "Auditor"


class RoleAssignment(DatedFact):
    """One person has one role, for a unit where the role has one, for a time."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=12, choices=Role)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="role_assignments")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(DatedFact.Meta):
        indexes = [models.Index(fields=["person", "role"], name="roleassignment_person")]
