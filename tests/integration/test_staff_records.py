"""The pages of HR: what a file does is shown, done by somebody who may, and taken back."""

import csv
import datetime as dt
import io

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from lms.core.models import AuditEntry
from lms.organisation.hr.uploads import discard_old_uploads
from lms.organisation.models import Job, JobVersion, StaffImport, StaffUpload
from lms.organisation.resources import StaffResource, staff_lines
from lms.organisation.staff_file.facts import STAFF_COLUMNS
from lms.organisation.staff_file.services import Upload, apply_staff_file
from lms.people.models import User
from tests.builders import give_role, make_person
from tests.staff_files import UNIT_COLUMNS, UNITS, apply, as_csv, facts, placements, row

pytestmark = pytest.mark.django_db

TODAY = dt.date.today()  # noqa: DTZ011
DAY = {"effective_from_day": "1", "effective_from_month": "6", "effective_from_year": "2026"}


def hr_officer(name: str) -> User:
    person = make_person(name)
    give_role(person, "hr")
    assert person.user is not None
    return person.user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def first() -> Client:
    return signed_in(hr_officer("Hana First"))


@pytest.fixture
def second() -> Client:
    return signed_in(hr_officer("Sam Second"))


def send(client: Client, rows: list[dict], units: list[dict] | None = None, **more: str):
    """Upload a file; the address of the page that shows what it does."""
    data = {"file": SimpleUploadedFile("people.csv", as_csv(rows)), **DAY, **more}
    if units is not None:
        data["units"] = SimpleUploadedFile("units.csv", as_csv(units, UNIT_COLUMNS))
    response = client.post("/staff-records/upload/", data)
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def press(client: Client, page: str):
    """Apply what the page shows."""
    shown = client.get(page)
    fingerprint = shown.context["screen"].report.plan.fingerprint
    return client.post(f"{page}apply/", {"fingerprint": fingerprint}, follow=True)


def files_kept() -> list[str]:
    storage = storages["private"]
    return storage.listdir("staff-files")[1] if storage.exists("staff-files") else []


def hundred() -> list[dict]:
    return [row(f"{number:03}", manager_staff_no="" if number == 0 else "000") for number in range(100)]


def test_a_file_is_shown_applied_and_undone(first, django_capture_on_commit_callbacks):
    before, kept = facts(), len(files_kept())
    page = send(first, [row("1"), row("2", manager_staff_no="1", unit_code="H")], UNITS)
    shown = first.get(page).content.decode()
    assert "2 jobs are new, 0 change, 0 end and 0 stay as they are." in shown
    assert "New: in Housing from 6 January 2020." in shown
    assert not Job.objects.filter(staff_no="1").exists()
    assert len(files_kept()) == kept + 2

    with django_capture_on_commit_callbacks(execute=True):
        done = press(first, page)
    assert "Done." in done.content.decode()
    assert placements("2") == [("H", "2020-01-06", "")]
    assert len(files_kept()) == kept
    imported = StaffImport.objects.get()
    assert done.redirect_chain[-1][0] == f"/staff-records/imports/{imported.uuid}/"
    assert "New: in Housing from 6 January 2020." in done.content.decode()

    undone = first.post(f"/staff-records/imports/{imported.uuid}/undo/", follow=True).content.decode()
    assert "This import was undone on" in undone
    assert {name: facts()[name] for name in ("jobs", "managers", "units")} == {
        name: before[name] for name in ("jobs", "managers", "units")
    }


def test_the_differences_are_sentences(first):
    apply([row("1"), row("2", manager_staff_no="1"), row("3")], units=UNITS, on="2026-01-01")
    rows = [
        row("1"),
        row("2", manager_staff_no="3", unit_code="H", last_name="Married"),
        row("3", end_date="2026-12-31"),
    ]
    page = send(first, rows)
    shown = first.get(page).content.decode()
    assert "0 jobs are new, 1 changes, 1 ends and 1 stays as it is." in shown
    assert "Last name: Married, was Last2. Unit: Housing, was Adults." in shown
    assert "Manager: First3 Last3 (3), was First1 Last1 (1)." in shown
    assert "Last day: 31 December 2026." in shown

    done = press(first, page).content.decode()
    assert "Unit: Housing, was Adults. Manager: First3 Last3 (3), was First1 Last1 (1). Corrected: last name." in done
    assert "Last day: 31 December 2026." in done


def test_faults_are_named_and_cannot_be_applied(first):
    page = send(first, [row("1", email="nowhere")], UNITS)
    shown = first.get(page)
    assert "one thing in the file is wrong" in shown.content.decode()
    assert "“nowhere” is not an e-mail address" in shown.content.decode()
    assert "apply/" not in shown.content.decode()

    assert "Nothing was applied." in press(first, page).content.decode()
    assert not Job.objects.filter(staff_no="1").exists()


def test_what_the_guard_holds_back_needs_a_second_hr_officer(first, second):
    apply(hundred(), units=UNITS, on="2026-01-01")
    page = send(first, hundred()[:90], full="on")
    shown = first.get(page).content.decode()
    assert "10 of 100 jobs would end (10.0 %)" in shown
    assert "You uploaded it, so you cannot approve it." in shown
    assert "Nothing was applied." in press(first, page).content.decode()
    assert JobVersion.objects.current().filter(valid_to=None).count() == 100

    listed = second.get("/staff-records/").content.decode()
    assert page in listed
    assert "Approve and apply" in second.get(page).content.decode()
    press(second, page)
    imported = StaffImport.objects.latest("pk")
    assert (str(imported.applied_by), str(imported.approved_by)) != (str(imported.approved_by), "None")
    assert imported.approved_by.person.first_name == "Sam"
    assert imported.applied_by.person.first_name == "Hana"
    assert JobVersion.objects.current().filter(valid_to=None).count() == 90


def test_what_was_shown_is_what_is_applied(first):
    apply([row("1"), row("2")], units=UNITS, on="2026-01-01")
    page = send(first, [row("1", unit_code="H")])
    fingerprint = first.get(page).context["screen"].report.plan.fingerprint
    apply([row("1", unit_code="C")], on="2026-02-01")

    answer = first.post(f"{page}apply/", {"fingerprint": fingerprint}, follow=True).content.decode()
    assert "The records changed while you were reading." in answer
    assert placements("1")[-1][0] == "C"
    assert first.post(f"{page}apply/", follow=True).redirect_chain[-1][0] == page  # no fingerprint at all
    assert placements("1")[-1][0] == "C"


def test_a_file_is_applied_once(first):
    page = send(first, [row("1")], UNITS)
    press(first, page)
    assert first.post(f"{page}apply/", {"fingerprint": "x"}, follow=True).status_code == 200
    assert StaffImport.objects.count() == 1


def test_a_file_is_thrown_away(first, django_capture_on_commit_callbacks):
    kept = len(files_kept())
    page = send(first, [row("1")], UNITS)
    with django_capture_on_commit_callbacks(execute=True):
        assert "thrown away" in first.post(f"{page}discard/", follow=True).content.decode()
    assert len(files_kept()) == kept
    assert first.get(page).status_code == 410


def test_a_file_nobody_decides_about_is_thrown_away(first, django_capture_on_commit_callbacks):
    kept = len(files_kept())
    send(first, [row("1")], UNITS)
    StaffUpload.objects.update(uploaded_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    with django_capture_on_commit_callbacks(execute=True):
        assert discard_old_uploads() == 1
    assert (StaffUpload.objects.get().state, len(files_kept())) == ("discarded", kept)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose the staff file."),
        ({"effective_from_month": "13"}, "This must be a real date"),
        ({"file": SimpleUploadedFile("x.csv", b"x" * 20_000_001)}, "larger than 20 MB"),
    ],
)
def test_a_form_that_is_not_filled_in_says_what_to_do(first, data, words):
    response = first.post("/staff-records/upload/", {**DAY, **data})
    assert response.status_code == 400
    assert words in response.content.decode()


def test_an_import_that_later_ones_stand_on_says_so(first):
    report = apply([row("1"), row("2", manager_staff_no="1")], units=UNITS, on="2026-01-01")
    apply([row("2", manager_staff_no="1", unit_code="H")], on="2026-02-01")
    shown = first.get(f"/staff-records/imports/{report.staff_import.uuid}/").content.decode()
    assert "Undo the later imports first." in shown
    assert "Undo this import</button>" not in shown

    answer = first.post(f"/staff-records/imports/{report.staff_import.uuid}/undo/", follow=True)
    assert "Undo the later imports first." in answer.content.decode()
    assert placements("2")[-1][0] == "H"


def test_staff_as_a_file_comes_back_without_a_change(first):
    phone = "+44 20 7946 0000"
    rows = [
        row("00001", phone=phone, job_title="=1+1", person_ref="P"),
        row("00002", manager_staff_no="00001", end_date="2099-12-31", worker_type="agency"),
        row("00003", manager_staff_no="00002", start_date="2098-01-01"),
        row("00004", email="p00001@council.example", person_ref="P", first_name="First00001", last_name="Last00001"),
        row("00005", end_date="2021-01-01"),
    ]
    rows[3]["phone"] = phone
    apply(rows, units=UNITS, on="2026-01-01")

    downloads = {ending: first.get(f"/staff-records/staff.{ending}") for ending in ("csv", "xlsx")}
    told = list(csv.DictReader(io.StringIO(downloads["csv"].content.decode("utf-8-sig"))))
    assert [each["staff_no"] for each in told] == ["00001", "00002", "00003", "00004"]
    assert told[0]["phone"] == f"'{phone}"
    assert load_workbook(io.BytesIO(downloads["xlsx"].content)).sheetnames == ["staff", "units"]
    for download in downloads.values():
        report = apply_staff_file(upload=Upload("again", download.content, full=True))
        assert report.plan.counts == {
            "rows": 4,
            "created": 0,
            "changed": 0,
            "unchanged": 4,
            "ended": 0,
            "skipped": 0,
        }, report.as_dict()
        assert report.plan.jobs == []
    assert AuditEntry.objects.filter(verb="exported_staff").count() == 2
    looks = AuditEntry.objects.filter(verb="viewed_record", data={"how": "export"})
    assert sorted(looks.values_list("subject__jobs__staff_no", flat=True)) == sorted(
        2 * ["00001", "00002", "00003", "00004"]
    )


def test_an_export_takes_the_same_queries_however_many_people(django_assert_num_queries):
    apply(hundred(), units=UNITS, on="2026-01-01")
    with django_assert_num_queries(2):
        assert len(StaffResource().export(list(staff_lines(on=TODAY)))) == 100
    assert tuple(StaffResource().export([]).headers) == STAFF_COLUMNS


@pytest.mark.parametrize("path", ["", "upload/", "staff.csv", "staff.xlsx", "uploads/{upload}/", "imports/{imported}/"])
def test_only_hr_officers_of_today_are_let_in(first, path):
    imported = apply([row("1")], units=UNITS, on="2026-01-01").staff_import
    upload = send(first, [row("1")]).split("/")[-2]
    address = "/staff-records/" + path.format(upload=upload, imported=imported.uuid)
    staff, admin, former = make_person("Ann Staff"), make_person("Root Admin"), make_person("Former Officer")
    give_role(former, "hr", start=dt.date(2020, 1, 1))
    former.roles.update(valid_to=dt.date(2021, 1, 1))
    User.objects.filter(pk=admin.user.pk).update(is_superuser=True, is_staff=True)

    assert Client().get(address)["Location"].startswith("/accounts/login/")
    for person in (staff, admin, former):
        assert signed_in(person.user).get(address).status_code == 404
    answer = first.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["uploads/{upload}/apply/", "uploads/{upload}/discard/", "imports/{imported}/undo/"])
def test_only_hr_officers_decide(first, path):
    imported = apply([row("1")], units=UNITS, on="2026-01-01").staff_import
    upload = send(first, [row("9")]).split("/")[-2]
    address = "/staff-records/" + path.format(upload=upload, imported=imported.uuid)
    before = facts()

    assert signed_in(make_person("Ann Staff").user).post(address).status_code == 404
    assert Client().post(address).status_code == 302
    assert first.get(address).status_code == 405
    assert StaffUpload.objects.get().state == "waiting"
    assert {**facts(), "people": 0} == {**before, "people": 0}
