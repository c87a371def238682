"""The demonstration's staff as a staff file: what a personnel system would send on a day."""

import csv
import datetime as dt
import io
from collections.abc import Iterable

from lms.organisation.models import JobVersion, ManagerLink, UnitVersion

STAFF = (
    "staff_no", "first_name", "last_name", "email", "phone", "job_title", "grade", "tier", "worker_type", "unit_code",
    "manager_staff_no", "start_date", "end_date", "person_ref",
)  # fmt: skip


def staff_file(*, on: dt.date) -> bytes:
    """A row for every job held on a day, as CSV."""
    started: dict[int, dt.date] = {}
    for job, start in JobVersion.objects.current().order_by("valid_from").values_list("job_id", "valid_from"):
        started.setdefault(job, start)
    lines = ManagerLink.objects.on(on).filter(kind="line")
    managers = dict(lines.values_list("job_id", "manager_job__staff_no"))
    held = JobVersion.objects.on(on).select_related("job__person", "unit").order_by("job__staff_no")
    return _csv(
        STAFF,
        (
            (
                row.job.staff_no, person.first_name, person.last_name, person.email, person.phone, row.title, row.grade,
                row.tier, row.worker_type, row.unit.code, managers.get(row.job_id, ""), started[row.job_id].isoformat(),
                "", person.person_ref,
            )
            for row in held
            for person in [row.job.person]
        ),
    )  # fmt: skip


def units_file(*, on: dt.date) -> bytes:
    """Every unit as it stood on a day, as CSV."""
    rows = UnitVersion.objects.on(on).order_by("unit__code")
    return _csv(("unit_code", "name", "parent_code"), rows.values_list("unit__code", "name", "parent__code"))


def _csv(header: Iterable[str], rows: Iterable[Iterable]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
