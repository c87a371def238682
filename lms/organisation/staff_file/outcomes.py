"""What the file does to each job, in words a person can check. Pure: no Django."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lms.organisation.staff_file.compare import Comparison
from lms.organisation.staff_file.facts import JobKey, Known
from lms.organisation.staff_file.identify import Owned
from lms.organisation.staff_file.jobs import JobChange
from lms.organisation.staff_file.people import PersonChange
from lms.organisation.staff_file.timeline import fact_on

CREATED, CHANGED, UNCHANGED, ENDED = "created", "changed", "unchanged", "ended"

PLACEMENT_COLUMNS = {
    "unit": "unit_code",
    "title": "job_title",
    "grade": "grade",
    "tier": "tier",
    "worker_type": "worker_type",
}
PERSON_COLUMNS = ("first_name", "last_name", "email", "phone", "person_ref")


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact before and after, by the column that says it. Dates are ISO; empty is nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one job. ``row`` is None for somebody who is not in a file that is said to hold everybody."""

    kind: str
    row: int | None
    staff_no: str
    name: str
    differences: tuple[Difference, ...] = ()
    new_manager: bool = False


def outcomes(result: Comparison, known: Known, effective: dt.date) -> list[Outcome]:
    """One outcome for each row of the file, and one for each job that ends because it is not in it."""
    people = {change.key: change for change in result.people}
    names = {pk: job.staff_no for pk, job in known.jobs.items()} | {
        each.key: each.row.staff_no for each in result.owned
    }
    found = [_of_row(each, people[each.person], result.jobs[each.key], names, effective) for each in result.owned]
    for job in result.absent:
        person = known.people[job.person].facts
        end = Difference("end_date", _last_day(job.end), _last_day(effective))
        name = f"{person.first_name} {person.last_name}"
        found.append(Outcome(ENDED, None, job.staff_no, name, (end,)))
    return found


def _of_row(
    owned: Owned, person: PersonChange, job: JobChange, names: Mapping[JobKey, str], effective: dt.date
) -> Outcome:
    row = owned.row
    if job.created:
        unit, start = (
            Difference("unit_code", "", row.unit_code),
            Difference("start_date", "", row.start_date.isoformat()),
        )
        return Outcome(CREATED, row.number, row.staff_no, row.name, (unit, start))
    old_end, new_end = job.old_placements[-1].end, job.placements[-1].end
    differences = [*_of_person(person), *_of_dates(job), *_of_placement(job, effective)]
    before, after = _manager(job, effective)
    if before != after:
        told = ["" if key is None else names[key] for key in (before, after)]
        differences.append(Difference("manager_staff_no", *told))
    kind = CHANGED if differences else UNCHANGED
    if old_end is None and new_end is not None:
        kind = ENDED
    new_manager = before is not None and before != after and kind != ENDED
    return Outcome(kind, row.number, row.staff_no, row.name, tuple(differences), new_manager)


def _of_person(person: PersonChange) -> list[Difference]:
    if person.before is None:
        return []
    return [
        Difference(name, before, after)
        for name in PERSON_COLUMNS
        if (before := getattr(person.before, name)) != (after := getattr(person.after, name))
    ]


def _of_dates(job: JobChange) -> list[Difference]:
    old, new = job.old_placements, job.placements
    found = []
    if old[0].start != new[0].start:
        found.append(Difference("start_date", old[0].start.isoformat(), new[0].start.isoformat()))
    if old[-1].end != new[-1].end:
        found.append(Difference("end_date", _last_day(old[-1].end), _last_day(new[-1].end)))
    return found


def _of_placement(job: JobChange, effective: dt.date) -> list[Difference]:
    day = max(effective, job.placements[0].start)
    before = fact_on(job.old_placements, max(day, job.old_placements[0].start))
    after = fact_on(job.placements, day)
    if before is None or after is None:
        return []
    return [
        Difference(column, getattr(before, name), getattr(after, name))
        for name, column in PLACEMENT_COLUMNS.items()
        if getattr(before, name) != getattr(after, name)
    ]


def _manager(job: JobChange, effective: dt.date) -> tuple[JobKey | None, JobKey | None]:
    """The line manager before and after, on the effective date or as soon as the new link begins."""
    starts = [span.start for span in job.links if span not in job.old_links and span.start >= effective]
    day = max(effective, job.placements[0].start, *starts[:1])
    if not any(span.covers(day) for span in job.placements):
        return None, None
    return fact_on(job.old_links, day), fact_on(job.links, day)


def _last_day(end: dt.date | None) -> str:
    return "" if end is None else (end - dt.timedelta(days=1)).isoformat()
