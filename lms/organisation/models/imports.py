"""What each staff file did, what undoes it, and files that wait to be applied."""

from uuid import uuid4

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone


def private_storage() -> Storage:
    """Where uploads lie: no address of its own, never under media."""
    return storages["private"]


def upload_name(upload: "StaffUpload", name: str) -> str:
    """A name that says nothing about the file and cannot be guessed."""
    return f"staff-files/{uuid4().hex}"


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


class StaffUpload(models.Model):
    """One staff file that HR uploaded and nobody has applied yet.

    Its files are deleted as soon as it is applied or thrown away, and after ``KEEP_DAYS`` in any case. What it would
    do is worked out anew whenever somebody looks, because the records change meanwhile.
    """

    KEEP_DAYS = 14

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        APPLIED = "applied", "Applied"
        DISCARDED = "discarded", "Thrown away"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    file = models.FileField(storage=private_storage, upload_to=upload_name, blank=True)
    units_file = models.FileField(storage=private_storage, upload_to=upload_name, blank=True)
    effective_from = models.DateField()
    full = models.BooleanField(default=False, help_text="The file was said to hold everybody.")
    skip_bad_rows = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    staff_import = models.OneToOneField(StaffImport, null=True, on_delete=models.PROTECT, related_name="upload")

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
