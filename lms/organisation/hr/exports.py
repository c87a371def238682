"""Noting that staff were taken away as a file."""

import datetime as dt

from django.db import transaction

from lms.core.clock import now
from lms.core.models import AuditEntry
from lms.organisation.models import JobVersion
from lms.people.models import User


def note_staff_export(*, by: User, rows: int, ending: str, on: dt.date) -> None:
    """Logs that everybody with a job on a day or later was exported: once with the number of rows, and once for each
    person in the file, who sees it on their own page as any other look at their record."""
    at = now()
    held = JobVersion.objects.current().exclude(valid_to__lte=on)
    people = held.order_by("job__person_id").values_list("job__person_id", flat=True).distinct()
    with transaction.atomic():
        data = {"rows": rows, "format": ending}
        AuditEntry.objects.create(at=at, actor=by, verb="exported_staff", object_type="staff", data=data)
        AuditEntry.objects.bulk_create(
            [
                AuditEntry(at=at, actor=by, verb="viewed_record", subject_id=person, data={"how": "export"})
                for person in people
            ],
            batch_size=500,
        )
