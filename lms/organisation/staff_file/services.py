"""Checking, applying and undoing a staff file: what the command, the pages and the demonstration call."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction

from lms.core.clock import now, today
from lms.core.models import AuditEntry
from lms.organisation.models import StaffImport
from lms.organisation.signals import staff_changed
from lms.organisation.staff_file.accounts import open_and_close_accounts
from lms.organisation.staff_file.apply import write_plan
from lms.organisation.staff_file.compare import Options
from lms.organisation.staff_file.facts import Known
from lms.organisation.staff_file.faults import UnreadableFileError
from lms.organisation.staff_file.load import load_known
from lms.organisation.staff_file.plan import Plan, make_plan
from lms.organisation.staff_file.reading import Reading, read_staff_file
from lms.organisation.staff_file.rules import Parsed, parse
from lms.people.models import User

Progress = Callable[[str], None]
LOCK = 7_301_844  # any number, the same for every import: two at once would each plan on what the other replaces


def say_nothing(_words: str) -> None:
    """The progress of work nobody watches."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A staff file and how it is to be taken. ``effective_from`` None: today, where the council is."""

    file_name: str
    data: bytes = field(repr=False)
    units: bytes | None = field(default=None, repr=False)
    effective_from: dt.date | None = None
    full: bool = False
    skip_bad_rows: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of the file and of its units, in hex."""
        both = hashlib.sha256(self.data)
        if self.units is not None:
            both.update(b"\0units\0" + self.units)
        return both.hexdigest()

    @property
    def options(self) -> Options:
        """As the plan takes them."""
        day = today()
        return Options(self.effective_from or day, day, full=self.full, skip_bad_rows=self.skip_bad_rows)


@dataclass(frozen=True, slots=True)
class Report:
    """What a file would do, or did. ``staff_import`` is None where nothing was applied."""

    plan: Plan
    staff_import: StaffImport | None = None
    approved: bool = False

    @property
    def blocked(self) -> bool:
        """Whether the guard stops it."""
        return bool(self.plan.reasons) and not self.approved

    @property
    def refused(self) -> bool:
        """Whether faults or the guard stop it."""
        return self.plan.refused or self.blocked

    def as_dict(self) -> dict:
        """The command's JSON (docs/operators/staff-file.md)."""
        return {
            "import_id": str(self.staff_import.uuid) if self.staff_import else None,
            **self.plan.counts,
            "errors": [fault.as_dict() for fault in self.plan.faults],
            "warnings": [fault.as_dict() for fault in self.plan.warnings],
            "guard": {"blocked": self.blocked, "reasons": self.plan.reasons},
        }


class PlanChangedError(Exception):
    """The records changed after somebody looked at the difference; nothing was applied."""


def check_staff_file(*, upload: Upload, approved_by: User | None = None, progress: Progress = say_nothing) -> Report:
    """What a file would do. Writes nothing."""
    try:
        reading, parsed = _read(upload, progress)
    except UnreadableFileError as unreadable:
        return _unreadable(upload, unreadable)
    plan, _known = _plan(upload, reading, parsed, progress)
    return Report(plan, approved=approved_by is not None)


def apply_staff_file(
    *,
    upload: Upload,
    applied_by: User | None = None,
    approved_by: User | None = None,
    expected: str = "",
    progress: Progress = say_nothing,
) -> Report:
    """Apply a file as a whole, or nothing of it. The report says which.

    ``approved_by``: the second person, whom the guard asks for. ``expected``: the fingerprint of the plan that
    somebody was shown; raises ``PlanChangedError`` if the same file would now do something else.
    """
    try:
        reading, parsed = _read(upload, progress)
    except UnreadableFileError as unreadable:
        return _unreadable(upload, unreadable)
    with transaction.atomic():
        lock_staff_records()
        plan, known = _plan(upload, reading, parsed, progress)
        report = Report(plan, approved=approved_by is not None)
        if report.refused:
            return report
        if expected and plan.fingerprint != expected:
            raise PlanChangedError
        staff_import = _write(upload, plan, known, applied_by, approved_by, progress)
    return Report(plan, staff_import, approved=approved_by is not None)


def lock_staff_records() -> None:
    """Let one import at a time write. SQLite's transactions take the only write lock by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def announce(people: list[int], from_date: dt.date) -> None:
    """Tell the layers above, once the change is committed. Their failure undoes nothing of ours."""
    if people:
        transaction.on_commit(
            lambda: staff_changed.send(sender=StaffImport, person_ids=people, from_date=from_date), robust=True
        )


def _read(upload: Upload, progress: Progress) -> tuple[Reading, Parsed]:
    progress("Reading the file")
    reading = read_staff_file(upload.data, upload.units)
    progress(f"Checking {len(reading.staff.rows):,} rows")
    return reading, parse(reading)


def _plan(upload: Upload, reading: Reading, parsed: Parsed, progress: Progress) -> tuple[Plan, Known]:
    progress("Comparing with what we hold")
    known = load_known()
    return make_plan(parsed, reading.warnings, known, upload.options), known


def _unreadable(upload: Upload, unreadable: UnreadableFileError) -> Report:
    # Not even with --skip-bad-rows: there are no rows to keep.
    options = Options(upload.options.effective, upload.options.today)
    return Report(Plan(options, 0, faults=unreadable.faults))


def _write(
    upload: Upload, plan: Plan, known: Known, applied_by: User | None, approved_by: User | None, progress: Progress
) -> StaffImport:
    progress(f"Writing {len(plan.jobs):,} jobs, {len(plan.units):,} units and their people")
    instant = now()
    written, people = write_plan(plan, known, instant)
    open_and_close_accounts(people, written, plan.options.today)
    staff_import = StaffImport.objects.create(
        file_name=upload.file_name[-200:],
        digest=upload.digest,
        effective_from=plan.options.effective,
        full=upload.full,
        counts=plan.counts,
        guard={"reasons": plan.reasons},
        warnings=[fault.as_dict() for fault in plan.warnings],
        change_set=written.as_dict(),
        applied_at=instant,
        applied_by=applied_by,
        approved_by=approved_by,
    )
    AuditEntry.objects.create(
        actor=applied_by,
        verb="staff_file_applied",
        object_type="organisation.staffimport",
        object_uuid=staff_import.uuid,
        data={**plan.counts, "full": upload.full, "approved": approved_by is not None},
    )
    announce(people, plan.from_date)
    return staff_import
