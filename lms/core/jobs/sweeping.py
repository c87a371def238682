"""Losing nothing: what a dead worker held, and what the queue forgot, is handed over again."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from lms.core.clock import now
from lms.core.jobs.registry import after_failure
from lms.core.jobs.running import due_runs, run_job
from lms.core.models import JobRun

# A run handed to the queue that no worker has taken in this time is handed over again: the entry may be lost.
QUEUE_PATIENCE = dt.timedelta(minutes=2)
SWEEP_LIMIT = 1000  # runs handed over in one sweep


@dataclass(frozen=True)
class Sweep:
    """What one sweep did: runs handed to the queue, taken back from dead workers, and given up."""

    queued: int
    taken_back: int
    given_up: int


def sweep_runs() -> Sweep:
    """Hands over every run that is due and is not with the queue, those of workers that died included.

    Any number of processes may sweep at once.
    """
    taken_back, given_up = _take_back()
    return Sweep(_hand_over(), taken_back, given_up)


def _take_back() -> tuple[int, int]:
    """Frees runs whose lease ran out: at once the first time, later each time, since the run may be what kills."""
    lapsed = JobRun.objects.filter(state=JobRun.State.RUNNING, leased_until__lte=now())
    taken_back = given_up = 0
    for run in lapsed[:SWEEP_LIMIT]:
        fields = after_failure(run.name, run.attempts)
        if fields["state"] == JobRun.State.WAITING and run.attempts == 1:
            fields["run_after"] = now()
        mine = lapsed.filter(pk=run.pk, attempts=run.attempts)
        if mine.update(last_error="The worker stopped before it had finished.", **fields):
            taken_back += fields["state"] == JobRun.State.WAITING
            given_up += fields["state"] == JobRun.State.FAILED
    return taken_back, given_up


def _hand_over() -> int:
    at = now()
    not_with_the_queue = Q(queued_at__isnull=True) | Q(queued_at__lte=at - QUEUE_PATIENCE)
    queued = 0
    for run in due_runs().filter(not_with_the_queue)[:SWEEP_LIMIT]:
        # Two sweepers at once hand over once; had they both, the row would still be taken once.
        if JobRun.objects.filter(pk=run.pk, queued_at=run.queued_at).update(queued_at=at):
            run_job.enqueue(run.pk)
            queued += 1
    return queued
