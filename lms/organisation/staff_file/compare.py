"""The file beside what we know: every person, job and unit as they will be. Pure: no Django."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.facts import JobKey, Known, KnownJob, StaffFile, StaffRow
from lms.organisation.staff_file.faults import Fault
from lms.organisation.staff_file.identify import Owned, identify, jobs_by_staff_no
from lms.organisation.staff_file.jobs import JobChange, Life, keep_within, life_of, place, report_to
from lms.organisation.staff_file.managers import Managers, circle_faults, manager_faults
from lms.organisation.staff_file.people import PersonChange, email_faults, settle_people
from lms.organisation.staff_file.timeline import clip, earliest
from lms.organisation.staff_file.units import UnitChange, known_codes, settle_units, unit_faults


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be taken. Dates are civil dates where the council is."""

    effective: dt.date
    today: dt.date
    full: bool = False
    skip_bad_rows: bool = False


@dataclass(slots=True)
class Comparison:
    """What the rows that were given would do, and which of them cannot stand."""

    owned: list[Owned] = field(default_factory=list)
    people: list[PersonChange] = field(default_factory=list)
    jobs: dict[JobKey, JobChange] = field(default_factory=dict)
    units: list[UnitChange] = field(default_factory=list)
    absent: list[KnownJob] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def compare(file: StaffFile, known: Known, options: Options, *, lenient: bool) -> Comparison:
    """Compare the rows that are good so far.

    ``lenient``: a row that could not be understood still stands for its staff number and its unit, so that one
    mistake is reported once and not again for everybody who depends on it.
    """
    result = Comparison()
    present = frozenset(file.staff_nos.values() if lenient else (row.staff_no for row in file.rows))
    unit_codes = file.unit_codes if lenient else frozenset(row.unit_code for row in file.unit_rows)
    result.faults += unit_faults(file, file.unit_rows, known, unit_codes)
    rows, duplicates = _without_duplicates(file)
    result.faults += duplicates
    result.faults += _unknown_units(rows, known_codes(known) | unit_codes)

    result.owned, clashes = identify(rows, known)
    result.people, result.warnings = settle_people(result.owned, file.columns, known)
    result.faults += clashes + email_faults(result.people, known, _undecided(result.owned, known, present))
    _settle_jobs(result, file, known, options, present)
    needed: dict[str, dt.date] = {}
    for job in result.jobs.values():
        for span in job.placements:
            needed[span.fact.unit] = min(needed.get(span.fact.unit, span.start), span.start)
    result.units = settle_units(file, known, options.effective, needed)
    return result


def _without_duplicates(file: StaffFile) -> tuple[list[StaffRow], list[Fault]]:
    """Every row of a staff number that is there twice is bad: nothing says which of them is right."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, staff_no in file.staff_nos.items():
        numbers[staff_no].append(number)
    found = []
    for same in numbers.values():
        for number in same if len(same) > 1 else ():
            others = ", ".join(str(other) for other in same if other != number)
            reason = f"The same staff number is in row {others}."
            found.append(Fault(number, "staff_no", codes.DUPLICATE_STAFF_NO, reason))
    times = Counter(file.staff_nos.values())
    return [row for row in file.rows if times[row.staff_no] == 1], found


def _unknown_units(rows: Iterable[StaffRow], exist: frozenset[str]) -> list[Fault]:
    return [
        Fault(row.number, "unit_code", codes.UNKNOWN_UNIT, f"There is no unit {row.unit_code}.")
        for row in rows
        if row.unit_code not in exist
    ]


def _undecided(owned: list[Owned], known: Known, present: frozenset[str]) -> frozenset[int]:
    decided = {each.row.staff_no for each in owned}
    return frozenset(job.person for job in known.jobs.values() if job.staff_no in present - decided)


def _settle_jobs(result: Comparison, file: StaffFile, known: Known, options: Options, present: frozenset[str]) -> None:
    day = options.effective
    jobs = {
        each.key: JobChange(each.key, each.row.staff_no, each.person, each.job, place(each, file.columns, day))
        for each in result.owned
    }
    if options.full:
        named = set(file.staff_nos.values())
        result.absent = [
            job
            for job in known.jobs.values()
            if job.staff_no not in named and (life := life_of(job.placements)) and life.covers(day)
        ]
        for job in result.absent:
            jobs[job.pk] = JobChange(job.pk, job.staff_no, job.person, job, clip(job.placements, None, day))

    lives: dict[JobKey, Life | None] = {pk: life_of(job.placements) for pk, job in known.jobs.items()}
    moved = {key for key, job in jobs.items() if life_of(job.placements) != lives.get(key)}
    lives.update({key: life_of(job.placements) for key, job in jobs.items()})

    managers = _managers(result.owned, known, lives, present)
    if "manager_staff_no" in file.columns:
        result.faults += manager_faults(result.owned, managers, day)
    by_key = {each.key: each for each in result.owned}
    for key, change in list(jobs.items()):
        jobs[key] = _with_links(change, by_key.get(key), managers, file, moved, day)
    for pk, stored in known.jobs.items():
        if pk not in jobs and stored.placements:
            change = JobChange(
                pk, stored.staff_no, stored.person, stored, stored.placements, stored.links, stored.besides
            )
            change = _within_lives(change, lives, moved)
            if change.changed:
                jobs[pk] = change
    result.jobs = jobs
    result.faults += circle_faults(result.owned, managers, known, jobs, day)
    result.warnings += _left_without_manager(result, managers, known, day)


def _managers(owned: list[Owned], known: Known, lives: dict[JobKey, Life | None], present: frozenset[str]) -> Managers:
    by_staff_no: dict[str, JobKey] = {
        staff_no: same[-1].pk for staff_no, same in jobs_by_staff_no(known.jobs.values()).items() if same[-1].placements
    }
    undecided = present - {each.row.staff_no for each in owned} - set(by_staff_no)
    by_staff_no.update({each.row.staff_no: each.key for each in owned})
    return Managers(by_staff_no, lives, undecided)


def _with_links(
    job: JobChange, owned: Owned | None, managers: Managers, file: StaffFile, moved: set[JobKey], day: dt.date
) -> JobChange:
    job = replace(job, links=job.old_links, besides=job.old_besides)
    life = managers.lives[job.key]
    if owned is not None and life is not None and "manager_staff_no" in file.columns:
        staff_no = owned.row.manager_staff_no
        manager = managers.key_of(staff_no)
        if manager is not None or not staff_no:
            manager_life = managers.lives.get(manager) if manager is not None else None
            begin = life.start if job.created else day  # a new job is as the file says from its own start
            job = replace(job, links=report_to(job.links, life, begin, manager, manager_life))
    return _within_lives(job, managers.lives, moved)


def _within_lives(job: JobChange, lives: dict[JobKey, Life | None], moved: set[JobKey]) -> JobChange:
    own = lives[job.key]
    return replace(
        job,
        links=keep_within(job.links, own, lives, moved),
        besides=keep_within(job.besides, own, lives, moved),
    )


def _left_without_manager(result: Comparison, managers: Managers, known: Known, day: dt.date) -> list[Fault]:
    """A warning for each manager who leaves people behind for whom the file names nobody new."""
    owned = {each.key: each.row.number for each in result.owned}
    behind: Counter[JobKey] = Counter()
    for key, job in result.jobs.items():
        life = managers.lives[key]
        if key in owned or life is None:
            continue
        for old in job.old_links:
            left = managers.lives.get(old.fact)
            end = left.end if left else day
            was_to_go_on = old.end is None or (end is not None and end < old.end)
            if end is not None and was_to_go_on and end == earliest(end, life.end) and end != life.end:
                behind[old.fact] += 1
    return [
        Fault(
            owned.get(manager),
            "manager_staff_no" if manager in owned else None,
            codes.MANAGER_LEFT,
            f"Staff number {known.jobs[manager].staff_no} leaves {count:,} {'person' if count == 1 else 'people'} "
            "without a manager; the file names no new one.",
        )
        for manager, count in sorted(behind.items(), key=lambda each: str(each[0]))
        if isinstance(manager, int)
    ]
