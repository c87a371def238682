"""The staff file as promised to HR systems: every fault by its row, column and code."""

import datetime as dt

import pytest

from lms.organisation.models import Job, ManagerLink
from lms.people.models import Person, User
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


@pytest.mark.parametrize("column", ["staff_no", "first_name", "last_name", "unit_code", "start_date"])
def test_missing(tmp_path, column):
    assert refusal(tmp_path, [row("1"), row("2", **{column: "  "})]) == [(3, column, "missing")]


@pytest.mark.parametrize("text", ["2026-13-01", "31/02/2026", "1st May 2026", "46113", "01/04/26", "1066-10-14"])
def test_bad_date(tmp_path, text):
    assert refusal(tmp_path, [row("1", start_date=text)]) == [(2, "start_date", "bad_date")]
    assert refusal(tmp_path, [row("1", start_date="1990-01-01", end_date=text)]) == [(2, "end_date", "bad_date")]


def test_duplicate_staff_no_names_every_row_of_it(tmp_path):
    rows = [row("7"), row("8"), row("7", email="other@council.example")]
    assert refusal(tmp_path, rows) == [(2, "staff_no", "duplicate_staff_no"), (4, "staff_no", "duplicate_staff_no")]


def test_leading_zeros_of_a_staff_number_matter(tmp_path):
    _answer, done, _err = run(tmp_path, as_csv([row("007"), row("7")]), units=UNITS_CSV)
    assert done
    assert sorted(Job.objects.values_list("staff_no", flat=True)) == ["007", "7"]


def test_duplicate_email(tmp_path):
    rows = [row("1", email="Same@Council.example"), row("2", email="same@council.example"), row("3")]
    assert refusal(tmp_path, rows) == [(2, "email", "duplicate_email"), (3, "email", "duplicate_email")]


def test_two_jobs_with_one_person_reference_may_share_an_email(tmp_path):
    rows = [row("1", email="a@council.example", person_ref="P1"), row("2", email="a@council.example", person_ref="P1")]
    _answer, done, _err = run(tmp_path, as_csv(rows), units=UNITS_CSV)
    assert done
    assert Person.objects.get().jobs.count() == 2


def test_duplicate_email_with_somebody_we_hold(tmp_path):
    run(tmp_path, as_csv(GOOD), units=UNITS_CSV)
    answer, done, _err = run(tmp_path, as_csv([row("9", email="P00001@council.example")]))
    assert not done
    assert found(answer) == [(2, "email", "duplicate_email")]
    assert not Job.objects.filter(staff_no="9").exists()


def test_empty_emails_are_not_duplicates(tmp_path):
    _answer, done, _err = run(tmp_path, as_csv([row("1", email=""), row("2", email="")]), units=UNITS_CSV)
    assert done
    assert not User.objects.exists()


def test_unknown_unit(tmp_path):
    assert refusal(tmp_path, [row("1"), row("2", unit_code="Z")]) == [(3, "unit_code", "unknown_unit")]


def test_unknown_parent_of_a_unit(tmp_path):
    units = as_csv([*UNITS, {"unit_code": "X", "name": "X", "parent_code": "Z"}], UNIT_COLUMNS)
    answer, done, _err = run(tmp_path, as_csv(GOOD), units=units)
    assert not done
    assert found(answer) == [(5, "parent_code", "unknown_unit")]
    assert answer["errors"][0]["message"].startswith("In the units: ")


def test_units_that_stand_under_themselves(tmp_path):
    circle = [{"unit_code": "C", "name": "C", "parent_code": "H"}, *UNITS[1:]]
    answer, done, _err = run(tmp_path, as_csv(GOOD), units=as_csv(circle, UNIT_COLUMNS))
    assert not done
    assert found(answer) == [(2, "parent_code", "bad_value"), (4, "parent_code", "bad_value")]


def test_a_unit_given_twice(tmp_path):
    answer, _done, _err = run(tmp_path, as_csv(GOOD), units=as_csv([*UNITS, UNITS[1]], UNIT_COLUMNS))
    assert found(answer) == [(3, "unit_code", "bad_value"), (5, "unit_code", "bad_value")]


def test_unknown_manager(tmp_path):
    assert refusal(tmp_path, [row("1", manager_staff_no="404")]) == [(2, "manager_staff_no", "unknown_manager")]


def test_a_manager_may_stand_anywhere_in_the_file_or_be_known(tmp_path):
    _answer, done, _err = run(tmp_path, as_csv(list(reversed(GOOD))), units=UNITS_CSV)
    assert done
    _answer, done, _err = run(tmp_path, as_csv([row("00009", manager_staff_no="00003")]))
    assert done


def test_self_manager(tmp_path):
    assert refusal(tmp_path, [row("1", manager_staff_no="1")]) == [(2, "manager_staff_no", "self_manager")]


def test_manager_cycle(tmp_path):
    rows = [
        row("1", manager_staff_no="2"),
        row("2", manager_staff_no="3"),
        row("3", manager_staff_no="1"),
        row("4", manager_staff_no="3"),  # under the circle, not in it
    ]
    assert refusal(tmp_path, rows) == [(number, "manager_staff_no", "manager_cycle") for number in (2, 3, 4)]


def test_manager_cycle_through_people_we_hold(tmp_path):
    run(tmp_path, as_csv(GOOD), units=UNITS_CSV)
    answer, done, _err = run(tmp_path, as_csv([row("00001", manager_staff_no="00003")]))
    assert not done
    assert found(answer) == [(2, "manager_staff_no", "manager_cycle")]


def test_manager_left(tmp_path):
    rows = [row("1", end_date="2026-05-31"), row("2", manager_staff_no="1")]
    assert refusal(tmp_path, rows) == [(3, "manager_staff_no", "manager_left")]


def test_a_manager_on_their_last_day_has_not_left(tmp_path):
    rows = [row("1", end_date="2026-06-01"), row("2", manager_staff_no="1")]
    _answer, done, _err = run(tmp_path, as_csv(rows), units=UNITS_CSV)
    assert done
    assert ManagerLink.objects.get().valid_to == dt.date(2026, 6, 2)


def test_end_before_start(tmp_path):
    rows = [row("1", end_date="2020-01-05"), row("2", end_date="2020-01-06")]
    assert refusal(tmp_path, rows) == [(2, "end_date", "end_before_start")]


@pytest.mark.parametrize("email", ["none", "a@b", "a b@council.example", "a@council..example", "<a@b.example>"])
def test_bad_email(tmp_path, email):
    assert refusal(tmp_path, [row("1", email=email)]) == [(2, "email", "bad_email")]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("worker_type", "boss"),
        ("first_name", "A" * 101),
        ("last_name", "Line\nbreak"),
        ("staff_no", "1" * 41),
        ("job_title", "nul\0"),
    ],
)
def test_bad_value(tmp_path, column, text):
    assert refusal(tmp_path, [row("1", **{column: text})]) == [(2, column, "bad_value")]


def test_a_reference_that_would_join_two_people_we_hold(tmp_path):
    run(tmp_path, as_csv(GOOD), units=UNITS_CSV)
    rows = [row("00001", person_ref="P"), row("00002", person_ref="P", email="")]
    answer, done, _err = run(tmp_path, as_csv(rows))
    assert not done
    assert found(answer) == [(2, "person_ref", "bad_value"), (3, "person_ref", "bad_value")]


def test_a_row_with_more_cells_than_the_header(tmp_path):
    data = f"{HEADER}\n1,Ann,Lee,A,2020-01-06\n2,Bob,Ray,A,2020-01-06,=1+1\n".encode()
    answer, done, _err = run(tmp_path, data, units=UNITS_CSV)
    assert not done
    assert found(answer) == [(3, None, "bad_value")]


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    data = f'{HEADER}\n1,Ann,Lee,A,2020-01-06\n2,"Bob,Ray,A,2020-01-06\n3,Cat,Roe,A,2020-01-06\n'.encode()
    answer, done, _err = run(tmp_path, data, units=UNITS_CSV)
    assert not done
    assert (3, None, "bad_value") in found(answer)
    assert nothing_applied()
