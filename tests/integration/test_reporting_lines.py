"""Who reported to whom, drawn as a tree and asked on several days."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from lms.organisation.models import Job, JobVersion, ManagerLink, Role, RoleAssignment, Unit
from lms.organisation.permissions import can_view_record, has_team, is_hr, team_of, visible_to
from lms.organisation.selectors import reporting_to
from lms.people.models import Person, User

pytestmark = pytest.mark.django_db

START, MOVE, DAY = dt.date(2025, 1, 1), dt.date(2026, 4, 1), dt.timedelta(days=1)


@pytest.fixture
def council():
    """Ada manages Ben; Ben manages Cat and, until the move, Dot; then Eve manages Dot. Flo is Ben's deputy for Cat."""
    unit = Unit.objects.create(code="U")
    jobs = {}
    for name in ("ada", "ben", "cat", "dot", "eve", "flo", "hal"):
        user = User.objects.create_user(f"{name}@council.example")
        person = Person.objects.create(first_name=name, last_name="Test", email=user.email, user=user)
        jobs[name] = Job.objects.create(person=person, staff_no=name)
        JobVersion.objects.create(job=jobs[name], unit=unit, valid_from=START)

    def link(report, manager, start=START, end=None, kind="line"):
        ManagerLink.objects.create(
            job=jobs[report], manager_job=jobs[manager], valid_from=start, valid_to=end, kind=kind
        )

    link("ben", "ada")
    link("eve", "ada")
    link("cat", "ben")
    link("cat", "flo", kind="deputy")
    link("dot", "ben", end=MOVE)
    link("dot", "eve", start=MOVE)
    return {name: job.person for name, job in jobs.items()}


def names(people) -> str:
    return " ".join(sorted(person.first_name for person in people))


def test_direct_and_indirect_on_the_day_asked(council):
    assert names(reporting_to(council["ada"], on=MOVE)) == "ben cat dot eve"
    assert names(reporting_to(council["ada"], on=MOVE, indirect=False)) == "ben eve"
    assert names(reporting_to(council["ben"], on=MOVE - DAY)) == "cat dot"
    assert names(reporting_to(council["ben"], on=MOVE)) == "cat"
    assert names(reporting_to(council["eve"], on=MOVE - DAY)) == ""
    assert names(reporting_to(council["eve"], on=MOVE)) == "dot"
    assert names(reporting_to(council["flo"], on=MOVE)) == "cat"
    assert names(reporting_to(council["ada"], on=START - DAY)) == ""


def test_somebody_who_left_is_in_no_team_and_has_none(council):
    JobVersion.objects.filter(job__person=council["cat"]).update(valid_to=MOVE)
    JobVersion.objects.filter(job__person=council["eve"]).update(valid_to=MOVE)

    assert names(reporting_to(council["ben"], on=MOVE - DAY)) == "cat dot"
    assert names(reporting_to(council["ben"], on=MOVE)) == ""
    assert names(reporting_to(council["eve"], on=MOVE)) == ""
    # The post between them is vacant: their manager still sees the team.
    assert names(reporting_to(council["ada"], on=MOVE)) == "ben dot"


def test_a_circle_of_links_ends(council):
    ManagerLink.objects.create(
        job=Job.objects.get(staff_no="ada"), manager_job=Job.objects.get(staff_no="cat"), valid_from=START
    )
    assert names(reporting_to(council["ben"], on=MOVE)) == "ada cat dot eve"


def test_who_may_see_a_record(council):
    ben, dot = council["ben"].user, council["dot"]
    assert can_view_record(ben, dot, on=MOVE - DAY)
    assert not can_view_record(ben, dot, on=MOVE)
    assert can_view_record(dot.user, dot, on=MOVE)
    assert names(visible_to(council["hal"].user, on=MOVE)) == "hal"
    assert names(visible_to(AnonymousUser(), on=MOVE)) == ""
    assert has_team(ben, on=MOVE)
    assert not has_team(dot.user, on=MOVE)


def test_hr_sees_everybody_only_while_the_role_lasts(council):
    from lms.core.clock import today

    hal = council["hal"]
    role = RoleAssignment.objects.create(person=hal, role=Role.HR, valid_from=START)
    assert is_hr(hal.user)
    assert visible_to(hal.user, on=MOVE).count() == 7
    role.valid_to = today()
    role.save()
    assert not is_hr(hal.user)
    assert names(visible_to(hal.user, on=MOVE)) == "hal"


def test_an_inactive_or_superuser_sees_nobody_by_that_alone(council):
    ada = council["ada"].user
    ada.is_active = False
    assert not team_of(ada, on=MOVE).exists()
    assert not visible_to(User.objects.create_superuser("root@council.example"), on=MOVE).exists()
