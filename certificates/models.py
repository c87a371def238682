"""A certificate as it was issued."""

import secrets
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from certificates.codes import ALPHABET, LENGTH, grouped_code
from certificates.facts import Facts
from courses.models import Completion, Programme
from lms.people.models import Person


def new_code() -> str:
    """An unguessable code, at least 128 bits from the system's random source."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def private_storage():
    """Where the PDFs lie: no address of its own."""
    return storages["private"]


class Certificate(models.Model):
    """One certificate for one completion, or for a whole programme (then ``programme`` is set and ``completion`` is
    the one that made it whole). Stored as issued: ``facts`` are what it says, ``digest`` is the PDF's SHA-256.

    ``rests_on``: every completion without which it would not hold. An error in the name is put right by a reissue: the
    code stays, what stood before is kept as a ``CertificateRevision``. No PDF: the machine that issued it could not
    draw one; the page is the certificate, and ``issue_certificates`` adds the PDF when it can.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40, unique=True, default=new_code)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="certificates")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates"
    )
    rests_on = models.ManyToManyField(Completion, related_name="supported_certificates")
    facts = models.JSONField(
        help_text="council, holder, title, outcomes (list), completed_on and valid_until (ISO), whole_programme: as "
        "printed."
    )
    issued_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveSmallIntegerField(default=1)
    revised_at = models.DateTimeField(null=True, help_text="When it was last reissued.")
    pdf = models.FileField(storage=private_storage, blank=True)
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

    def get_absolute_url(self) -> str:
        """The public page on which anybody with the code can check it."""
        return reverse("certificate", args=[self.code])

    @property
    def address(self) -> str:
        """The same in full, as printed."""
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def grouped_code(self) -> str:
        """The code in groups of four, as printed."""
        return grouped_code(self.code)

    @property
    def says(self) -> Facts:
        """What is printed on it."""
        return Facts.from_json(self.facts)


class CertificateRevision(models.Model):
    """What a certificate said, and its file, until it was reissued: a paper that somebody still holds can be explained.

    ``issued_at``: when this revision was issued.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    pdf = models.FileField(storage=private_storage, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField()
    replaced_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["certificate", "number"]
        constraints = [
            models.UniqueConstraint(fields=["certificate", "number"], name="certificates_revision_one_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.certificate} revision {self.number}"
