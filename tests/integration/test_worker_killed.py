"""The worker is a process of its own, and it may die at any moment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from certificates.models import Certificate, private_storage
from certificates.services import read_pdf
from courses.records.services import record_completion
from lms.core.clock import today
from lms.core.jobs import sweep_runs
from lms.core.models import JobRun
from tests.builders import make_course, make_person

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 30
ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 120  # seconds; a busy machine takes a tenth of it


def database_url() -> str:
    """This test's database, as another process is told of it."""
    details = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{details['NAME']}"
    secret = f":{details['PASSWORD']}" if details["PASSWORD"] else ""
    return f"postgres://{details['USER']}{secret}@{details['HOST']}:{details['PORT']}/{details['NAME']}"


def start_worker() -> subprocess.Popen:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "TEST_DATABASE_URL": database_url(),
        "TEST_SCRATCH": str(settings.SCRATCH),
    }
    command = [sys.executable, "manage.py", "run_worker", "--interval=0.1", "--sweep=1"]
    return subprocess.Popen(command, cwd=ROOT, env=environment)


@pytest.fixture
def workers() -> Iterator[list[subprocess.Popen]]:
    started: list[subprocess.Popen] = []
    yield started
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=10)


def wait_until(what: Callable[[], object], seconds: float = ENOUGH) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"waited {seconds} seconds in vain"
        time.sleep(0.02)


def complete_for_everybody(people: int) -> None:
    course = make_course("cyber", validity_months=12)
    for number in range(people):
        record_completion(
            person=make_person(f"Person {number}"),
            course=course,
            version=course.versions.get(),
            completed_on=today(),
            channel="facilitated",
            evidence="Sign-in list",
            by=None,
        )


def kill_while_it_works(process: subprocess.Popen) -> JobRun:
    """Stops the process at a moment when it holds a run, sees that it does, and kills it there."""
    for _ in range(200):
        wait_until(lambda: Certificate.objects.count() >= 3)
        process.send_signal(signal.SIGSTOP)
        held = JobRun.objects.filter(state="running").first()
        if held is not None and Certificate.objects.count() < PEOPLE:
            process.kill()
            process.wait(timeout=10)
            return held
        process.send_signal(signal.SIGCONT)
        time.sleep(0.003)
    raise AssertionError("the worker was never seen at work")


def test_killed_between_completion_and_certificate_it_issues_exactly_one_each(workers):
    complete_for_everybody(PEOPLE)
    assert JobRun.objects.filter(state="waiting").count() == PEOPLE

    workers.append(start_worker())
    held = kill_while_it_works(workers[0])
    assert 0 < Certificate.objects.count() < PEOPLE
    assert JobRun.objects.get(pk=held.pk).state == "running"

    workers.append(start_worker())
    wait_until(lambda: JobRun.objects.filter(state="done").count() == PEOPLE)
    owners = list(Certificate.objects.values_list("completion", flat=True))
    assert len(owners) == len(set(owners)) == PEOPLE
    held.refresh_from_db()
    assert (held.state, held.attempts) == ("done", 2)

    # One file each, whole, and none that a killed process left.
    names = {certificate.pdf.name for certificate in Certificate.objects.all()}
    assert len(names) == PEOPLE
    assert all(read_pdf(certificate) for certificate in Certificate.objects.all())
    for name in names:
        _folders, files = private_storage().listdir(name.rsplit("/", 1)[0])
        assert len(files) == 1


def test_told_to_stop_it_finishes_what_it_has_in_hand(workers):
    complete_for_everybody(12)
    workers.append(start_worker())
    wait_until(lambda: Certificate.objects.count() >= 3)
    workers[0].terminate()
    assert workers[0].wait(timeout=30) == 0
    assert not JobRun.objects.filter(state="running").exists()
    assert JobRun.objects.filter(state="done").count() == Certificate.objects.count()


def test_two_workers_share_the_work(workers):
    complete_for_everybody(12)
    workers += [start_worker(), start_worker()]
    wait_until(lambda: JobRun.objects.filter(state="done").count() == 12)
    assert Certificate.objects.count() == 12
    assert set(JobRun.objects.values_list("attempts", flat=True)) == {1}
    assert sweep_runs().taken_back == 0
