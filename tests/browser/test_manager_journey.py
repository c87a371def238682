"""A manager finds out who is overdue and reminds them, with and without scripts."""

import pytest
from django.core import mail

from courses.models import Reminder
from lms.core.jobs import run_waiting
from tests.browser.conftest import DESK, PHONE
from tests.browser.town import Town


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_finding_who_is_overdue_and_reminding_them(open_as, town: Town, size: dict, javascript: bool):
    screen = open_as(town.manager, size, scripts=javascript)
    screen.visit("/")
    screen.press("My team")
    assert screen.reads("2 of your 3 people are overdue")
    assert screen.reads(town.learner.display_name)
    screen.check()

    screen.press("Remind everybody who is overdue")
    assert screen.reads("1 message will be sent.")
    assert screen.reads("They have no e-mail address. Tell them in person.")
    assert screen.reads(town.confident.title)
    screen.check()
    assert not mail.outbox

    screen.press("Send 1 message")
    assert screen.heading == "1 reminder is on its way."
    screen.check()
    run_waiting()  # what the worker does
    (message,) = mail.outbox
    assert message.to == [town.learner.email]
    assert town.cyber.title in str(message.body)
    assert message.reply_to == [town.manager.email]

    screen.visit(f"/team/{town.learner.uuid}/")
    assert screen.reads(f"by {town.manager.display_name}")
    screen.check()


def test_sending_twice_sends_once(open_as, town: Town, javascript: bool):
    screen = open_as(town.manager, scripts=javascript)
    screen.visit("/team/remind/?who=overdue")
    screen.press("Send 1 message")
    screen.page.go_back()
    assert screen.reads("No message will be sent.")
    assert screen.reads("They were sent a reminder in the last 24 hours.")
    run_waiting()

    assert len(mail.outbox) == 1
    assert Reminder.objects.filter(person=town.learner).count() == 1


def test_the_team_as_it_was_before_anything_was_due(open_as, town: Town, javascript: bool):
    screen = open_as(town.manager, PHONE, scripts=javascript)
    day = town.programme.programme_courses.first().due_on
    screen.visit(f"/team/?as_at={day:%Y-%m-%d}")

    assert not screen.reads("Remind everybody who is overdue")
    assert not screen.reads("people are overdue")
    screen.check()
