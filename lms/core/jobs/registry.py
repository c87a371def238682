"""Which jobs there are, and what becomes of a run that fails."""

import datetime as dt
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from lms.core.clock import now
from lms.core.models import JobRun

# After the first failure, the second, and so on; the last one repeats.
RETRY_AFTER = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=6),
)


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


_kinds: dict[str, JobKind] = {}


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


def kind_of(name: str) -> JobKind:
    """A run of a name nobody registered is tried like any other: its code may arrive with the next release."""
    return _kinds.get(name) or JobKind(name, _nobody, max_attempts=6, lease=dt.timedelta(minutes=2))


def _nobody(**_arguments) -> None:
    raise JobError("No job of this name is known. Is the worker as new as the site?")


def retry_delay(attempts: int) -> dt.timedelta:
    """How long to wait after that many failed attempts (1 or more)."""
    return RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]


def is_known(name: str) -> bool:
    """Whether a job of that name is registered."""
    return name in _kinds


def after_failure(name: str, attempts: int) -> dict[str, Any]:
    """What a run becomes when an attempt came to nothing."""
    at = now()
    if attempts >= kind_of(name).max_attempts:
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
