"""Working through a course as its learner does: lessons, the check, the result, the record."""

import datetime as dt
from uuid import uuid4

import pytest
import time_machine

from courses.models import Attempt, Completion, ConfidenceRating, Course, CoursePage, LearningEvent, LessonProgress
from courses.records import services
from courses.records.models import Channel
from courses.requirements.services import open_requirements
from lms.core.models import AuditEntry
from tests import course_pages
from tests.builders import give_job, make_person, make_programme, make_unit
from tests.learners import Learner, right_options, signed_in, words, wrong_options

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def course_page() -> CoursePage:
    confidence = {"type": "confidence", "value": {"moment": "before"}, "id": str(uuid4())}
    lessons = [
        course_pages.a_lesson("Counting", confidence, course_pages.a_question("practice", None)),
        course_pages.a_lesson("Adding"),
    ]
    lessons[1]["value"]["outcomes"] = [{"type": "item", "value": "count", "id": str(uuid4())}]
    return course_pages.published_course(
        lessons=lessons,
        bank=[course_pages.a_question("first"), course_pages.a_question("second", kind="several")],
        validity_months=12,
    )


@pytest.fixture
def learner(course_page) -> Learner:
    person = make_person("Ada Moss")
    give_job(person, make_unit("HSG"), dt.date(2025, 1, 6))
    return Learner(person, course_page.course)


def test_from_the_first_lesson_to_a_completion(learner, course_page):
    course = learner.course
    make_programme([course], starts=dt.date(2026, 1, 1), due=dt.date(2027, 3, 31))
    open_requirements()
    requirement = learner.person.requirements.get()

    start = learner.client.get(learner.base)
    assert "2 questions. You pass with 2 right." in words(start)
    lesson = learner.client.get(f"{learner.base}lessons/1/")
    assert "Lesson 1 of 2, about 4 minutes" in words(lesson)
    assert "All about Counting." in words(lesson)
    on = learner.client.post(f"{learner.base}lessons/1/", {"action": "continue"})
    assert (on.status_code, on["Location"]) == (302, f"{learner.base}lessons/2/")
    on = learner.client.post(f"{learner.base}lessons/2/", {"action": "continue"})
    assert on["Location"] == f"{learner.base}check/"

    attempt = learner.take_check()
    assert (attempt.score, attempt.out_of, attempt.passed) == (2, 2, True)
    result = learner.result(attempt)
    assert "You got 2 of 2. You have passed." in words(result)
    assert "It is due again on 22 November 2027." in words(result)

    completion = Completion.objects.get()
    assert (completion.person, completion.course, completion.version.number) == (learner.person, course, 1)
    assert (completion.completed_on, completion.valid_until) == (TODAY, dt.date(2027, 11, 22))
    assert (completion.channel, completion.attempt, completion.recorded_by) == ("web", attempt, None)
    requirement.refresh_from_db()
    assert (requirement.close_reason, requirement.completion) == ("met", completion)
    kinds = list(LearningEvent.objects.filter(person=learner.person).values_list("kind", flat=True))
    assert kinds == ["lesson_finished", "lesson_finished", "attempt_started", "attempt_submitted", "completed"]


def test_seeing_a_lesson_is_recorded_once_and_finishing_it_once(learner, course_page):
    for _ in range(2):
        learner.client.get(f"{learner.base}lessons/2/")
    progress = LessonProgress.objects.get()
    assert (str(progress.lesson_id), progress.finished_at) == (course_page.lessons[1].id, None)
    for _ in range(2):
        learner.client.post(f"{learner.base}lessons/2/", {"action": "continue"})
    assert LessonProgress.objects.get().finished_at is not None
    assert LearningEvent.objects.filter(kind="lesson_finished").count() == 1


def test_a_lessons_question_teaches_after_each_answer_and_counts_for_nothing(learner, course_page):
    block = next(child for child in course_page.lessons[0].value["body"] if child.block_type == "question")
    right, wrong = (option.id for option in block.value["options"].bound_blocks[:2])
    url = f"{learner.base}lessons/1/"

    shown = learner.client.post(url, {"action": "check", f"q-{block.id}": wrong}, follow=True)
    assert shown.redirect_chain[0][0].startswith(f"{url}?q-{block.id}=")
    assert "Not quite" in words(shown)
    assert "About “practice 2”." in words(shown)
    shown = learner.client.post(url, {"action": "check", f"q-{block.id}": right}, follow=True)
    assert "That is right" in words(shown)
    assert "About “practice 1”." in words(shown)
    made_up = learner.client.get(url, {f"q-{block.id}": "made-up"})
    assert made_up.status_code == 200
    assert "That is right" not in words(made_up)
    assert not Attempt.objects.exists()
    assert "About “practice" not in words(learner.client.get(url))


def test_confidence_is_kept_and_can_be_changed(learner):
    url = f"{learner.base}lessons/1/"
    for value in ("2", "4"):
        learner.client.post(url, {"action": "continue", "confidence-before-count": value})
    learner.client.post(url, {"action": "continue", "confidence-before-count": "9", "confidence-before-other": "3"})
    rating = ConfidenceRating.objects.get()
    assert (rating.outcome, rating.moment, rating.value) == ("count", "before", 4)
    assert 'value="4" checked' in learner.client.get(url).content.decode()


def test_an_answer_is_kept_changed_and_shown_before_submitting(learner):
    attempt = learner.start()
    first, second = learner.questions(attempt)
    on = learner.answer(attempt, 1, wrong_options(first))
    assert on["Location"] == f"{learner.base}check/2/"
    on = learner.answer(attempt, 2, [])
    assert on["Location"] == f"{learner.base}check/answers/"
    said = words(learner.client.get(f"{learner.base}check/answers/"))
    assert "1 question has no answer yet." in said
    assert "No answer yet" in said

    on = learner.answer(attempt, 1, right_options(first), query="?change=1")
    assert on["Location"] == f"{learner.base}check/answers/"
    learner.answer(attempt, 2, [*right_options(second), "made-up"], query="?change=1")
    attempt.refresh_from_db()
    assert {key: set(value) for key, value in attempt.answers.items()} == {
        first["id"]: set(right_options(first)),
        second["id"]: set(right_options(second)),
    }
    assert "no answer yet" not in words(learner.client.get(f"{learner.base}check/answers/"))
    assert Completion.objects.count() == 0


def test_a_fail_says_what_to_look_at_again_and_the_next_try_is_fresh(learner):
    attempt = learner.take_check(wrong_options)
    said = words(learner.result(attempt))
    assert "You got 0 of 2. That is not a pass yet." in said
    for question in learner.questions(attempt):
        chosen = next(option for option in question["options"] if option["id"] in wrong_options(question))
        assert f"You chose: {chosen['text']}" in said
        assert chosen["feedback"] in said
    assert "These lessons are about what you missed: Adding" in said
    assert not Completion.objects.exists()

    again = learner.take_check()
    assert (again.number, again.passed) == (2, True)
    assert Completion.objects.get().attempt == again
    attempt.refresh_from_db()
    assert (attempt.number, attempt.score, attempt.passed) == (1, 0, False)


def test_half_an_answer_to_choose_several_says_so(learner):
    attempt = learner.take_check(lambda question: right_options(question)[:1])
    assert attempt.score == 1
    assert "What you chose is right, but it is not the whole answer." in words(learner.result(attempt))


def test_submitting_twice_is_one_submission_with_the_same_result(learner):
    attempt = learner.start()
    for number, question in enumerate(learner.questions(attempt), start=1):
        learner.answer(attempt, number, right_options(question))
    first = learner.submit(attempt)
    late = learner.answer(attempt, 1, [])
    second = learner.submit(attempt)
    assert first["Location"] == second["Location"] == late["Location"] == f"{learner.base}result/{attempt.uuid}/"
    assert Completion.objects.count() == 1
    assert LearningEvent.objects.filter(kind="attempt_submitted").count() == 1
    attempt.refresh_from_db()
    assert (attempt.score, len(attempt.answers)) == (2, 2)


def test_two_tabs_continue_one_try(learner):
    assert learner.start() == learner.start()
    assert Attempt.objects.count() == 1


def test_one_click_that_arrives_twice_is_one_try_even_after_it_was_submitted(learner):
    click = str(uuid4())
    learner.client.post(f"{learner.base}check/", {"client_id": click})
    attempt = learner.open_attempt()
    learner.submit(attempt)
    again = learner.client.post(f"{learner.base}check/", {"client_id": click})
    assert again["Location"] == f"{learner.base}result/{attempt.uuid}/"
    assert Attempt.objects.count() == 1


def test_a_tab_of_an_earlier_try_changes_nothing_in_the_open_one(learner):
    old = learner.take_check(wrong_options)
    new = learner.start()
    stale = learner.answer(old, 1, right_options(learner.questions(old)[0]))
    assert stale["Location"] == f"{learner.base}result/{old.uuid}/"
    new.refresh_from_db()
    assert new.answers == {}


def test_a_try_is_marked_against_the_version_it_was_started_on(learner, course_page):
    attempt = learner.start()
    course_pages.republish(course_page, bank=[course_pages.a_question("third"), course_pages.a_question("fourth")])
    assert learner.course.current_version.number == 2
    for number, question in enumerate(learner.questions(attempt), start=1):
        assert question["prompt"] in words(learner.client.get(f"{learner.base}check/{number}/"))
        learner.answer(attempt, number, right_options(question))
    learner.submit(attempt)
    completion = Completion.objects.get()
    assert (completion.version.number, completion.attempt.score) == (1, 2)
    assert {one["prompt"] for one in learner.questions(learner.start())} == {"Question third?", "Question fourth?"}


def test_passing_what_no_longer_counts_says_so(learner, course_page):
    attempt = learner.start()
    course_pages.republish(course_page, title="Counting anew", change_class="major", redo_by=TODAY)
    for number, question in enumerate(learner.questions(attempt), start=1):
        learner.answer(attempt, number, right_options(question))
    learner.submit(attempt)
    said = words(learner.result(attempt))
    assert "You got 2 of 2." in said
    assert "Please take the new check." in said


def test_passing_again_the_same_day_is_the_same_completion(learner):
    learner.take_check()
    learner.take_check()
    assert Completion.objects.count() == 1
    with time_machine.travel(dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC), tick=False):
        Learner(learner.person, learner.course).take_check()
    assert [one.completed_on.day for one in Completion.objects.order_by("completed_on")] == [22, 23]


def test_deleting_the_page_loses_no_record(learner, course_page):
    attempt = learner.take_check()
    CoursePage.objects.get(pk=course_page.pk).delete()
    assert Completion.objects.get().attempt == attempt
    gone = learner.client.get(learner.base)
    assert "You completed it on 22 November 2026. Your record is kept." in words(gone)
    assert "You got 2 of 2. You have passed." in words(learner.result(attempt))
    assert learner.client.get(f"{learner.base}lessons/1/").status_code == 404
    assert learner.client.post(f"{learner.base}check/").status_code == 404
    assert "Counting things" in words(learner.client.get("/learn/"))


def test_nobody_sees_or_touches_somebody_elses_try(learner):
    mine = learner.take_check(wrong_options)
    open_one = learner.start()
    other = Learner(make_person("Bo Reed"), learner.course)
    assert other.result(mine).status_code == 404
    assert other.answer(open_one, 1, ["x"])["Location"] == f"{learner.base}check/"
    assert other.submit(open_one)["Location"] == f"{learner.base}check/"
    open_one.refresh_from_db()
    assert (open_one.answers, open_one.submitted_at) == ({}, None)


def test_a_course_without_a_check_is_complete_with_its_last_lesson():
    lessons = [course_pages.a_lesson("One"), course_pages.a_lesson("Two")]
    page = course_pages.published_course("reading", bank=[], lessons=lessons, validity_months=None)
    learner = Learner(make_person("Ada Moss"), page.course)
    assert learner.client.get(f"{learner.base}check/")["Location"] == learner.base
    assert learner.client.post(f"{learner.base}check/")["Location"] == learner.base

    learner.client.post(f"{learner.base}lessons/2/", {"action": "continue"})
    assert not Completion.objects.exists()
    learner.client.post(f"{learner.base}lessons/1/", {"action": "continue"})
    completion = Completion.objects.get()
    assert (completion.attempt, completion.valid_until) == (None, None)
    assert completion.evidence
    assert "You completed this on 22 November 2026." in words(learner.client.get(learner.base))

    with time_machine.travel(dt.datetime(2027, 1, 5, 10, 0, tzinfo=dt.UTC), tick=False):
        again = Learner(learner.person, page.course)
        again.client.post(f"{again.base}lessons/1/", {"action": "continue"})
        assert Completion.objects.count() == 1
        again.client.post(f"{again.base}lessons/2/", {"action": "continue"})
        assert Completion.objects.count() == 2


def test_resuming_goes_to_the_next_lesson_the_open_check_or_the_course(learner):
    resume = f"{learner.base}resume/"
    assert learner.client.get(resume)["Location"] == learner.base
    learner.client.get(f"{learner.base}lessons/1/")
    assert learner.client.get(resume)["Location"] == f"{learner.base}lessons/1/"
    learner.client.post(f"{learner.base}lessons/1/", {"action": "continue"})
    assert learner.client.get(resume)["Location"] == f"{learner.base}lessons/2/"
    learner.client.post(f"{learner.base}lessons/2/", {"action": "continue"})
    assert learner.client.get(resume)["Location"] == f"{learner.base}check/"
    attempt = learner.start()
    learner.answer(attempt, 1, right_options(learner.questions(attempt)[0]))
    assert learner.client.get(resume)["Location"] == f"{learner.base}check/2/"


def test_who_has_no_account_signs_in_and_who_has_no_record_is_told(client, learner, django_user_model):
    asked = client.get(f"{learner.base}lessons/1/")
    assert asked["Location"] == f"/accounts/login/?next={learner.base}lessons/1/"
    client.force_login(django_user_model.objects.create_user("nobody@council.example"))
    for path in ("/learn/", learner.base, f"{learner.base}lessons/1/"):
        assert "This account has no learning record" in words(client.get(path))
    assert not LessonProgress.objects.exists()


@pytest.mark.parametrize("path", ["lessons/0/", "lessons/3/", "check/3/", "result/not-a-uuid/", "../no-such-course/"])
def test_what_is_not_there_is_not_found(learner, path):
    learner.start()
    assert learner.client.get(f"{learner.base}{path}").status_code == 404


def test_learning_pages_are_kept_by_no_cache(learner):
    assert "no-store" in learner.client.get(learner.base)["Cache-Control"]
    assert "no-store" in signed_in(learner.person).get("/learn/")["Cache-Control"]


def test_a_completion_recorded_by_hand_needs_evidence_and_a_day_that_has_come(learner):
    course, version = learner.course, learner.course.current_version
    given = {"person": learner.person, "course": course, "version": version, "by": None}
    done = {"channel": Channel.FACILITATED, "evidence": "Sign-in list 7", "completed_on": dt.date(2026, 2, 28)}
    for wrong in ({"evidence": " "}, {"completed_on": dt.date(2026, 11, 23)}):
        with pytest.raises(ValueError):
            services.record_completion(**given, **{**done, **wrong})
    other = Course.objects.create(code="other", slug="other", title="Other")
    with pytest.raises(ValueError):
        services.record_completion(**{**given, "course": other}, **done)
    first = services.record_completion(**given, **done)
    assert services.record_completion(**given, **done) == first
    assert (first.valid_until, first.evidence) == (dt.date(2027, 2, 28), "Sign-in list 7")


def test_a_revoked_completion_is_kept_logged_and_opens_the_requirement_again(learner):
    make_programme([learner.course], starts=dt.date(2026, 1, 1), due=dt.date(2027, 3, 31))
    open_requirements()
    learner.take_check()
    completion = Completion.objects.get()
    hr = make_person("Hana Ford").user
    with pytest.raises(ValueError):
        services.revoke_completion(completion=completion, on=TODAY, reason=" ", by=hr)
    with pytest.raises(ValueError):
        services.revoke_completion(completion=completion, on=dt.date(2026, 11, 21), reason="Wrong person", by=hr)
    for _ in range(2):
        services.revoke_completion(completion=completion, on=TODAY, reason="Wrong person", by=hr)
    completion.refresh_from_db()
    assert (completion.revoked_on, completion.revoked_reason, completion.revoked_by) == (TODAY, "Wrong person", hr)
    entry = AuditEntry.objects.get(verb="revoked_completion")
    assert (entry.actor, entry.subject, entry.object_uuid) == (hr, learner.person, completion.uuid)
    assert LearningEvent.objects.filter(kind="completion_revoked").count() == 1
    assert learner.person.requirements.filter(closed_on=None).count() == 1
