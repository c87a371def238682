"""When each job is, what it is and whose it reports to, after the file. Pure: no Django."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lms.organisation.staff_file.facts import Besides, JobKey, KnownJob, PersonKey, Placement
from lms.organisation.staff_file.identify import Owned
from lms.organisation.staff_file.timeline import (
    Span,
    Timeline,
    clip,
    earliest,
    fact_on,
    move_end,
    move_start,
    set_from,
    settled,
)


@dataclass(frozen=True, slots=True)
class Life:
    """From the first day of a job to the first day it is over."""

    start: dt.date
    end: dt.date | None

    def covers(self, day: dt.date) -> bool:
        """Whether the job is held on a day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class JobChange:
    """A job before and after the file."""

    key: JobKey
    staff_no: str
    person: PersonKey
    old: KnownJob | None
    placements: Timeline[Placement]
    links: Timeline[JobKey] = ()
    besides: Timeline[Besides] = ()

    @property
    def old_placements(self) -> Timeline[Placement]:
        """What we knew."""
        return self.old.placements if self.old else ()

    @property
    def old_links(self) -> Timeline[JobKey]:
        """The line managers we knew."""
        return self.old.links if self.old else ()

    @property
    def old_besides(self) -> Timeline[Besides]:
        """The deputies we knew."""
        return self.old.besides if self.old else ()

    @property
    def created(self) -> bool:
        """Whether the job is new to us."""
        return not self.old_placements

    @property
    def changed(self) -> bool:
        """Whether any stored row is different."""
        return (self.placements, self.links, self.besides) != (self.old_placements, self.old_links, self.old_besides)


def life_of(line: Timeline[Placement]) -> Life | None:
    """When a job is held; None for one that never was."""
    return Life(line[0].start, line[-1].end) if line else None


def place(owned: Owned, columns: frozenset[str], effective: dt.date) -> Timeline[Placement]:
    """What the row's job is, from when to when.

    New facts are true from the effective date until the next change that we already know; before it nothing changes.
    Start and end are facts about the whole job and are taken as the file gives them.
    """
    row, old = owned.row, (owned.job.placements if owned.job else ())
    if not old:
        return (Span(row.start_date, row.until, _placement(owned, columns, None)),)
    line = move_start(old, row.start_date)
    line = move_end(line, row.until if "end_date" in columns else line[-1].end)
    day = max(effective, row.start_date)
    now = fact_on(line, day)
    if now is not None:
        line = set_from(line, day, _placement(owned, columns, now))
    return settled(old, line)


def _placement(owned: Owned, columns: frozenset[str], now: Placement | None) -> Placement:
    row, kept = owned.row, now or Placement(owned.row.unit_code)
    return Placement(
        unit=row.unit_code,
        title=row.job_title if "job_title" in columns else kept.title,
        grade=row.grade if "grade" in columns else kept.grade,
        tier=row.tier if "tier" in columns else kept.tier,
        worker_type=row.worker_type if "worker_type" in columns else kept.worker_type,
    )


def report_to(
    old: Timeline[JobKey], life: Life, day: dt.date, manager: JobKey | None, manager_life: Life | None
) -> Timeline[JobKey]:
    """Whom a job reports to, when the file names a manager (or, with None, that there is none) as at a day.

    The new link lasts until the next one that we already know, or until one of the two jobs is over.
    """
    kept = clip(old, life.start, life.end)
    day = max(day, life.start)
    if not life.covers(day):
        return settled(old, kept)
    begin = max(day, manager_life.start) if manager_life else day
    later = tuple(span for span in kept if span.start > begin)
    line = clip(kept, None, begin)
    if manager is not None and manager_life is not None:
        until = earliest(life.end, manager_life.end, later[0].start if later else None)
        if until is not None and until <= begin:
            return settled(old, kept)
        line += (Span(begin, until, manager),)
    return settled(old, line + later)


def keep_within(
    line: Timeline, own: Life | None, lives: dict[JobKey, Life | None], moved: Iterable[JobKey]
) -> Timeline:
    """Links without the days on which their job, or a manager's job whose dates moved, is not held."""
    if own is None:
        return ()
    kept: list[Span] = []
    for span in clip(line, own.start, own.end):
        manager = span.fact.manager if isinstance(span.fact, Besides) else span.fact
        if manager not in moved:
            kept.append(span)
        elif (life := lives.get(manager)) is not None:
            kept += clip((span,), life.start, life.end)
    return tuple(kept)
