"""A member of staff does a module on a small phone and opens the certificate, with and without scripts."""

import re

from django.core import mail

from courses.models import Attempt, Completion
from lms.core.jobs import run_waiting
from tests.browser.conftest import PHONE
from tests.browser.screens import Screen
from tests.browser.town import Town
from tests.learners import right_options, wrong_options

MANY = 30  # pages; more than any course has


def sign_in_by_code(screen: Screen, email: str) -> None:
    screen.page.get_by_label("E-mail address").first.fill(email)
    screen.press("Send me a code")
    code = re.search(r"^\s*([A-Z0-9]{4,}-?[A-Z0-9]*)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert code is not None
    screen.page.get_by_label("Code").fill(code[1])
    screen.press("Continue")


def read_every_lesson(screen: Screen) -> int:
    for lesson in range(MANY):
        if screen.page.url.endswith("/check/"):
            return lesson
        screen.check()
        screen.press("Continue")
    raise AssertionError("the lessons never end")


def answer_every_question(screen: Screen, attempt: Attempt, choose) -> None:
    by_id = {question["id"]: question for question in attempt.version.content["questions"]}
    for shown in attempt.shown:
        question = by_id[shown["question"]]
        assert screen.reads(" ".join(question["prompt"].split()))
        for option in question["options"]:
            if option["id"] in choose(question):
                screen.page.get_by_label(option["text"], exact=True).check()
        screen.press("Continue")


def test_a_module_from_signing_in_to_the_certificate(open_as, town: Town, javascript: bool):
    screen = open_as(None, PHONE, scripts=javascript)
    screen.visit("/learn/")
    sign_in_by_code(screen, town.learner.email)

    assert screen.heading == "My learning"
    assert screen.reads("2 of 2 modules to do. 2 are overdue.")
    screen.check()

    screen.press(town.confident.title)
    screen.check()
    screen.press("Start")
    assert read_every_lesson(screen) > 3

    screen.press("Start the check")
    attempt = Attempt.objects.get(person=town.learner)
    screen.check()
    answer_every_question(screen, attempt, right_options)
    assert screen.heading == "Check your answers"
    screen.press("Submit my answers")
    assert "You have passed." in screen.heading
    screen.check()

    assert Completion.objects.get(person=town.learner).attempt == attempt
    run_waiting()  # what the worker does

    screen.press("Go to My learning")
    assert screen.reads("1 of 2 modules to do.")
    screen.page.get_by_role("link", name=re.compile("^Open it")).click()
    assert screen.reads("This certificate is genuine.")
    assert screen.reads(town.learner.display_name)
    screen.check()
    pdf = screen.page.context.request.get(screen.page.url.rstrip("/") + ".pdf")
    assert pdf.ok
    assert pdf.body().startswith(b"%PDF")


def test_a_try_that_fails_says_what_to_look_at_and_another_passes(open_as, town: Town, javascript: bool):
    screen = open_as(town.learner, PHONE, scripts=javascript)
    screen.visit(f"/learn/{town.confident.code}/check/")
    screen.press("Start the check")
    answer_every_question(screen, Attempt.objects.get(submitted_at=None), wrong_options)
    screen.press("Submit my answers")
    assert "That is not a pass yet." in screen.heading
    assert screen.reads("These lessons are about what you missed:")

    screen.press("Try again")
    screen.press("Start the check")
    answer_every_question(screen, Attempt.objects.get(submitted_at=None), right_options)
    screen.press("Submit my answers")
    assert "You have passed." in screen.heading
    assert Attempt.objects.filter(person=town.learner).count() == 2


def test_stopping_in_the_middle_and_going_on(open_as, town: Town, javascript: bool):
    screen = open_as(town.learner, PHONE, scripts=javascript)
    screen.visit(f"/learn/{town.cyber.code}/")
    screen.press("Start")
    screen.press("Continue")
    second = screen.page.url

    screen.visit("/learn/")
    screen.press(f"Go on with “{town.cyber.title}”")
    assert screen.page.url == second
