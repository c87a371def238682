"""When a job is tried again, and what is kept of a failure."""

import datetime as dt

import pytest

from lms.core.jobs import JobError, enqueue_job, job, report_progress, retry_delay, safe_reason

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [(1, MINUTE), (2, 5 * MINUTE), (3, 30 * MINUTE), (4, 2 * HOUR), (5, 6 * HOUR), (6, 6 * HOUR), (60, 6 * HOUR)],
)
def test_it_waits_longer_after_every_failure(attempts, wait):
    assert retry_delay(attempts) == wait


def test_a_failure_is_kept_without_what_the_data_said():
    def fail(address: str) -> None:
        raise ValueError(f"Key (email)=({address}) already exists.")

    with pytest.raises(ValueError) as caught:
        fail("ada.moss@council.example")
    reason = safe_reason(caught.value)
    assert "ada" not in reason
    assert reason.startswith("ValueError at tests/unit/test_jobs.py:")


def test_a_failure_in_our_own_words_is_kept_word_for_word():
    assert safe_reason(JobError("The mail server does not answer.")) == "The mail server does not answer."


def test_two_jobs_cannot_share_a_name():
    @job("test_shared_name")
    def one() -> None: ...

    with pytest.raises(ValueError, match="test_shared_name"):

        @job("test_shared_name")
        def other() -> None: ...


def test_a_job_that_nobody_registered_is_refused_before_anything_is_written():
    with pytest.raises(LookupError, match="no_such_job"):
        enqueue_job("no_such_job")


def test_progress_outside_a_job_does_nothing():
    report_progress(1, 2)
