"""The public figures: the same integers on the page, in the CSV and in the JSON as on the command."""

import csv
import io
import json

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command

from courses.reporting.states import Figure, Group
from courses.reporting.suppression import publishable
from tests.builders import give_job, make_person, make_programme, make_unit
from tests.roster import AFTER, BACK, DAYS, NEXT_YEAR, TOTALS, day, make_roster

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()
    with time_machine.travel(NEXT_YEAR, tick=False):
        yield


@pytest.fixture
def roster():
    return make_roster()


@pytest.mark.parametrize("on", DAYS)
def test_page_json_csv_and_command_say_the_same_integers(roster, client, on):
    total = TOTALS[on]
    page = client.get("/performance/", {"as_at": on}).content.decode()
    data = client.get("/performance/data.json", {"as_at": on}).json()
    rows = list(
        csv.DictReader(io.StringIO(client.get("/performance/data.csv", {"as_at": on}).content.decode("utf-8-sig")))
    )
    out = io.StringIO()
    call_command("completion_report", "--as-at", str(on), "--by", "unit", "--format", "json", stdout=out)

    assert f"{total.met} of {total.staff} staff had completed" in page
    assert data["total"] == total.as_dict() == json.loads(out.getvalue())["total"]
    assert set(data) == {"programme", "as_at", "definition_version", "total", "groups"}
    assert {key: rows[-1][key] for key in ("staff", "met", "excused", "not_yet_due", "overdue", "ever")} == {
        key: str(value) for key, value in total.as_dict().items() if not key.startswith("of_")
    }


def test_small_units_are_put_together(roster, client):
    """Adults (7) and Housing (4) are too small to stand alone on 1 April."""
    groups = client.get("/performance/data.json", {"as_at": AFTER}).json()["groups"]
    assert [(group["code"], group["staff"], group["met"]) for group in groups] == [("small", 11, 7)]


def test_the_day_can_be_given_in_three_boxes(roster, client):
    boxes = {"as_at_day": "1", "as_at_month": "4", "as_at_year": "2026"}
    assert "6 of 10 staff" in client.get("/performance/", boxes).content.decode()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"as_at": "2026-02-30"}, "That is not a date"),
        ({"as_at_day": "x", "as_at_month": "<b>", "as_at_year": "2026"}, "That is not a date"),
        ({"as_at": "2027-02-02"}, "still to come"),
    ],
)
def test_a_day_that_cannot_be_shown_keeps_the_page_and_says_why(roster, client, asked, words):
    response = client.get("/performance/", asked)
    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert "5 of 11 staff" in page
    assert "<b>" not in page
    assert words in client.get("/performance/data.json", asked).json()["error"]
    assert words in client.get("/performance/data.csv", asked).content.decode()


def test_only_published_ways(roster, client):
    assert client.get("/performance/data.json", {"by": "grade"}).status_code == 400
    assert {g["code"] for g in client.get("/performance/data.json", {"by": "course"}).json()["groups"]} == {
        "confident",
        "cyber",
    }


def test_before_there_is_a_programme_and_with_too_few_people(client, db):
    assert "Nothing to report yet" in client.get("/performance/").content.decode()
    assert client.get("/performance/data.json").status_code == 404
    give_job(make_person("Solo"), make_unit("U"), day("2020-01-01"))
    make_programme([], starts=AFTER, due=BACK)
    page = client.get("/performance/").content.decode()
    assert "Fewer than 10 people" in page
    assert "1 of 1" not in page
    assert client.get("/performance/data.json").status_code == 400


def test_no_line_is_small_and_nothing_can_be_taken_from_the_total():
    def group(code, staff):
        return Group(code, code, Figure(staff, 0, 0, 0, staff, 0))

    lines = publishable([group("A", 40), group("B", 3), group("C", 12), group("D", 0)])
    assert [(line.code, line.figure.staff) for line in lines] == [("A", 40), ("small", 15)]
    assert publishable([group("A", 4), group("B", 3)]) == []
    assert [line.code for line in publishable([group("A", 10), group("B", 11)])] == ["A", "B"]
    assert [line.figure.staff for line in publishable([group("A", 10), group("B", 1)])] == [11]
