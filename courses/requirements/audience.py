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
    """An approved audience rule; empty conditions hold for everybody. ``units`` is the unit and all below it."""

    pk: int
    period: Period
    units: frozenset[int] | None = None
    worker_types: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    started_on_or_after: dt.date | None = None

    def asks(self, job: JobFact) -> bool:
        """Whether every given condition holds for the job."""
        return (
            (self.units is None or job.unit in self.units)
            and (not self.worker_types or job.worker_type in self.worker_types)
            and (not self.grades or job.grade in self.grades)
            and (not self.tiers or job.tier in self.tiers)
            and (self.started_on_or_after is None or job.started_on >= self.started_on_or_after)
        )
