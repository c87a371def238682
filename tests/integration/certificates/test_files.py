"""Who may open a certificate's file, and that nobody opens another one than was issued."""

import datetime as dt
import hashlib

import pytest
from django.test import Client

from lms.core.models import AuditEntry
from lms.organisation.models import Role
from tests.builders import (
    give_job,
    give_role,
    make_person,
    make_unit,
    report_to,
)
from tests.certificates import files, holder_of, page, pdf
from tests.learners import signed_in, words

pytestmark = pytest.mark.django_db
TODAY, DAY = dt.date(2026, 3, 3), dt.timedelta(days=1)


def test_the_holder_opens_the_file_as_it_was_issued(certificate):
    response = pdf(certificate, holder_of(certificate))
    assert response.status_code == 200
    assert hashlib.sha256(response.content).hexdigest() == certificate.digest
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="certificate-cyber-2026-03-03.pdf"'
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    assert not AuditEntry.objects.exists()
    assert "Download as PDF" in words(page(certificate.code, holder_of(certificate)))


def test_an_hr_officer_opens_it_and_the_holder_can_see_that(certificate):
    officer = make_person("Hal Reed")
    give_role(officer, Role.HR)
    assert pdf(certificate, signed_in(officer)).status_code == 200
    look = AuditEntry.objects.get()
    assert (look.verb, look.actor, look.subject) == ("viewed_record", officer.user, certificate.person)


def test_nobody_else_opens_it_and_nobody_learns_that_it_exists(certificate):
    unit = make_unit("A")
    manager, colleague = make_person("Mia Manager"), make_person("Cal Colleague")
    jobs = [give_job(person, unit, TODAY - DAY) for person in (certificate.person, manager, colleague)]
    report_to(jobs[0], jobs[1])
    unknown = "ABCDEFGHJKMNPQRSTUVWXYZ23456"
    for person in (manager, colleague):
        client = signed_in(person)
        refused = pdf(certificate, client)
        assert refused.status_code == 404
        assert "Ada" not in words(refused)
        assert words(refused) == words(client.get(f"/certificates/{unknown}.pdf"))
        assert "Download" not in words(page(certificate.code, client))
    for code in (certificate.code, unknown):
        response = Client().get(f"/certificates/{code}.pdf")
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_a_holder_who_left_opens_nothing(certificate):
    client = holder_of(certificate)
    certificate.person.user.is_active = False
    certificate.person.user.save()
    assert pdf(certificate, client).status_code == 302


def test_a_file_that_is_not_what_was_issued_is_never_shown(certificate, private_files):
    (path,) = files(private_files)
    path.write_bytes(path.read_bytes() + b"%")
    client = holder_of(certificate)
    response = pdf(certificate, client)
    assert response.status_code == 404
    assert "There is no PDF of this certificate" in words(response)
    path.unlink()
    assert pdf(certificate, client).status_code == 404
