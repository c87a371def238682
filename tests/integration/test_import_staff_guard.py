"""What a staff file does to everybody at once: the guard, units, accounts, and who is told."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.core.models import AuditEntry
from lms.organisation.models import StaffImport, Unit
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


@pytest.mark.parametrize("again", [False, True], ids=["new", "changed"])
def test_the_number_of_queries_does_not_grow_with_the_rows(again):
    apply([BOSS], units=UNITS, on="2026-01-01")
    asked = []
    for number in (20, 40):  # below what SQLite takes in one insertion
        people = [row(f"{number}-{each}", manager_staff_no=f"{number}-0" if each else "") for each in range(number)]
        if again:
            apply(people, on="2026-01-01")
            people = [{**each, "job_title": "Officer"} for each in people]
        with CaptureQueriesContext(connection) as queries:
            report = apply(people)
        assert counts(report)[:2] == ((0, number) if again else (number, 0))
        asked.append(len(queries))

    assert asked[0] == asked[1] < 40
