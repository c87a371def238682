"""What a team's pages stand on, read as at a day in few queries that do not grow with the team."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, F, FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from courses.records.models import Completion
from courses.reporting.figure import state_tables
from courses.reporting.team.cells import CellFacts
from courses.requirements.models import Exemption, Programme, Reminder
from courses.requirements.selectors import open_on
from lms.core.clock import end_of
from lms.organisation.selectors import sql_day
from lms.people.models import Person

# One row for each job that each person held on the day. ``late_due``: the oldest due date of what is not covered, by
# the words of the definition; ``renew_due``: of what is covered and already asked again.
PEOPLE = """
WITH staff(person_id) AS MATERIALIZED ({people}), {states},
dues(person_id, late_due, renew_due) AS MATERIALIZED (
    SELECT person_id, MIN(CASE WHEN is_good IS NULL THEN due_on END), MIN(CASE WHEN is_good = 1 THEN due_on END)
    FROM (
        SELECT q.person_id, c.is_good, COALESCE(
                 (SELECT d.due_on FROM courses_duechange d
                  WHERE d.requirement_id = q.id AND d.effective_on <= %(day)s
                  ORDER BY d.effective_on DESC LIMIT 1), q.due_on) AS due_on
        FROM courses_requirement q
        JOIN required r ON r.course_id = q.course_id
        LEFT JOIN covered c ON c.person_id = q.person_id AND c.course_id = q.course_id AND c.is_good = 1
        WHERE q.person_id IN (SELECT person_id FROM staff)
          AND q.opened_on <= %(day)s AND (q.closed_on IS NULL OR q.closed_on > %(day)s)
    ) AS asked
    GROUP BY person_id
)
SELECT p.id, p.uuid, p.first_name, p.last_name, p.email, ps.state, dues.late_due, dues.renew_due,
       j.staff_no, jv.unit_id, u.code, uv.name
FROM person_state ps
JOIN people_person p ON p.id = ps.person_id
LEFT JOIN dues ON dues.person_id = p.id
JOIN organisation_job j ON j.person_id = p.id
JOIN organisation_jobversion jv
  ON jv.job_id = j.id AND jv.superseded_at IS NULL AND jv.valid_from <= %(day)s
 AND (jv.valid_to IS NULL OR jv.valid_to > %(day)s)
JOIN organisation_unit u ON u.id = jv.unit_id
LEFT JOIN organisation_unitversion uv
  ON uv.unit_id = jv.unit_id AND uv.superseded_at IS NULL AND uv.valid_from <= %(day)s
 AND (uv.valid_to IS NULL OR uv.valid_to > %(day)s)
ORDER BY p.last_name, p.first_name, p.id, j.staff_no
"""


@dataclass(frozen=True)
class UnitOnDay:
    """What a unit was called."""

    code: str
    name: str


@dataclass
class Member:
    """One person of the team as at the day. ``state`` is one of the definition's four; ``units``: by primary key."""

    pk: int
    uuid: UUID
    first_name: str
    last_name: str
    has_email: bool
    state: str
    late_due: dt.date | None
    renew_due: dt.date | None
    staff_nos: list[str] = field(default_factory=list)
    units: dict[int, UnitOnDay] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As everywhere: first and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def unit_names(self) -> str:
        """Where they work, both places of somebody with two jobs."""
        return ", ".join(sorted(unit.name for unit in self.units.values()))


def load_members(*, programme: int, on: dt.date, people: QuerySet[Person]) -> list[Member]:
    """The people with their state and jobs as at a day, by name; one query. ``programme``: its primary key."""
    try:
        sql, args = people.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:  # Django knows already that nobody is asked for
        return []
    named = {f"people{n}": value for n, value in enumerate(args)}
    wanted = sql % tuple(f"%({name})s" for name in named)
    members: dict[int, Member] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            PEOPLE.format(people=wanted, states=state_tables(of_few=True)),
            {"day": sql_day(on), "programme": programme, **named},
        )
        for pk, uuid, first, last, email, state, late_due, renew_due, staff_no, *unit in cursor.fetchall():
            member = members.get(pk)
            if member is None:
                dues = (_as_day(late_due), _as_day(renew_due))
                member = members[pk] = Member(pk, _as_uuid(uuid), first, last, bool(email), state, *dues)
            if staff_no not in member.staff_nos:
                member.staff_nos.append(staff_no)
            unit_id, code, unit_name = unit
            member.units[unit_id] = UnitOnDay(code, unit_name or code)
    return list(members.values())


def _as_day(value: Any) -> dt.date | None:
    """SQLite gives a computed date as text."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def _as_uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


class Known(NamedTuple):
    """What is known as at a day: of each (person, course), and when each person was last sent a reminder."""

    cells: dict[tuple[int, int], CellFacts]
    reminded: dict[int, dt.date]


def load_known(*, programme: int, courses: Iterable[int], on: dt.date, person_ids: Iterable[int]) -> Known:
    """The facts behind the cells of some people and courses, and their last reminders; one query. The rest is nothing.

    One statement of four parts, since a page of a team is allowed eight questions, its frame included.
    """
    people, asked = list(person_ids), list(courses)
    done = Completion.objects.good_on(on).accepted_on(on).filter(person__in=people, course__in=asked)
    due = open_on(on).filter(person__in=people, course__in=asked)
    exempt = Exemption.objects.on(on).filter(
        programme=programme, approved_at__isnull=False, person__in=people, course__in=asked
    )
    reminded = Reminder.objects.filter(person__in=people, sent_at__lt=end_of(on)).annotate(course_id=Value(0))
    no_day = Cast(Value(None), DateField())
    parts = [
        rows.order_by().annotate(kind=Value(kind), day=day).values_list("kind", "person_id", "course_id", "day")
        for kind, rows, day in (
            ("done", done, F("completed_on")),
            ("due", due, F("current_due_on")),
            ("exempt", exempt, no_day),
            ("reminded", reminded, TruncDate("sent_at")),
        )
    ]
    return _fold(parts[0].union(*parts[1:], all=True)) if people else Known({}, {})


def _fold(rows: Iterable[tuple]) -> Known:
    done: dict[tuple[int, int], dt.date] = {}
    due: dict[tuple[int, int], dt.date] = {}
    exempt: set[tuple[int, int]] = set()
    reminded: dict[int, dt.date] = {}
    for kind, person_id, course_id, day in rows:
        key = (person_id, course_id)
        if kind == "done":
            done[key] = max(day, done.get(key, day))
        elif kind == "due":
            due[key] = min(day, due.get(key, day))
        elif kind == "exempt":
            exempt.add(key)
        else:
            reminded[person_id] = max(day, reminded.get(person_id, day))
    keys = {*done, *due, *exempt}
    return Known({key: CellFacts(done.get(key), due.get(key), key in exempt) for key in keys}, reminded)


@dataclass(frozen=True)
class CourseColumn:
    """One course of a programme as at a day."""

    pk: int
    code: str
    title: str

    @property
    def short(self) -> str:
        """What heads a narrow column."""
        return self.code.replace("-", " ").capitalize()


@dataclass(frozen=True)
class ProgrammeOnDay:
    """A programme with the courses that were mandatory on the day, in its order."""

    pk: int
    code: str
    title: str
    starts_on: dt.date
    courses: list[CourseColumn]


def load_programmes(on: dt.date) -> list[ProgrammeOnDay]:
    """Every programme, the headline first; before one is in force it has no courses; one query."""
    then = Q(programme_courses__superseded_at__isnull=True, programme_courses__valid_from__lte=on)
    lasting = Q(programme_courses__valid_to__isnull=True) | Q(programme_courses__valid_to__gt=on)
    rows = (
        Programme.objects.annotate(asked=FilteredRelation("programme_courses", condition=then & lasting))
        .order_by("-headline", "title", "pk", "asked__order", "asked__pk")
        .values_list(
            "pk", "code", "title", "starts_on", "asked__course_id", "asked__course__code", "asked__course__title"
        )
    )
    programmes: dict[int, ProgrammeOnDay] = {}
    seen: dict[int, set[int]] = defaultdict(set)
    for pk, code, title, starts_on, course, course_code, course_title in rows:
        programme = programmes.setdefault(pk, ProgrammeOnDay(pk, code, title, starts_on, []))
        if course and starts_on <= on and course not in seen[pk]:
            seen[pk].add(course)
            programme.courses.append(CourseColumn(course, course_code, course_title))
    return list(programmes.values())
