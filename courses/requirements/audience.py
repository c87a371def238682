"""Whether a rule asks somebody, from one of their jobs. Pure: no Django."""

import datetime as dt
from dataclasses import dataclass

from courses.requirements.periods import Period


@dataclass(frozen=True)
class JobFact:
    """One version of one job. ``started_on`` is the first day of the whole job."""

    pk: int
    person: int
    unit: int
    worker_type: str
    grade: str
    tier: str
    started_on: dt.date
    period: Period


@dataclass(frozen=True)
class Rule:
    """An approved audience rule; empty conditions hold for everybody.

    ``units`` says which units the rule's unit and all below it were, for as long as that was so: after a reorganisation
    the past is still asked as it stood.
    """

    pk: int
    period: Period
    units: tuple[tuple[Period, frozenset[int]], ...] | None = None
    worker_types: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    started_on_or_after: dt.date | None = None

    def periods_for(self, job: JobFact) -> list[Period]:
        """When the rule asks somebody because of this job; empty where it never does."""
        held = job.period.within(self.period)
        if held is None or not self._fits(job):
            return []
        if self.units is None:
            return [held]
        placed = [held.within(period) for period, units in self.units if job.unit in units]
        return [period for period in placed if period]

    def _fits(self, job: JobFact) -> bool:
        return (
            (not self.worker_types or job.worker_type in self.worker_types)
            and (not self.grades or job.grade in self.grades)
            and (not self.tiers or job.tier in self.tiers)
            and (self.started_on_or_after is None or job.started_on >= self.started_on_or_after)
        )
