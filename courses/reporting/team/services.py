"""Noting who looked at and who took away what about staff."""

import datetime as dt

from lms.core.models import AuditEntry
from lms.people.models import Person, User

VIEWED, EXPORTED = "viewed_record", "exported_team"


def record_view(*, viewer: User, person: Person, on: dt.date) -> None:
    """A manager opened somebody's page as at a day; that person sees who and when."""
    AuditEntry.objects.create(actor=viewer, verb=VIEWED, subject=person, data={"as_at": on.isoformat()})


def record_export(*, by: User, on: dt.date, rows: int, ending: str) -> None:
    """A manager took their team away as a file of so many rows."""
    data = {"as_at": on.isoformat(), "rows": rows, "format": ending}
    AuditEntry.objects.create(actor=by, verb=EXPORTED, object_type="team", data=data)
