"""Staff files as a test writes them: a few rows, each naming only what matters."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

from django.core.management import CommandError, call_command
from openpyxl import Workbook

from lms.core.models import AuditEntry
from lms.organisation.models import Job, JobVersion, ManagerLink, StaffImport, Unit, UnitVersion
from lms.organisation.staff_file.facts import STAFF_COLUMNS
from lms.organisation.staff_file.services import Report, Upload, apply_staff_file
from lms.people.models import Person, User

UNITS = [
    {"unit_code": "C", "name": "The council", "parent_code": ""},
    {"unit_code": "A", "name": "Adults", "parent_code": "C"},
    {"unit_code": "H", "name": "Housing", "parent_code": "C"},
]
UNIT_COLUMNS = ("unit_code", "name", "parent_code")
WRITTEN_BY_AN_IMPORT = (Unit, UnitVersion, Person, User, Job, JobVersion, ManagerLink, StaffImport, AuditEntry)
TODAY = dt.date(2026, 6, 1)


def row(staff_no: str, /, **cells: str) -> dict[str, str]:
    """One row, complete and right but for what is named."""
    filled = {
        "staff_no": staff_no,
        "first_name": f"First{staff_no}",
        "last_name": f"Last{staff_no}",
        "email": f"p{staff_no}@council.example",
        "unit_code": "A",
        "start_date": "2020-01-06",
    }
    return {**filled, **cells}


def as_csv(rows: list[dict], columns: tuple[str, ...] | list[str] = STAFF_COLUMNS) -> bytes:
    """The rows as a CSV file with these columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_xlsx(sheets: dict[str, list[list]]) -> bytes:
    """A workbook of sheets with their cells."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def apply(rows: list[dict], *, units: list[dict] | None = None, on: str = "2026-06-01", **options) -> Report:
    """Apply rows from a day, as the command does."""
    columns = options.pop("columns", STAFF_COLUMNS)
    upload = Upload(
        file_name="staff.csv",
        data=as_csv(rows, columns),
        units=None if units is None else as_csv(units, UNIT_COLUMNS),
        effective_from=dt.date.fromisoformat(on),
        full=options.pop("full", False),
        skip_bad_rows=options.pop("skip_bad_rows", False),
    )
    return apply_staff_file(upload=upload, **options)


def run(tmp_path: Path, data: bytes, *arguments: str, units: bytes | None = None) -> tuple[dict, bool, str]:
    """Run ``import_staff --json`` on a file: its answer, whether it was done, and what it said on standard error."""
    out, err = io.StringIO(), io.StringIO()
    file = tmp_path / "staff file.csv"
    file.write_bytes(data)
    more = list(arguments)
    if units is not None:
        (tmp_path / "units.csv").write_bytes(units)
        more += ["--units", str(tmp_path / "units.csv")]
    if "--effective-from" not in more:
        more += ["--effective-from", TODAY.isoformat()]
    done = True
    try:
        call_command("import_staff", str(file), "--json", *more, stdout=out, stderr=err)
    except CommandError as error:
        done = False
        err.write(str(error))
    return json.loads(out.getvalue()), done, err.getvalue()


def found(answer: dict, part: str = "errors") -> list[tuple]:
    """The row, column and code of each fault."""
    return [(each["row"], each["column"], each["code"]) for each in answer[part]]


def nothing_applied() -> bool:
    """Whether every table that an import writes is empty."""
    return not any(model.objects.exists() for model in WRITTEN_BY_AN_IMPORT)


def facts() -> dict[str, list[tuple]]:
    """Everything believed now about staff, in words that do not depend on primary keys."""
    versions = JobVersion.objects.current()
    links = ManagerLink.objects.current()
    people = Person.objects.filter(jobs__versions__in=versions).distinct()
    return {
        "people": sorted(
            people.values_list(
                "first_name", "last_name", "email", "phone", "person_ref", "user__email", "user__is_active"
            ),
            key=str,
        ),
        "jobs": sorted(
            versions.values_list(
                "job__staff_no",
                "job__person__first_name",
                "unit__code",
                "title",
                "grade",
                "tier",
                "worker_type",
                "valid_from",
                "valid_to",
            ),
            key=str,
        ),
        "managers": sorted(
            links.values_list("job__staff_no", "manager_job__staff_no", "kind", "valid_from", "valid_to"), key=str
        ),
        "units": sorted(_units(), key=str),
    }


def _units() -> list[tuple]:
    return list(
        UnitVersion.objects.current().values_list("unit__code", "name", "parent__code", "valid_from", "valid_to")
    )


def placements(staff_no: str) -> list[tuple]:
    """Where a staff number was: unit code, from, to (ISO; empty for still), the earliest first."""
    rows = JobVersion.objects.current().filter(job__staff_no=staff_no).order_by("valid_from")
    return [
        (code, start.isoformat(), end.isoformat() if end else "")
        for code, start, end in rows.values_list("unit__code", "valid_from", "valid_to")
    ]


def managers(staff_no: str) -> list[tuple]:
    """Whom a staff number reported to: staff number, from, to, the earliest first."""
    rows = ManagerLink.objects.current().filter(job__staff_no=staff_no).order_by("valid_from")
    return [
        (manager, start.isoformat(), end.isoformat() if end else "")
        for manager, start, end in rows.values_list("manager_job__staff_no", "valid_from", "valid_to")
    ]


def job_of(staff_no: str) -> Job:
    """The latest job of a staff number."""
    return Job.objects.filter(staff_no=staff_no).latest("pk")
