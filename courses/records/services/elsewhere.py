"""Learning done elsewhere: a file of it, read, checked and written as a whole or not at all."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid4

from django.db import transaction

from courses.content.models import CourseVersion
from courses.records import signals
from courses.records.completion_rows import COLUMNS, CompletionRow, cell_text, parse_rows
from courses.records.models import Channel, Completion, LearningEvent
from courses.records.selectors import in_force
from lms.core.clock import now, today
from lms.core.dates import add_months
from lms.core.models import AuditEntry
from lms.organisation.models import Job
from lms.organisation.staff_file.faults import Fault, UnreadableFileError, in_order
from lms.organisation.staff_file.reading import Table, read_table
from lms.people.models import Person, User

CHUNK = 500

Key = tuple[int, int, str]  # person, course, ISO day


@dataclass(frozen=True)
class CompletionImport:
    """What a file would do, or did. ``import_id`` names the audit entry; None where nothing was written."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    import_id: UUID | None = None

    def as_dict(self) -> dict:
        """The command's JSON."""
        return {
            "import_id": str(self.import_id) if self.import_id else None,
            "rows": self.rows,
            "created": self.created,
            "unchanged": self.unchanged,
            "errors": [fault.as_dict() for fault in self.errors],
            "warnings": [fault.as_dict() for fault in self.warnings],
        }


def import_completions(
    *, file_name: str, data: bytes, by: User | None = None, dry_run: bool = False
) -> CompletionImport:
    """Records the completions of a CSV or XLSX file with the columns ``staff_no, course_code, completed_on,
    evidence``. One bad row and nothing is written; the same file again changes nothing.

    A completion counts as that of the version in force on its day, or of the first. It is kept with its evidence
    and the file it came from.
    """
    try:
        table, warnings = read_table(data, columns=COLUMNS, required=COLUMNS)
    except UnreadableFileError as unreadable:
        return CompletionImport(errors=in_order(unreadable.faults))
    with transaction.atomic():
        people = _people_by_staff_no(table)
        versions = _versions_by_course()
        rows, faults = parse_rows(table.rows, staff=people, courses=versions, today=today())
        if faults:
            return CompletionImport(rows=len(table.rows), errors=in_order(faults), warnings=warnings)
        fresh = _fresh(rows, people, versions)
        done = CompletionImport(len(rows), len(fresh), len(rows) - len(fresh), warnings=warnings)
        if fresh and not dry_run:
            _write(fresh, by)
            done = replace(done, import_id=uuid4())
            _note(done, file_name, data, by)
    return done


def _note(done: CompletionImport, file_name: str, data: bytes, by: User | None) -> None:
    AuditEntry.objects.create(
        actor=by,
        verb="imported_completions",
        object_type="file",
        object_uuid=done.import_id,
        data={
            "file": file_name,
            "digest": hashlib.sha256(data).hexdigest(),
            "rows": done.rows,
            "created": done.created,
            "unchanged": done.unchanged,
        },
    )


def _people_by_staff_no(table: Table) -> dict[str, int]:
    """Staff number → person. A number used again is that of the newest job."""
    wanted = sorted({cell_text(row.cells.get("staff_no", "")) for row in table.rows})
    found: dict[str, int] = {}
    for start in range(0, len(wanted), CHUNK):
        jobs = Job.objects.filter(staff_no__in=wanted[start : start + CHUNK]).order_by("pk")
        found.update(jobs.values_list("staff_no", "person_id"))
    return found


def _versions_by_course() -> dict[str, list[CourseVersion]]:
    """Course code → its versions in order, for courses that were published."""
    versions: dict[str, list[CourseVersion]] = defaultdict(list)
    for version in CourseVersion.objects.defer("content").select_related("course").order_by("course_id", "number"):
        versions[version.course.code].append(version)
    return dict(versions)


def _fresh(
    rows: Iterable[CompletionRow], people: dict[str, int], versions: dict[str, list[CourseVersion]]
) -> list[Completion]:
    """The completions of the file that are not on record yet, once each."""
    there = _on_record(sorted(set(people.values())))
    fresh = []
    for row in rows:
        version = in_force(versions[row.course_code], row.completed_on)
        key = (people[row.staff_no], version.course_id, row.completed_on.isoformat())
        if key not in there:
            there.add(key)
            fresh.append(_completion(key[0], version, row))
    return fresh


def _on_record(person_ids: list[int]) -> set[Key]:
    """What these people completed before, however we know it: a file that was exported here and comes back adds
    nothing. Their rows are ours until the transaction ends: two imports of one
    file take turns."""
    keys: set[Key] = set()
    for start in range(0, len(person_ids), CHUNK):
        chunk = person_ids[start : start + CHUNK]
        list(Person.objects.select_for_update(no_key=True).filter(pk__in=chunk).order_by("pk").values_list("pk"))
        known = Completion.objects.filter(person_id__in=chunk)
        keys |= {
            (person, course, day.isoformat())
            for person, course, day in known.values_list("person_id", "course_id", "completed_on")
        }
    return keys


def _completion(person_id: int, version: CourseVersion, row: CompletionRow) -> Completion:
    day, months = row.completed_on, version.validity_months
    return Completion(
        person_id=person_id,
        course=version.course,
        version=version,
        completed_on=day,
        valid_until=add_months(day, months) if months else None,
        channel=Channel.IMPORT,
        evidence=row.evidence,
    )


def _write(fresh: list[Completion], by: User | None) -> None:
    for completion in fresh:
        completion.recorded_by = by
    written = Completion.objects.bulk_create(fresh, batch_size=CHUNK)
    at = now()
    LearningEvent.objects.bulk_create(
        [
            LearningEvent(
                person_id=one.person_id,
                course_id=one.course_id,
                kind=LearningEvent.Kind.COMPLETED,
                at=at,
                data={"completion": str(one.uuid), "version": one.version.number},
            )
            for one in written
        ],
        batch_size=CHUNK,
    )
    signals.completions_written.send(sender=Completion, completions=written)
    transaction.on_commit(lambda: _tell(written))


def _tell(written: list[Completion]) -> None:
    for completion in written:
        signals.course_completed.send_robust(sender=Completion, completion=completion)
