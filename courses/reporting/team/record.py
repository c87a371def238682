"""One person's page: each course, how it stands, why it is theirs, what they completed, what they were sent."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.content.models import Course
from courses.records.models import Completion
from courses.reporting.states import EXCUSED
from courses.reporting.team.cells import Cell, CellFacts, decide_cell
from courses.reporting.team.facts import Member, ProgrammeOnDay, load_known, load_members, load_programmes
from courses.reporting.team.selectors import NO_PROGRAMME
from courses.reporting.team.wording import cell_tag, due_words, state_tag, when_words
from courses.requirements.models import Reminder, Requirement
from lms.core.clock import end_of, local_date
from lms.core.wording import day_in_words
from lms.organisation.permissions import team_of
from lms.people.models import Person, User


@dataclass(frozen=True)
class CourseOfPerson:
    """One course as it stood for somebody on the day. ``completions``: in words, newest first."""

    title: str
    tag: str
    state: str
    due: str
    why: str
    completions: list[str]


@dataclass(frozen=True)
class Sent:
    """One reminder that went out, by whom (empty: the nightly job), and what it said."""

    on: dt.date
    by: str
    body: str


@dataclass(frozen=True)
class Record:
    """The page of one person as at a day. ``tag``, ``state`` and ``when`` are those of the team page."""

    person: Person
    member: Member
    on: dt.date
    tag: str
    state: str
    when: str
    courses: list[CourseOfPerson]
    reminders: list[Sent]
    can_remind: bool

    @property
    def way(self) -> list[dict[str, str]]:
        """The way here."""
        return [{"label": _("My team"), "url": reverse("team")}, {"label": self.member.name}]

    @property
    def remind_url(self) -> str:
        """Where one reminder is shown before it goes out."""
        return f"{reverse('team_remind')}?who={self.member.uuid}"


def record_of(user: User, uuid: UUID, *, on: dt.date) -> Record | None:
    """What a manager may know of somebody who reported to them on the day; None of anybody else.

    A course is listed when a programme asked it of everybody, when it is asked of this person, or when they did it.
    """
    person = team_of(user, on=on).filter(uuid=uuid).first()
    if person is None:
        return None
    programmes = load_programmes(on)
    main = programmes[0] if programmes else NO_PROGRAMME
    member = load_members(programme=main.pk, on=on, people=Person.objects.filter(pk=person.pk))[0]
    asked = _asked(person, on)
    done = _completions(person, on)
    still_asked = {pk: one for pk, one in asked.items() if _is_open(one, on)}
    titles = _titles(main, still_asked, done)
    facts = load_known(programme=main.pk, courses=titles, on=on, person_ids=[person.pk])
    courses = []
    for course_id, title in titles.items():
        known = facts.cells.get((person.pk, course_id), CellFacts())
        cell = decide_cell(known, excused=member.state == EXCUSED, on=on)
        tag, words = cell_tag(cell, on)
        courses.append(
            CourseOfPerson(
                title=title,
                tag=tag,
                state=words,
                due=_due(cell, on),
                why=why_in_words(asked[course_id]) if course_id in asked else "",
                completions=[_completion_words(one, on) for one in done[course_id]],
            )
        )
    tag, words = state_tag(member, on)
    return Record(
        person=person,
        member=member,
        on=on,
        tag=tag,
        state=words,
        when=when_words(member, on),
        courses=courses,
        reminders=_reminders(person, on),
        can_remind=member.state != EXCUSED and bool(still_asked),
    )


def _asked(person: Person, on: dt.date) -> dict[int, Requirement]:
    """What was asked of somebody by a day, the latest of each course: it says why the course is, or was, theirs."""
    rows = Requirement.objects.filter(person=person, opened_on__lte=on).select_related("course", "programme", "rule")
    return {row.course_id: row for row in rows.order_by("opened_on", "cycle", "pk")}


def _is_open(requirement: Requirement, on: dt.date) -> bool:
    return requirement.closed_on is None or requirement.closed_on > on


def _titles(main: ProgrammeOnDay, asked: dict[int, Requirement], done: dict[int, list[Completion]]) -> dict[int, str]:
    titles = {course.pk: course.title for course in main.courses}
    titles |= {pk: one.course.title for pk, one in asked.items() if pk not in titles}
    rest = Course.objects.filter(pk__in=done.keys() - titles.keys()).order_by("title") if done else []
    return titles | {course.pk: course.title for course in rest}


def _due(cell: Cell, on: dt.date) -> str:
    if cell.again_by:
        return _("again by %(date)s") % {"date": day_in_words(cell.again_by, on)}
    return due_words(cell.day, on) if cell.is_missing and cell.day else ""


def _completions(person: Person, on: dt.date) -> dict[int, list[Completion]]:
    """What somebody had completed by a day and was not withdrawn by it, newest first."""
    found: dict[int, list[Completion]] = defaultdict(list)
    kept = Q(revoked_on__isnull=True) | Q(revoked_on__gt=on)
    for one in Completion.objects.filter(kept, person=person, completed_on__lte=on).order_by("-completed_on", "-pk"):
        found[one.course_id].append(one)
    return found


def _completion_words(completion: Completion, on: dt.date) -> str:
    day = day_in_words(completion.completed_on, on)
    if completion.valid_until is None:
        return day
    until = day_in_words(completion.valid_until, on)
    if completion.valid_until > on:
        return _("%(day)s, renewal due on %(until)s") % {"day": day, "until": until}
    return _("%(day)s, ran out on %(until)s") % {"day": day, "until": until}


def _reminders(person: Person, on: dt.date) -> list[Sent]:
    rows = Reminder.objects.filter(person=person, sent_at__lt=end_of(on)).select_related("sent_by__person")
    return [Sent(local_date(one.sent_at), _sender(one), one.body) for one in rows.order_by("-sent_at") if one.sent_at]


def _sender(reminder: Reminder) -> str:
    person = getattr(reminder.sent_by, "person", None)
    return person.display_name if person else ""


def why_in_words(requirement: Requirement) -> str:
    """Why a course is asked of somebody: the programme, whom it asks, and what opened this requirement."""
    asked = _("Part of %(programme)s, asked of: %(rule)s.") % {
        "programme": requirement.programme.title,
        "rule": requirement.rule.name,
    }
    grounds = {
        "starter": _("The time runs from the start of the job."),
        "renewal": _("The last completion runs out, so it is due again."),
        "new_version": _("The course has changed, so everyone does it again."),
    }
    return f"{asked} {grounds[requirement.why]}" if requirement.why in grounds else asked
