"""What the team page and the pages about reminding draw."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.reporting.team.cells import Cell
from courses.reporting.team.forms import SHOWN, TeamForm
from courses.reporting.team.selectors import Line, Team, gather_team, lines_of
from courses.reporting.team.wording import (
    ICONS,
    CellWords,
    full_day,
    reminded_words,
    sentence,
    state_tag,
    when_words,
)
from lms.people.models import User

PER_PAGE = 50


@dataclass(frozen=True)
class DrawnCell:
    """One cell of the grid. ``quiet``: it needs nobody, so a phone leaves it out."""

    kind: str
    words: str
    icon: str
    column: str
    quiet: bool


@dataclass(frozen=True)
class DrawnLine:
    """One person of the grid."""

    name: str
    unit: str
    tag: str
    state: str
    when: str
    reminded: str
    cells: list[DrawnCell]
    url: str
    remind_url: str


@dataclass(frozen=True)
class Tab:
    """One of the lists, with how many it holds."""

    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class TeamScreen:
    """Everything on the team page."""

    team: Team
    sentence: str
    lines: list[DrawnLine]
    page: Page
    tabs: list[Tab]
    csv_url: str
    xlsx_url: str
    remind_url: str
    back_url: str
    day: str
    has_filter: bool


def ask_team(user: User, data: Any) -> tuple[Team, TeamForm]:
    """The team that an address asks for, and the form that says what was wrong with it."""
    form = TeamForm(data)
    team = gather_team(user, form.question())
    for name, code in team.problems.items():
        form.add_error(name, PROBLEMS[code]())
    form.offer("unit", team.units, _("All units"))
    form.offer("programme", [(one.code, one.title) for one in team.programmes], _("The main programme"))
    return team, form


PROBLEMS = {
    "unknown_unit": lambda: _("There was no unit with this code on that day: everybody is shown."),
    "unknown_programme": lambda: _("There is no programme with this code: the main one is shown."),
}


def team_screen(team: Team, number: str | None) -> TeamScreen:
    """The page of a team; ``number``: which page of it, as asked."""
    words = CellWords(team.question.on)
    page = Paginator(team.shown, PER_PAGE).get_page(number)
    on, query = team.question.on, query_of(team)
    remind_all = address_of("team_remind", {**query, "who": "overdue"})
    can_remind_all = team.is_today and any(member.state == "overdue" for member in team.shown)
    return TeamScreen(
        team=team,
        sentence=sentence(team),
        lines=[draw_line(team, line, words) for line in lines_of(team, page.object_list)],
        page=page,
        tabs=_tabs(team, query),
        csv_url=address_of("team_csv", query),
        xlsx_url=address_of("team_xlsx", query),
        remind_url=remind_all if can_remind_all else "",
        back_url=address_of("team", query),
        day=full_day(on, on),
        has_filter=bool(set(query) - {"show"}),
    )


def query_of(team: Team) -> dict[str, str]:
    """The question as an address asks it, without what is left as it is."""
    question = team.question
    asked = {
        "as_at": "" if team.is_today else question.on.isoformat(),
        "include": "indirect" if question.indirect else "",
        "unit": "" if "unit" in team.problems else question.unit,
        "programme": "" if "programme" in team.problems else question.programme,
        "q": question.name,
        "show": "" if question.show == "all" else question.show,
    }
    return {name: value for name, value in asked.items() if value}


def address_of(name: str, query: dict[str, str], *args: Any) -> str:
    """A named page with what was asked."""
    address = reverse(name, args=args)
    return f"{address}?{urlencode(query)}" if query else address


def _tabs(team: Team, query: dict[str, str]) -> list[Tab]:
    others = {name: value for name, value in query.items() if name != "show"}
    return [
        Tab(
            label=str(label),
            count=team.counts[name],
            url=address_of("team", others if name == "all" else {**others, "show": name}),
            current=team.question.show == name,
        )
        for name, label in SHOWN.items()
    ]


def draw_line(team: Team, line: Line, words: CellWords) -> DrawnLine:
    """One person in words."""
    member, on = line.member, team.question.on
    tag, state = state_tag(member, on)
    as_at = {} if team.is_today else {"as_at": on.isoformat()}
    can_remind = team.is_today and line.can_remind
    return DrawnLine(
        name=member.name,
        unit=member.unit_names,
        tag=tag,
        state=state,
        when=when_words(member, on),
        reminded=reminded_words(line.reminded_on, on) if line.reminded_on or tag == "overdue" else "",
        cells=[
            draw_cell(cell, course.title, words[cell]) for cell, course in zip(line.cells, team.courses, strict=True)
        ],
        url=address_of("team_person", as_at, member.uuid),
        remind_url=address_of("team_remind", {**query_of(team), "who": str(member.uuid)}) if can_remind else "",
    )


def draw_cell(cell: Cell, column: str, words: str) -> DrawnCell:
    """One cell in words and icon."""
    return DrawnCell(
        kind=cell.kind.value,
        words=words,
        icon=ICONS[cell.kind],
        column=column,
        quiet=not (cell.is_missing or cell.again_by),
    )
