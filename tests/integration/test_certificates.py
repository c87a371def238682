"""Exactly one certificate for what was completed, however often it is tried; what it says, and who may open it."""

import datetime as dt
import hashlib
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from certificates.models import Certificate, CertificateRevision, private_storage
from certificates.selectors import Standing, verify
from certificates.services import issue_for, read_pdf, reissue_certificate
from courses.records.services import record_completion, revoke_completion
from lms.core.jobs import run_waiting
from lms.core.models import AuditEntry, JobRun
from lms.organisation.models import Role
from tests.builders import (
    complete,
    exempt,
    give_job,
    give_role,
    make_course,
    make_person,
    make_programme,
    make_unit,
    publish,
    report_to,
)
from tests.integration.test_submitting_at_once import at_once
from tests.learners import signed_in, words

pytestmark = pytest.mark.django_db

TODAY, DAY = dt.date(2026, 3, 3), dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2026, 3, 3, 9, 0, tzinfo=dt.UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def private_files(monkeypatch, tmp_path):
    """The private storage holds files of this test only."""
    monkeypatch.setattr(private_storage(), "location", str(tmp_path))
    return tmp_path


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def holder_of(certificate: Certificate) -> Client:
    return signed_in(certificate.person)


# --- Issued once ------------------------------------------------------------------------------------------------------


def test_completing_a_course_asks_for_its_certificate_in_the_same_transaction():
    person, course = make_person("Ada Moss"), make_course("cyber", validity_months=12)

    def finish():
        record_completion(
            person=person,
            course=course,
            version=course.versions.get(),
            completed_on=TODAY,
            channel="facilitated",
            evidence="Sign-in list",
            by=None,
        )

    with pytest.raises(RuntimeError), transaction.atomic():
        finish()
        raise RuntimeError
    assert not JobRun.objects.exists()

    finish()
    assert JobRun.objects.get().name == "issue_certificate"
    assert run_waiting() == 1
    certificate = Certificate.objects.get()
    assert certificate.facts == {
        "council": "Your council",
        "holder": "Ada Moss",
        "title": "Cyber",
        "outcomes": [],
        "completed_on": "2026-03-03",
        "valid_until": "2027-03-03",
        "whole_programme": False,
    }
    assert list(certificate.rests_on.all()) == [certificate.completion]


def test_however_often_it_is_tried_there_is_one_and_its_file_stays_as_issued(private_files):
    completion = complete(make_person("Ada Moss"), make_course("cyber"), TODAY)
    (first,) = issue_for(completion=completion)
    content = read_pdf(first)
    for _ in range(3):
        assert issue_for(completion=completion) == [first]
    assert Certificate.objects.count() == 1
    assert len(files(private_files)) == 1
    assert read_pdf(first) == content
    assert first.digest == hashlib.sha256(content).hexdigest()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_issue_one_and_leave_one_file(private_files):
    person = make_person("Ada Moss")
    for number in range(4):
        completion = complete(person, make_course(f"course-{number}"), TODAY)
        found = at_once(*[lambda one=completion: issue_for(completion=one)] * 3)
        assert len({one.pk for (one,) in found}) == 1
    assert Certificate.objects.count() == 4
    assert len(files(private_files)) == 4
    assert all(read_pdf(one) for one in Certificate.objects.all())


def test_a_file_without_a_row_that_a_killed_worker_left_is_removed(private_files):
    completion = complete(make_person("Ada Moss"), make_course("cyber"), TODAY)
    folder = private_files / "certificates" / str(completion.uuid)
    folder.mkdir(parents=True)
    (folder / "course-1-0123456789abcdef.pdf").write_bytes(b"%PDF half of")
    (folder / "something-else.txt").write_text("kept")
    (certificate,) = issue_for(completion=completion)
    assert sorted(path.name for path in files(private_files)) == sorted(
        ["something-else.txt", certificate.pdf.name.rsplit("/", 1)[-1]]
    )


def test_a_revoked_completion_earns_nothing():
    completion = complete(make_person("Ada Moss"), make_course("cyber"), TODAY - DAY, revoked=TODAY)
    assert issue_for(completion=completion) == []
    assert not Certificate.objects.exists()


def test_the_title_and_the_first_three_outcomes_of_the_version_that_was_learnt():
    course = make_course("cyber")
    version = course.versions.get()
    outcomes = [{"key": str(n), "text": f"do thing {n}."} for n in range(4)]
    newer = publish(course, published=TODAY)
    type(version).objects.bulk_create(
        [
            type(version)(
                course=course,
                number=3,
                content={"title": "As it was called then", "outcomes": outcomes},
                minutes=5,
                pass_percent=80,
                questions_asked=1,
                digest="d",
                published_at=newer.published_at,
            )
        ]
    )
    (certificate,) = issue_for(
        completion=complete(make_person("Ada Moss"), course, TODAY, version=course.versions.get(number=3))
    )
    assert certificate.says.title == "As it was called then"
    assert certificate.says.outcomes == ("do thing 0", "do thing 1", "do thing 2")


# --- A whole programme ------------------------------------------------------------------------------------------------


@pytest.fixture
def programme():
    courses = [
        make_course("confident"),
        make_course("cyber", validity_months=12),
        make_course("data", validity_months=24),
    ]
    made = make_programme(courses, starts=dt.date(2025, 1, 1), due=dt.date(2026, 12, 31))
    made.courses = courses
    return made


def certified(programme) -> list[tuple[str, str | None]]:
    rows = Certificate.objects.filter(programme=programme).order_by("pk")
    return [(row.facts["completed_on"], row.facts["valid_until"]) for row in rows]


def test_the_last_course_of_a_programme_earns_one_more(programme):
    person = make_person("Ada Moss")
    confident, cyber, data = programme.courses
    for course, day in ((confident, dt.date(2025, 6, 1)), (cyber, dt.date(2025, 9, 1))):
        assert len(issue_for(completion=complete(person, course, day))) == 1
    own, whole = issue_for(completion=complete(person, data, TODAY))
    assert own.programme is None
    assert whole.says.title == "Digital confidence"
    assert whole.says.outcomes == ("Confident", "Cyber", "Data")
    # Whole from the last course on; no longer than the first of them is good.
    assert certified(programme) == [("2026-03-03", "2026-09-01")]
    assert set(whole.rests_on.values_list("course__code", flat=True)) == {"confident", "cyber", "data"}


def test_a_renewal_by_somebody_who_stayed_complete_earns_no_second(programme):
    person = make_person("Ada Moss")
    for course in programme.courses:
        issue_for(completion=complete(person, course, dt.date(2025, 6, 1)))
    issue_for(completion=complete(person, programme.courses[1], dt.date(2026, 5, 1)))
    assert certified(programme) == [("2025-06-01", "2026-06-01")]


def test_somebody_whose_course_expired_earns_a_new_one_when_whole_again(programme):
    person = make_person("Ada Moss")
    for course in programme.courses:
        issue_for(completion=complete(person, course, dt.date(2025, 6, 1)))
    issue_for(completion=complete(person, programme.courses[1], dt.date(2026, 6, 1)))
    assert certified(programme) == [("2025-06-01", "2026-06-01"), ("2026-06-01", "2027-06-01")]


def test_two_courses_on_the_last_day_earn_one_even_when_the_worker_was_late(programme):
    person = make_person("Ada Moss")
    confident, cyber, data = programme.courses
    issue_for(completion=complete(person, confident, TODAY - DAY))
    both = [complete(person, course, TODAY) for course in (cyber, data)]
    for completion in both:
        issue_for(completion=completion)
    assert len(certified(programme)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_courses_on_the_last_day_and_two_workers_at_once(private_files):
    courses = [make_course(code) for code in ("one", "two")]
    programme = make_programme(courses, starts=dt.date(2025, 1, 1), due=dt.date(2026, 12, 31))
    person = make_person("Ada Moss")
    both = [complete(person, course, TODAY) for course in courses]
    at_once(*[lambda one=one: issue_for(completion=one) for one in both])
    assert len(certified(programme)) == 1
    assert len(files(private_files)) == 3


def test_a_course_from_which_somebody_is_exempt_is_not_named(programme):
    person = make_person("Ada Moss")
    confident, cyber, data = programme.courses
    exempt(person, programme, dt.date(2025, 1, 1), course=data)
    issue_for(completion=complete(person, confident, TODAY - DAY))
    _own, whole = issue_for(completion=complete(person, cyber, TODAY))
    assert whole.says.outcomes == ("Confident", "Cyber")


# --- Checking ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def certificate():
    (made,) = issue_for(completion=complete(make_person("Ada Moss"), make_course("cyber", validity_months=12), TODAY))
    return made


def page(code: str, client: Client | None = None, **extra):
    return (client or Client()).get(f"/certificates/{code}/", **extra)


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


# --- The PDF ----------------------------------------------------------------------------------------------------------


def pdf(certificate: Certificate, client: Client):
    return client.get(reverse("certificate_pdf", args=[certificate.code]))


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


# --- Commands ---------------------------------------------------------------------------------------------------------


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
