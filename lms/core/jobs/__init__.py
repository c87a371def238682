"""Background work that is neither lost nor done twice.

A job is a function that takes identifiers and can run twice without harm:

    @job("issue_certificate", max_attempts=6)
    def issue(completion_id: int) -> None: ...

    enqueue_job("issue_certificate", completion_id=completion.pk)  # inside the transaction that causes it

The ``JobRun`` row is written in the caller's transaction, so the work exists exactly when its cause does. The queue
(``django_tasks``, whichever backend the settings name) only carries the row's number to a worker: an entry that is lost
or delivered twice does no harm, because the row decides. See docs/decisions/0005-jobs.md.
"""

from lms.core.jobs.registry import JobError, LeaseLostError, job, retry_delay, safe_reason
from lms.core.jobs.running import enqueue_job, report_progress, run_job, run_now, run_waiting
from lms.core.jobs.sweeping import Sweep, sweep_runs

__all__ = [
    "JobError",
    "LeaseLostError",
    "Sweep",
    "enqueue_job",
    "job",
    "report_progress",
    "retry_delay",
    "run_job",
    "run_now",
    "run_waiting",
    "safe_reason",
    "sweep_runs",
]
