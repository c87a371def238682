"""What a spreadsheet program would run is written as text, and comes back as it went."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from lms.core.spreadsheets import (
    csv_response,
    csv_text,
    escape_formula,
    unescape_formula,
    xlsx_bytes,
    xlsx_response,
)

RUNS = ["=1+1", "+44 20 8726 6000", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"]
TRICKY = st.text(alphabet=st.sampled_from("'=+-@\t\rab \uff1d"), max_size=6)


@pytest.mark.parametrize("text", RUNS)
def test_what_would_run_begins_with_an_apostrophe(text):
    assert escape_formula(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Ann", "'tis", "a=b", "O'Neill", "'"])
def test_other_text_is_left_alone(text):
    assert escape_formula(text) == text == unescape_formula(text)


@given(TRICKY)
def test_the_escape_can_be_undone(text):
    assert unescape_formula(escape_formula(text)) == text


@given(TRICKY)
def test_what_was_escaped_does_not_run(text):
    assert not escape_formula(text).startswith(("=", "+", "-", "@", "\t", "\r", "\uff1d"))


def test_csv_cells():
    rows = [["+44 1", None, dt.date(2026, 4, 1), -3, True, 'say "hi", O']]
    text = csv_text(["=a", "b", "c", "d", "e", "f"], rows)
    assert list(csv.reader(io.StringIO(text))) == [
        ["'=a", "b", "c", "d", "e", "f"],
        ["'+44 1", "", "2026-04-01", "-3", "yes", 'say "hi", O'],
    ]


def test_a_csv_download_opens_in_excel_with_its_accents():
    response = csv_response("staff.csv", ["name"], [["Siân"]])
    assert response.content == b"\xef\xbb\xbfname\r\n" + "Siân\r\n".encode()
    assert response["Content-Disposition"] == 'attachment; filename="staff.csv"'
    assert csv_response("a.csv", ["n"], [], for_excel=False).content == b"n\r\n"


def test_workbook_cells_are_text_and_dates_and_numbers():
    values = ["=1+1", "#N/A", "'=x", "Ann", 7, dt.date(2026, 4, 1), None, False, "a\x00b"]
    book = load_workbook(io.BytesIO(xlsx_bytes({"staff": (["h"] * len(values), [values])})))
    cells = next(iter(book["staff"].iter_rows(min_row=2)))
    assert [cell.value for cell in cells] == [
        "=1+1",
        "#N/A",
        "''=x",
        "Ann",
        7,
        dt.datetime(2026, 4, 1),  # noqa: DTZ001 (a workbook knows no time zones)
        None,
        "no",
        "ab",
    ]
    assert [cell.data_type for cell in cells[:4]] == ["s", "s", "s", "s"]
    assert cells[0].quotePrefix


@given(TRICKY)
def test_a_workbook_comes_back_as_it_went(text):
    text = text.replace("\r", "")  # XML reads every line break as one kind
    book = load_workbook(io.BytesIO(xlsx_bytes({"s": (["h"], [[text]])})), read_only=True)
    found = [row[0] for row in book["s"].iter_rows(min_row=2, values_only=True)]
    assert [unescape_formula(value or "") for value in found] in ([text], [] if not text else [text])


def test_a_workbook_may_have_more_sheets():
    response = xlsx_response("a.xlsx", ["h"], [["x"]], sheet="staff", more_sheets={"units": (["u"], [["A"]])})
    assert load_workbook(io.BytesIO(response.content)).sheetnames == ["staff", "units"]
