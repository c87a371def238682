"""What anybody learns who checks a certificate's code, and how guessing is slowed."""

import datetime as dt

import pytest
from django.test import Client

from certificates.selectors import Standing, verify
from certificates.services import issue_for
from courses.records.services import revoke_completion
from tests.builders import (
    complete,
    make_course,
    make_person,
    publish,
)
from tests.certificates import page
from tests.learners import words

pytestmark = pytest.mark.django_db
TODAY, DAY = dt.date(2026, 3, 3), dt.timedelta(days=1)


def test_anybody_with_the_code_reads_the_facts_and_one_sentence(certificate):
    response = page(certificate.code)
    assert response.status_code == 200
    assert "This certificate is genuine. It is valid until 3 March 2027." in words(response)
    for fact in ("Ada Moss", "Cyber", "3 March 2026", "Your council", certificate.grouped_code):
        assert fact in words(response)
    assert "Download" not in words(response)
    assert not response.cookies
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert 'content="noindex, nofollow"' in response.content.decode()


@pytest.mark.parametrize(
    ("day", "standing", "sentence"),
    [
        (dt.date(2027, 3, 2), Standing.VALID, "This certificate is genuine. It is valid until 3 March 2027."),
        (
            dt.date(2027, 3, 3),
            Standing.EXPIRED,
            "This certificate is genuine, but it has expired. It was valid until 3 March 2027.",
        ),
    ],
)
def test_it_expires_on_its_day(certificate, day, standing, sentence):
    found = verify(certificate, on=day)
    assert (found.standing, found.sentence) == (standing, sentence)


def test_a_certificate_without_an_end():
    (certificate,) = issue_for(completion=complete(make_person("Ada Moss"), make_course("confident"), TODAY))
    assert verify(certificate, on=TODAY).sentence == "This certificate is genuine. It has no end date."


def test_a_revoked_completion_withdraws_it_from_that_day(certificate):
    revoke_completion(completion=certificate.completion, on=TODAY, reason="Wrong person", by=None)
    assert verify(certificate, on=TODAY - DAY).standing == Standing.VALID
    assert verify(certificate, on=TODAY).sentence == (
        "This certificate was withdrawn on 3 March 2026. It no longer counts."
    )
    assert "Wrong person" not in words(page(certificate.code))


def test_a_revoked_course_withdraws_the_whole_programmes_certificate(programme):
    person = make_person("Ada Moss")
    completions = [complete(person, course, TODAY) for course in programme.courses]
    *_own, whole = issue_for(completion=completions[-1])
    revoke_completion(completion=completions[0], on=TODAY, reason="Wrong person", by=None)
    assert verify(whole, on=TODAY).standing == Standing.WITHDRAWN


def test_a_major_version_outdates_it_from_the_day_it_must_be_done_again(certificate):
    publish(certificate.completion.course, published=TODAY, redo_by=dt.date(2026, 6, 1))
    assert verify(certificate, on=dt.date(2026, 5, 31)).standing == Standing.VALID
    assert verify(certificate, on=dt.date(2026, 6, 1)).standing == Standing.OUTDATED


def test_however_the_code_is_typed_it_leads_to_the_one_address(certificate):
    for typed in (certificate.code.lower(), certificate.grouped_code, f" {certificate.grouped_code.lower()} "):
        response = page(typed)
        assert (response.status_code, response["Location"]) == (301, f"/certificates/{certificate.code}/")
    response = Client().get("/certificates/", {"code": certificate.grouped_code.lower()})
    assert response["Location"] == f"/certificates/{certificate.code}/"
    assert not response.cookies


def test_an_unknown_code_is_a_page_that_helps(certificate):
    for code in ("ABCDEFGHJKMNPQRSTUVWXYZ23456", "nonsense", "%00%22", "a" * 3000):
        response = page(code)
        assert response.status_code == 404
        assert "No certificate has this code" in words(response)
        assert not response.cookies


def test_the_form_says_what_is_wrong_with_a_code():
    assert "Type the code" in words(Client().get("/certificates/", {"code": ""}))
    response = Client().get("/certificates/", {"code": "1234"})
    assert "A code has 28 letters and digits" in words(response)
    assert "<title>Error: Check a certificate" in response.content.decode()
    assert "Error" not in words(Client().get("/certificates/"))


def test_guessing_is_slowed_down_and_recovers(certificate, clock):
    for _ in range(30):
        assert page("ABCDEFGHJKMNPQRSTUVWXYZ23456").status_code == 404
    assert page("ABCDEFGHJKMNPQRSTUVWXYZ23456").status_code == 429
    assert page(certificate.code).status_code == 429
    assert Client().get("/certificates/", {"code": certificate.code}).status_code == 429
    assert page(certificate.code, REMOTE_ADDR="192.0.2.7").status_code == 200
    clock.shift(301)
    assert page(certificate.code).status_code == 200


def test_checking_genuine_certificates_is_never_slowed(certificate):
    assert {page(certificate.code).status_code for _ in range(40)} == {200}
