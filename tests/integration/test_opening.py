"""What opens and closes requirements, besides the nightly command."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from certificates.models import Certificate
from certificates.services import issue_for
from courses.content.signals import course_published
from courses.models import AudienceRule, Course, Requirement
from courses.reporting.report import make_report
from courses.requirements.selectors import open_requirements_of, programmes_completed_by
from courses.requirements.services import change_due, open_requirements
from lms.core.jobs import run_waiting
from lms.core.models import JobRun
from tests.builders import (
    complete,
    exempt,
    give_job,
    make_course,
    make_person,
    make_programme,
    make_unit,
    move_unit,
    publish,
)
from tests.roster import day

pytestmark = pytest.mark.django_db
STARTS, DUE = day("2026-01-05"), day("2026-03-31")


@pytest.fixture
def ann():
    person = make_person("Ann")
    give_job(person, make_unit("U"), day("2020-01-01"))
    return person


@pytest.fixture
def programme(ann):
    return make_programme([make_course("confident"), make_course("cyber", validity_months=12)], starts=STARTS, due=DUE)


def asked(person, on) -> list[tuple[str, str]]:
    return [(row.course.code, str(row.current_due_on)) for row in open_requirements_of(person, on)]


def test_a_major_version_opens_what_was_done_through_a_job(ann, programme, django_capture_on_commit_callbacks):
    confident = Course.objects.get(code="confident")
    complete(ann, confident, day("2026-02-01"))
    with time_machine.travel(dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)):
        open_requirements(on=day("2026-06-01"))
        version = publish(confident, published=day("2026-06-01"), redo_by=day("2026-09-01"))
        course_published.send(sender=None, version_id=version.pk)
        course_published.send(sender=None, version_id=version.pk)
        assert JobRun.objects.filter(name="open_requirements").count() == 1
        run_waiting()

    assert asked(ann, day("2026-06-01")) == [("cyber", "2026-03-31"), ("confident", "2026-09-01")]
    renewed = Requirement.objects.get(course=confident, closed_on=None)
    assert (renewed.why, renewed.cycle, renewed.opened_on) == ("new_version", 2, day("2026-06-01"))


def test_a_completion_of_the_old_version_does_not_meet_a_new_version(ann, programme):
    confident = Course.objects.get(code="confident")
    old = confident.versions.get()
    complete(ann, confident, day("2026-02-01"))
    new = publish(confident, published=day("2026-06-01"), redo_by=day("2026-09-01"))
    open_requirements(on=day("2026-06-02"))
    complete(ann, confident, day("2026-06-03"), version=old)
    open_requirements(on=day("2026-06-03"))
    assert ("confident", "2026-09-01") in asked(ann, day("2026-06-03"))
    complete(ann, confident, day("2026-06-04"), version=new)
    open_requirements(on=day("2026-06-04"))
    assert asked(ann, day("2026-06-04")) == [("cyber", "2026-03-31")]


def test_an_extension_is_true_from_its_day_on(ann, programme):
    open_requirements(on=STARTS)
    cyber = Requirement.objects.get(course__code="cyber")
    change_due(requirement=cyber, due_on=day("2026-05-31"), reason="extension", by=None, effective_on=day("2026-03-20"))
    assert ("cyber", "2026-03-31") in asked(ann, day("2026-03-19"))
    assert ("cyber", "2026-05-31") in asked(ann, day("2026-03-20"))
    cyber.closed_on = DUE
    with pytest.raises(ValueError, match="closed"):
        change_due(requirement=cyber, due_on=DUE, reason="extension", by=None)


def test_an_exemption_closes_and_its_end_opens_with_grace(ann, programme):
    exempt(ann, programme, day("2026-02-01"), day("2026-04-10"), course=Course.objects.get(code="cyber"))
    open_requirements(on=day("2026-02-01"))
    assert asked(ann, day("2026-02-01")) == [("confident", "2026-03-31")]
    open_requirements(on=day("2026-04-10"))
    assert asked(ann, day("2026-04-10")) == [("confident", "2026-03-31"), ("cyber", "2026-05-08")]


def test_the_programme_is_whole_with_the_last_course_and_not_again_with_a_renewal(ann, programme):
    confident, cyber = Course.objects.get(code="confident"), Course.objects.get(code="cyber")
    assert programmes_completed_by(complete(ann, confident, day("2026-02-01"))) == []
    assert programmes_completed_by(complete(ann, cyber, day("2026-02-02"))) == [(programme, day("2026-02-02"))]
    assert programmes_completed_by(complete(ann, cyber, day("2027-01-02"))) == []
    # After it lapsed, it becomes whole anew.
    assert programmes_completed_by(complete(ann, cyber, day("2028-06-01"))) == [(programme, day("2028-06-01"))]


def test_a_gap_filled_by_a_late_record_makes_the_programme_whole(ann, programme):
    confident, cyber = Course.objects.get(code="confident"), Course.objects.get(code="cyber")
    assert programmes_completed_by(complete(ann, cyber, day("2026-03-01"))) == []
    assert programmes_completed_by(complete(ann, confident, day("2026-02-01"))) == [(programme, day("2026-03-01"))]


@pytest.mark.parametrize("order", [1, -1])
def test_many_records_before_their_jobs_make_one_programme_certificate(ann, programme, order):
    courses = [Course.objects.get(code=code) for code in ("confident", "cyber")]
    done = [complete(ann, course, day(f"2026-02-0{n}")) for n, course in enumerate(courses[::order], start=1)]
    done.append(complete(ann, courses[1], day("2026-12-20")))  # renewed long before the jobs run
    for completion in done[::order]:
        issue_for(completion=completion)

    whole = Certificate.objects.get(programme=programme)
    assert set(whole.rests_on.all()) == set(done[:2])
    assert whole.facts["completed_on"] == "2026-02-02"
    assert Certificate.objects.filter(programme=None).count() == 3


def test_a_reorganisation_leaves_the_past_as_it_was_asked(ann):
    """A rule asks department A. On 2 June, Ann's team moves under B: from then on she is not asked, and was before."""
    department, other = make_unit("A"), make_unit("B")
    team = make_unit("T", parent=department)
    bea = make_person("Bea")
    give_job(bea, team, day("2020-01-01"))
    programme = make_programme([make_course("confident")], starts=STARTS, due=DUE)
    AudienceRule.objects.filter(programme=programme).update(unit=department)
    open_requirements(on=day("2026-05-01"))
    move_unit(team, other, day("2026-06-02"))
    open_requirements(on=day("2026-07-01"))

    row = Requirement.objects.get(person=bea)
    assert (row.opened_on, row.closed_on, row.close_reason) == (STARTS, day("2026-06-02"), "rule_ended")
    assert make_report(programme=programme, as_at=day("2026-06-01"), unit="A").total.overdue == 1
    assert not Requirement.objects.filter(person=ann).exists()


def test_the_command_says_what_it_did_and_refuses_no_date(ann, programme):
    out = io.StringIO()
    call_command("open_requirements", "--on", "2026-02-01", stdout=out)
    assert out.getvalue() == "1 people: 2 opened; closed: none; 0 due dates moved.\n"
    with pytest.raises(CommandError, match="not a date"):
        call_command("open_requirements", "--on", "soon")
