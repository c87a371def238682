"""A completion report: the total and its groups, named and in order, for the command, the pages and the exports."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from courses.content.models import Course
from courses.reporting.figure import Line, count_states
from courses.reporting.states import DEFINITION_VERSION, Figure, Group
from courses.requirements.models import Programme
from lms.core.dates import add_months
from lms.organisation.models import WorkerType
from lms.organisation.selectors import UnitTree, unit_tree

WAYS = ("unit", "course", "grade", "tier", "worker-type", "starter")
STARTER_NAMES = {"starter": "Started in the last twelve months", "existing": "Here for more than twelve months"}


class UnknownUnitError(LookupError):
    """No such unit on that day."""


@dataclass(frozen=True)
class Report:
    """The figure of one programme as at one day."""

    programme: Programme
    as_at: dt.date
    total: Figure
    groups: list[Group]
    by: str | None = None
    unit: str | None = None

    def as_dict(self) -> dict:
        """The JSON of the contract."""
        return {
            "programme": self.programme.code,
            "as_at": self.as_at.isoformat(),
            "definition_version": DEFINITION_VERSION,
            "total": self.total.as_dict(),
            "groups": [group.as_dict() for group in self.groups],
        }


HEADER = [
    "code", "name", "staff", "met", "excused", "not_yet_due", "overdue", "ever", "of_all_staff", "of_those_due",
]  # fmt: skip


def report_rows(report: Report) -> list[list]:
    """The rows of a CSV or XLSX: each group, then the total. An empty cell: a percentage of nobody."""
    total = Group("total", "Everybody counted", report.total)
    return [[group.as_dict()[key] for key in HEADER] for group in [*report.groups, total]]


def make_report(*, programme: Programme, as_at: dt.date, unit: str | None = None, by: str | None = None) -> Report:
    """The report of a programme as at any day, for a unit with everything below it on that day, broken down one way.

    Raises UnknownUnitError where no such unit stood on that day, ValueError for another breakdown than WAYS.
    """
    if by is not None and by not in WAYS:
        raise ValueError(f"“{by}” is not a way to break the figure down: choose one of {', '.join(WAYS)}.")
    tree = unit_tree(on=as_at) if unit or by == "unit" else UnitTree([])
    scope = _scope(tree, unit)
    tops = _tops(tree, scope) if by == "unit" else None
    total, *lines = count_states(
        programme=programme,
        on=as_at,
        units=None if scope is None else tree.below(scope),
        by=by,
        tops=tops,
        year_before=add_months(as_at, -12),
    )
    groups = _name_groups(by, lines, tree, scope) if by else []
    return Report(programme, as_at, total.figure, groups, by, unit)


def _scope(tree: UnitTree, code: str | None) -> int | None:
    if code is None:
        return None
    for node in tree.by_pk.values():
        if node.code.casefold() == code.strip().casefold():
            return node.pk
    raise UnknownUnitError(f"No unit has the code “{code}” on that day.")


def _tops(tree: UnitTree, scope: int | None) -> dict[int, Iterable[int]]:
    """The lines of a breakdown by unit: the units one level down, each with everything below it; and, for people placed
    in the unit above itself, that unit alone. A council with one unit at the top is broken down below it."""
    if scope is None and len(tree.top) == 1:
        scope = tree.top[0].pk
    children = tree.top if scope is None else tree.children[scope]
    tops: dict[int, Iterable[int]] = {node.pk: list(tree.below(node.pk)) for node in children}
    if scope is not None:
        tops[scope] = [scope]
    return tops


def _name_groups(by: str, lines: list[Line], tree: UnitTree, scope: int | None) -> list[Group]:
    namers: dict[str, Callable[[list[Line]], list[Group]]] = {
        "unit": lambda rows: _unit_groups(rows, tree),
        "course": _course_groups,
        "worker-type": lambda rows: _worded(rows, dict(WorkerType.choices)),
        "starter": lambda rows: _worded(rows, STARTER_NAMES),
    }
    return namers.get(by, lambda rows: _worded(rows, {}))(lines)


def _unit_groups(lines: list[Line], tree: UnitTree) -> list[Group]:
    figures = {line.key: line.figure for line in lines}
    groups = []
    for pk, figure in figures.items():
        node = tree.by_pk[int(str(pk))]
        direct = any(child.pk in figures for child in tree.children[node.pk])
        groups.append(Group(node.code, f"{node.name} (not in a unit below)" if direct else node.name, figure))
    return sorted(groups, key=lambda group: (group.name, group.code))


def _course_groups(lines: list[Line]) -> list[Group]:
    figures = {int(str(line.key)): line.figure for line in lines}
    courses = Course.objects.filter(pk__in=figures).order_by("programme_courses__order", "code").distinct()
    return [Group(course.code, course.title, figures[course.pk]) for course in courses]


def _worded(lines: list[Line], words: dict[str, str]) -> list[Group]:
    groups = [
        Group(str(line.key), words.get(str(line.key), str(line.key) or "Not given"), line.figure) for line in lines
    ]
    return sorted(groups, key=lambda group: (group.name == "Not given", group.name))
