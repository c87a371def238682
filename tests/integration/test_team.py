"""A manager's team on the roster's six days: who is on it, how they stand, and who sees nothing."""

import csv
import io
import re
from html import unescape

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from courses.models import ProgrammeCourse
from courses.reporting.figure import states_of
from courses.reporting.states import EXCUSED
from courses.reporting.team.cells import Kind
from courses.reporting.team.forms import TeamForm
from courses.reporting.team.screens import query_of
from courses.reporting.team.selectors import gather_team, lines_of
from courses.requirements.services import open_requirements
from lms.core.models import AuditEntry
from lms.people.models import Person
from tests.builders import be_absent, exempt, give_job, make_course, make_person, make_programme, make_unit, report_to
from tests.integration.team_story import CHANGED, NOON, SINCE, make_story
from tests.roster import AFTER, BACK, BEFORE, DAYS, DUE, NEXT_YEAR, REORGANISED, STATES, day

pytestmark = pytest.mark.django_db

LETTERS = {"met": "m", "excused": "x", "not_yet_due": "n", "overdue": "o"}
SENTENCES = {
    BEFORE: "As at 1 January 2026: None of your 11 people is overdue.",
    DUE: "As at 31 March 2026: None of your 10 people is overdue, 3 due in the next 4 weeks.",
    AFTER: "As at 1 April 2026: 3 of your 10 people are overdue.",
    BACK: "As at 30 June 2026: 2 of your 11 people are overdue, 1 due in the next 4 weeks.",
    REORGANISED: "As at 1 July 2026: 2 of your 11 people are overdue, 1 due in the next 4 weeks.",
    NEXT_YEAR: "4 of your 10 people are overdue, 2 due in the next 4 weeks.",
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story():
    return make_story()


def ask(story, name="Mia", **asked):
    return gather_team(story.user(name), TeamForm(asked).question())


def names(members) -> str:
    return " ".join(sorted(member.first_name for member in members))


# --- How they stand ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", DAYS)
def test_everybody_stands_as_the_definition_says_and_the_page_says_how_many(story, on):
    expected = {name: row[DAYS.index(on)] for name, row in STATES.items()}
    if on >= CHANGED:
        del expected["Lou"]
    team = ask(story, as_at=str(on))
    assert {member.first_name: LETTERS[member.state] for member in team.scope} == {
        name: letter for name, letter in expected.items() if letter != "."
    }
    people = Person.objects.filter(pk__in=[member.pk for member in team.scope])
    states = states_of(programme=story.roster.programme, on=on, people=people)
    assert states == {member.pk: member.state for member in team.scope}
    assert SENTENCES[on] in story.client("Mia").get(f"/team/?as_at={on}").content.decode()


@pytest.mark.parametrize("on", DAYS)
def test_the_cells_add_up_to_the_state(story, on):
    team = ask(story, as_at=str(on))
    for line in lines_of(team, team.scope):
        kinds = {cell.kind for cell in line.cells}
        assert (Kind.OVERDUE in kinds) == (line.member.state == "overdue"), line
        if line.cells:
            done = kinds <= {Kind.DONE, Kind.EXCUSED} and Kind.DONE in kinds and line.member.state != EXCUSED
            assert done == (line.member.state == "met"), line
        assert (Kind.EXCUSED in kinds and Kind.DONE not in kinds) == (line.member.state == "excused"), line


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (DUE, {"Ann": "Done 1 Feb|Done 1 Feb", "Cat": "Due 31 Mar|Due 31 Mar", "Gus": "Done 10 Feb|Excused"}),
        (AFTER, {"Kim": "Done 1 Apr|Overdue since 31 Mar", "Fay": "Excused|Excused", "Hal": "Done 15 Mar|Done 15 Mar"}),
        (BACK, {"Hal": "Overdue since 31 Mar|Done 15 Mar", "Fay": "Due 28 Jul|Due 28 Jul"}),
        (BACK, {"Kim": "Done 1 Apr|Done 30 Jun", "Dan": "Due 30 Aug|Due 30 Aug", "Jon": "Due 28 Sep|Due 28 Sep"}),
        (NEXT_YEAR, {"Ida": "Done 10 Jan 2026|Overdue since 10 Jan", "Ann": "Done 1 Feb 2026|Due 1 Feb"}),
        (NEXT_YEAR, {"Bob": "Done 1 Mar 2026|Done 1 Mar 2026, again by 1 Mar"}),
    ],
)  # fmt: skip
def test_cells_as_at_the_day(story, on, expected):
    rows = page_rows(story.client("Mia").get(f"/team/?as_at={on}").content.decode())
    assert {name: "|".join(rows[name]["cells"]) for name in expected} == expected


def test_overdue_first_then_what_is_due_soonest(story):
    order = [member.first_name for member in ask(story, as_at=str(BACK)).shown]
    # Hal and Lou have been late since 31 March, by name; then Fay (28 July), Dan (30 August), Jon (28 September).
    assert order[:5] == ["Hal", "Lou", "Fay", "Dan", "Jon"]


def test_lists_names_and_units(story):
    assert names(ask(story, as_at=str(AFTER), show="overdue").shown) == "Cat Kim Lou"
    assert names(ask(story, as_at=str(DUE), show="due_soon").shown) == "Cat Kim Lou"
    assert names(ask(story, as_at=str(AFTER), show="excused").shown) == "Fay"
    assert names(ask(story, as_at=str(AFTER), q="  kIM test").shown) == "Kim"
    assert names(ask(story, as_at=str(AFTER), q="Eve-2").shown) == "Eve"
    assert names(ask(story, as_at=str(AFTER), unit="h").scope) == "Eve Fay Kim Lou"
    # The reorganisation moved team T below Housing, with Hal, Ida and Jon; Bob had moved there in May.
    assert names(ask(story, as_at=str(BACK), unit="H").scope) == "Bob Dan Eve Fay Kim Lou"
    assert names(ask(story, as_at=str(REORGANISED), unit="H").scope) == "Bob Dan Eve Fay Hal Ida Jon Kim Lou"
    team = ask(story, as_at=str(AFTER), unit="NOWHERE")
    assert (team.problems, len(team.scope)) == ({"unit": "unknown_unit"}, 10)


# --- Whose team -------------------------------------------------------------------------------------------------------


def test_direct_indirect_deputy_and_the_manager_who_lost_somebody(story):
    assert names(ask(story, "Top").scope) == "Mia Nia"
    assert names(ask(story, "Top", include="indirect").scope) == "Ann Bob Dan Eve Fay Gus Hal Ida Jon Kim Lou Mia Nia"
    assert names(ask(story, "Dee", as_at=str(AFTER)).scope) == "Cat Kim"
    assert names(ask(story, "Dee").scope) == "Kim"
    assert names(ask(story, "Nia").scope) == "Lou"
    assert "Lou" not in names(ask(story, "Mia").scope)
    assert "Lou" in names(ask(story, "Mia", as_at="2027-01-30").scope)
    assert names(ask(story, "Nia", as_at="2027-01-30").scope) == ""


def test_a_persons_page_exists_for_who_managed_them_on_the_day_only(story):
    lou = f"/team/{story.people['Lou'].uuid}/"
    assert story.client("Nia").get(lou).status_code == 200
    assert story.client("Top").get(lou).status_code == 200
    assert story.client("Mia").get(lou).status_code == 404
    assert story.client("Mia").get(f"{lou}?as_at=2027-01-30").status_code == 200
    assert story.client("Nia").get(f"{lou}?as_at=2027-01-30").status_code == 404
    for name in ("Zed", "Lou", "Kim"):
        assert story.client("Zed").get(f"/team/{story.people[name].uuid}/").status_code == 404
    assert story.client("Mia").get(f"{lou}?as_at=2027-01-99").status_code == 404
    assert Client().get(lou).status_code == 302


def test_a_look_at_a_persons_page_is_noted_for_them_to_see(story):
    kim = story.people["Kim"]
    story.client("Zed").get(f"/team/{kim.uuid}/")
    assert not AuditEntry.objects.exists()
    story.client("Dee").get(f"/team/{kim.uuid}/?as_at={AFTER}")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject, entry.actor) == ("viewed_record", kim, story.user("Dee"))
    assert entry.data == {"as_at": "2026-04-01"}


def test_a_persons_page_says_why_when_and_nothing_after_the_day(story):
    jon = f"/team/{story.people['Jon'].uuid}/"
    before = text_of(story.client("Mia").get(f"{jon}?as_at={BACK}"))
    assert "Part of Digital confidence, asked of: All staff. The time runs from the start of the job." in before
    assert before.count("in 3 months, on 28 September") >= 2
    assert "1 July" not in before
    after = text_of(story.client("Mia").get(f"{jon}?as_at={REORGANISED}"))
    assert "1 July, renewal due on 1 July 2027" in after
    hal = f"/team/{story.people['Hal'].uuid}/"
    assert "15 March" in text_of(story.client("Mia").get(f"{hal}?as_at=2026-06-29"))


def test_a_strangers_name_is_in_no_channel(story):
    for name in ("Mia", "Nia", "Dee", "Top"):
        client = story.client(name)
        query = "?include=indirect"
        shown = [
            client.get(f"/team/{query}").content.decode(),
            client.get(f"/team/{query}&q=zed").content.decode(),
            client.get(f"/team/export.csv{query}").content.decode(),
            workbook_text(client.get(f"/team/export.xlsx{query}")),
            client.get(f"/team/remind/{query}&who=overdue").content.decode(),
        ]
        assert not [text for text in shown if "Zed" in text or "Canary" in text]
    mine = story.client("Zed")
    assert "Nobody reports to you today." in text_of(mine.get("/team/?include=indirect"))
    assert len(mine.get("/team/export.csv?include=indirect").content.decode().splitlines()) == 1


def test_neither_kinds_nor_reasons_nor_scores_reach_a_manager(story):
    be_absent(story.people["Ann"], SINCE, None, kind="sickness")
    exempt(story.people["Bob"], story.roster.programme, SINCE)
    client = story.client("Mia")
    pages = [client.get("/team/"), client.get("/team/export.csv"), client.get(f"/team/{story.people['Ann'].uuid}/")]
    for response in [*pages, client.get(f"/team/{story.people['Bob'].uuid}/")]:
        text = response.content.decode().casefold()
        assert not re.search(r"sickness|parental|absen|not_applicable|does not apply|score|attempt|sign-in list", text)
    assert "Excused" in pages[2].content.decode()


# --- The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("as_at=2026-13-01", "“As at” must be a real date, such as 2026-03-27."),
        ("as_at=2027-02-02", "“As at” must be today or an earlier day: nothing is known of a day to come."),
        ("unit=NOWHERE", "There was no unit with this code on that day: everybody is shown."),
        ("programme=nothing", "There is no programme with this code: the main one is shown."),
        ("show=nothing", "There is no such list of people: everybody is shown."),
    ],
)
def test_a_wrong_address_is_explained_and_the_page_still_works(story, asked, words):
    client = story.client("Mia")
    response = client.get(f"/team/?{asked}")
    text = text_of(response)
    assert response.status_code == 400
    assert words in text
    assert "4 of your 10 people are overdue" in text
    for ending in ("csv", "xlsx"):
        export = client.get(f"/team/export.{ending}?{asked}")
        assert (export.status_code, export["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert "Ann" not in export.content.decode()
    assert client.get(f"/team/remind/?who=overdue&{asked}").status_code == 400


def test_empty_states(story):
    assert "Nobody reported to you on 1 January 2019." in text_of(story.client("Mia").get("/team/?as_at=2019-01-01"))
    assert "Nobody of that name is here." in text_of(story.client("Mia").get("/team/?q=nobody"))
    assert "Nobody on this list" in text_of(story.client("Nia").get("/team/?show=met"))
    one = text_of(story.client("Nia").get("/team/"))
    assert "Your one person is overdue." in one
    before = text_of(story.client("Mia").get(f"/team/?as_at={BEFORE}"))
    assert "On this day Digital confidence asked nothing of anybody yet." in before
    ProgrammeCourse.objects.update(superseded_at=NOON)
    assert "On this day Digital confidence asked nothing of anybody yet." in text_of(story.client("Mia").get("/team/"))


def test_everybody_up_to_date_and_no_programme_at_all():
    unit = make_unit("U")
    boss, worker = make_person("Bo Boss"), make_person("Wo Worker")
    report_to(give_job(worker, unit, SINCE), give_job(boss, unit, SINCE), SINCE)
    client = Client()
    client.force_login(boss.user, backend="lms.people.backends.AccountBackend")
    assert "No training has been set up yet" in text_of(client.get("/team/"))
    assert client.get("/team/export.xlsx").status_code == 200
    assert client.get(f"/team/{worker.uuid}/").status_code == 200


def test_my_team_is_in_the_navigation_of_managers_only(story):
    assert 'href="/team/"' in story.client("Mia").get("/learn/").content.decode()
    assert 'href="/team/"' not in story.client("Zed").get("/learn/").content.decode()


# --- The files --------------------------------------------------------------------------------------------------------


def make_large_team(size: int):
    """A manager of so many people, all asked for one course that nobody did; two names are hostile."""
    unit = make_unit("L", name="Large")
    boss = make_person("Bo Boss")
    job = give_job(boss, unit, SINCE)
    hostile = ["=HYPERLINK(A1) <script>alert(1)</script>", "@SUM(1) 'x"]
    for number in range(size):
        name = hostile[number] if number < len(hostile) else f"Person Number{number:03}"
        report_to(give_job(make_person(name), unit, SINCE, staff_no=f"{number:05}"), job, SINCE)
    make_programme([make_course("cyber")], starts=SINCE, due=AFTER)
    open_requirements(on=NEXT_YEAR)
    client = Client()
    client.force_login(boss.user, backend="lms.people.backends.AccountBackend")
    return client, boss


@pytest.mark.parametrize("query", ["", "?show=overdue", "?q=number00", "?unit=L&show=all"])
def test_the_files_are_the_rows_of_every_page(query):
    client, _boss = make_large_team(60)
    rows, number = {}, 1
    while True:
        page = client.get(f"/team/{query or '?'}&page={number}").content.decode()
        rows.update(page_rows(page))
        if 'rel="next"' not in page:
            break
        number += 1
    shown = [(name, row["state"], row["cells"]) for name, row in rows.items()]

    text = client.get(f"/team/export.csv{query}").content.decode("utf-8-sig")
    in_csv = list(csv.DictReader(io.StringIO(text)))
    unescaped = [(row["Name"].removeprefix("'"), row["State"], [short(row["Cyber"])]) for row in in_csv]
    sheet = load_workbook(io.BytesIO(client.get(f"/team/export.xlsx{query}").content)).active
    header, *body = sheet.iter_rows(values_only=True)
    in_xlsx = [(row[1], row[3], [short(row[header.index("Cyber")])]) for row in body]

    assert len(shown) == {"?q=number00": 8}.get(query, 60)
    assert shown == unescaped == in_xlsx
    assert [row["Staff number"] for row in in_csv] == [row[0] for row in body]
    entries = AuditEntry.objects.filter(verb="exported_team")
    assert [entry.data["rows"] for entry in entries] == [len(shown), len(shown)]


def test_hostile_names_run_nowhere():
    client, _boss = make_large_team(3)
    page = client.get("/team/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    text = client.get("/team/export.csv").content.decode("utf-8-sig")
    assert "\r\n00000,'=HYPERLINK" in text
    assert "'@SUM" in text
    sheet = load_workbook(io.BytesIO(client.get("/team/export.xlsx").content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_pages_of_a_large_team_count_everybody():
    client, _boss = make_large_team(60)
    first, second = (client.get(f"/team/?page={n}").content.decode() for n in (1, 2))
    assert "60 of your 60 people are overdue" in first
    assert "60 of your 60 people are overdue" in second
    assert len(page_rows(first)) == 50
    assert len(page_rows(second)) == 10


def test_links_keep_what_was_asked(story):
    team = ask(story, as_at=str(AFTER), unit="H", show="overdue", q="Kim", include="indirect")
    assert query_of(team) == {
        "as_at": "2026-04-01", "include": "indirect", "unit": "H", "q": "Kim", "show": "overdue",
    }  # fmt: skip
    assert query_of(ask(story)) == {}


# --- Reading pages ----------------------------------------------------------------------------------------------------


def text_of(response) -> str:
    """The words of a page, with one space between them."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).replace(" .", ".").replace(" ,", ",")


def page_rows(page: str) -> dict[str, dict]:
    """The grid of a team page, by name: the first word of a roster's people, else the whole name."""
    rows = {}
    for row in re.findall(r'<tr class="govuk-table__row" role="row">\s*<th scope="row".*?</tr>', page, re.DOTALL):
        name = words(re.search(r"<th[^>]*>(.*?)<span", row, re.DOTALL)[1])
        state = words(re.search(r"<strong[^>]*>(.*?)</strong>", row, re.DOTALL)[1])
        cells = re.findall(r"<td[^>]*data-label[^>]*>(.*?)</td>", row, re.DOTALL)
        rows[name.removesuffix(" Test")] = {"state": state, "cells": [words(cell) for cell in cells]}
    return rows


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html))).strip()


def short(cell: str) -> str:
    """A file's cell as the page says it: the same words, dates as there."""

    def shorten(found):
        on = day(f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}")
        return f"{on:%-d %b}" if on.year == NEXT_YEAR.year else f"{on:%-d %b %Y}"

    return re.sub(r"(\d+) (\w+) (\d{4})", shorten, cell)


MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip


def workbook_text(response) -> str:
    sheet = load_workbook(io.BytesIO(response.content)).active
    return " ".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)
