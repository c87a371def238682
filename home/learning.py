"""My learning: what I must do, by when, why it is mine, and what is on my record."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.models import Certificate
from courses.api import Activity, NextStep, activity_of, open_requirements_of, taught_now
from courses.models import Completion, CoursePage, ProgrammeCourse, Requirement
from lms.core.models import AuditEntry
from lms.core.wording import day_in_words, due_in_words
from lms.people.models import Person

SOON_DAYS = 28
LOOKS_SHOWN = 10


@dataclass(frozen=True)
class Task:
    """One course to do, as the task list draws it."""

    title: str
    url: str
    meta: str
    why: str
    state: str


@dataclass(frozen=True)
class RecordLine:
    """One completion on my record. ``evidence``: what shows it, unless it was passed here. ``state`` is that of the
    design system's tag."""

    title: str
    evidence: str
    completed_on: dt.date
    valid_until: dt.date | None
    state: str
    certificate_url: str


@dataclass(frozen=True)
class ProgrammeCertificate:
    """The certificate for a whole programme."""

    title: str
    url: str


@dataclass(frozen=True)
class Look:
    """Somebody opened my record."""

    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Resume:
    """The course I was in last and have not finished since."""

    title: str
    url: str


@dataclass(frozen=True)
class MyLearning:
    """Everything that the page shows. ``done`` of ``total`` modules asked of me are done."""

    sentence: str
    tasks: list[Task]
    resume: Resume | None
    more: list[Task]
    record: list[RecordLine]
    programmes: list[ProgrammeCertificate]
    looks: list[Look]


def my_learning(person: Person, on: dt.date) -> MyLearning:
    """Gathers the page for one person as at a day. The number of queries does not grow with what there is to show."""
    asked = open_requirements_of(person, on)
    completions = list(_completions(person))
    holding = [one for one in completions if _holds(one, on)]
    open_courses = {requirement.course_id for requirement in asked}
    done = {one.course_id for one in holding if one.is_mandatory} - open_courses
    activity = activity_of(person)
    pages = {page.course_id: page for page in taught_now()}
    certificates = list(Certificate.objects.filter(person=person).select_related("programme"))
    known = open_courses | {one.course_id for one in holding}
    return MyLearning(
        sentence=sentence([due_of(requirement) for requirement in asked], len(done), on),
        tasks=[_task(requirement, pages.get(requirement.course_id), activity, on) for requirement in asked],
        resume=_resume(activity, completions, pages),
        more=[_suggestion(page) for course_id, page in pages.items() if course_id not in known],
        record=_record(completions, certificates, on),
        programmes=[
            ProgrammeCertificate(one.programme.title, one.get_absolute_url()) for one in certificates if one.programme
        ],
        looks=_looks(person),
    )


def sentence(due: list[dt.date], done: int, today: dt.date) -> str:
    """The line at the top: "2 of 8 modules to do. The next is due on 31 March." ``due``: of each one to do."""
    total = len(due) + done
    if not total:
        return _("Nothing is asked of you at the moment.")
    if not due:
        words = ngettext(
            "You are up to date: the one module is done.", "You are up to date: all %(n)s modules are done.", total
        )
        return words % {"n": total}
    to_do = ngettext("%(due)s of %(n)s module to do.", "%(due)s of %(n)s modules to do.", total) % {
        "due": len(due),
        "n": total,
    }
    overdue = sum(day < today for day in due)
    if overdue:
        late = ngettext("%(n)s is overdue.", "%(n)s are overdue.", overdue) % {"n": overdue}
        return f"{to_do} {late}"
    following = min(due)
    if following == today:
        return f"{to_do} {_('The next is due today.')}"
    return f"{to_do} {_('The next is due on %(day)s.') % {'day': day_in_words(following, today)}}"


def _completions(person: Person):
    mandatory = ProgrammeCourse.objects.current().filter(course=OuterRef("course"))
    rows = Completion.objects.filter(person=person, revoked_on__isnull=True).select_related("course")
    return rows.annotate(is_mandatory=Exists(mandatory)).order_by("-completed_on", "-pk")


def _holds(completion: Completion, on: dt.date) -> bool:
    return completion.valid_until is None or completion.valid_until > on


def _task(requirement: Requirement, page: CoursePage | None, activity: Activity, on: dt.date) -> Task:
    due = due_of(requirement)
    words = [due_in_words(due, on)]
    if page is not None:
        words.insert(0, _minutes(page))
    if requirement.course_id in activity.begun:
        words.append(_("You have started"))
    soon = "due-soon" if (due - on).days <= SOON_DAYS else "not-yet-due"
    return Task(
        title=requirement.course.title,
        url=reverse("learn_course", args=[requirement.course.code]),
        meta=". ".join(words) + ".",
        why=why_in_words(requirement),
        state="overdue" if due < on else soon,
    )


def next_module(completion: Completion, on: dt.date) -> list[NextStep]:
    """After a completion: what else is asked of the person, the soonest due."""
    asked = open_requirements_of(completion.person, on)
    return [
        NextStep(
            title=_("Next: %(course)s") % {"course": requirement.course.title},
            url=reverse("learn_course", args=[requirement.course.code]),
            meta=due_in_words(due_of(requirement), on) + ".",
            order=10,
        )
        for requirement in asked[:1]
    ]


def due_of(requirement: Requirement) -> dt.date:
    """When an open requirement is due as at the day it was read for."""
    return requirement.current_due_on  # type: ignore[attr-defined]  # annotated by open_requirements_of


def why_in_words(requirement: Requirement) -> str:
    """Why a course is mine: the programme, whom it asks, and what opened this requirement."""
    asked = _("Why: %(programme)s is for %(people)s.") % {
        "programme": requirement.programme.title,
        "people": _inside_sentence(requirement.rule.name),
    }
    grounds = {
        "starter": _("Your time to do it runs from your start."),
        "renewal": _("You have done it before, and it has to be renewed."),
        "new_version": _("The course has changed, so everyone does it again."),
    }
    return f"{asked} {grounds[requirement.why]}" if requirement.why in grounds else asked


def _inside_sentence(words: str) -> str:
    """A name without its capital, unless it begins with an abbreviation: "everyone", but "HR officers"."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _resume(activity: Activity, completions: list[Completion], pages: dict[int, CoursePage]) -> Resume | None:
    page = pages.get(activity.last_course) if activity.last_course else None
    if page is None or activity.last_at is None or page.course is None:
        return None
    finished_since = any(
        one.course_id == activity.last_course and one.recorded_at >= activity.last_at for one in completions
    )
    if finished_since and activity.last_course not in activity.in_check:
        return None
    return Resume(page.title, reverse("learn_resume", args=[page.course.code]))


def _suggestion(page: CoursePage) -> Task:
    url = reverse("learn_course", args=[page.course.code]) if page.course else ""
    return Task(title=page.title, url=url, meta=f"{_minutes(page)}. {page.summary}", why="", state="")


def _minutes(page: CoursePage) -> str:
    return ngettext("About %(n)s minute", "About %(n)s minutes", page.minutes) % {"n": page.minutes}


def _record(completions: list[Completion], certificates: list[Certificate], on: dt.date) -> list[RecordLine]:
    issued = {one.completion_id: one for one in certificates if one.programme_id is None}
    return [
        RecordLine(
            title=one.course.title,
            evidence=f"{one.get_channel_display()}: {one.evidence}" if one.evidence else "",
            completed_on=one.completed_on,
            valid_until=one.valid_until,
            state="done" if _holds(one, on) else "expired",
            certificate_url=issued[one.pk].get_absolute_url() if one.pk in issued else "",
        )
        for one in completions
    ]


def _looks(person: Person) -> list[Look]:
    entries = AuditEntry.objects.filter(subject=person, verb="viewed_record").exclude(actor=person.user_id)
    rows = entries.select_related("actor__person")[:LOOKS_SHOWN]
    return [Look(by=_name(entry), at=entry.at) for entry in rows]


def _name(entry: AuditEntry) -> str:
    if entry.actor is None:
        return _("Somebody whose account is gone")
    person = getattr(entry.actor, "person", None)
    return person.display_name if person else str(entry.actor)
