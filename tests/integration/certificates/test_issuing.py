"""Exactly one certificate for what was completed, however often it is tried."""

import datetime as dt
import hashlib

import pytest
from django.db import transaction

from certificates.models import Certificate
from certificates.services import issue_for, read_pdf
from courses.records.services import record_completion
from lms.core.jobs import run_waiting
from lms.core.models import JobRun
from tests.builders import (
    complete,
    make_course,
    make_person,
    publish,
)
from tests.certificates import files
from tests.integration.test_submitting_at_once import at_once

pytestmark = pytest.mark.django_db
TODAY, DAY = dt.date(2026, 3, 3), dt.timedelta(days=1)


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
