"""Catching up, and issuing again under the same code, by command."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from certificates.models import Certificate, CertificateRevision, private_storage
from certificates.services import reissue_certificate
from lms.core.models import AuditEntry
from tests.builders import (
    complete,
    make_course,
    make_person,
)
from tests.certificates import files, holder_of, page, pdf
from tests.learners import words

pytestmark = pytest.mark.django_db
TODAY, DAY = dt.date(2026, 3, 3), dt.timedelta(days=1)


def run(name: str, *args, **options) -> str:
    out = io.StringIO()
    call_command(name, *args, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_the_command_catches_up_once():
    cyber, data = make_course("cyber"), make_course("data")
    people = [make_person(f"Person {number}") for number in range(3)]
    for person in people:
        complete(person, cyber, TODAY)
    complete(people[0], data, TODAY)
    complete(people[1], data, TODAY - DAY, revoked=TODAY)

    assert run("issue_certificates", dry_run=True).startswith("4 completions")
    assert Certificate.objects.count() == 0
    assert run("issue_certificates", course="cyber") == "Issued 3 certificates for 3 completions.\n"
    assert run("issue_certificates") == "Issued 1 certificates for 1 completions.\n"
    assert run("issue_certificates") == "Issued 0 certificates for 0 completions.\n"
    with pytest.raises(CommandError, match="no course"):
        run("issue_certificates", course="nonsense")


def test_the_command_adds_the_pdf_to_a_certificate_issued_without_one(certificate, private_files):
    private_storage().delete(certificate.pdf.name)
    Certificate.objects.update(pdf="", digest="")
    assert "There is no PDF of it yet" in words(page(certificate.code, holder_of(certificate)))
    run("issue_certificates")
    assert pdf(certificate, holder_of(certificate)).status_code == 200
    assert len(files(private_files)) == 1


def test_a_corrected_name_is_issued_again_under_the_same_code(certificate, private_files):
    old_digest, old_name = certificate.digest, certificate.pdf.name
    assert "Nothing to put right" in run("reissue_certificate", certificate.code)

    certificate.person.first_name = "Adah"
    certificate.person.save()
    assert "Nothing was changed." in run("reissue_certificate", certificate.code, dry_run=True)
    assert not CertificateRevision.objects.exists()
    assert run("reissue_certificate", certificate.grouped_code.lower()).endswith("Issued again as revision 2.\n")

    again = Certificate.objects.get()
    assert (again.code, again.says.holder, again.revision) == (certificate.code, "Adah Moss", 2)
    old = again.revisions.get()
    assert (old.number, old.digest, old.pdf.name, old.facts["holder"]) == (1, old_digest, old_name, "Ada Moss")
    assert len(files(private_files)) == 2
    assert "issued again on 3 March 2026" in words(page(again.code))
    assert AuditEntry.objects.get().verb == "reissued_certificate"
    assert "Nothing to put right" in run("reissue_certificate", certificate.code)
    with pytest.raises(CommandError, match="No certificate"):
        run("reissue_certificate", "nonsense")


def test_a_damaged_file_is_issued_again(certificate, private_files):
    (path,) = files(private_files)
    path.write_bytes(b"")
    run("reissue_certificate", certificate.code)
    assert pdf(certificate, holder_of(certificate)).status_code == 200


def test_of_two_reissues_at_the_same_moment_one_is_refused(certificate, private_files):
    stale = Certificate.objects.get()
    reissue_certificate(certificate=certificate, reason="First", by=None)
    with pytest.raises(ValueError, match="a moment ago"):
        reissue_certificate(certificate=stale, reason="Second", by=None)
    assert len(files(private_files)) == 2
