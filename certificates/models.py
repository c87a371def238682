"""A certificate as it was issued."""

import secrets
from uuid import uuid4

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone

from courses.models import Completion, Programme
from lms.people.models import Person

# No 0, O, 1, I or L: people read codes to each other on the telephone. 28 characters of 31 are 138 bits.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 28


def new_code() -> str:
    """An unguessable code, at least 128 bits from the system's random source."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def private_storage():
    """Where the PDFs lie: no address of its own."""
    return storages["private"]


class Certificate(models.Model):
    """One certificate for one completion, or for a whole programme (then ``programme`` is set and ``completion`` is
    the one that made it whole). Stored as issued: ``facts`` are what it says, ``digest`` is the PDF's SHA-256.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True, default=new_code)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="certificates")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    facts = models.JSONField(
        help_text="council, holder, title, outcomes (list), completed_on and valid_until (ISO), as printed."
    )
    issued_at = models.DateTimeField(default=timezone.now)
    pdf = models.FileField(storage=private_storage, upload_to="certificates/%Y/%m/", blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["completion"], condition=Q(programme__isnull=True), name="certificates_one_per_completion"
            ),
            models.UniqueConstraint(
                fields=["completion", "programme"],
                condition=Q(programme__isnull=False),
                name="certificates_one_per_programme_completion",
            ),
        ]

    def __str__(self) -> str:
        return self.code
