"""What the command answers: the shape of its JSON, its exit code, and that a refusal applies nothing."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lms.organisation.models import Job, StaffImport
from lms.organisation.staff_file import faults
from tests.staff_files import UNIT_COLUMNS, UNITS, as_csv, found, nothing_applied, row, run

pytestmark = pytest.mark.django_db

HEADER = "staff_no,first_name,last_name,unit_code,start_date"
UNITS_CSV = as_csv(UNITS, UNIT_COLUMNS)
GOOD = [row("00001"), row("00002", manager_staff_no="00001"), row("00003", manager_staff_no="00002", unit_code="H")]


def refusal(tmp_path, rows, *arguments, units=UNITS_CSV):
    answer, done, err = run(tmp_path, as_csv(rows), *arguments, units=units)
    assert not done
    assert nothing_applied()
    assert "Nothing was applied" in err
    assert answer["import_id"] is None
    return found(answer)


def test_the_answer_has_the_promised_shape(tmp_path):
    answer, done, _err = run(tmp_path, as_csv(GOOD), units=UNITS_CSV)

    assert done
    import_id = answer.pop("import_id")
    assert StaffImport.objects.get().uuid.hex == import_id.replace("-", "")
    assert answer == {
        "rows": 3,
        "created": 3,
        "changed": 0,
        "unchanged": 0,
        "ended": 0,
        "skipped": 0,
        "errors": [],
        "warnings": [],
        "guard": {"blocked": False, "reasons": []},
    }


def test_a_fault_has_the_promised_shape(tmp_path):
    answer, done, _err = run(tmp_path, as_csv([row("1", start_date="31/02/2020")]), units=UNITS_CSV)

    assert not done
    assert answer["errors"] == [
        {
            "row": 2,
            "column": "start_date",
            "code": "bad_date",
            "message": "“31/02/2020” is not a day in the calendar.",
        }
    ]
    assert (answer["created"], answer["unchanged"], answer["skipped"]) == (0, 0, 0)


def test_every_code_of_the_contract_has_a_test():
    mine = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_staff_file*.py"))
    assert len(faults.CODES) == 16
    assert [code for code in faults.CODES if f'"{code}"' not in mine] == []


def test_every_kind_of_fault_at_once_is_named_and_nothing_is_applied(tmp_path):
    rows = [
        row("1"),
        row("2", first_name=""),
        row("3", start_date="soon"),
        row("4"),
        row("4", email=""),
        row("5", email="shared@council.example"),
        row("6", email="shared@council.example"),
        row("7", unit_code="Z"),
        row("8", manager_staff_no="404"),
        row("9", manager_staff_no="9"),
        row("10", manager_staff_no="11"),
        row("11", manager_staff_no="10"),
        row("12", end_date="2026-01-31"),
        row("13", manager_staff_no="12"),
        row("14", end_date="2019-01-01"),
        row("15", email="nowhere"),
        row("16", worker_type="king"),
        row("17", manager_staff_no="2"),  # depends on a bad row: not a fault of its own
    ]
    assert refusal(tmp_path, rows) == [
        (3, "first_name", "missing"),
        (4, "start_date", "bad_date"),
        (5, "staff_no", "duplicate_staff_no"),
        (6, "staff_no", "duplicate_staff_no"),
        (7, "email", "duplicate_email"),
        (8, "email", "duplicate_email"),
        (9, "unit_code", "unknown_unit"),
        (10, "manager_staff_no", "unknown_manager"),
        (11, "manager_staff_no", "self_manager"),
        (12, "manager_staff_no", "manager_cycle"),
        (13, "manager_staff_no", "manager_cycle"),
        (15, "manager_staff_no", "manager_left"),
        (16, "end_date", "end_before_start"),
        (17, "email", "bad_email"),
        (18, "worker_type", "bad_value"),
    ]


def test_skip_bad_rows_applies_the_others_and_names_who_depended_on_them(tmp_path):
    rows = [
        row("1"),
        row("2", email="nowhere"),
        row("3", manager_staff_no="2"),
        row("4", manager_staff_no="3"),
        row("5"),
    ]
    answer, done, _err = run(tmp_path, as_csv(rows), "--skip-bad-rows", units=UNITS_CSV)
    assert done
    assert found(answer) == [
        (3, "email", "bad_email"),
        (4, "manager_staff_no", "unknown_manager"),
        (5, "manager_staff_no", "unknown_manager"),
    ]
    assert (answer["rows"], answer["created"], answer["skipped"]) == (5, 2, 3)
    assert sorted(Job.objects.values_list("staff_no", flat=True)) == ["1", "5"]


def test_dry_run_writes_nothing(tmp_path):
    answer, done, _err = run(tmp_path, as_csv(GOOD), "--dry-run", units=UNITS_CSV)
    assert done
    assert (answer["import_id"], answer["created"]) == (None, 3)
    assert nothing_applied()


@pytest.mark.parametrize(
    "arguments",
    [["--effective-from", "soon"], ["--approved-by", "nobody@council.example"], ["--units", "/nowhere/units.csv"]],
)
def test_what_cannot_be_is_refused_in_plain_words(tmp_path, arguments):
    file = tmp_path / "staff.csv"
    file.write_bytes(as_csv(GOOD))
    with pytest.raises(CommandError, match=r"must be|cannot be read"):
        call_command("import_staff", str(file), *arguments, stderr=io.StringIO())
    assert nothing_applied()


@pytest.mark.django_db(transaction=True)
def test_exit_codes_and_streams_of_the_real_command(tmp_path, settings):
    """In a process of its own, against this test's database."""
    file, units = tmp_path / "staff.csv", tmp_path / "units.csv"
    units.write_bytes(UNITS_CSV)
    database = settings.DATABASES["default"]
    address = str(database["NAME"])
    if "sqlite" in database["ENGINE"]:
        address = f"sqlite:///{address}"
    else:
        address = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{address}"
    environment = {**os.environ, "TEST_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    command = [sys.executable, "manage.py", "import_staff", str(file), "--units", str(units), "--json"]

    file.write_bytes(as_csv([row("1", email="nowhere")]))
    refused = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert refused.returncode == 1
    assert found(json.loads(refused.stdout)) == [(2, "email", "bad_email")]
    assert "Traceback" not in refused.stderr
    assert "nowhere" not in refused.stderr
