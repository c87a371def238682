"""Reading the organisation as it was on a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from lms.organisation.models import Unit, UnitVersion
from lms.people.models import Person

# A report belongs to a manager on a day when a link from one of their jobs reaches one of the manager's, and both
# are jobs on that day. Links are followed through jobs that have ended, so that a vacant post hides nobody.
# UNION, not UNION ALL: it also ends a circle of links that an old file may have left.
REPORTS_SQL = """
WITH RECURSIVE team(job_id, depth) AS (
    SELECT link.job_id, 1
    FROM organisation_managerlink link
    JOIN organisation_job manager_job ON manager_job.id = link.manager_job_id
    JOIN organisation_jobversion held ON held.job_id = manager_job.id
    WHERE manager_job.person_id = %(manager)s
      AND link.superseded_at IS NULL AND link.valid_from <= %(day)s
      AND (link.valid_to IS NULL OR link.valid_to > %(day)s)
      AND held.superseded_at IS NULL AND held.valid_from <= %(day)s
      AND (held.valid_to IS NULL OR held.valid_to > %(day)s)
    UNION
    SELECT link.job_id, team.depth + 1
    FROM team
    JOIN organisation_managerlink link ON link.manager_job_id = team.job_id
    WHERE team.depth < %(depth)s
      AND link.superseded_at IS NULL AND link.valid_from <= %(day)s
      AND (link.valid_to IS NULL OR link.valid_to > %(day)s)
)
SELECT job.person_id
FROM team
JOIN organisation_job job ON job.id = team.job_id
JOIN organisation_jobversion version ON version.job_id = job.id
WHERE version.superseded_at IS NULL AND version.valid_from <= %(day)s
  AND (version.valid_to IS NULL OR version.valid_to > %(day)s)
  AND job.person_id <> %(manager)s
"""
DEEPEST = 20  # levels of management; far more than any council has


def sql_day(day: dt.date) -> str | dt.date | None:
    """A date as this database's driver wants it in raw SQL."""
    return connection.ops.adapt_datefield_value(day)


def reporting_to(manager: Person, *, on: dt.date, indirect: bool = True) -> QuerySet[Person]:
    """The people who reported to somebody on a day, directly or (unless told otherwise) through others.

    Line managers, deputies and temporary managers alike. Empty for somebody who held no job on that day.
    """
    params = {"manager": manager.pk, "day": sql_day(on), "depth": DEEPEST if indirect else 1}
    return Person.objects.filter(pk__in=_named(REPORTS_SQL, params))


def _named(sql: str, params: dict) -> RawSQL:
    """RawSQL with named parameters, which Django takes by position only."""
    order: list = []

    class Collect(dict):
        def __missing__(self, key: str) -> str:
            order.append(params[key])
            return "%s"

    return RawSQL(sql % Collect(), order)  # noqa: S611 (the text is ours; every value is a parameter)


def manages_anyone(person: Person, *, on: dt.date) -> bool:
    """Whether somebody has a team on a day."""
    return reporting_to(person, on=on, indirect=False).exists()


@dataclass(frozen=True)
class UnitNode:
    """One unit as it stood on a day."""

    pk: int
    code: str
    name: str
    parent: int | None


class UnitTree:
    """Every unit as it stood on one day, in memory: a council has hundreds, not thousands."""

    def __init__(self, nodes: list[UnitNode]) -> None:
        self.by_pk = {node.pk: node for node in nodes}
        self.by_code = {node.code: node for node in nodes}
        self.children: dict[int | None, list[UnitNode]] = defaultdict(list)
        for node in sorted(nodes, key=lambda each: (each.name, each.code)):
            # A unit whose parent had ended by that day stands at the top rather than vanish.
            self.children[node.parent if node.parent in self.by_pk else None].append(node)

    @property
    def top(self) -> list[UnitNode]:
        """The units that stood under nothing."""
        return self.children[None]

    def below(self, pk: int) -> Iterator[int]:
        """A unit and everything beneath it."""
        yield pk
        for child in self.children[pk]:
            yield from self.below(child.pk)

    def path(self, pk: int) -> list[UnitNode]:
        """From the top down to a unit."""
        node = self.by_pk.get(pk)
        if node is None:
            return []
        above = self.path(node.parent) if node.parent in self.by_pk else []
        return [*above, node]


def unit_tree(*, on: dt.date) -> UnitTree:
    """The units on a day; one query."""
    rows = UnitVersion.objects.on(on).values_list("unit_id", "unit__code", "name", "parent_id")
    return UnitTree([UnitNode(*row) for row in rows])


def unit_history() -> list[tuple[dt.date, dt.date | None, UnitTree]]:
    """Every shape the units have had: from which day, up to which (None: still), and the tree. One query."""
    rows = list(
        UnitVersion.objects.current().values_list(
            "unit_id", "unit__code", "name", "parent_id", "valid_from", "valid_to"
        )
    )
    days = sorted({day for row in rows for day in row[4:] if day})

    def tree(on: dt.date) -> UnitTree:
        return UnitTree([UnitNode(*row[:4]) for row in rows if row[4] <= on and (row[5] is None or on < row[5])])

    return [(start, end, tree(start)) for start, end in zip(days, [*days[1:], None], strict=False)]


def unit_by_code(code: str) -> Unit | None:
    """A unit by the code in the staff file, in any case."""
    return Unit.objects.filter(code__iexact=code.strip()).first()
