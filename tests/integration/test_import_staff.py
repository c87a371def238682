"""What a staff file makes true, from which day, and for whom."""

import datetime as dt

import pytest
import time_machine

from lms.organisation.models import Job, JobVersion, ManagerLink
from lms.people.models import Person, User
from tests.staff_files import UNITS, apply, found, job_of, managers, placements, row

pytestmark = [pytest.mark.django_db]

BOSS, MIDDLE, REPORT = row("1"), row("2", manager_staff_no="1"), row("3", manager_staff_no="2")


@pytest.fixture(autouse=True)
def first_of_june():
    with time_machine.travel(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def three_people():
    """Three people in a line, employed since 2020; imported on 1 January 2026."""
    return apply([BOSS, MIDDLE, REPORT], units=UNITS, on="2026-01-01")


def counts(report) -> tuple[int, int, int, int]:
    told = report.as_dict()
    return told["created"], told["changed"], told["unchanged"], told["ended"]


# --- From which day -------------------------------------------------------------------------------------------------


def test_a_new_job_is_true_from_its_own_start(three_people):
    assert placements("3") == [("A", "2020-01-06", "")]
    assert managers("3") == [("2", "2020-01-06", "")]


def test_a_change_is_true_from_the_effective_date(three_people):
    report = apply([{**REPORT, "unit_code": "H", "manager_staff_no": "1"}], on="2026-06-01")

    assert counts(report) == (0, 1, 0, 0)
    assert placements("3") == [("A", "2020-01-06", "2026-06-01"), ("H", "2026-06-01", "")]
    assert managers("3") == [("2", "2020-01-06", "2026-06-01"), ("1", "2026-06-01", "")]


def test_what_was_believed_before_stays_on_record(three_people):
    before = JobVersion.objects.get(job__staff_no="3")
    with time_machine.travel(dt.datetime(2026, 6, 2, 12, tzinfo=dt.UTC)):
        apply([{**REPORT, "unit_code": "H"}])

    before.refresh_from_db()
    assert (before.valid_to, before.superseded_at is not None) == (None, True)
    known = JobVersion.objects.known_at(before.recorded_at).get(job__staff_no="3")
    assert known.pk == before.pk


def test_a_change_from_before_the_start_corrects_the_whole_job(three_people):
    apply([{**REPORT, "unit_code": "H"}], on="2019-01-01")
    assert placements("3") == [("H", "2020-01-06", "")]


def test_a_later_change_that_is_already_known_stays(three_people):
    apply([{**REPORT, "unit_code": "H"}], on="2026-09-01")
    apply([{**REPORT, "job_title": "Senior"}], on="2026-06-01")

    versions = JobVersion.objects.current().filter(job__staff_no="3").order_by("valid_from")
    assert [(each.unit.code, each.title) for each in versions] == [("A", ""), ("A", "Senior"), ("H", "")]
    assert counts(apply([{**REPORT, "job_title": "Senior"}], on="2026-06-01")) == (0, 0, 1, 0)


def test_a_corrected_start_moves_the_beginning_only(three_people):
    apply([{**REPORT, "unit_code": "H"}], on="2026-06-01")
    apply([{**REPORT, "unit_code": "H", "start_date": "2021-03-01"}], on="2026-06-01")

    assert placements("3") == [("A", "2021-03-01", "2026-06-01"), ("H", "2026-06-01", "")]
    assert managers("3") == [("2", "2021-03-01", "")]


def test_names_addresses_and_phones_are_kept_as_they_are_now(three_people):
    report = apply([{**REPORT, "last_name": "Married", "phone": "+44 20 7946 0000"}])

    person = Person.objects.get(first_name="First3")
    assert (person.last_name, person.phone, person.user.last_name) == ("Married", "+44 20 7946 0000", "Married")
    assert counts(report) == (0, 1, 0, 0)
    kept = report.staff_import.change_set["people"]["before"][str(person.pk)]
    assert kept == {"last_name": "Last3", "phone": ""}


def test_a_column_the_file_does_not_have_changes_nothing(three_people):
    apply([{**REPORT, "phone": "1", "job_title": "Planner", "end_date": "2027-01-31"}])
    columns = ["staff_no", "first_name", "last_name", "unit_code", "start_date"]

    assert counts(apply([REPORT], columns=columns)) == (0, 0, 1, 0)
    assert counts(apply([REPORT])) == (0, 1, 0, 0)  # the same row with empty cells says that there is none
    assert Person.objects.get(first_name="First3").phone == ""


# --- Leaving, coming back, two jobs ---------------------------------------------------------------------------------


def test_the_end_date_is_the_last_day_worked(three_people):
    report = apply([{**REPORT, "end_date": "2026-06-30"}])

    assert counts(report) == (0, 0, 0, 1)
    assert placements("3") == [("A", "2020-01-06", "2026-07-01")]
    assert managers("3") == [("2", "2020-01-06", "2026-07-01")]


def test_links_to_somebody_who_leaves_end_with_them_and_a_warning_says_so(three_people):
    report = apply([{**MIDDLE, "end_date": "2026-05-31"}])

    assert managers("3") == [("2", "2020-01-06", "2026-06-01")]
    assert found(report.as_dict(), "warnings") == [(2, "manager_staff_no", "manager_left")]
    assert "1 person without a manager" in report.as_dict()["warnings"][0]["message"]


def test_a_leaver_may_be_replaced_in_the_same_file(three_people):
    report = apply([{**MIDDLE, "end_date": "2026-05-31"}, {**REPORT, "manager_staff_no": "1"}])

    assert managers("3") == [("2", "2020-01-06", "2026-06-01"), ("1", "2026-06-01", "")]
    assert report.as_dict()["warnings"] == []


def test_a_deputy_link_ends_with_the_job(three_people):
    ManagerLink.objects.create(job=job_of("3"), manager_job=job_of("1"), kind="deputy", valid_from=dt.date(2026, 1, 1))
    apply([{**REPORT, "end_date": "2026-06-30"}])
    assert ManagerLink.objects.current().get(kind="deputy").valid_to == dt.date(2026, 7, 1)


def test_a_future_manager_takes_over_on_their_first_day(three_people):
    new = row("9", start_date="2026-07-01")
    rows = [new, {**REPORT, "manager_staff_no": "9"}]

    apply(rows)
    assert managers("3") == [("2", "2020-01-06", "2026-07-01"), ("9", "2026-07-01", "")]
    assert counts(apply(rows)) == (0, 0, 2, 0)


def test_a_rehire_is_a_new_job_of_the_same_person(three_people):
    apply([{**REPORT, "end_date": "2026-02-28"}], on="2026-03-01")
    report = apply([{**REPORT, "start_date": "2026-06-01", "unit_code": "H"}])

    assert counts(report) == (1, 0, 0, 0)
    assert Job.objects.filter(staff_no="3").values("person").distinct().count() == 1
    assert placements("3") == [("A", "2020-01-06", "2026-03-01"), ("H", "2026-06-01", "")]


def test_an_old_spell_may_be_corrected_but_not_run_into_the_next(three_people):
    apply([{**REPORT, "end_date": "2026-02-28"}], on="2026-03-01")
    apply([{**REPORT, "start_date": "2026-06-01"}])

    apply([{**REPORT, "end_date": "2026-01-31"}])
    assert placements("3") == [("A", "2020-01-06", "2026-02-01"), ("A", "2026-06-01", "")]
    assert found(apply([REPORT]).as_dict()) == [(2, "start_date", "bad_value")]


def test_an_end_that_was_a_mistake_is_taken_back(three_people):
    apply([{**REPORT, "end_date": "2026-02-28"}], on="2026-03-01")
    apply([REPORT])
    assert placements("3") == [("A", "2020-01-06", "")]
    assert managers("3")[-1] == ("2", "2026-06-01", "")


def test_two_jobs_of_one_person(three_people):
    rows = [{**REPORT, "person_ref": "P3"}, row("4", email=REPORT["email"], person_ref="P3", unit_code="H")]
    rows[1].update(first_name="First3", last_name="Last3")
    report = apply(rows)

    assert counts(report) == (1, 1, 0, 0)
    assert [job.staff_no for job in Person.objects.get(person_ref="P3").jobs.order_by("staff_no")] == ["3", "4"]
    apply([{**rows[0], "end_date": "2026-05-31"}])
    assert User.objects.get(email=REPORT["email"]).is_active  # the other job goes on


def test_two_people_may_change_places_of_their_addresses(three_people):
    apply([{**MIDDLE, "email": REPORT["email"]}, {**REPORT, "email": MIDDLE["email"]}])

    assert Person.objects.get(first_name="First2").email == REPORT["email"]
    assert User.objects.get(person__first_name="First3").email == MIDDLE["email"]
