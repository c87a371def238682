"""Two requests at the same moment, in threads with connections of their own: exactly one of what must be one."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from courses.models import Attempt, Completion, Course, CourseVersion, LearningEvent
from courses.records.services import save_answer, start_attempt, submit_attempt
from courses.records.signals import course_completed
from tests.builders import make_course, make_person
from tests.learners import Learner, right_options

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list:
    """The results of calls that all begin at the same moment, each in a thread of its own."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        gate.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


@pytest.fixture
def learner() -> Learner:
    return Learner(make_person("Ada Moss"), _course())


def _course() -> Course:
    course = make_course("counting")
    options = [{"id": letter, "text": letter, "correct": letter == "a", "feedback": letter} for letter in "abc"]
    question = {"outcome": "count", "kind": "one", "prompt": "?", "options": options}
    old = course.versions.get()
    CourseVersion.objects.create(
        course=course,
        number=2,
        content={**old.content, "questions": [{**question, "id": "q1"}, {**question, "id": "q2"}]},
        minutes=5,
        pass_percent=80,
        questions_asked=2,
        digest="2",
        published_at=old.published_at,
    )
    return course


def answered(learner: Learner) -> Attempt:
    attempt = start_attempt(person=learner.person, course=learner.course)
    for question in learner.questions(attempt):
        save_answer(attempt=attempt, question=question["id"], chosen=right_options(question))
    return attempt


def test_two_submissions_of_one_try_are_one_completion(learner):
    told = []
    course_completed.connect(lambda completion, **kwargs: told.append(completion.pk), weak=False, dispatch_uid="told")
    try:
        for _ in range(3):
            Completion.objects.all().delete()
            attempt = answered(learner)
            done = at_once(*[lambda a=attempt: submit_attempt(attempt=a)] * 4)
            assert [(one.pk, one.score, one.passed) for one in done] == [(attempt.pk, 2, True)] * 4
            assert len({one.submitted_at for one in done}) == 1
            assert list(Completion.objects.values_list("attempt", flat=True)) == [attempt.pk]
            assert told == [Completion.objects.get().pk]
            events = LearningEvent.objects.filter(kind="attempt_submitted", data__attempt=str(attempt.uuid))
            assert events.count() == 1
            told.clear()
    finally:
        course_completed.disconnect(dispatch_uid="told")


def test_two_submissions_by_the_browser_both_see_the_result(learner):
    attempt = answered(learner)
    tabs = [Learner(learner.person, learner.course) for _ in range(2)]
    replies = at_once(*[lambda tab=tab: tab.submit(attempt) for tab in tabs])
    assert [reply["Location"] for reply in replies] == [f"{learner.base}result/{attempt.uuid}/"] * 2
    assert Completion.objects.count() == 1


def test_two_starts_are_one_try(learner):
    started = at_once(*[lambda: start_attempt(person=learner.person, course=learner.course)] * 4)
    assert len({attempt.pk for attempt in started}) == 1
    assert Attempt.objects.count() == 1


def test_an_answer_that_arrives_with_the_submission_never_changes_what_was_marked(learner):
    attempt = answered(learner)
    at_once(lambda: learner.submit(attempt), lambda: Learner(learner.person, learner.course).answer(attempt, 1, []))
    attempt.refresh_from_db()
    assert attempt.score == len(attempt.answers)
