"""Who took the records away as a file."""

from django.db import transaction

from courses.records.models import Completion
from lms.core.clock import now
from lms.core.models import AuditEntry
from lms.people.models import User


def note_export(*, by: User, rows: int) -> None:
    """Logs that every completion was exported: once with the number of rows, and once for each person in it, who sees
    it on their own page as any other look at their record."""
    at = now()
    people = Completion.objects.order_by("person_id").values_list("person_id", flat=True).distinct()
    with transaction.atomic():
        AuditEntry.objects.create(at=at, actor=by, verb="exported_completions", data={"rows": rows})
        AuditEntry.objects.bulk_create(
            [
                AuditEntry(at=at, actor=by, verb="viewed_record", subject_id=person, data={"how": "export"})
                for person in people
            ],
            batch_size=500,
        )
