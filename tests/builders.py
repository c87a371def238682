"""Plain constructors of facts, so that a test reads as the story it tells. No defaults that matter are hidden."""

import datetime as dt
from itertools import count

from courses.models import Completion, Course, CourseVersion, Programme, ProgrammeCourse
from courses.requirements.models import AudienceRule, Exemption
from lms.core.clock import now
from lms.core.dates import add_months
from lms.organisation.models import Absence, Job, JobVersion, ManagerLink, Role, RoleAssignment, Unit, UnitVersion
from lms.people.models import Person, User

_numbers = count(1)
LONG_AGO = dt.date(2015, 1, 1)


def make_unit(code: str, *, parent: Unit | None = None, name: str = "", start: dt.date = LONG_AGO) -> Unit:
    """A unit that has stood under ``parent`` since ``start``."""
    unit = Unit.objects.create(code=code)
    UnitVersion.objects.create(unit=unit, name=name or code, parent=parent, valid_from=start)
    return unit


def make_person(name: str, *, email: str | None = None) -> Person:
    """Somebody who can sign in; ``email=""``: somebody who cannot."""
    number = next(_numbers)
    address = f"{name.lower().replace(' ', '.')}.{number}@council.example" if email is None else email
    user = User.objects.create_user(address) if address else None
    first, _, last = name.partition(" ")
    return Person.objects.create(first_name=first, last_name=last or "Test", email=address, user=user)


def give_job(
    person: Person,
    unit: Unit,
    start: dt.date,
    end: dt.date | None = None,
    *,
    worker_type: str = "employee",
    staff_no: str = "",
    grade: str = "",
    tier: str = "",
) -> Job:
    """A job from ``start``; ``end`` is the first day it is over."""
    job = Job.objects.create(person=person, staff_no=staff_no or f"S{next(_numbers):05}")
    JobVersion.objects.create(
        job=job, unit=unit, valid_from=start, valid_to=end, worker_type=worker_type, grade=grade, tier=tier
    )
    return job


def move_job(job: Job, unit: Unit, on: dt.date) -> None:
    """The job is in another unit from a day: the old version ends, a new one begins."""
    old = job.versions.current().get(valid_to=None)
    job.versions.filter(pk=old.pk).update(superseded_at=now())
    kept = {"job": job, "title": old.title, "grade": old.grade, "tier": old.tier, "worker_type": old.worker_type}
    JobVersion.objects.create(**kept, unit=old.unit, valid_from=old.valid_from, valid_to=on)
    JobVersion.objects.create(**kept, unit=unit, valid_from=on)


def move_unit(unit: Unit, parent: Unit, on: dt.date) -> None:
    """A reorganisation: the unit stands under another from a day."""
    old = unit.versions.current().get(valid_to=None)
    unit.versions.filter(pk=old.pk).update(superseded_at=now())
    UnitVersion.objects.create(unit=unit, name=old.name, parent=old.parent, valid_from=old.valid_from, valid_to=on)
    UnitVersion.objects.create(unit=unit, name=old.name, parent=parent, valid_from=on)


def report_to(
    job: Job, manager: Job, start: dt.date = LONG_AGO, end: dt.date | None = None, kind: str = "line"
) -> None:
    """``job`` reports to ``manager`` from a day."""
    ManagerLink.objects.create(job=job, manager_job=manager, valid_from=start, valid_to=end, kind=kind)


def be_absent(person: Person, start: dt.date, end: dt.date | None, kind: str = "parental") -> None:
    """Away from ``start``; ``end`` is the day of return."""
    Absence.objects.create(person=person, kind=kind, valid_from=start, valid_to=end)


def give_role(person: Person, role: Role | str, *, unit: Unit | None = None, start: dt.date = LONG_AGO) -> None:
    """A role since ``start``."""
    RoleAssignment.objects.create(person=person, role=role, unit=unit, valid_from=start)


def make_course(code: str, *, validity_months: int | None = None, published: dt.date = LONG_AGO) -> Course:
    """A course with one published version and no page."""
    course = Course.objects.create(code=code, slug=code, title=code.capitalize())
    publish(course, validity_months=validity_months, published=published)
    return course


def publish(
    course: Course,
    *,
    published: dt.date,
    validity_months: int | None = None,
    redo_by: dt.date | None = None,
) -> CourseVersion:
    """The next version of a course; with ``redo_by``, a major one."""
    return CourseVersion.objects.create(
        course=course,
        number=course.versions.count() + 1,
        content={"title": course.title, "outcomes": [], "lessons": [], "questions": []},
        minutes=25,
        validity_months=validity_months,
        pass_percent=80,
        questions_asked=1,
        change_class="major" if redo_by else "editorial",
        redo_by=redo_by,
        digest=f"{course.code}-{course.versions.count() + 1}",
        published_at=dt.datetime.combine(published, dt.time(9), tzinfo=dt.UTC),
    )


def make_programme(
    courses: list[Course], *, starts: dt.date, due: dt.date, starter_days: int = 90, code: str = "digital-confidence"
) -> Programme:
    """A headline programme that asks everyone for the courses."""
    programme = Programme.objects.create(code=code, title="Digital confidence", headline=True, starts_on=starts)
    for order, course in enumerate(courses):
        ProgrammeCourse.objects.create(
            programme=programme,
            course=course,
            order=order,
            valid_from=starts,
            due_on=due,
            starter_days=starter_days,
        )
    AudienceRule.objects.create(programme=programme, name="All staff", state="approved", valid_from=starts)
    return programme


def complete(
    person: Person, course: Course, on: dt.date, *, revoked: dt.date | None = None, version: CourseVersion | None = None
) -> Completion:
    """A completion of the version of that day, valid as long as that version says."""
    version = version or course.versions.filter(published_at__date__lte=on).order_by("-number").first()
    assert version is not None
    months = version.validity_months
    return Completion.objects.create(
        person=person,
        course=course,
        version=version,
        completed_on=on,
        valid_until=add_months(on, months) if months else None,
        channel="facilitated",
        evidence="Sign-in list",
        revoked_on=revoked,
        revoked_at=now() if revoked else None,
    )


def exempt(
    person: Person,
    programme: Programme,
    start: dt.date,
    end: dt.date | None = None,
    *,
    course: Course | None = None,
    approved: bool = True,
) -> Exemption:
    """An exemption from one course, or with none from the whole programme."""
    return Exemption.objects.create(
        person=person,
        programme=programme,
        course=course,
        reason="not_applicable",
        valid_from=start,
        valid_to=end,
        approved_at=now() if approved else None,
    )
