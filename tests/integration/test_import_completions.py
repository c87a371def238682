"""``import_completions``: learning done elsewhere, as a whole or not at all."""

import csv
import datetime as dt
import io
import json
from contextlib import suppress

import pytest
import time_machine
from django.core.management import CommandError, call_command
from openpyxl import Workbook, load_workbook

from courses.models import Completion, LearningEvent
from courses.requirements.services import open_requirements
from lms.core.models import AuditEntry, JobRun
from lms.organisation.models import Role
from tests.builders import (
    complete,
    give_job,
    give_role,
    make_course,
    make_person,
    make_programme,
    make_unit,
    move_job,
    publish,
)
from tests.learners import signed_in, words

pytestmark = pytest.mark.django_db

HEADER = "staff_no,course_code,completed_on,evidence\n"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def ada():
    person = make_person("Ada Moss")
    give_job(person, make_unit("HSG"), dt.date(2025, 1, 6), staff_no="00042")
    return person


@pytest.fixture
def cyber():
    course = make_course("cyber", validity_months=12, published=dt.date(2026, 1, 5))
    publish(course, published=dt.date(2026, 6, 1), validity_months=12)
    return course


@pytest.fixture
def run(tmp_path, capsys):
    """Runs the command on a file and gives its JSON, refused or not."""

    def call(contents: str | bytes, *options: str, name: str = "done.csv") -> dict:
        file = tmp_path / name
        file.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        with suppress(CommandError):
            call_command("import_completions", str(file), "--json", *options)
        return json.loads(capsys.readouterr().out)

    return call


def codes(answer: dict) -> list[tuple[int | None, str | None, str]]:
    return [(error["row"], error["column"], error["code"]) for error in answer["errors"]]


def test_a_file_is_recorded_with_its_evidence_and_closes_what_it_meets(run, ada, cyber):
    make_programme([cyber], starts=dt.date(2026, 1, 1), due=dt.date(2027, 3, 31))
    open_requirements()
    answer = run(HEADER + "00042,cyber,01/07/2026,Certificate 77\n")
    assert {key: answer[key] for key in ("rows", "created", "unchanged", "errors", "warnings")} == {
        "rows": 1,
        "created": 1,
        "unchanged": 0,
        "errors": [],
        "warnings": [],
    }
    completion = Completion.objects.get()
    assert (completion.person, completion.version.number, completion.channel) == (ada, 2, "import")
    assert (completion.completed_on, completion.valid_until) == (dt.date(2026, 7, 1), dt.date(2027, 7, 1))
    assert (completion.evidence, completion.recorded_by) == ("Certificate 77", None)
    requirement = ada.requirements.get()
    assert (requirement.close_reason, requirement.completion) == ("met", completion)
    assert LearningEvent.objects.get(kind="completed").data["completion"] == str(completion.uuid)
    entry = AuditEntry.objects.get(verb="imported_completions")
    assert (str(entry.object_uuid), entry.data["file"]) == (answer["import_id"], "done.csv")
    assert JobRun.objects.filter(name="issue_certificate").count() == 1
    assert "Learning done elsewhere: Certificate 77" in words(signed_in(ada).get("/learn/"))


@pytest.mark.parametrize(
    ("day", "version"), [("2025-12-01", 1), ("2026-01-05", 1), ("2026-05-31", 1), ("2026-06-01", 2)]
)
def test_the_version_is_the_one_in_force_that_day_or_the_first(run, ada, cyber, day, version):
    run(f"{HEADER}00042,cyber,{day},Paper\n")
    assert Completion.objects.get().version.number == version


def test_the_same_file_again_changes_nothing(run, ada, cyber):
    contents = HEADER + "00042,cyber,2026-07-01,Paper\n00042,cyber,2026-07-01,Paper\n00042,cyber,2026-08-01,Paper\n"
    assert (run(contents)["created"], Completion.objects.count()) == (2, 2)
    again = run(contents)
    assert (again["created"], again["unchanged"], again["import_id"]) == (0, 3, None)
    assert AuditEntry.objects.filter(verb="imported_completions").count() == 1
    assert LearningEvent.objects.count() == 2


def test_a_dry_run_says_what_it_would_do_and_does_nothing(run, ada, cyber):
    answer = run(HEADER + "00042,cyber,2026-07-01,Paper\n", "--dry-run")
    assert (answer["created"], answer["import_id"]) == (1, None)
    assert not Completion.objects.exists()
    assert not AuditEntry.objects.exists()


def test_every_fault_is_named_and_one_is_enough_to_record_nothing(run, ada, cyber):
    make_course("empty").versions.all().delete()
    answer = run(
        HEADER
        + "00042,cyber,2026-07-01,Good\n"
        + "42,cyber,2026-07-01,Paper\n"
        + "00042,cybre,2026-07-01,Paper\n"
        + "00042,empty,2026-07-01,Paper\n"
        + "00042,cyber,2026-11-23,Paper\n"
        + "00042,cyber,31/02/2026,Paper\n"
        + "00042,cyber,July,Paper\n"
        + ",,,\n"
        + "00042,,2026-07-01,\n"
        + f"00042,cyber,2026-07-01,{'x' * 501}\n"
        + "99,nothing,2030-01-01,Paper\n"
    )
    assert codes(answer) == [
        (3, "staff_no", "unknown_staff"),
        (4, "course_code", "unknown_course"),
        (5, "course_code", "unknown_course"),
        (6, "completed_on", "future_date"),
        (7, "completed_on", "bad_date"),
        (8, "completed_on", "bad_date"),
        (10, "course_code", "missing"),
        (10, "evidence", "missing"),
        (11, "evidence", "bad_value"),
        (12, "completed_on", "future_date"),
        (12, "course_code", "unknown_course"),
        (12, "staff_no", "unknown_staff"),
    ]
    assert answer["created"] == 0
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        ("", "empty_file"),
        (HEADER, "empty_file"),
        ("staff_no,course_code,completed_on\n1,2,3\n", "header"),
        (HEADER.encode() + "00042,cyber,2026-07-01,Café\n".encode("cp1252"), "encoding"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(run, contents, code):
    assert [error["code"] for error in run(contents)["errors"]] == [code]


def test_a_workbook_in_any_column_order_with_a_column_we_do_not_know(run, ada, cyber):
    book = Workbook()
    book.active.append(["Evidence", "Mark", "Completed on", "Course code", "Staff no"])
    book.active.append(["Paper", "A", dt.date(2026, 7, 1), "cyber", "00042"])
    out = io.BytesIO()
    book.save(out)
    answer = run(out.getvalue(), name="done.xlsx")
    assert (answer["created"], [each["code"] for each in answer["warnings"]]) == (1, ["unknown_column"])
    assert Completion.objects.get().completed_on == dt.date(2026, 7, 1)


def test_an_older_job_of_somebody_who_moved_still_names_them(run, ada, cyber):
    move_job(ada.jobs.get(), make_unit("LIB"), dt.date(2026, 3, 1))
    assert run(HEADER + "00042,cyber,2026-02-01,Paper\n")["created"] == 1


def test_a_refusal_is_said_in_words_row_by_row(tmp_path, capsys, ada, cyber):
    file = tmp_path / "done.csv"
    file.write_text(HEADER + "42,cyber,2026-07-01,Paper\n")
    with pytest.raises(CommandError, match=r"Nothing was recorded: 1 fault\."):
        call_command("import_completions", str(file))
    said = "row 2, staff_no: Nobody has the staff number “42”. Leading zeros matter. (unknown_staff)"
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_plain_refusal(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_completions", str(tmp_path / "nothing.csv"))


def test_hr_takes_the_completions_away_and_everybody_in_them_sees_it(ada, cyber):
    complete(ada, cyber, dt.date(2026, 7, 1))
    complete(ada, cyber, dt.date(2026, 3, 1), revoked=dt.date(2026, 4, 1))
    Completion.objects.filter(revoked_on=None).update(evidence="=2+2")
    officer = make_person("Hana Ford")
    assert signed_in(officer).get("/staff-records/completions.csv").status_code == 404
    give_role(officer, Role.HR)
    hr = signed_in(officer)

    rows = list(csv.DictReader(io.StringIO(hr.get("/staff-records/completions.csv").content.decode("utf-8-sig"))))
    assert [(row["staff_no"], row["completed_on"], row["revoked_on"]) for row in rows] == [
        ("00042", "2026-03-01", "2026-04-01"),
        ("00042", "2026-07-01", ""),
    ]
    assert [row["evidence"] for row in rows] == ["Sign-in list", "'=2+2"]
    book = load_workbook(io.BytesIO(hr.get("/staff-records/completions.xlsx").content))
    sheet = list(book.active.iter_rows(values_only=True))
    assert sheet[0][:4] == ("staff_no", "course_code", "completed_on", "evidence")
    assert [(row[2].date(), row[3]) for row in sheet[1:]] == [
        (dt.date(2026, 3, 1), "Sign-in list"),
        (dt.date(2026, 7, 1), "=2+2"),
    ]
    assert AuditEntry.objects.filter(verb="exported_completions", actor=officer.user).count() == 2
    assert "Hana Ford, on 22 November 2026 at 10:00" in words(signed_in(ada).get("/learn/"))


def test_what_was_exported_and_is_imported_again_changes_nothing(run, ada, cyber):
    complete(ada, cyber, dt.date(2026, 7, 1))
    officer = make_person("Hana Ford")
    give_role(officer, Role.HR)
    answer = run(signed_in(officer).get("/staff-records/completions.csv").content)
    assert (answer["errors"], answer["created"], answer["unchanged"]) == ([], 0, 1)
