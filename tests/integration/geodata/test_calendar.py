"""Bank holidays and school terms from files."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.checks import run_checks
from django.core.management import call_command

from inclusion_map.holidays import bank_holidays, packaged_bank_holidays, school_terms
from inclusion_map.models import BankHoliday
from lms.core.models import AuditEntry
from tests.integration.geodata.running import everything, refused, run

pytestmark = pytest.mark.django_db


def test_the_shipped_bank_holidays(file):
    assert run("import_bank_holidays") == ["bank holidays: 154 added, 0 changed, 0 removed, 0 as they were"]
    assert run("import_bank_holidays") == ["bank holidays: 0 added, 0 changed, 0 removed, 154 as they were"]
    assert bank_holidays() == packaged_bank_holidays()
    marked = BankHoliday.objects.filter(substitute_elsewhere=True, date__year__gte=2024).order_by("date")
    assert [(one.date.isoformat(), one.title) for one in marked] == [
        ("2026-12-26", "Boxing Day"),
        ("2027-12-25", "Christmas Day"),
        ("2027-12-26", "Boxing Day"),
        ("2028-01-01", "New Year’s Day"),
    ]


def test_the_governments_json_gets_the_weekend_days_behind_substitutes(file):
    events = [
        {"title": "Christmas Day", "date": "2027-12-27", "notes": "Substitute day", "bunting": True},
        {"title": "Boxing Day", "date": "2027-12-28", "notes": "Substitute day", "bunting": True},
        {"title": "Good Friday", "date": "2027-03-26", "notes": "", "bunting": False},
        {"title": "New Year’s Day", "date": "2028-01-03", "notes": "Substitute day", "bunting": True},
    ]
    name = file(json.dumps({"england-and-wales": {"events": events}, "scotland": {"events": events[:1]}}), "bank.json")
    assert bank_holidays() == packaged_bank_holidays(), "and now that is in the cache"
    run("import_bank_holidays", name)
    days = BankHoliday.objects.values_list("date", "substitute_elsewhere")
    assert [(day.isoformat(), elsewhere) for day, elsewhere in days.order_by("date")] == [
        ("2027-03-26", False),
        ("2027-12-25", True),
        ("2027-12-26", True),
        ("2027-12-27", False),
        ("2027-12-28", False),
        ("2028-01-01", True),
        ("2028-01-03", False),
    ]
    assert set(bank_holidays()) == {day for day, _ in days}, "the cached calendar is forgotten"
    run("import_bank_holidays", name, "--division", "scotland")
    assert BankHoliday.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("date\n", "a.csv, row 1: the column title is missing"),
        ("date,title\n", "a.csv: there is no bank holiday in it"),
        ("date,title\n25/12/2026,Christmas Day\n", "a.csv, row 2, date: “25/12/2026” is not a date"),
        ("date,title\n2026-02-30,Leap\n", "a.csv, row 2, date: “2026-02-30” is not a date"),
        ("date,title\n2026-12-25,\n", "a.csv, row 2, title: this is empty"),
        (f"date,title\n2026-12-25,{'x' * 101}\n", "a.csv, row 2, title: “xxx"),
        ("date,title,kind\n2026-12-25,Christmas Day,maybe\n", "a.csv, row 2, kind: “maybe” is neither"),
        ("date,title\n2026-12-25,A\n2026-12-25,A\n", "a.csv, row 3, date: 2026-12-25 A is there a second time"),
        ("{", "a.csv, row 1: this is not JSON"),
        ("{}", "a.csv: there are no events for “england-and-wales” in it"),
        ('{"england-and-wales": {"events": [{"title": "A"}]}}', "a.csv event 1, date: “” is not a date"),
        ('{"england-and-wales": {"events": [7]}}', "a.csv event 1, title: this is empty"),
    ],
)
def test_bank_holidays_with_a_fault_are_refused(file, text, fault):
    run("import_bank_holidays")
    before = everything()
    faults, _ = refused("import_bank_holidays", file(text))
    assert faults[0].startswith(fault)
    assert everything() == before


def test_school_terms(file):
    terms = "name,first_day,last_day\nSpring,2027-01-04,2027-02-12\nAutumn,2026-09-01,2026-12-18\n"
    assert school_terms() is None
    assert run("import_school_terms", file(terms)) == ["school terms: 2 added, 0 changed, 0 removed, 0 as they were"]
    assert [term.first_day for term in school_terms()] == [dt.date(2026, 9, 1), dt.date(2027, 1, 4)]
    run("import_school_terms", file(terms.replace("02-12", "02-13")))
    assert school_terms()[1].last_day == dt.date(2027, 2, 13)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A,2026-09-01,2026-08-31\n", "a.csv, row 2, last_day: A ends before it begins"),
        ("A,2026-09-01,2026-10-01\nB,2026-10-01,2026-12-01\n", "a.csv, row 3, first_day: B begins before A is over"),
        ("A,2026-09-01,soon\n", "a.csv, row 2, last_day: “soon” is not a date"),
        (",2026-09-01,2026-10-01\n", "a.csv, row 2, name: this is empty"),
        ("", "a.csv: there is no term in it"),
    ],
)
def test_school_terms_with_a_fault_are_refused(file, text, fault):
    before = everything()
    faults, _ = refused("import_school_terms", file("name,first_day,last_day\n" + text))
    assert faults[0].startswith(fault)
    assert everything() == before


def test_a_load_that_changes_something_is_written_down_once(file):
    run("import_bank_holidays", "--dry-run")
    assert not AuditEntry.objects.exists()
    run("import_bank_holidays")
    run("import_bank_holidays")
    (entry,) = AuditEntry.objects.all()
    assert (entry.verb, entry.data["bank holidays"]["added"]) == ("bank_holidays_loaded", 154)


@pytest.mark.parametrize(
    "command", ["import_postcodes", "import_borough", "import_bank_holidays", "import_school_terms"]
)
def test_each_says_how_it_is_used(command, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(command, "--help")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "--dry-run" in said
    assert "docs/operators/geodata.md" in " ".join(said.split())


def test_an_operator_is_told_before_the_known_bank_holidays_run_out():
    """The shipped ones end with Boxing Day 2028."""

    def told(day):
        with time_machine.travel(dt.datetime.combine(day, dt.time(12), dt.UTC)):
            return [message.id for message in run_checks(tags=["database"], databases=["default"])]

    assert told(dt.date(2028, 6, 29)) == []
    assert told(dt.date(2028, 7, 1)) == ["inclusion_map.W001"]
    BankHoliday.objects.create(date=dt.date(2029, 12, 26), title="Boxing Day")
    assert told(dt.date(2028, 7, 1)) == []
