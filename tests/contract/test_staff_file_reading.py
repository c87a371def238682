"""Which files are read at all, how, and how large they may be."""

import datetime as dt
import io
import zipfile

import pytest

from lms.core.tables import limits
from lms.organisation.models import Job, JobVersion, UnitVersion
from lms.people.models import Person, User
from tests.staff_files import UNIT_COLUMNS, UNITS, as_csv, as_xlsx, found, row, run

pytestmark = pytest.mark.django_db

HEADER = "staff_no,first_name,last_name,unit_code,start_date"
UNITS_CSV = as_csv(UNITS, UNIT_COLUMNS)


def test_encoding_is_recognised_and_reported(tmp_path):
    data = f"{HEADER}\n1,Ann,Lee,A,2020-01-06\n2,Siân,Dubé,A,2020-01-06\n".encode("cp1252")
    answer, done, _err = run(tmp_path, data, units=UNITS_CSV)
    assert not done
    assert found(answer) == [(3, None, "encoding")]
    assert "not UTF-8" in answer["errors"][0]["message"]
    assert not Job.objects.exists()


def test_utf_8_with_a_byte_order_mark(tmp_path):
    data = b"\xef\xbb\xbf" + f"{HEADER}\r\n1,Siân,Lee,A,2020-01-06\r\n".encode()
    _answer, done, _err = run(tmp_path, data, units=UNITS_CSV)
    assert done
    assert Person.objects.get().first_name == "Siân"


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\x03\x04 not a zip at all"])
def test_encoding_of_what_is_no_spreadsheet(tmp_path, data):
    answer, done, _err = run(tmp_path, data)
    assert not done
    assert found(answer) == [(None, None, "encoding")]


def test_header(tmp_path):
    answer, done, _err = run(tmp_path, b"staff_no,first_name,unit_code,start_date\n1,Ann,A,2020-01-06\n")
    assert not done
    assert found(answer) == [(1, "last_name", "header")]


def test_header_with_a_column_twice(tmp_path):
    answer, _done, _err = run(tmp_path, f"{HEADER},Staff No\n1,Ann,Lee,A,2020-01-06,2\n".encode())
    assert found(answer) == [(1, "staff_no", "header")]


def test_header_parted_by_semicolons_says_so(tmp_path):
    answer, _done, _err = run(tmp_path, HEADER.replace(",", ";").encode() + b"\n1;Ann;Lee;A;2020-01-06\n")
    assert {code for _row, _column, code in found(answer)} == {"header"}
    assert "semicolons" in answer["errors"][0]["message"]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", HEADER.encode(), HEADER.encode() + b"\n,,,,\n\n"])
def test_empty_file(tmp_path, data):
    answer, done, _err = run(tmp_path, data)
    assert not done
    assert found(answer) == [(None, None, "empty_file")]


def test_too_large_in_bytes(tmp_path):
    answer, done, _err = run(tmp_path, b"x" * (limits.MOST_BYTES + 1))
    assert not done
    assert found(answer) == [(None, None, "too_large")]


def test_too_large_in_rows(tmp_path):
    data = HEADER.encode() + b"\n" + b"1,a,b,A,2020-01-06\n" * (limits.MOST_ROWS + 1)
    answer, done, _err = run(tmp_path, data)
    assert not done
    assert found(answer) == [(None, None, "too_large")]


def bomb(part: bytes, times: int) -> bytes:
    """A real workbook whose sheet is replaced by something small that unpacks to something large."""
    real = as_xlsx({"staff": [HEADER.split(",")]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(real)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            body = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                body = body[: body.index(b"<sheetData>") + 11] + part * times + b"</sheetData></worksheet>"
            new.writestr(member.filename, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "times"),
    [(b"<row r='1'/>", 300_000), (b"<c/>", 5_000_000), (b" " * 1_000_000, 210)],
    ids=["rows", "cells in one row", "bytes"],
)
def test_too_large_once_unpacked(tmp_path, part, times):
    data = bomb(part, times)
    assert len(data) < 1_000_000
    answer, done, _err = run(tmp_path, data)
    assert not done
    assert found(answer) == [(None, None, "too_large")]


def test_entities_are_refused(tmp_path):
    sheet = b'<!DOCTYPE a [<!ENTITY b "boom">]>'
    real = as_xlsx({"staff": [HEADER.split(","), ["1", "a", "b", "A", "2020-01-06"]]})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(real)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, (sheet if "sheet1" in member.filename else b"") + old.read(member))
    answer, done, _err = run(tmp_path, out.getvalue())
    assert not done
    assert found(answer) == [(None, None, "encoding")]


def test_unknown_columns_are_ignored_and_reported(tmp_path):
    data = as_csv(
        [{**row("1"), "is_superuser": "1", "salary": "90000"}], [*HEADER.split(","), "is_superuser", "salary"]
    )
    answer, done, _err = run(tmp_path, data, units=UNITS_CSV)
    assert done
    assert found(answer, "warnings") == [(1, "is_superuser", "unknown_column"), (1, "salary", "unknown_column")]
    assert not User.objects.filter(is_superuser=True).exists()


def test_dates_in_both_forms_and_columns_in_any_order(tmp_path):
    data = b"Start Date,UNIT_CODE,last_name,first_name,staff_no\n01/04/2026,A,Lee,Ann,1\n2026-04-02,A,Ray,Bob,2\n"
    _answer, done, _err = run(tmp_path, data, units=UNITS_CSV)
    assert done
    starts = JobVersion.objects.order_by("job__staff_no").values_list("valid_from", flat=True)
    assert list(starts) == [dt.date(2026, 4, 1), dt.date(2026, 4, 2)]


def test_a_workbook_with_a_sheet_of_units(tmp_path):
    columns = [*HEADER.split(","), "phone", "end_date"]
    data = as_xlsx(
        {
            "Units": [list(UNIT_COLUMNS), ["C", "The council", None], ["A", "Adults", "C"]],
            "People": [
                columns,
                ["00012", "Ann", "Lee", "A", dt.date(2020, 1, 6), "+44 20 7946 0000", dt.date(2027, 3, 31)],
                [],
                [13, "Bob", "Ray", "A", "06/01/2020", 2079460000.0, None],
            ],
        }
    )
    answer, done, _err = run(tmp_path, data)
    assert done, answer
    assert list(Person.objects.order_by("first_name").values_list("jobs__staff_no", "phone")) == [
        ("00012", "+44 20 7946 0000"),
        ("13", "2079460000"),
    ]
    assert JobVersion.objects.get(job__staff_no="00012").valid_to == dt.date(2027, 4, 1)
    assert UnitVersion.objects.get(unit__code="A").parent.code == "C"


def test_rows_of_a_workbook_are_numbered_as_they_are_seen(tmp_path):
    sheet = [HEADER.split(","), ["1", "Ann", "Lee", "A", "2020-01-06"], [], [], ["2", "Bob", "", "A", "2020-01-06"]]
    answer, _done, _err = run(tmp_path, as_xlsx({"staff": sheet}), units=UNITS_CSV)
    assert found(answer) == [(5, "last_name", "missing")]


def test_escaped_cells_are_read_as_what_they_were(tmp_path):
    _answer, done, _err = run(tmp_path, as_csv([row("1", phone="'+44 20", job_title="'=1+1")]), units=UNITS_CSV)
    assert done
    assert Person.objects.get().phone == "+44 20"
    assert JobVersion.objects.get().title == "=1+1"
