"""Anybody can say whether they found what they needed; nothing is kept of who they are."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client

from home.feedback import page_named
from home.models import Feedback
from tests.builders import make_person
from tests.course_pages import an_editor


def answer(client, found: str = "no", page: str = "/about/", prefix: str = "", **headers):
    return client.post(f"{prefix}/feedback/", {"page": page, "found": found}, headers=headers)


def test_the_question_is_at_the_foot_of_a_page_and_not_of_sign_in(client, site):
    page = BeautifulSoup(client.get("/pl/about/").content, "html.parser")
    form = page.select_one("aside form")

    assert form["action"] == "/pl/feedback/"
    assert form.select_one("input[name=page]")["value"] == "/pl/about/"
    assert not BeautifulSoup(client.get("/accounts/login/").content, "html.parser").select("aside form")


def test_a_no_leads_to_what_was_missing(site):
    client = Client(enforce_csrf_checks=True)

    response = answer(client, page="/pl/about/?from=mail", prefix="/pl")
    address = response["Location"]
    assert client.get(address).status_code == 200
    sent = client.post(address, {"missing": "  A map of toilets\0 "})

    assert (response.status_code, sent.status_code) == (302, 302)
    kept = Feedback.objects.values("page", "language", "found", "missing", "at").get()
    assert kept == {
        "page": "/pl/about/",
        "language": "pl",
        "found": False,
        "missing": "A map of toilets",
        "at": site,
    }
    assert not client.cookies
    client.post(address, {"missing": "Something else"})
    assert Feedback.objects.get().missing == "A map of toilets"


def test_nothing_written_is_said(client, site):
    address = answer(client)["Location"]

    response = client.post(address, {"missing": "  "})

    assert response.status_code == 400
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.get_text().startswith("Error:")
    assert page.select_one("[role=alert] a")["href"] == "#missing"


def test_words_come_within_the_hour(client, site):
    address = answer(client)["Location"]
    with time_machine.travel(site + dt.timedelta(minutes=61), tick=False):
        client.post(address, {"missing": "Too late"})

    assert Feedback.objects.get().missing == ""


def test_a_yes_is_thanked(client, site):
    page = client.get(answer(client, "yes")["Location"])

    assert "Thank you" in page.content.decode()
    assert b"<textarea" not in page.content


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 302),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://testserver"}, 302),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({}, 302),
    ],
)
def test_a_form_of_another_site_is_refused(client, site, headers, status):
    assert answer(client, **headers).status_code == status
    assert Feedback.objects.count() == (status == 302)


@pytest.mark.parametrize(
    "page", ["", "about", "//elsewhere.example/", "https://elsewhere.example/", "/a\0b", "/" * 301]
)
def test_only_pages_of_this_site_are_talked_about(client, site, page):
    assert answer(client, page=page).status_code == 400
    assert not Feedback.objects.exists()


def test_an_address_that_could_point_to_a_person_is_not_kept(site):
    assert page_named("/certificates/2222-3333/") == "/certificates/<str:code>/"
    assert page_named("/digital-help/hill-library/?near=AB1-2#map") == "/digital-help/hill-library/"
    assert page_named("/ar/about/") == "/ar/about/"
    with pytest.raises(ValidationError):
        page_named("//x")


def test_a_machine_is_slowed_down(client, site):
    answers = [answer(client).status_code for _ in range(31)]

    assert answers == [302] * 30 + [429]
    assert Feedback.objects.count() == 30


def test_words_for_a_yes_are_refused_by_the_database(site):
    with pytest.raises(IntegrityError):
        Feedback.objects.create(page="/", language="pl", found=True, missing="But why?")


def test_editors_read_it_and_take_it_away(client, site):
    client.force_login(make_person("Ann").user)
    assert client.get("/admin/reports/residents/feedback/").status_code == 302
    Feedback.objects.create(page="/about/", language="pl", found=False, missing="=HYPERLINK(1)")

    client.force_login(an_editor())

    assert "=HYPERLINK(1)" in client.get("/admin/reports/residents/feedback/").content.decode()
    sheet = client.get("/admin/reports/residents/feedback/?export=csv")
    text = b"".join(sheet.streaming_content).decode()
    assert "'=HYPERLINK(1)" in text
    assert text.splitlines()[0].startswith("When,Page,Language,Found it")
