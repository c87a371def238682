"""Everything that one staff file would do: what is shown is what is applied. Pure: no Django."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from lms.organisation.staff_file.compare import Comparison, Options, compare
from lms.organisation.staff_file.facts import Known, PersonKey, StaffFile
from lms.organisation.staff_file.faults import Fault, in_order
from lms.organisation.staff_file.guard import Sums, reasons_to_ask
from lms.organisation.staff_file.jobs import JobChange, life_of
from lms.organisation.staff_file.outcomes import CHANGED, CREATED, ENDED, UNCHANGED, Outcome, outcomes
from lms.organisation.staff_file.people import PersonChange
from lms.organisation.staff_file.rules import Parsed
from lms.organisation.staff_file.timeline import Timeline, first_difference
from lms.organisation.staff_file.units import UnitChange


@dataclass(slots=True)
class Plan:
    """What one file would do to the database, and why it may not.

    Where the file is refused for its faults, nothing is planned.
    """

    options: Options
    rows: int
    people: list[PersonChange] = field(default_factory=list)
    jobs: list[JobChange] = field(default_factory=list)
    units: list[UnitChange] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    skipped: int = 0

    @property
    def refused(self) -> bool:
        """Whether its faults stop the file."""
        return bool(self.faults) and not self.options.skip_bad_rows

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what becomes of them; ``ended`` also counts people missing from a full file."""
        kinds = Counter(outcome.kind for outcome in self.outcomes)
        return {
            "rows": self.rows,
            **{kind: kinds[kind] for kind in (CREATED, CHANGED, UNCHANGED, ENDED)},
            "skipped": self.skipped,
        }

    @property
    def fingerprint(self) -> str:
        """Equal for equal plans: what somebody looked at is what is applied, or it is shown again."""
        changes: list[PersonChange | JobChange | UnitChange] = [*self.people, *self.jobs, *self.units]
        parts = sorted(repr(each) for each in changes if each.changed)
        parts += [repr(each.as_dict()) for each in self.faults]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def from_date(self) -> dt.date:
        """The first day on which anybody's job or manager is different; the effective date if nobody's is."""
        days = [day for job in self.jobs for day in _first_days(job)]
        return min(days, default=self.options.effective)

    @property
    def people_touched(self) -> set[PersonKey]:
        """Everybody about whom anything is different."""
        named = {each.key for each in self.people if each.changed}
        return named | {job.person for job in self.jobs if job.changed}


def _first_days(job: JobChange) -> Iterable[dt.date]:
    if job.changed:
        lines: tuple[tuple[Timeline[Any], Timeline[Any]], ...] = (
            (job.old_placements, job.placements),
            (job.old_links, job.links),
            (job.old_besides, job.besides),
        )
        for old, new in lines:
            day = first_difference(old, new)
            if day is not None:
                yield day


def make_plan(parsed: Parsed, warnings: list[Fault], known: Known, options: Options) -> Plan:
    """Compare a file with what we know. With ``skip_bad_rows`` a row that depends on a bad row is bad too."""
    found = list(parsed.faults)
    lenient = True
    while True:
        result = compare(_without_bad(parsed.file, found), known, options, lenient=lenient)
        new = set(result.faults) - set(found)
        found += new
        if not options.skip_bad_rows or not found or not (new or lenient):
            break
        lenient = False
    plan = Plan(options, parsed.file.row_count, faults=in_order(found), warnings=in_order(warnings + result.warnings))
    if not plan.refused:
        _fill(plan, parsed.file, result, known)
    return plan


def _without_bad(file: StaffFile, faults: list[Fault]) -> StaffFile:
    staff = {fault.row for fault in faults if not fault.of_units}
    units = {fault.row for fault in faults if fault.of_units}
    return replace(
        file,
        rows=tuple(row for row in file.rows if row.number not in staff),
        unit_rows=tuple(row for row in file.unit_rows if row.number not in units),
    )


def _fill(plan: Plan, file: StaffFile, result: Comparison, known: Known) -> None:
    day = plan.options.effective
    plan.people = sorted(result.people, key=lambda each: str(each.key))
    plan.jobs = sorted((job for job in result.jobs.values() if job.changed), key=lambda each: str(each.key))
    plan.units = result.units
    plan.outcomes = outcomes(result, known, day)
    plan.warnings = in_order(plan.warnings + _account_warnings(result, known))
    plan.skipped = plan.rows - len(result.owned)
    plan.reasons = reasons_to_ask(_sums(plan, file, result, known, day))


def _sums(plan: Plan, file: StaffFile, result: Comparison, known: Known, day: dt.date) -> Sums:
    lives = [life_of(job.placements) for job in known.jobs.values()]
    over = sum(
        1 for each in result.owned if (life := life_of(result.jobs[each.key].placements)) and not life.covers(day)
    )
    return Sums(
        jobs_before=sum(1 for life in lives if life is not None and life.covers(day)),
        rows_in_force=plan.rows - over,
        leavers=sum(1 for outcome in plan.outcomes if outcome.kind == ENDED),
        changed_managers=sum(1 for outcome in plan.outcomes if outcome.new_manager),
        nameless_rows=plan.rows - len(file.staff_nos),
        full=plan.options.full,
    )


def _account_warnings(result: Comparison, known: Known) -> list[Fault]:
    found = []
    for change in result.people:
        row = change.rows[0].number
        stored = known.people[change.key] if isinstance(change.key, int) else None
        if stored and stored.protected and change.before and change.before.email != change.after.email:
            reason = "This person’s account opens an admin, so the address it signs in with was left as it is."
            found.append(Fault(row, "email", "account_kept", reason))
        elif (stored is None or stored.user is None) and known.accounts.get(change.after.email, 0) is None:
            reason = "An account with this e-mail address was there already and is now this person’s."
            found.append(Fault(row, "email", "account_joined", reason))
    return found
