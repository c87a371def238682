"""Background work that is neither lost nor done twice.

A job is a function that takes identifiers and can run twice without harm:

    @job("issue_certificate", max_attempts=6)
    def issue(completion_id: int) -> None: ...

    enqueue_job("issue_certificate", completion_id=completion.pk)  # inside the transaction that causes it

The ``JobRun`` row is written in the caller's transaction, so the work exists exactly when its cause does. The queue
(``django_tasks``, whichever backend the settings name) only carries the row's number to a worker: an entry that is lost
or delivered twice does no harm, because the row decides. See docs/decisions/0005-jobs.md.
"""

import datetime as dt
import logging
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django_tasks import task

from lms.core.clock import now
from lms.core.models import JobRun

logger = logging.getLogger(__name__)

# After the first failure, the second, and so on; the last one repeats.
RETRY_AFTER = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=6),
)
# A run handed to the queue that no worker has taken in this time is handed over again: the entry may be lost.
QUEUE_PATIENCE = dt.timedelta(minutes=2)
SWEEP_LIMIT = 1000  # runs handed over in one sweep


class JobError(Exception):
    """A job cannot do its work now. The message is kept for operators to read, so it names no member of staff."""


class LeaseLostError(Exception):
    """This worker was silent for longer than its lease, and the run is somebody else's now."""


@dataclass(frozen=True)
class JobKind:
    """What is registered under a name."""

    name: str
    function: Callable[..., None]
    max_attempts: int
    lease: dt.timedelta


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


_kinds: dict[str, JobKind] = {}
_current: ContextVar[Taken | None] = ContextVar("job_run", default=None)


def job(name: str, *, max_attempts: int = 6, lease: dt.timedelta = dt.timedelta(minutes=2)):
    """Registers a function as the job of that name; the function itself stays as it was.

    Modules called ``jobs`` in installed apps are imported at start. ``lease``: for how long a worker may be silent
    before the run is taken for dead and started again; ``report_progress`` renews it.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        if name in _kinds and _kinds[name].function.__qualname__ != function.__qualname__:
            raise ValueError(f"Two jobs are called {name}.")
        _kinds[name] = JobKind(name, function, max_attempts, lease)
        return function

    return register


def _kind(name: str) -> JobKind:
    """A run of a name nobody registered is tried like any other: its code may arrive with the next release."""
    return _kinds.get(name) or JobKind(name, _nobody, max_attempts=6, lease=dt.timedelta(minutes=2))


def _nobody(**_arguments) -> None:
    raise JobError("No job of this name is known. Is the worker as new as the site?")


def retry_delay(attempts: int) -> dt.timedelta:
    """How long to wait after that many failed attempts (1 or more)."""
    return RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]


# --- Asking for work --------------------------------------------------------------------------------------------------


def enqueue_job(name: str, *, dedupe_key: str = "", run_after: dt.datetime | None = None, **arguments) -> JobRun:
    """Writes a run in the caller's transaction and hands it to the queue once that is committed.

    With a ``dedupe_key``, a run of that name and key that is not finished is returned instead of a second one.
    ``arguments`` are identifiers that JSON can hold, never names or addresses. Raises ``LookupError`` for a name that
    no job has.
    """
    if name not in _kinds:
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
        _kind(taken.name).function(**taken.arguments)
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
        run_id = _due().values_list("pk", flat=True).first()
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
    until = now() + _kind(taken.name).lease
    if not taken.update(progress_done=done, progress_total=total, leased_until=until):
        raise LeaseLostError


def _due():
    return JobRun.objects.filter(state=JobRun.State.WAITING, run_after__lte=now()).order_by("run_after", "pk")


def _take(run_id: int) -> Taken | None:
    run = _due().filter(pk=run_id).first()
    if run is None:
        return None
    # Whoever changes the row first has it; the other's condition no longer holds.
    won = JobRun.objects.filter(pk=run_id, state=JobRun.State.WAITING, attempts=run.attempts).update(
        state=JobRun.State.RUNNING, attempts=F("attempts") + 1, leased_until=now() + _kind(run.name).lease
    )
    return Taken(run.pk, run.name, run.attempts + 1, run.arguments) if won else None


def _record_success(taken: Taken) -> None:
    done = JobRun.State.DONE
    taken.update(state=done, finished_at=now(), leased_until=None, last_error="", queued_at=None)


def _record_failure(taken: Taken, error: Exception) -> None:
    logger.error("Job %s (run %s), attempt %s", taken.name, taken.run_id, taken.attempt, exc_info=error)
    taken.update(last_error=safe_reason(error), **_after_failure(taken.name, taken.attempt))


def _after_failure(name: str, attempts: int) -> dict[str, Any]:
    """What a run becomes when an attempt came to nothing."""
    at = now()
    if attempts >= _kind(name).max_attempts:
        return {"state": JobRun.State.FAILED, "finished_at": at, "leased_until": None, "queued_at": None}
    return {
        "state": JobRun.State.WAITING,
        "run_after": at + retry_delay(attempts),
        "leased_until": None,
        "queued_at": None,
    }


def safe_reason(error: Exception) -> str:
    """What failed, without what the data said: a database's own message quotes the row.

    The text of a ``JobError`` is ours; of any other exception only the class and the innermost place in our code.
    """
    if isinstance(error, JobError):
        return str(error)
    root = str(settings.BASE_DIR)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(root) and "site-packages" not in frame.filename]
    if not ours:
        return type(error).__name__
    return f"{type(error).__name__} at {ours[-1].filename.removeprefix(root).lstrip('/')}:{ours[-1].lineno}"


# --- Losing nothing ---------------------------------------------------------------------------------------------------


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
        fields = _after_failure(run.name, run.attempts)
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
    for run in _due().filter(not_with_the_queue)[:SWEEP_LIMIT]:
        # Two sweepers at once hand over once; had they both, the row would still be taken once.
        if JobRun.objects.filter(pk=run.pk, queued_at=run.queued_at).update(queued_at=at):
            run_job.enqueue(run.pk)
            queued += 1
    return queued
