"""Clearing the demonstration: it goes without a trace, and nothing else goes."""

import datetime as dt

import pytest
from django.apps import apps

from certificates.models import Certificate
from courses.models import (
    Attempt,
    Completion,
    Course,
    CoursePage,
    Requirement,
)
from lms.core.models import AuditEntry, CouncilSettings
from lms.demo.clearing import OF_A_PERSON, InUseError, clear_demo
from lms.organisation.models import Job, Unit
from lms.people.models import Person, User
from tests.builders import LONG_AGO, complete, give_job, make_person, make_unit, report_to
from tests.integration.demo.helpers import held, named, run


def test_cleared_there_is_nothing_left_of_it(demo):
    clear_demo()
    # The front door in three languages, the council's settings and the kinds of help: every installation has them.
    left = {label: count for label, count in held().items() if count}
    assert left == {"courses.CourseIndexPage": 3, "core.CouncilSettings": 1, "inclusion_map.KindOfHelp": 16}
    assert CouncilSettings.objects.get().council_name == "Your council"
    assert clear_demo() is None


def test_people_of_ones_own_who_came_since_stay(demo):
    unit = make_unit("OWN")
    person = make_person("Ada Moss")
    give_job(person, unit, LONG_AGO)
    clear_demo()
    assert list(Person.objects.all()) == [person]
    assert list(Unit.objects.all()) == [unit]
    assert User.objects.count() == 1


def test_it_refuses_while_somebodys_own_people_hang_on_it(demo):
    job = give_job(make_person("Ada Moss"), make_unit("OWN"), LONG_AGO)
    report_to(job, Job.objects.get(person=named("manager")))
    before = held()
    with pytest.raises(InUseError, match="1 of the kind “manager link”"):
        clear_demo()
    assert held() == before


def test_a_course_in_which_others_learnt_stays(demo):
    person = make_person("Ada Moss")
    give_job(person, make_unit("OWN"), LONG_AGO)
    course = Course.objects.get(code="data")
    complete(person, course, dt.date(2026, 5, 1), version=course.versions.get())
    cleared = clear_demo()
    assert cleared.courses_kept == ["data"]
    assert list(CoursePage.objects.values_list("course__code", flat=True)) == ["data"]


def test_an_account_that_acted_for_others_is_closed_and_keeps_no_name(demo):
    user = named("hr").user
    person = make_person("Ada Moss")
    AuditEntry.objects.create(actor=user, verb="viewed_record", subject=person)
    cleared = clear_demo()
    assert cleared.accounts_closed == 1
    user.refresh_from_db()
    assert (user.email, user.is_active, user.has_usable_password()) == (None, False, False)
    assert str(user) == "Demonstration (closed)"


def test_a_dry_run_of_clearing_removes_nothing(demo, capsys):
    before = held()
    out, _err = run("clear_demo", "--dry-run", capsys=capsys)
    assert "69 people" in out
    assert held() == before


@pytest.mark.django_db
def test_clearing_knows_every_model_that_belongs_to_a_person():
    """A new model with a person, job, requirement, completion, attempt or certificate needs a line in OF_A_PERSON."""
    reached = {Person, Job, Requirement, Completion, Attempt, Certificate}
    pointing = {
        model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.related_model in reached and not field.many_to_many
    }
    assert pointing - {model for model, _way in OF_A_PERSON} - {Job} == set()
