"""Whose row is it, and which of their jobs? Pure: no Django.

A staff number names a job and with it a person. The same staff number with a later start, after the end of the job we
know, is a new job of the same person (a rehire). A person reference joins two staff numbers to one person.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.facts import JobKey, Known, KnownJob, PersonKey, StaffRow
from lms.organisation.staff_file.faults import Fault


@dataclass(frozen=True, slots=True)
class Owned:
    """A row with the person and the job it is about. ``job`` is None for a job that is new to us."""

    row: StaffRow
    person: PersonKey
    job: KnownJob | None

    @property
    def key(self) -> JobKey:
        """The job's own key."""
        return self.job.pk if self.job else self.row.staff_no


def jobs_by_staff_no(jobs: Iterable[KnownJob]) -> dict[str, list[KnownJob]]:
    """The jobs of each staff number, the earliest first; identities without facts before all."""
    found: dict[str, list[KnownJob]] = defaultdict(list)
    for job in jobs:
        found[job.staff_no].append(job)
    for same in found.values():
        same.sort(key=lambda each: (each.start.toordinal() if each.placements else 0, each.pk))
    return dict(found)


def identify(rows: Iterable[StaffRow], known: Known) -> tuple[list[Owned], list[Fault]]:
    """Every row with its person and its job, and the rows for which there is no answer."""
    rows = list(rows)
    by_staff_no = jobs_by_staff_no(known.jobs.values())
    claimed, found = _people_by_reference(rows, by_staff_no, known)
    owned = []
    for row in rows:
        same_number = by_staff_no.get(row.staff_no, [])
        job, clash = choose_job(same_number, row)
        if clash:
            found.append(clash)
        if same_number:
            person: PersonKey = same_number[-1].person
        elif row.person_ref:
            person = claimed.get(row.person_ref, f"ref {row.person_ref}")
        else:
            person = f"no {row.staff_no}"
        owned.append(Owned(row, person, job))
    return owned, found


def _people_by_reference(
    rows: list[StaffRow], by_staff_no: dict[str, list[KnownJob]], known: Known
) -> tuple[dict[str, int], list[Fault]]:
    """The person we know behind each reference, and the references that would make one person of two."""
    stored = {each.facts.person_ref: pk for pk, each in known.people.items() if each.facts.person_ref}
    rows_by_ref: dict[str, list[StaffRow]] = defaultdict(list)
    refs_by_person: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if row.person_ref:
            rows_by_ref[row.person_ref].append(row)
    claimed, found = {}, []
    for ref, same in rows_by_ref.items():
        people = {by_staff_no[row.staff_no][-1].person for row in same if row.staff_no in by_staff_no}
        people |= {stored[ref]} if ref in stored else set()
        for person in people:
            refs_by_person[person].add(ref)
        if len(people) > 1:
            reason = "We hold this reference’s staff numbers as different people. A file cannot join them."
            found += [Fault(row.number, "person_ref", codes.BAD_VALUE, reason) for row in same]
        elif people:
            claimed[ref] = next(iter(people))
    for refs in refs_by_person.values():
        # A reference that was corrected is fine; two at once for one person are not.
        given = [row for ref in refs for row in rows_by_ref[ref]]
        if len({row.person_ref for row in given}) > 1:
            reason = "This person has another reference in another row."
            found += [Fault(row.number, "person_ref", codes.BAD_VALUE, reason) for row in given]
    return claimed, found


def choose_job(same_number: list[KnownJob], row: StaffRow) -> tuple[KnownJob | None, Fault | None]:
    """The job a row is about, None for a new one; and what is wrong if it would run into another spell."""
    unused = next((job for job in same_number if not job.placements), None)
    live = [job for job in same_number if job.placements]
    if not live:
        return unused, None
    begun = [job for job in live if job.start <= row.start_date]
    job: KnownJob | None = begun[-1] if begun else live[0]
    if job is not None and job.end is not None and row.start_date >= job.end:
        later = live[live.index(job) + 1 :]
        # After the last spell we know: a rehire. Between two: the later one began earlier than we thought.
        job = later[0] if later else unused
    clash = next((other for other in live if other is not job and _overlap(other, row)), None)
    if clash is None:
        return job, None
    message = f"We hold another job with this staff number, from {clash.start:%d/%m/%Y}. The two may not overlap."
    return job, Fault(row.number, "start_date", codes.BAD_VALUE, message)


def _overlap(job: KnownJob, row: StaffRow) -> bool:
    begins_before_end = job.end is None or row.start_date < job.end
    return begins_before_end and (row.until is None or job.start < row.until)
