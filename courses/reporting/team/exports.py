"""The team as a file: the rows of the page, all of its pages, in the same order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.reporting.team.selectors import Team, lines_of
from courses.reporting.team.wording import CellWords, full_day, state_tag, when_words


def export_header(team: Team) -> list[str]:
    """The names of the columns: who, how they stand, then one for each course."""
    return [
        _("Staff number"), _("Name"), _("Unit"), _("State"), _("When"), _("Last reminder"),
        *(course.title for course in team.courses),
    ]  # fmt: skip


def export_rows(team: Team) -> Iterator[list]:
    """One row for each person whom the page shows."""
    on = team.question.on
    words = CellWords(on, full_day)
    for line in lines_of(team, team.shown):
        member = line.member
        yield [
            ", ".join(member.staff_nos),
            member.name,
            member.unit_names,
            state_tag(member, on)[1],
            when_words(member, on),
            line.reminded_on,
            *(words[cell] for cell in line.cells),
        ]


def export_name(team: Team, ending: str) -> str:
    """What the file is called: it says as at when."""
    return f"team-{team.question.on.isoformat()}.{ending}"
