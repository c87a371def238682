"""Who a manager's staff number means, and managers who cannot be. Pure: no Django."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.facts import JobKey, Known
from lms.organisation.staff_file.faults import Fault
from lms.organisation.staff_file.graph import members_of_circles
from lms.organisation.staff_file.identify import Owned
from lms.organisation.staff_file.jobs import JobChange, Life
from lms.organisation.staff_file.timeline import fact_on


@dataclass(frozen=True, slots=True)
class Managers:
    """The job that each staff number means after the file, and when it is held.

    ``undecided``: staff numbers of rows that could not be understood: somebody, but we cannot say who.
    """

    by_staff_no: Mapping[str, JobKey]
    lives: dict[JobKey, Life | None]
    undecided: frozenset[str]

    def key_of(self, staff_no: str) -> JobKey | None:
        """The job behind a staff number."""
        return self.by_staff_no.get(staff_no)


def manager_faults(owned: list[Owned], managers: Managers, effective: dt.date) -> list[Fault]:
    """Managers nobody knows, and managers who had left when the row speaks of them."""
    found = []
    for each in owned:
        staff_no = each.row.manager_staff_no
        manager = managers.key_of(staff_no)
        if not staff_no or (manager is None and staff_no in managers.undecided):
            continue
        if manager is None:
            reason = f"Nobody has the staff number {staff_no}, in the file or in our records."
            found.append(Fault(each.row.number, "manager_staff_no", codes.UNKNOWN_MANAGER, reason))
            continue
        own, life = managers.lives[each.key], managers.lives[manager]
        day = max(effective, each.row.start_date)
        if own is not None and own.covers(day) and (life is None or (life.end is not None and life.end <= day)):
            last = f" on {life.end - dt.timedelta(days=1):%d/%m/%Y}" if life and life.end else ""
            reason = f"The manager {staff_no} left{last}. Name another, or leave the cell empty."
            found.append(Fault(each.row.number, "manager_staff_no", codes.MANAGER_LEFT, reason))
    return found


def circle_faults(
    owned: list[Owned], managers: Managers, known: Known, jobs: Mapping[JobKey, JobChange], effective: dt.date
) -> list[Fault]:
    """Rows whose manager reports to them in the end, on the effective date or on any later day that changes a link.

    What the file itself says is followed whatever its dates.
    """
    stated = {
        each.key: manager
        for each in owned
        if (manager := managers.key_of(each.row.manager_staff_no)) is not None and manager != each.key
    }
    lines = {key: job.links for key, job in known.jobs.items()} | {key: job.links for key, job in jobs.items()}
    days = {span.start for job in jobs.values() for span in job.links if span.start > effective}
    circles: set[JobKey] = set()
    for day in (effective, *sorted(days)):
        above = {key: manager for key, line in lines.items() if (manager := fact_on(line, day)) is not None}
        circles |= members_of_circles(above | stated if day == effective else above)
    return [
        Fault(
            each.row.number,
            "manager_staff_no",
            codes.MANAGER_CYCLE,
            "Following the managers upwards from this row leads back to it.",
        )
        for each in owned
        if each.key in circles
    ]
