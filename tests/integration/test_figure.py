"""The figure of the hand-worked roster, wherever it is asked for."""

import csv
import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command

from courses.models import DueChange, ProgrammeCourse, Requirement
from courses.reporting.figure import states_of
from courses.reporting.report import make_report
from courses.requirements.services import open_requirements
from lms.people.models import Person
from tests.builders import complete, exempt, give_job, make_course, make_person, make_programme, make_unit, publish
from tests.roster import AFTER, BACK, BEFORE, DAYS, DIRECTORATES, DUE, NEXT_YEAR, STATES, TOTALS, day, make_roster

pytestmark = pytest.mark.django_db

LETTERS = {"met": "m", "excused": "x", "not_yet_due": "n", "overdue": "o"}


@pytest.fixture
def roster():
    return make_roster()


@pytest.mark.parametrize("on", DAYS)
def test_total_and_every_person(roster, on):
    people = Person.objects.filter(jobs__versions__in=_held(on))
    states = states_of(programme=roster.programme, on=on, people=people)
    expected = {roster.jobs[name].person_id: row[DAYS.index(on)] for name, row in STATES.items()}

    assert make_report(programme=roster.programme, as_at=on).total == TOTALS[on]
    assert {pk: LETTERS[state] for pk, state in states.items()} == {
        pk: letter for pk, letter in expected.items() if letter != "."
    }


def _held(on):
    from lms.organisation.models import JobVersion

    return JobVersion.objects.on(on)


@pytest.mark.parametrize("on", DIRECTORATES)
def test_directorates_as_they_stood_on_the_day(roster, on):
    report = make_report(programme=roster.programme, as_at=on, by="unit")
    assert {group.code: group.figure for group in report.groups} == DIRECTORATES[on]
    for code, figure in DIRECTORATES[on].items():
        assert make_report(programme=roster.programme, as_at=on, unit=code).total == figure


def test_command_json_csv_and_table_say_the_same(roster):
    shown = {fmt: _run("--as-at", str(AFTER), "--by", "unit", "--format", fmt) for fmt in ("json", "csv", "table")}

    data = json.loads(shown["json"])
    assert data["total"] == {
        "staff": 10, "met": 6, "excused": 1, "not_yet_due": 0, "overdue": 3, "ever": 6,
        "of_all_staff": 60.0, "of_those_due": 66.6,
    }  # fmt: skip
    assert (data["programme"], data["as_at"], data["definition_version"]) == ("digital-confidence", "2026-04-01", "1")
    rows = list(csv.DictReader(io.StringIO(shown["csv"])))
    assert [(row["code"], row["staff"], row["met"], row["of_those_due"]) for row in rows] == [
        ("A", "7", "6", "85.7"),
        ("H", "4", "1", "33.3"),
        ("total", "10", "6", "66.6"),
    ]
    assert "6 of 10 staff have completed it: 60.0 % of all staff, 66.6 % of those it is due from" in shown["table"]


def _run(*args: str) -> str:
    out = io.StringIO()
    call_command("completion_report", *args, stdout=out)
    return out.getvalue()


def test_each_course_each_worker_type_and_starters(roster):
    by_course = make_report(programme=roster.programme, as_at=AFTER, by="course")
    # Gus is exempt from cyber: of that course alone he is excused, not met.
    assert {
        group.code: (group.figure.met, group.figure.excused, group.figure.overdue) for group in by_course.groups
    } == {
        "confident": (7, 1, 2),
        "cyber": (5, 2, 3),
    }
    by_type = make_report(programme=roster.programme, as_at=AFTER, by="worker-type")
    assert {group.code: group.figure.staff for group in by_type.groups} == {"agency": 1, "employee": 9}
    by_start = make_report(programme=roster.programme, as_at=BACK, by="starter")
    assert {group.code: group.figure.staff for group in by_start.groups} == {"existing": 10, "starter": 1}


def test_councillors_have_a_line_of_their_own_and_are_not_in_the_headline(roster):
    give_job(make_person("Max"), make_unit("M"), day("2020-01-01"), worker_type="councillor")
    open_requirements(on=NEXT_YEAR)
    report = make_report(programme=roster.programme, as_at=AFTER, by="worker-type")
    assert report.total == TOTALS[AFTER]
    assert {group.code: (group.figure.staff, group.figure.overdue) for group in report.groups}["councillor"] == (1, 1)


def test_running_the_nightly_job_daily_or_once_gives_the_same_requirements(roster):
    once, moved_once = _requirements(), _moves()
    DueChange.objects.all().delete()
    Requirement.objects.all().delete()
    for on in [*DAYS, NEXT_YEAR]:
        open_requirements(on=on)
    assert _requirements() == once
    assert _moves() == moved_once == [("Fay", "2026-07-28"), ("Fay", "2026-07-28")]
    again = open_requirements(on=NEXT_YEAR)
    assert (again.opened, sum(again.closed.values()), again.moved) == (0, 0, 0)


def _requirements() -> list[tuple]:
    fields = ("person__first_name", "course__code", "cycle", "opened_on", "due_on", "closed_on", "close_reason", "why")
    return sorted(Requirement.objects.values_list(*fields), key=str)


def _moves() -> list[tuple[str, str]]:
    rows = DueChange.objects.order_by("pk").values_list("requirement__person__first_name", "due_on")
    return [(name, str(due_on)) for name, due_on in rows]


def test_hand_worked_requirements(roster):
    rows = {
        (row[0], row[1], row[2]): tuple(str(value) for value in row[3:])
        for row in _requirements()
        if row[0] in {"Dan", "Hal", "Ann", "Gus"}
    }
    existing = ("2026-01-05", "2026-03-31")
    assert rows["Ann", "cyber", 1] == (*existing, "2026-02-01", "met", "existing")
    assert rows["Ann", "cyber", 2] == ("2026-12-03", "2027-02-01", "None", "", "renewal")
    assert rows["Dan", "cyber", 1] == (*existing, "2026-03-01", "left", "existing")
    assert rows["Dan", "cyber", 2] == ("2026-06-01", "2026-08-30", "None", "", "starter")
    assert rows["Hal", "confident", 1] == (*existing, "2026-03-15", "met", "existing")
    assert rows["Hal", "confident", 2] == ("2026-06-30", "2026-03-31", "None", "", "existing")
    assert ("Gus", "cyber", 1) not in rows


def test_nobody_is_met_before_there_are_courses_and_an_unapproved_exemption_excuses_nobody(db):
    unit = make_unit("U")
    person = make_person("Solo")
    give_job(person, unit, day("2020-01-01"))
    programme = make_programme([], starts=BEFORE, due=DUE)
    assert make_report(programme=programme, as_at=AFTER).total.met == 0
    exemption = exempt(person, programme, BEFORE, approved=False)
    assert make_report(programme=programme, as_at=AFTER).total.not_yet_due == 1
    exemption.approved_at = exemption.recorded_at
    exemption.save()
    assert make_report(programme=programme, as_at=AFTER).total.excused == 1


def test_what_somebody_has_done_counts_before_the_nightly_job_has_closed_anything(db):
    first, second = make_course("first"), make_course("second")
    programme = make_programme([first, second], starts=BEFORE, due=DUE)
    ProgrammeCourse.objects.filter(course=second).update(due_on=NEXT_YEAR)
    person = make_person("Early")
    give_job(person, make_unit("U"), day("2020-01-01"))
    open_requirements(on=BEFORE)
    complete(person, first, BEFORE)
    assert Requirement.objects.filter(course=first, closed_on=None).exists()
    # The first is done though its requirement still stands open and its day has passed; the second is not due yet.
    assert make_report(programme=programme, as_at=AFTER).total.not_yet_due == 1


def test_a_new_version_asks_again_from_the_day_it_must_be_done_by_and_not_before(db):
    course = make_course("only")
    programme = make_programme([course], starts=BEFORE, due=DUE)
    person = make_person("Once")
    give_job(person, make_unit("U"), day("2020-01-01"))
    complete(person, course, BEFORE)
    publish(course, published=DUE, redo_by=AFTER)
    before = AFTER - dt.timedelta(days=1)

    met = [make_report(programme=programme, as_at=on).total.met for on in (DUE, before, AFTER)]

    assert met == [1, 1, 0]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--as-at", "31/03/2026"], "Write it like 2026-04-01"),
        (["--as-at", "2026-02-30"], "is not a date"),
        (["--programme", "nope"], "digital-confidence"),
        (["--unit", "nope"], "No unit has the code"),
    ],
)
def test_a_wrong_question_is_refused_plainly(roster, arguments, reason):
    with pytest.raises(CommandError, match=reason):
        _run(*arguments)
