"""The one formula, as SQL that both databases read. Everything that shows a completion figure goes through here.

The definition in words is ``courses/templates/courses/reporting/definition.html``, which the public page prints. The
slow, obvious version in Python that this must equal is ``tests/oracle.py``.

Each common table is one sentence of the definition:

- ``required``: the courses that were mandatory on the day, each with the oldest version still accepted on it. ``scope``
  is 0 for the whole programme; broken down by course, each course is a scope of its own.
- ``held``: the jobs that were held on the day, whoever holds them counted or not.
- ``staff``: each counted person once, whatever the number of jobs.
- ``recorded``: what each person had completed by the day, and whether it was still good and accepted on it (``ever``
  forgets expiry and versions, never a revocation).
- ``covered``: that, or an approved exemption from that one course. Exemptions alone make nobody *met*: something must
  have been ``shown``.
- ``late``: somebody to whom an uncovered course was due before the day.
- ``person_state``: the state of each person.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from courses.reporting.states import Figure
from courses.requirements.models import Programme
from lms.organisation.selectors import sql_day
from lms.people.models import Person

REQUIRED_WHOLE = """
    SELECT 0 AS scope, pc.course_id, COALESCE(MAX(v.number), 0) AS oldest
    FROM courses_programmecourse pc
    JOIN courses_programme p ON p.id = pc.programme_id AND p.starts_on <= %(day)s
    LEFT JOIN courses_courseversion v
      ON v.course_id = pc.course_id AND v.change_class = 'major' AND v.redo_by <= %(day)s
    WHERE pc.programme_id = %(programme)s AND pc.superseded_at IS NULL
      AND pc.valid_from <= %(day)s AND (pc.valid_to IS NULL OR pc.valid_to > %(day)s)
    GROUP BY pc.course_id
"""
REQUIRED_EACH = f"""
    SELECT * FROM ({REQUIRED_WHOLE}) AS whole_programme
    UNION ALL
    SELECT course_id AS scope, course_id, oldest FROM ({REQUIRED_WHOLE}) AS one_by_one
"""

HELD = """
    SELECT j.person_id, jv.job_id, jv.unit_id, jv.grade, jv.tier, jv.worker_type
    FROM organisation_jobversion jv
    JOIN organisation_job j ON j.id = jv.job_id
    WHERE jv.superseded_at IS NULL AND jv.valid_from <= %(day)s AND (jv.valid_to IS NULL OR jv.valid_to > %(day)s)
"""

STATES = """
required(scope, course_id, oldest) AS MATERIALIZED ({required}),
scopes(scope, courses) AS MATERIALIZED (SELECT scope, COUNT(*) FROM required GROUP BY scope),
exempted(person_id, course_id) AS MATERIALIZED (
    SELECT DISTINCT e.person_id, e.course_id
    FROM courses_exemption e
    WHERE e.programme_id = %(programme)s AND e.approved_at IS NOT NULL AND e.superseded_at IS NULL
      AND e.valid_from <= %(day)s AND (e.valid_to IS NULL OR e.valid_to > %(day)s) {of_e}
),
recorded(person_id, course_id, is_good) AS MATERIALIZED (
    SELECT c.person_id, c.course_id,
           MAX(CASE WHEN v.number >= r.oldest AND (c.valid_until IS NULL OR c.valid_until > %(day)s)
                    THEN 1 ELSE 0 END)
    FROM courses_completion c
    JOIN required r ON r.course_id = c.course_id AND r.scope = 0
    JOIN courses_courseversion v ON v.id = c.version_id
    WHERE c.completed_on <= %(day)s AND (c.revoked_on IS NULL OR c.revoked_on > %(day)s) {of_c}
    GROUP BY c.person_id, c.course_id
),
covered(person_id, course_id, is_good, shown_good, shown_ever) AS MATERIALIZED (
    SELECT person_id, course_id, MAX(is_good), MAX(shown_good), MAX(shown_ever)
    FROM (
        SELECT person_id, course_id, is_good, is_good AS shown_good, 1 AS shown_ever FROM recorded
        UNION ALL
        SELECT e.person_id, e.course_id, 1, 0, 0
        FROM exempted e
        JOIN required r ON r.course_id = e.course_id AND r.scope = 0
    ) AS either
    GROUP BY person_id, course_id
),
done(person_id, scope, good, ever, shown_good, shown_ever) AS MATERIALIZED (
    SELECT c.person_id, r.scope, SUM(c.is_good), COUNT(*), SUM(c.shown_good), SUM(c.shown_ever)
    FROM covered c
    JOIN required r ON r.course_id = c.course_id
    GROUP BY c.person_id, r.scope
),
late(person_id, scope) AS MATERIALIZED (
    SELECT DISTINCT q.person_id, r.scope
    FROM courses_requirement q
    JOIN required r ON r.course_id = q.course_id
    LEFT JOIN covered c ON c.person_id = q.person_id AND c.course_id = q.course_id AND c.is_good = 1
    WHERE c.person_id IS NULL {of_q}
      AND q.opened_on <= %(day)s AND (q.closed_on IS NULL OR q.closed_on > %(day)s)
      AND COALESCE(
            (SELECT d.due_on FROM courses_duechange d
             WHERE d.requirement_id = q.id AND d.effective_on <= %(day)s
             ORDER BY d.effective_on DESC LIMIT 1),
            q.due_on) < %(day)s
),
excused(person_id) AS MATERIALIZED (
    SELECT person_id FROM exempted WHERE course_id IS NULL
    UNION
    SELECT a.person_id
    FROM organisation_absence a
    WHERE a.superseded_at IS NULL AND a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to > %(day)s) {of_a}
),
person_state(person_id, scope, state, ever) AS MATERIALIZED (
    SELECT s.person_id, o.scope,
           CASE WHEN o.courses > 0 AND d.good = o.courses AND d.shown_good > 0 THEN 'met'
                WHEN e.person_id IS NOT NULL THEN 'excused'
                -- Exempted from every single course is exempted from the programme.
                WHEN o.courses > 0 AND d.good = o.courses THEN 'excused'
                WHEN l.person_id IS NOT NULL THEN 'overdue'
                ELSE 'not_yet_due' END,
           CASE WHEN o.courses > 0 AND d.ever = o.courses AND d.shown_ever > 0 THEN 1 ELSE 0 END
    FROM staff s
    CROSS JOIN (SELECT scope, courses FROM scopes UNION ALL
                SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM scopes)) AS o
    LEFT JOIN done d ON d.person_id = s.person_id AND d.scope = o.scope
    LEFT JOIN excused e ON e.person_id = s.person_id
    LEFT JOIN late l ON l.person_id = s.person_id AND l.scope = o.scope
)
"""

COUNTS = """
    COUNT(*), COALESCE(SUM(CASE WHEN state = 'met' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN state = 'excused' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN state = 'not_yet_due' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN state = 'overdue' THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(ps.ever), 0)
"""


def state_tables(required: str = REQUIRED_WHOLE, *, of_few: bool = False) -> str:
    """The common tables that follow ``staff``, up to ``person_state``.

    ``of_few``: read the records of these people only, person by person, instead of everybody's: right for a team.
    """
    only = "AND {alias}.person_id IN (SELECT person_id FROM staff)" if of_few else ""
    return STATES.format(required=required, **{f"of_{alias}": only.format(alias=alias) for alias in "ecqa"})


@dataclass(frozen=True)
class Breakdown:
    """One way to break the figure down: SQL that gives (person_id, key) for the people it places.

    ``everyone`` also places people whom the headline does not count (councillors, volunteers), on lines of their own.
    """

    members: str
    everyone: bool = False
    each_course: bool = False


BREAKDOWNS = {
    "unit": Breakdown(
        """SELECT DISTINCT h.person_id, t.top_id FROM held h JOIN tree t ON t.unit_id = h.unit_id
           WHERE h.counted = 1"""
    ),
    "grade": Breakdown("SELECT DISTINCT person_id, grade FROM held WHERE counted = 1"),
    "tier": Breakdown("SELECT DISTINCT person_id, tier FROM held WHERE counted = 1"),
    "worker-type": Breakdown("SELECT DISTINCT person_id, worker_type FROM held", everyone=True),
    "starter": Breakdown(
        """SELECT s.person_id,
                  CASE WHEN EXISTS (
                      SELECT 1 FROM organisation_jobversion b JOIN organisation_job bj ON bj.id = b.job_id
                      WHERE bj.person_id = s.person_id AND b.superseded_at IS NULL AND b.valid_from <= %(year_before)s
                        AND (b.valid_to IS NULL OR b.valid_to > %(year_before)s)
                  ) THEN 'existing' ELSE 'starter' END
           FROM staff s"""
    ),
    "course": Breakdown("", each_course=True),
}


@dataclass(frozen=True)
class Line:
    """The figure of one key of a breakdown; ``key`` None is the total."""

    key: object
    figure: Figure


def count_states(
    *,
    programme: Programme,
    on: dt.date,
    units: Iterable[int] | None = None,
    by: str | None = None,
    tops: dict[int, Iterable[int]] | None = None,
    year_before: dt.date | None = None,
) -> list[Line]:
    """The figure of a programme on a day, and of each group of a breakdown, in one query.

    ``units`` keeps to people with a counted job in one of these units; ``tops`` says, for ``by="unit"``, which units
    belong to which line. The total comes first.
    """
    breakdown = BREAKDOWNS[by] if by else None
    counted = programme.counted_worker_types or [""]
    params: dict = {"day": sql_day(on), "programme": programme.pk}
    params.update({f"type{n}": kind for n, kind in enumerate(counted)})
    if year_before:
        params["year_before"] = sql_day(year_before)
    counted_sql = ", ".join(f"%(type{n})s" for n in range(len(counted)))
    keep = "" if units is None else f" AND jv.unit_id IN ({_integers(units)})"
    everyone = bool(breakdown and breakdown.everyone)
    tables = [
        f"held AS MATERIALIZED (SELECT h.*, CASE WHEN h.worker_type IN ({counted_sql}) THEN 1 ELSE 0 END AS counted "
        f"FROM ({HELD}{keep}) AS h)",
        "staff(person_id, counted) AS MATERIALIZED (SELECT person_id, MAX(counted) FROM held GROUP BY person_id"
        f"{'' if everyone else ' HAVING MAX(counted) = 1'})",
        state_tables(REQUIRED_EACH if breakdown and breakdown.each_course else REQUIRED_WHOLE),
    ]
    selects = [
        f"SELECT 0 AS part, NULL AS line, {COUNTS} FROM person_state ps JOIN staff s ON s.person_id = ps.person_id "
        "WHERE ps.scope = 0 AND s.counted = 1"
    ]
    if breakdown and breakdown.each_course:
        selects.append(f"SELECT 1, scope, {COUNTS} FROM person_state ps WHERE scope <> 0 GROUP BY scope")
    elif breakdown:
        if by == "unit":
            tables.insert(0, f"tree(top_id, unit_id) AS MATERIALIZED ({_tree(tops or {})})")
        selects.append(
            f"SELECT 1, m.member_key, {COUNTS} FROM members m "
            "JOIN person_state ps ON ps.person_id = m.person_id AND ps.scope = 0 GROUP BY m.member_key"
        )
        tables.append(f"members(person_id, member_key) AS MATERIALIZED ({breakdown.members})")
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(tables)} {' UNION ALL '.join(selects)} ORDER BY 1", params)
        return [Line(row[1], Figure(*map(int, row[2:]))) for row in cursor.fetchall()]


def states_of(*, programme: Programme, on: dt.date, people: QuerySet[Person]) -> dict[int, str]:
    """The state of each of some people on a day, by the same formula, whether or not the headline counts them."""
    try:
        sql, args = people.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # Django knows already that nobody is asked for
        return {}
    named = {f"people{n}": value for n, value in enumerate(args)}
    staff = sql % tuple(f"%({name})s" for name in named)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH staff(person_id) AS MATERIALIZED ({staff}), {state_tables(of_few=True)} "
            "SELECT person_id, state FROM person_state",
            {"day": sql_day(on), "programme": programme.pk, **named},
        )
        return dict(cursor.fetchall())


def _integers(values: Iterable[int]) -> str:
    """Primary keys as SQL; int() refuses anything else."""
    return ", ".join(str(int(value)) for value in values) or "NULL"


def _tree(tops: dict[int, Iterable[int]]) -> str:
    """Which unit belongs to which line, as rows. VALUES, since SQLite joins at most 500 SELECTs."""
    rows = [f"({int(top)}, {int(unit)})" for top, units in tops.items() for unit in units]
    return f"VALUES {', '.join(rows)}" if rows else "SELECT 0, 0"
