"""Writes a plan in bulk, inside the caller's transaction. Nothing is overwritten but names and addresses."""

import datetime as dt
from typing import Any

from lms.organisation.models import Job, JobVersion, ManagerLink, Unit, UnitVersion
from lms.organisation.staff_file.accounts import write_people
from lms.organisation.staff_file.changes import ChangeSet, Rows
from lms.organisation.staff_file.facts import Besides, JobKey, Known, Placement, UnitFacts
from lms.organisation.staff_file.jobs import JobChange
from lms.organisation.staff_file.plan import Plan
from lms.organisation.staff_file.tables import insert, supersede
from lms.organisation.staff_file.timeline import Span, Timeline, difference
from lms.organisation.staff_file.units import UnitChange


def write_plan(plan: Plan, known: Known, now: dt.datetime) -> tuple[ChangeSet, list[int]]:
    """Make the plan true. Returns what was written, and the primary keys of everybody it touches.

    Must run in a transaction in which ``known`` was read.
    """
    written = ChangeSet()
    _write_units(plan.units, known, written, now)
    people = write_people(plan, known, written)
    jobs = _write_jobs(plan.jobs, people, written)
    units = dict(Unit.objects.values_list("code", "pk"))
    _write_placements(plan.jobs, jobs, units, written.job_versions, now)
    _write_links(plan.jobs, jobs, written.manager_links, now)
    return written, sorted(people[key] if isinstance(key, str) else key for key in plan.people_touched)


def _write_units(changes: list[UnitChange], known: Known, written: ChangeSet, now: dt.datetime) -> None:
    new = [Unit(code=change.code) for change in changes if change.pk is None]
    written.units = insert(Unit, new)
    pks = {code: unit.pk for code, unit in known.units.items()} | {unit.code: unit.pk for unit in new}
    gone, added = [], []
    for change in changes:
        old, fresh = difference(change.old, change.line)
        gone += [span.row for span in old if span.row is not None]
        added += [_unit_version(pks, change.code, span, now) for span in fresh]
    supersede(UnitVersion, gone, now)
    written.unit_versions = Rows(insert(UnitVersion, added), gone)


def _unit_version(pks: dict[str, int], code: str, span: Span[UnitFacts], now: dt.datetime) -> UnitVersion:
    return UnitVersion(
        unit_id=pks[code],
        name=span.fact.name,
        parent_id=pks.get(span.fact.parent),
        valid_from=span.start,
        valid_to=span.end,
        recorded_at=now,
    )


def _write_jobs(changes: list[JobChange], people: dict[str, int], written: ChangeSet) -> dict[JobKey, int]:
    """The primary key of every job by its key."""
    new = [
        Job(person_id=people[each.person] if isinstance(each.person, str) else each.person, staff_no=each.staff_no)
        for each in changes
        if isinstance(each.key, str)
    ]
    written.jobs = insert(Job, new)
    return {job.staff_no: job.pk for job in new}


def _write_placements(
    changes: list[JobChange], jobs: dict[JobKey, int], units: dict[str, int], rows: Rows, now: dt.datetime
) -> None:
    added = []
    for change in changes:
        gone, fresh = difference(change.old_placements, change.placements)
        rows.superseded += [span.row for span in gone if span.row is not None]
        added += [_job_version(jobs.get(change.key, change.key), units, span, now) for span in fresh]
    supersede(JobVersion, rows.superseded, now)
    rows.inserted = insert(JobVersion, added)


def _job_version(job: JobKey, units: dict[str, int], span: Span[Placement], now: dt.datetime) -> JobVersion:
    fact = span.fact
    return JobVersion(
        job_id=job,
        unit_id=units[fact.unit],
        title=fact.title,
        grade=fact.grade,
        tier=fact.tier,
        worker_type=fact.worker_type,
        valid_from=span.start,
        valid_to=span.end,
        recorded_at=now,
    )


def _write_links(changes: list[JobChange], jobs: dict[JobKey, int], rows: Rows, now: dt.datetime) -> None:
    added = []
    for change in changes:
        job = jobs.get(change.key, change.key)
        lines: tuple[tuple[Timeline[Any], Timeline[Any]], ...] = (
            (change.old_links, change.links),
            (change.old_besides, change.besides),
        )
        for old, new in lines:
            gone, fresh = difference(old, new)
            rows.superseded += [span.row for span in gone if span.row is not None]
            added += [_link(job, span, jobs, now) for span in fresh]
    supersede(ManagerLink, rows.superseded, now)
    rows.inserted = insert(ManagerLink, added)


def _link(job: JobKey, span: Span, jobs: dict[JobKey, int], now: dt.datetime) -> ManagerLink:
    fact = span.fact if isinstance(span.fact, Besides) else Besides(ManagerLink.Kind.LINE, span.fact)
    return ManagerLink(
        job_id=job,
        manager_job_id=jobs.get(fact.manager, fact.manager),
        kind=fact.kind,
        valid_from=span.start,
        valid_to=span.end,
        recorded_at=now,
    )
