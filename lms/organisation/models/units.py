"""Directorates, departments and teams."""

from uuid import uuid4

from django.db import models

from lms.core.models import DatedFact


class Unit(models.Model):
    """One part of the council, of any depth. Its name and parent change with time: see ``UnitVersion``."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class UnitVersion(DatedFact):
    """What a unit was called and what it stood under, for a time. ``parent`` empty: the top."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="child_versions")

    class Meta(DatedFact.Meta):
        indexes = [models.Index(fields=["parent", "valid_from"], name="unitversion_parent")]

    def __str__(self) -> str:
        return self.name
