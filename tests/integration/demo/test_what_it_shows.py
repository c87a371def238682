"""The demonstration council shows what it promises, and what it shows is true."""

import datetime as dt

from certificates.models import Certificate
from courses.models import (
    Attempt,
    Completion,
    CourseVersion,
    LessonProgress,
    Requirement,
)
from courses.records.marking import has_passed, mark
from courses.requirements.services import open_requirements
from lms.core.dates import add_months
from lms.organisation.models import Absence, Job, JobVersion, ManagerLink, UnitVersion
from lms.organisation.selectors import reporting_to
from lms.organisation.staff_file.services import Upload, check_staff_file
from lms.people.models import Person
from tests.demo_staff_file import staff_file, units_file
from tests.integration.demo.helpers import DAY, MODULES, headline, named, open_for


def test_sixty_staff_each_in_one_state(demo):
    total = headline()["total"]
    assert total["staff"] == 60
    assert total["met"] + total["excused"] + total["not_yet_due"] + total["overdue"] == 60
    assert all(total[state] for state in ("met", "excused", "not_yet_due", "overdue"))


def test_councillors_and_volunteers_are_lines_of_their_own(demo):
    groups = {group["code"]: group["staff"] for group in headline(by="worker-type")["groups"]}
    assert groups["councillor"] == 4
    assert groups["volunteer"] == 3
    assert groups["employee"] + groups["agency"] + groups["apprentice"] == 60


def test_the_figure_starts_at_nothing_and_grows(demo):
    met = [headline(as_at=add_months(DAY, -months).isoformat())["total"]["met"] for months in (13, 12, 6, 3, 0)]
    assert met[:2] == [0, 0]
    assert met == sorted(met)
    assert met[-1] > met[-2]


def test_about_seven_of_ten_modules_are_done(demo):
    staff = Person.objects.filter(jobs__versions__in=JobVersion.objects.on(DAY).exclude(worker_type="councillor"))
    staff = staff.exclude(jobs__versions__worker_type="volunteer").distinct()
    done = Completion.objects.good_on(DAY).filter(person__in=staff, course__code__in=MODULES)
    cells = done.values("person", "course").distinct().count()
    assert 0.65 < cells / (60 * 8) < 0.78


def test_the_learner_has_five_of_eight_one_begun_one_due_soon_one_overdue(demo):
    learner = named("learner")
    assert open_for(learner) == {"services": -65, "open": 21, "assisted": 80}
    assert set(Completion.objects.filter(person=learner).values_list("course__code", flat=True)) == set(MODULES[:5])
    begun = LessonProgress.objects.filter(person=learner, course__code="assisted")
    assert begun.filter(finished_at__isnull=False).exists()
    assert begun.filter(finished_at__isnull=True).count() == 1


def test_the_manager_has_fourteen_people_three_overdue_two_due_within_the_month(demo):
    team = reporting_to(named("manager"), on=DAY)
    assert team.count() == 14
    present = [open_for(person) for person in team if not person.absences.on(DAY).exists()]
    assert len(present) == 13
    overdue = [due for due in present if min(due.values(), default=1) < 0]
    soon = [due for due in present if 0 <= min(due.values(), default=-1) <= 31]
    assert (len(overdue), len(soon)) == (3, 2)
    assert named("learner") in team


def test_the_director_sees_the_manager_through_two_levels(demo):
    below = reporting_to(named("director"), on=DAY)
    assert named("manager") in below
    assert named("manager") not in reporting_to(named("director"), on=DAY, indirect=False)


def test_the_year_holds_what_a_year_holds(demo):
    assert JobVersion.objects.current().filter(valid_to__isnull=False).exists()
    assert Job.objects.values("staff_no").distinct().count() < Job.objects.count(), "nobody was rehired"
    assert Absence.objects.filter(valid_to__isnull=True).exists()
    assert Absence.objects.filter(valid_to__lte=DAY).exists()
    assert ManagerLink.objects.filter(kind="deputy").exists()
    assert UnitVersion.objects.current().filter(valid_to__isnull=False).count() == 1
    assert Completion.objects.filter(revoked_on__isnull=False).count() == 1
    assert Completion.objects.filter(valid_until__lte=DAY).exists()
    assert Completion.objects.filter(channel="facilitated", person__email="").exists()
    assert set(Requirement.objects.values_list("why", flat=True)) == {"existing", "starter", "renewal"}


def test_every_try_is_marked_as_the_site_marks(demo):
    questions = {version.pk: version.content["questions"] for version in CourseVersion.objects.all()}
    attempts = list(Attempt.objects.select_related("version"))
    assert len(attempts) > 300
    for attempt in attempts:
        marked = mark(attempt.shown, questions[attempt.version_id], attempt.answers)
        assert (attempt.score, attempt.out_of) == (marked.score, marked.out_of)
        assert attempt.passed == has_passed(marked.score, marked.out_of, attempt.version.pass_percent)
    assert any(attempt.passed is False for attempt in attempts)


def test_every_completion_stands_on_a_try_or_a_list_and_runs_out_when_it_should(demo):
    for completion in Completion.objects.select_related("attempt", "version", "course"):
        months = completion.version.validity_months
        assert completion.valid_until == (add_months(completion.completed_on, months) if months else None)
        assert completion.completed_on < DAY
        if completion.attempt:
            assert completion.attempt.passed
            assert completion.attempt.submitted_at.date() == completion.completed_on
            assert completion.attempt.started_at > completion.version.published_at
        else:
            assert completion.evidence.startswith("Sign-in list")


def test_nobody_learnt_before_they_came_or_after_they_left(demo):
    for completion in Completion.objects.all():
        held = JobVersion.objects.on(completion.completed_on).filter(job__person=completion.person_id)
        assert held.exists(), completion.person


def test_the_nightly_job_finds_nothing_to_do(demo):
    result = open_requirements(on=DAY)
    assert (result.opened, sum(result.closed.values()), result.moved) == (0, 0, 0)


def test_the_personnel_systems_file_of_the_day_changes_nothing(demo):
    """What was written in bulk is what importing staff files would have left."""
    upload = Upload("staff.csv", staff_file(on=DAY), units_file(on=DAY), effective_from=DAY, full=True)
    report = check_staff_file(upload=upload)
    assert report.as_dict()["errors"] == []
    assert report.plan.counts == {
        "rows": JobVersion.objects.on(DAY).count(),
        "created": 0,
        "changed": 0,
        "unchanged": JobVersion.objects.on(DAY).count(),
        "ended": 0,
        "skipped": 0,
    }


def test_what_we_believed_before_a_move_is_still_there(demo):
    """A year of staff files would have left the row that the move superseded."""
    moved = JobVersion.objects.filter(superseded_at__isnull=False, valid_to__isnull=True).first()
    assert moved is not None
    before = JobVersion.objects.known_at(moved.superseded_at - dt.timedelta(days=1)).get(job=moved.job)
    assert (before.pk, before.valid_to) == (moved.pk, None)


def test_certificates_are_drawn_for_the_people_to_sign_in_as_only(demo):
    holders = set(Certificate.objects.values_list("person__email", flat=True))
    roles = ("learner", "manager", "director", "hr", "facilitator", "editor", "admin")
    assert holders == {f"{role}@demo.example" for role in roles}
    assert Certificate.objects.filter(person=named("learner")).count() == 5
    assert Certificate.objects.filter(person=named("manager"), programme__isnull=False).count() == 1
