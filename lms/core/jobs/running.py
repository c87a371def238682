"""Asking for work, and doing it."""

import datetime as dt
import logging
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django_tasks import task

from lms.core.clock import now
from lms.core.jobs.registry import LeaseLostError, after_failure, is_known, kind_of, safe_reason
from lms.core.models import JobRun

logger = logging.getLogger(__name__)


@dataclass
class Taken:
    """A run this process holds. ``attempt`` is its fencing token: every later taking has a higher one."""

    run_id: int
    name: str
    attempt: int
    arguments: dict[str, Any]

    def update(self, **fields) -> bool:
        """Writes to the run, unless it is no longer ours."""
        mine = JobRun.objects.filter(pk=self.run_id, state=JobRun.State.RUNNING, attempts=self.attempt)
        return mine.update(**fields) == 1


_current: ContextVar[Taken | None] = ContextVar("job_run", default=None)

# --- Asking for work --------------------------------------------------------------------------------------------------


def enqueue_job(name: str, *, dedupe_key: str = "", run_after: dt.datetime | None = None, **arguments) -> JobRun:
    """Writes a run in the caller's transaction and hands it to the queue once that is committed.

    With a ``dedupe_key``, a run of that name and key that is not finished is returned instead of a second one.
    ``arguments`` are identifiers that JSON can hold, never names or addresses. Raises ``LookupError`` for a name that
    no job has.
    """
    if not is_known(name):
        raise LookupError(f"No job is called {name}.")
    while dedupe_key:
        existing = _unfinished(name, dedupe_key)
        if existing is not None:
            return existing
        try:
            with transaction.atomic():
                return _write(name, dedupe_key, run_after, arguments)
        except IntegrityError:
            continue  # somebody else asked for the same a moment before: theirs is ours too
    return _write(name, "", run_after, arguments)


def _unfinished(name: str, dedupe_key: str) -> JobRun | None:
    unfinished = [JobRun.State.WAITING, JobRun.State.RUNNING]
    return JobRun.objects.filter(name=name, dedupe_key=dedupe_key, state__in=unfinished).first()


def _write(name: str, dedupe_key: str, run_after: dt.datetime | None, arguments: dict[str, Any]) -> JobRun:
    at = now()
    later = run_after is not None and run_after > at
    run = JobRun.objects.create(
        name=name,
        dedupe_key=dedupe_key,
        arguments=arguments,
        run_after=run_after or at,
        queued_at=None if later else at,
    )
    if not later:
        # Robust: a queue that cannot be reached must not turn work that was saved into an error page. The next
        # sweep hands the run over.
        transaction.on_commit(lambda: run_job.enqueue(run.pk), robust=True)
    return run


# --- Doing it ---------------------------------------------------------------------------------------------------------


@task()
def run_job(run_id: int) -> None:
    """The one task that every queue knows."""
    run_now(run_id)


def run_now(run_id: int) -> bool:
    """Takes a run that is due and does it in this process; False when it is not due or somebody else has it.

    An exception of the job is recorded, not raised: the run is tried again later or given up.
    """
    taken = _take(run_id)
    if taken is None:
        return False
    token = _current.set(taken)
    try:
        kind_of(taken.name).function(**taken.arguments)
    except LeaseLostError:
        logger.warning("Job %s (run %s) was taken over by another worker", taken.name, taken.run_id)
    except Exception as error:
        _record_failure(taken, error)
    else:
        _record_success(taken)
    finally:
        _current.reset(token)
    return True


def run_waiting(*, limit: int | None = None) -> int:
    """Does every run that is due in this process, one after the other, and returns how many."""
    done = 0
    while limit is None or done < limit:
        run_id = due_runs().values_list("pk", flat=True).first()
        if run_id is None:
            break
        done += run_now(run_id)
    return done


def report_progress(done: int, total: int | None = None) -> None:
    """Says how far the running job is and renews its lease. Outside a job it does nothing.

    Raises ``LeaseLostError`` when the run was taken over: stop, the other one goes on.
    """
    taken = _current.get()
    if taken is None:
        return
    until = now() + kind_of(taken.name).lease
    if not taken.update(progress_done=done, progress_total=total, leased_until=until):
        raise LeaseLostError


def due_runs() -> QuerySet[JobRun]:
    """What is to be done now, whoever holds its entry; oldest first."""
    return JobRun.objects.filter(state=JobRun.State.WAITING, run_after__lte=now()).order_by("run_after", "pk")


def _take(run_id: int) -> Taken | None:
    run = due_runs().filter(pk=run_id).first()
    if run is None:
        return None
    # Whoever changes the row first has it; the other's condition no longer holds.
    won = JobRun.objects.filter(pk=run_id, state=JobRun.State.WAITING, attempts=run.attempts).update(
        state=JobRun.State.RUNNING, attempts=F("attempts") + 1, leased_until=now() + kind_of(run.name).lease
    )
    return Taken(run.pk, run.name, run.attempts + 1, run.arguments) if won else None


def _record_success(taken: Taken) -> None:
    done = JobRun.State.DONE
    taken.update(state=done, finished_at=now(), leased_until=None, last_error="", queued_at=None)


def _record_failure(taken: Taken, error: Exception) -> None:
    logger.error("Job %s (run %s), attempt %s", taken.name, taken.run_id, taken.attempt, exc_info=error)
    taken.update(last_error=safe_reason(error), **after_failure(taken.name, taken.attempt))
