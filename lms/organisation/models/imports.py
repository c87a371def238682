"""What each staff file did, and what undoes it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone


class StaffImport(models.Model):
    """One staff file that was applied: its digest, what it changed, what the guard said, and how to undo it.

    ``change_set`` names the rows that the import inserted and superseded and the values it replaced, so that the
    inverse can be computed without the file.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file and of its units file, in hex.")
    effective_from = models.DateField()
    full = models.BooleanField(default=False, help_text="The file was said to hold everybody.")
    counts = models.JSONField(default=dict)
    guard = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    change_set = models.JSONField(default=dict)
    applied_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-applied_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.applied_at:%d %b %Y})"
