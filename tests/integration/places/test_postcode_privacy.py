"""Nobody's whole postcode is in an address, a log, a referrer, a query or a cookie, however they ask.

Each test captures what it can of a request, at the most talkative level of logging, and looks for the postcode with
its spaces and case ignored.
"""

import logging
import re
import sys

import pytest
from django.core import mail
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.views.debug import ExceptionReporter

from inclusion_map.models import Postcode
from lms.core.clock import today
from tests.places import checked, make_place, open_at

WHOLE = ("AB12DE", "AB13XY", "AB19ZZ", "AB21AA", "ZE10AA")
TYPED = (
    "AB1 2DE",
    "ab12de",
    " a b 1 2 d e ",
    "AB1-2DE",
    "AB1.2DE.",
    "ABI 2DE",
    "AB1\t2DE",
    "AB1%202DE",
    "AB1+2DE",
    "ＡＢ１ ２ＤＥ",
    "AB1 2DE AB1 3XY",
    "my postcode is AB1 2DE",
    "12 Any Street\r\nAB1 2DE",
    "AB1 9ZZ",
    "AB2 1AA",
    "ZE1 0AA",
    "AB1 2DE" + " " * 200,
    "AB1 2DE" * 40,
    '"AB1 2DE"',
    "<b>AB1 2DE</b>",
    "AB1 2DE\0",
)


BETWEEN = r"(?:%20|[\W_]){0,2}"  # one after the other, and not far apart by accident
ANY = re.compile("|".join(rf"{BETWEEN.join(code)}(?![a-z0-9])" for code in WHOLE), re.IGNORECASE)


def holds_one(text: str) -> bool:
    return bool(ANY.search(text))


@pytest.fixture
def written(caplog):
    """Every message of every logger while the test runs, with its arguments."""
    caplog.set_level(logging.DEBUG)
    for name in (
        "django",
        "django.request",
        "django.server",
        "django.security",
        "django.template",
        "django.db.backends",
    ):
        caplog.set_level(logging.DEBUG, logger=name)

    def all_of_it() -> str:
        return "\n".join(f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records)

    return all_of_it


@pytest.fixture
def place(borough):
    place = make_place("Near")
    open_at(place)
    checked(place, today())
    return place


def follow(client: Client, response) -> list[str]:
    """The addresses of every redirect from a response on, and where they end."""
    addresses = []
    while response.status_code in (301, 302, 303, 307, 308):
        addresses.append(response["Location"])
        assert len(addresses) < 5
        response = client.get(response["Location"])
    assert response.status_code < 500
    return addresses


@pytest.mark.parametrize("text", TYPED)
def test_a_search_leaves_no_postcode_anywhere(client, place, written, text):
    with CaptureQueriesContext(connection) as queries:
        response = client.post("/digital-help/", {"near": text})
        addresses = follow(client, response)

    assert not any(map(holds_one, addresses))
    assert not holds_one(written())
    assert not any(holds_one(query["sql"]) for query in queries)
    assert not client.cookies
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    assert not holds_one(headers)
    if response.status_code == 303:
        assert not response.content
        page = client.get(response["Location"])
        assert not holds_one(page.content.decode())
        assert page["Referrer-Policy"] == response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("text", TYPED[:8])
@pytest.mark.parametrize("name", ["near", "q", "postcode", "kind"])
@pytest.mark.parametrize(
    "path", ["/digital-help/", "/digital-help/print/", "/digital-help/near/", "/digital-help/places.geojson"]
)
def test_an_address_with_a_postcode_is_left_at_once(client, place, path, name, text):
    response = client.get(path, {name: text, "when": "now"})
    page = follow(client, response)

    assert response.status_code == 303
    assert not any(map(holds_one, page))
    assert page[-1].endswith("?near=AB1-2&when=now")
    assert not client.cookies


@pytest.mark.parametrize("path", ["/digital-help/AB1-2DE/", "/digital-help/ab12de/", "/digital-help/AB12DE/"])
def test_a_postcode_in_place_of_a_places_name_is_left_too(client, place, written, path):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (303, "/digital-help/?near=AB1-2")
    assert not holds_one(written())


def test_a_postcode_far_into_a_long_text_is_noticed(client, place):
    assert client.get("/digital-help/", {"near": f"{'flat ' * 60} AB1 2DE please"}).status_code == 303


def test_a_postcode_as_the_name_of_a_parameter(client, place):
    assert client.get("/digital-help/?AB1+2DE").headers["Location"] == "/digital-help/?near=AB1-2"


def test_a_failure_reports_no_postcode(client, place, written, monkeypatch, settings):
    """What an error report or a mail to the administrators would say."""
    settings.ADMINS = [("Admin", "admin@council.example")]
    monkeypatch.setattr("inclusion_map.finding.areas.plain", divmod)  # which wants two things
    client.raise_request_exception = False
    pages: list[str] = []  # the long form of a report, with every variable of every call

    def write_report(request, **kwargs) -> None:
        pages.append(ExceptionReporter(request, *sys.exc_info()).get_traceback_html())

    got_request_exception.connect(write_report)
    assert client.post("/digital-help/", {"near": TYPED[0]}).status_code == 500

    got_request_exception.disconnect(write_report)
    assert "TypeError" in mail.outbox[0].body
    assert "areas_called" in pages[0]
    assert not holds_one(pages[0])
    assert not any(holds_one(message.body) or holds_one(str(message.alternatives)) for message in mail.outbox)
    assert not holds_one(written())


def test_the_lookup_needs_no_table_of_homes(client, place):
    """It works from sectors: even a query log of the database learns nothing."""
    Postcode.objects.all().delete()
    assert client.post("/digital-help/", {"near": "AB1 2DE"})["Location"] == "/digital-help/?near=AB1-2"


@pytest.mark.parametrize(
    "path",
    [
        "/digital-help/",
        "/digital-help/?near=AB1-2&when=now&kind=sim",
        "/digital-help/near/",
        "/digital-help/near/?near=AB1-2",
        "/digital-help/print/?near=AB1-2",
        "/digital-help/places.geojson?near=AB1-2",
        "/ar/digital-help/?near=AB1-2",
    ],
)
def test_no_cookie_is_set_to_look_for_help(client, place, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_the_search_works_without_cookie_or_token(place):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/digital-help/", {"near": "AB1 2"}).status_code == 303


@pytest.mark.parametrize("text", ["AB1 2DE", "%20AB12DE", "near=ab1%202de", "a b 1 2 d e", "AB1_2DE"])
def test_a_postcode_would_be_found(text):
    """So that the tests above fail where they should."""
    assert holds_one(text)
    assert not holds_one("AB1 2, AB1-3 and DE")


def test_nothing_in_the_page_asks_anybody_else(client, place):
    for path in ("/digital-help/", "/digital-help/?near=AB1-2", "/digital-help/near/", "/digital-help/print/"):
        html = client.get(path).content.decode()
        loaded = re.findall(
            r'<(?:script|img|iframe|link rel="(?!alternate|canonical))[^>]*(?:src|href)="([^"]+)"', html
        )
        assert not [address for address in loaded if not address.startswith("/")]
        assert "http:" not in " ".join(re.findall(r'data-[a-z]+="([^"]*)"', html))
        for link in re.findall(r'<a [^>]*href="https?:[^>]*>', html):
            assert 'rel="noreferrer"' in link
