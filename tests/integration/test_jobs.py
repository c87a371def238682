"""Background work: written with its cause, taken once, tried again, never lost."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from lms.core.clock import now
from lms.core.jobs import JobError, Sweep, enqueue_job, job, report_progress, run_now, run_waiting, sweep_runs
from lms.core.jobs.running import _take
from lms.core.models import JobRun
from tests.integration.test_submitting_at_once import at_once

calls: list[int] = []


@job("test_note", max_attempts=3, lease=dt.timedelta(seconds=30))
def note(number: int) -> None:
    calls.append(number)


@job("test_fail", max_attempts=3)
def fail(number: int) -> None:
    calls.append(number)
    raise JobError("The printer is out of paper.")


@job("test_progress", lease=dt.timedelta(seconds=30))
def make_progress(steal: bool) -> None:
    report_progress(1, 4)
    if steal:
        JobRun.objects.update(attempts=9)
    report_progress(2, 4)
    calls.append(2)


@pytest.fixture(autouse=True)
def no_calls():
    calls.clear()


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 3, 3, 9, 0, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


pytestmark = pytest.mark.django_db


def only() -> JobRun:
    return JobRun.objects.get()


@pytest.mark.django_db(transaction=True)
def test_work_exists_exactly_when_its_cause_does():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue_job("test_note", number=1)
        raise RuntimeError
    assert not JobRun.objects.exists()
    assert not DBTaskResult.objects.exists()

    with transaction.atomic():
        enqueue_job("test_note", number=1)
        assert not DBTaskResult.objects.exists()
    assert only().state == "waiting"
    assert DBTaskResult.objects.get().args_kwargs["args"] == [only().pk]


def test_a_job_that_ends_is_done_once():
    run = enqueue_job("test_note", number=7)
    assert run_now(run.pk)
    assert not run_now(run.pk)
    assert calls == [7]
    assert (only().state, only().attempts, only().leased_until) == ("done", 1, None)


def test_one_unfinished_run_for_a_key():
    first = enqueue_job("test_note", dedupe_key="a", number=1)
    assert enqueue_job("test_note", dedupe_key="a", number=1) == first
    assert enqueue_job("test_note", dedupe_key="b", number=2) != first
    assert run_waiting() == 2
    assert enqueue_job("test_note", dedupe_key="a", number=3) != first


def test_a_failure_is_tried_later_and_then_given_up(clock):
    run = enqueue_job("test_fail", number=1)
    assert run_waiting() == 1
    assert (only().state, only().last_error) == ("waiting", "The printer is out of paper.")
    assert only().run_after == now() + dt.timedelta(minutes=1)

    clock.shift(59)
    assert run_waiting() == 0
    clock.shift(1)
    assert run_waiting() == 1
    assert only().run_after == now() + dt.timedelta(minutes=5)
    clock.shift(300)
    assert run_waiting() == 1
    assert (only().state, only().attempts, only().finished_at) == ("failed", 3, now())
    assert not run_now(run.pk)
    assert calls == [1, 1, 1]


def test_a_job_for_later_waits(clock):
    enqueue_job("test_note", run_after=now() + dt.timedelta(hours=1), number=1)
    assert sweep_runs().queued == 0
    assert run_waiting() == 0
    clock.shift(3600)
    assert sweep_runs().queued == 1
    assert run_waiting() == 1


def dead_worker(run: JobRun) -> None:
    """The run as a worker leaves it that was killed while it worked."""
    assert _take(run.pk) is not None


def test_the_run_of_a_dead_worker_is_done_again_when_its_lease_is_over(clock):
    run = enqueue_job("test_note", number=5)
    dead_worker(run)
    clock.shift(29)
    assert sweep_runs() == Sweep(queued=0, taken_back=0, given_up=0)
    clock.shift(1)
    assert sweep_runs() == Sweep(queued=1, taken_back=1, given_up=0)
    assert sweep_runs() == Sweep(queued=0, taken_back=0, given_up=0)
    assert run_waiting() == 1
    assert (only().state, only().attempts) == ("done", 2)


def test_a_job_that_kills_its_worker_every_time_is_given_up(clock):
    run = enqueue_job("test_note", number=5)
    for _ in range(3):
        clock.shift(24 * 3600)
        dead_worker(run)
        clock.shift(30)
        last = sweep_runs()
    assert last.given_up == 1
    assert (only().state, only().last_error) == ("failed", "The worker stopped before it had finished.")
    assert calls == []


def test_an_entry_that_the_queue_lost_is_handed_over_again(clock):
    enqueue_job("test_note", number=1)
    assert sweep_runs().queued == 0
    clock.shift(119)
    assert sweep_runs().queued == 0
    clock.shift(1)
    assert sweep_runs().queued == 1
    assert DBTaskResult.objects.get().args_kwargs["args"] == [only().pk]


def test_a_worker_that_lost_its_lease_stops_and_writes_nothing():
    run = enqueue_job("test_progress", steal=True)
    assert run_now(run.pk)
    assert calls == []
    assert (only().state, only().attempts, only().progress_done) == ("running", 9, 1)


def test_progress_is_kept_and_renews_the_lease(clock):
    run_now(enqueue_job("test_progress", steal=False).pk)
    assert (only().state, only().progress_done, only().progress_total) == ("done", 2, 4)


def test_a_job_from_a_newer_release_is_not_lost(clock):
    JobRun.objects.create(name="of_tomorrow", run_after=now())
    assert run_waiting() == 1
    assert only().state == "waiting"
    assert only().last_error.startswith("No job of this name is known.")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_run():
    runs = [enqueue_job("test_note", number=number) for number in range(10)]
    for run in runs:
        assert sorted(at_once(*[lambda pk=run.pk: run_now(pk)] * 3)) == [False, False, True]
    assert sorted(calls) == list(range(10))


def test_the_command_does_what_is_due(capsys):
    enqueue_job("test_note", number=3)
    call_command("run_due_jobs", dry_run=True)
    assert "Waiting: 1" in capsys.readouterr().out
    call_command("run_due_jobs", here=True)
    assert "Did 1 jobs here." in capsys.readouterr().out
    assert calls == [3]
