"""The team as a manager sees it: one gathering behind the page, the downloads and the reminders."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from courses.reporting.states import EXCUSED, MET, NOT_YET_DUE, OVERDUE
from courses.reporting.team.cells import NOTHING, Cell, decide_cell
from courses.reporting.team.facts import (
    CourseColumn,
    Member,
    ProgrammeOnDay,
    load_known,
    load_members,
    load_programmes,
)
from courses.reporting.team.forms import SHOWN, Question
from lms.core.clock import today
from lms.organisation.permissions import team_of
from lms.organisation.selectors import UnitTree, unit_tree
from lms.people.models import User

SOON = dt.timedelta(days=28)
NO_PROGRAMME = ProgrammeOnDay(0, "", "", dt.date.max, [])


@dataclass(frozen=True)
class Line:
    """One person with a cell for each course. ``reminded_on``: the last reminder that went out by the day."""

    member: Member
    cells: list[Cell]
    reminded_on: dt.date | None

    @property
    def can_remind(self) -> bool:
        """Whether something is missing, and nothing excuses it."""
        return self.member.state != EXCUSED and any(cell.is_missing or cell.again_by for cell in self.cells)


@dataclass(frozen=True)
class Team:
    """A team as at a day. ``scope``: everybody the question covers; ``shown``: of those, the list and name asked for.

    ``counts``: how many of the scope each list holds. The four states of the definition add up to ``all``;
    ``due_soon`` cuts across them. ``problems``: field and words of what could not be answered.
    """

    question: Question
    programme: ProgrammeOnDay
    programmes: list[ProgrammeOnDay]
    scope: list[Member]
    shown: list[Member]
    counts: dict[str, int]
    units: list[tuple[str, str]]
    unit_name: str
    problems: dict[str, str]

    @property
    def courses(self) -> list[CourseColumn]:
        """The columns."""
        return self.programme.courses

    @property
    def is_today(self) -> bool:
        """Only today's team can be written to."""
        return self.question.on == today()


def gather_team(user: User, question: Question) -> Team:
    """The people who reported to somebody on the day asked, overdue first, then by what is due soonest."""
    on = question.on
    programmes = load_programmes(on)
    programme, problems = _choose_programme(programmes, question.programme)
    people = team_of(user, on=on, indirect=question.indirect)
    members = load_members(programme=programme.pk, on=on, people=people)
    tree = unit_tree(on=on) if question.unit or question.indirect else None
    units = _units_of(members, tree)
    unit_name = ""
    scope = members
    if question.unit and tree:
        node = next((node for node in tree.by_pk.values() if node.code.casefold() == question.unit.casefold()), None)
        if node is None:
            problems["unit"] = "unknown_unit"
        else:
            below = set(tree.below(node.pk))
            scope = [member for member in members if below & member.units.keys()]
            unit_name = node.name
    scope = sorted(scope, key=_urgency)
    return Team(
        question=question,
        programme=programme,
        programmes=programmes,
        scope=scope,
        shown=[member for member in scope if LISTS[question.show](member, on) and _is_named(member, question.name)],
        counts={name: sum(holds(member, on) for member in scope) for name, holds in LISTS.items()},
        units=units,
        unit_name=unit_name,
        problems=problems,
    )


def _choose_programme(programmes: list[ProgrammeOnDay], code: str) -> tuple[ProgrammeOnDay, dict[str, str]]:
    first = programmes[0] if programmes else NO_PROGRAMME
    if not code:
        return first, {}
    chosen = next((programme for programme in programmes if programme.code == code), None)
    return (chosen, {}) if chosen else (first, {"programme": "unknown_programme"})


def _units_of(members: list[Member], tree: UnitTree | None) -> list[tuple[str, str]]:
    """The units to choose from, as (code, words): people's own; with a tree, those above them too, as paths."""
    if tree is None:
        named = {unit.code: unit.name for member in members for unit in member.units.values()}
    else:
        nodes = {node.pk: node for member in members for unit in member.units for node in tree.path(unit)}
        named = {node.code: " › ".join(step.name for step in tree.path(pk)) for pk, node in nodes.items()}
    return sorted(named.items(), key=lambda pair: pair[1].casefold())


def next_due(member: Member) -> dt.date | None:
    """The soonest due date that still matters for somebody: of nobody who is excused."""
    if member.state == EXCUSED:
        return None
    dues = [due for due in (member.late_due, member.renew_due) if due]
    return min(dues) if dues else None


def is_due_soon(member: Member, on: dt.date) -> bool:
    due = next_due(member)
    return member.state != OVERDUE and due is not None and due <= on + SOON


LISTS: dict[str, Callable[[Member, dt.date], bool]] = {
    "all": lambda member, on: True,
    "overdue": lambda member, on: member.state == OVERDUE,
    "due_soon": is_due_soon,
    "not_yet_due": lambda member, on: member.state == NOT_YET_DUE,
    "met": lambda member, on: member.state == MET,
    "excused": lambda member, on: member.state == EXCUSED,
}
assert LISTS.keys() == SHOWN.keys()  # noqa: S101 (two tables that must name the same lists)


def _urgency(member: Member) -> tuple:
    return (
        member.state != OVERDUE,
        next_due(member) or dt.date.max,
        member.last_name.casefold(),
        member.first_name.casefold(),
        member.pk,
    )


def _is_named(member: Member, words: str) -> bool:
    """Whether every word is in the name, or the words are a staff number."""
    name = member.name.casefold()
    return words.casefold() in map(str.casefold, member.staff_nos) or all(
        word in name for word in words.casefold().split()
    )


def lines_of(team: Team, members: Iterable[Member]) -> list[Line]:
    """Some members with their cells and last reminder; one query, however many."""
    chosen = list(members)
    on = team.question.on
    courses = [course.pk for course in team.courses]
    known = load_known(programme=team.programme.pk, courses=courses, on=on, person_ids=[member.pk for member in chosen])
    return [
        Line(
            member,
            [
                decide_cell(known.cells.get((member.pk, course), NOTHING), excused=member.state == EXCUSED, on=on)
                for course in courses
            ],
            known.reminded.get(member.pk),
        )
        for member in chosen
    ]
