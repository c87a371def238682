"""The invariants that only the database holds, on whichever database the suite runs."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from courses.models import Course, CourseVersion, LearningEvent
from lms.organisation.models import Job, JobVersion, ManagerLink, Unit
from lms.people.models import Person

pytestmark = pytest.mark.django_db

JAN, FEB, MAR = dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)


def make_job(staff_no: str) -> Job:
    person = Person.objects.create(first_name="Test", last_name=staff_no)
    return Job.objects.create(person=person, staff_no=staff_no)


def refused(model, **fields) -> bool:
    try:
        with transaction.atomic():
            model.objects.create(**fields)
    except DatabaseError:
        return True
    return False


def test_versions_of_a_job_do_not_overlap():
    unit = Unit.objects.create(code="A")
    job, other = make_job("1"), make_job("2")
    JobVersion.objects.create(job=job, unit=unit, valid_from=JAN, valid_to=FEB)

    assert refused(JobVersion, job=job, unit=unit, valid_from=dt.date(2026, 1, 31))
    assert refused(JobVersion, job=job, unit=unit, valid_from=dt.date(2025, 1, 1))
    assert not refused(JobVersion, job=job, unit=unit, valid_from=FEB)
    assert not refused(JobVersion, job=other, unit=unit, valid_from=JAN)


def test_a_superseded_version_does_not_stand_in_the_way():
    unit = Unit.objects.create(code="A")
    job = make_job("1")
    old = JobVersion.objects.create(job=job, unit=unit, valid_from=JAN)
    old.superseded_at = old.recorded_at
    old.save()

    assert not refused(JobVersion, job=job, unit=unit, valid_from=JAN)
    with pytest.raises(DatabaseError), transaction.atomic():
        old.superseded_at = None
        old.save()


def test_one_line_manager_a_day_and_deputies_beside():
    report, first, second = make_job("1"), make_job("2"), make_job("3")
    ManagerLink.objects.create(job=report, manager_job=first, valid_from=JAN, valid_to=MAR)

    assert refused(ManagerLink, job=report, manager_job=second, valid_from=FEB)
    assert not refused(ManagerLink, job=report, manager_job=second, valid_from=FEB, kind="deputy")
    assert not refused(ManagerLink, job=report, manager_job=second, valid_from=MAR)


def test_nobody_manages_themselves():
    job = make_job("1")
    assert refused(ManagerLink, job=job, manager_job=job, valid_from=JAN)


def test_a_published_version_is_never_changed():
    course = Course.objects.create(code="c", slug="c", title="C")
    version = CourseVersion.objects.create(
        course=course,
        number=1,
        content={},
        minutes=5,
        pass_percent=80,
        questions_asked=1,
        digest="x",
        published_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        CourseVersion.objects.filter(pk=version.pk).update(pass_percent=10)
    version.refresh_from_db()
    assert version.pass_percent == 80


def test_a_learning_event_is_never_changed():
    job = make_job("1")
    course = Course.objects.create(code="c", slug="c", title="C")
    event = LearningEvent.objects.create(person=job.person, course=course, kind="completed")
    with pytest.raises(DatabaseError), transaction.atomic():
        LearningEvent.objects.filter(pk=event.pk).update(kind="lesson_finished")
