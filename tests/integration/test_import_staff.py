"""What a staff file makes true, from which day, and for whom."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.management import call_command

from lms.core.models import AuditEntry
from lms.organisation.models import Job, JobVersion, ManagerLink, StaffImport, Unit
from lms.organisation.signals import staff_changed
from lms.organisation.staff_file.accounts import close_accounts_of_leavers
from lms.people.models import Person, User
from tests.builders import make_person
from tests.staff_files import UNITS, apply, facts, found, job_of, managers, placements, row

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


# --- Everybody ------------------------------------------------------------------------------------------------------


def many(count: int) -> list[dict]:
    return [row(f"{number:03}", manager_staff_no="" if number == 0 else "000") for number in range(count)]


def test_absence_from_a_file_is_not_leaving(three_people):
    assert counts(apply([BOSS])) == (0, 0, 1, 0)
    assert placements("3") == [("A", "2020-01-06", "")]


def test_absence_from_a_full_file_ends_the_job_on_the_effective_date():
    apply(many(100), units=UNITS, on="2026-01-01")
    report = apply(many(99), full=True)

    assert counts(report) == (0, 0, 99, 1)
    assert placements("099") == [("A", "2020-01-06", "2026-06-01")]
    assert managers("099") == [("000", "2020-01-06", "2026-06-01")]
    assert not User.objects.get(email="p099@council.example").is_active


def test_more_than_two_per_cent_of_leavers_need_a_second_person():
    apply(many(100), units=UNITS, on="2026-01-01")
    before = facts()

    blocked = apply(many(97), full=True)
    assert blocked.as_dict()["guard"] == {
        "blocked": True,
        "reasons": ["3 of 100 jobs would end (3.0 %); more than 2 % needs approval."],
    }
    assert (blocked.as_dict()["import_id"], facts()) == (None, before)

    approver = User.objects.get(email="p000@council.example")
    approved = apply(many(97), full=True, approved_by=approver)
    assert approved.as_dict()["guard"]["blocked"] is False
    assert approved.staff_import.approved_by == approver
    assert approved.as_dict()["ended"] == 3


def test_two_per_cent_of_leavers_need_nobody():
    apply(many(100), units=UNITS, on="2026-01-01")
    assert apply(many(98), full=True).as_dict()["ended"] == 2


def test_more_than_ten_per_cent_of_changed_managers_need_a_second_person():
    apply(many(100), units=UNITS, on="2026-01-01")
    ten, eleven = many(100), many(100)
    for rows, last in ((ten, 12), (eleven, 13)):
        for each in rows[2:last]:
            each["manager_staff_no"] = "001"

    assert "11 of 100 jobs would have another manager" in apply(eleven, full=True).as_dict()["guard"]["reasons"][0]
    assert apply(ten, full=True).as_dict()["changed"] == 10


def test_five_per_cent_more_rows_need_a_second_person():
    apply(many(100), units=UNITS, on="2026-01-01")
    assert apply(many(105), full=True).as_dict()["guard"]["blocked"] is True
    assert apply(many(104), full=True).as_dict()["created"] == 4


def test_a_few_leavers_written_one_by_one_need_nobody_without_full(three_people):
    assert counts(apply([{**REPORT, "end_date": "2026-05-31"}])) == (0, 0, 0, 1)


def test_a_bad_row_that_is_skipped_is_no_leaver():
    apply(many(100), units=UNITS, on="2026-01-01")
    rows = many(100)
    rows[50]["email"] = "nowhere"
    assert counts(apply(rows, full=True, skip_bad_rows=True)) == (0, 0, 99, 0)


def test_a_skipped_row_without_a_staff_number_needs_a_second_person():
    apply(many(100), units=UNITS, on="2026-01-01")
    rows = many(100)
    rows[50]["staff_no"] = ""
    report = apply(rows, full=True, skip_bad_rows=True)
    assert "no staff number" in report.as_dict()["guard"]["reasons"][0]


# --- Units ----------------------------------------------------------------------------------------------------------


def test_a_unit_is_renamed_and_moved_from_the_effective_date(three_people):
    apply([BOSS], units=[{"unit_code": "H", "name": "Homes", "parent_code": "A"}])

    lines = list(
        Unit.objects.get(code="H").versions.current().order_by("valid_from").values_list("name", "parent__code")
    )
    assert lines == [("Housing", "C"), ("Homes", "A")]
    assert Unit.objects.get(code="A").versions.count() == 1  # absent from the file: unchanged


def test_a_unit_exists_on_every_day_somebody_is_in_it(three_people):
    new = {"unit_code": "N", "name": "New", "parent_code": "H"}
    apply([row("9", unit_code="N", start_date="2012-05-01")], units=[new])

    for code in ("N", "H", "C"):
        assert Unit.objects.get(code=code).versions.current().earliest("valid_from").valid_from == dt.date(2012, 5, 1)


# --- Accounts -------------------------------------------------------------------------------------------------------


def test_everybody_with_an_address_has_an_account_without_a_password(three_people):
    users = User.objects.all()
    assert users.count() == 3
    assert not any(user.has_usable_password() for user in users)
    assert all(user.is_active for user in users)


def test_an_account_keeps_its_password_and_takes_the_new_address(three_people):
    user = User.objects.get(email=REPORT["email"])
    user.set_password("a long password of their own")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True)

    apply([{**REPORT, "email": "New.Name@council.example"}])
    user.refresh_from_db()
    assert user.check_password("a long password of their own")
    assert user.email == "new.name@council.example"
    assert not EmailAddress.objects.exists()  # nobody signs in by the old address any more


def test_a_leaver_is_signed_out(three_people, client):
    user = User.objects.get(email=REPORT["email"])
    client.force_login(user)
    apply([{**REPORT, "end_date": "2026-05-31"}])

    user.refresh_from_db()
    assert not user.is_active
    assert not client.get("/accounts/email/").wsgi_request.user.is_authenticated


def test_an_account_closes_in_the_night_after_the_last_day(three_people):
    apply([{**REPORT, "end_date": "2026-06-15"}])
    user = User.objects.get(email=REPORT["email"])
    assert user.is_active

    assert close_accounts_of_leavers(today=dt.date(2026, 6, 15)) == 0
    assert close_accounts_of_leavers(today=dt.date(2026, 6, 16)) == 1
    assert close_accounts_of_leavers(today=dt.date(2026, 6, 16)) == 0
    user.refresh_from_db()
    assert not user.is_active


def test_the_nightly_command_closes_accounts(three_people, capsys):
    apply([{**REPORT, "end_date": "2026-06-15"}])
    make_person("Partner")  # never had a job

    with time_machine.travel(dt.datetime(2026, 6, 16, 1, tzinfo=dt.UTC)):
        call_command("close_accounts", "--dry-run")
        assert User.objects.filter(is_active=False).count() == 0
        call_command("close_accounts")
    assert [user.email for user in User.objects.filter(is_active=False)] == [REPORT["email"]]
    assert "1 accounts would be closed" in capsys.readouterr().out


def test_somebody_who_starts_later_may_sign_in_already():
    apply([row("1", start_date="2026-09-01")], units=UNITS)
    assert User.objects.get().is_active


def test_an_administrator_keeps_their_account_as_it_is(three_people):
    admin = User.objects.get(email=BOSS["email"])
    admin.is_superuser = True
    admin.save()
    report = apply([{**BOSS, "email": "somebody.else@council.example", "end_date": "2026-05-31"}])

    admin.refresh_from_db()
    assert (admin.email, admin.is_active) == (BOSS["email"], True)
    assert (2, "email", "account_kept") in found(report.as_dict(), "warnings")


def test_an_account_that_was_there_is_joined_and_not_changed():
    admin = User.objects.create_superuser("admin@council.example", "a long password of their own")
    outsider = User.objects.create_user("partner@elsewhere.example")
    report = apply([row("1", email="admin@council.example")], units=UNITS)

    assert Person.objects.get().user == admin
    assert found(report.as_dict(), "warnings") == [(2, "email", "account_joined")]
    outsider.refresh_from_db()
    assert outsider.is_active


# --- What is told ---------------------------------------------------------------------------------------------------


def test_the_layers_above_are_told_once_it_is_committed(three_people, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, person_ids, from_date, **_kwargs):
        heard.append((person_ids, from_date))

    staff_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            apply([BOSS, {**REPORT, "unit_code": "H"}], on="2026-06-01")
            assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            apply([BOSS, {**REPORT, "unit_code": "H"}], on="2026-06-01")
    finally:
        staff_changed.disconnect(listen)
    assert heard == [([job_of("3").person_id], dt.date(2026, 6, 1))]


def test_an_audit_entry_holds_counts_and_no_names(three_people):
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.object_uuid) == ("staff_file_applied", StaffImport.objects.get().uuid)
    assert entry.data["created"] == 3
    assert "First1" not in str(entry.data)


def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_max_num_queries):
    apply(many(20), units=UNITS, on="2026-01-01")
    rows = many(300)
    for each in rows:
        each.update(job_title="Officer", phone="1")
    with django_assert_max_num_queries(60):
        apply(rows, on="2026-06-01")
