"""Reminding: who gets one message, who gets none and why, and that nobody gets two."""

import datetime as dt
import re
import socket
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import override_settings

from courses.models import Completion, Course, Reminder
from courses.records.signals import completion_written
from courses.requirements.reminders.nightly import remind_due
from courses.requirements.reminders.services import NotInTeamError, NotTodayError, remind_people
from lms.core.jobs import enqueue_job, run_waiting
from lms.core.models import AuditEntry, JobRun
from lms.people.models import Person
from tests.builders import be_absent, complete
from tests.integration.team_story import NOON, make_story
from tests.integration.test_submitting_at_once import at_once
from tests.roster import AFTER, NEXT_YEAR

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def story(clock):
    return make_story()


def press(client, query: str, token=None, on=NEXT_YEAR, follow=True):
    """Presses the button of the page that the query shows."""
    return client.post(f"/team/remind/?{query}", {"token": str(token or uuid4()), "on": str(on)}, follow=follow)


def receivers() -> list[str]:
    """The first names of everybody to whom a message went."""
    return sorted(message.to[0].split(".")[0] for message in mail.outbox)


# --- By a manager -----------------------------------------------------------------------------------------------------


def test_everybody_overdue_gets_one_message_that_lists_what_is_theirs(story):
    client = story.client("Mia")
    page = client.get("/team/remind/?who=overdue").content.decode()
    assert "4 messages will be sent." in page
    assert "Send 4 messages" in page
    shown = [text.replace("&#x27;", "'") for text in re.findall(r'<pre class="ds-letter">(.*?)</pre>', page, re.DOTALL)]
    assert not Reminder.objects.exists()

    response = press(client, "who=overdue")
    assert "4 reminders are on their way." in response.content.decode()
    assert mail.outbox == []  # the page did not wait for the mail server
    assert run_waiting() == 4

    assert receivers() == ["dan", "fay", "hal", "ida"]
    assert sorted(message.body for message in mail.outbox) == sorted(shown)
    sent = {row.person.first_name: row for row in Reminder.objects.select_related("person")}
    assert all(row.sent_at == NOON and row.sent_by == story.user("Mia") for row in sent.values())
    assert {row.body for row in sent.values()} == set(shown)
    assert sent["Fay"].requirements.count() == 2
    entry = AuditEntry.objects.get(verb="sent_reminders")
    assert entry.data == {"sent": 4, "not_sent": 0}


def test_the_words_of_a_message(story):
    client = story.client("Mia")
    press(client, f"who={story.people['Ida'].uuid}")
    run_waiting()
    (message,) = mail.outbox
    assert message.subject == "Your staff training: what is left to do"
    assert message.reply_to == [story.user("Mia").email]
    assert message.body == (
        "Hello Ida,\n\n"
        "Mia Manager asks you to finish this training.\n\n"
        "Overdue\n- Cyber: was due on 10 January 2027\n\n"
        "Start, or go on where you stopped:\nhttp://127.0.0.1:8000/learn/\n\n"
        "You can stop and come back at any time: what you have done is kept.\n\n"
        "If you need more time, need help, or think that this is not for you, reply to this message: Mia Manager will "
        "read it.\n\n"
        "Your council, Digital skills\n"
    )


def test_a_name_cannot_write_a_line_of_the_message(story):
    ida = story.people["Ida"]
    ida.first_name = "Ida\r\n\r\nSend your password to"
    ida.save()
    press(story.client("Mia"), f"who={ida.uuid}")
    run_waiting()
    assert mail.outbox[0].body.startswith("Hello Ida Send your password to,\n\nMia Manager asks")


def test_a_double_click_sends_once(story):
    client, token = story.client("Mia"), uuid4()
    for _ in range(2):
        assert "4 reminders are on their way." in press(client, "who=overdue", token).content.decode()
    run_waiting()
    assert len(mail.outbox) == Reminder.objects.count() == 4
    assert AuditEntry.objects.filter(verb="sent_reminders").count() == 1


def test_nobody_is_reminded_twice_in_a_day_by_anybody(story, clock):
    press(story.client("Mia"), "who=overdue")
    run_waiting()
    # The page draws a fresh token, as a second look does; Top is above Mia.
    response = press(story.client("Top"), "who=overdue&include=indirect")
    assert "1 reminder is on its way." in response.content.decode()  # Lou, who is Nia's
    assert "They were sent a reminder in the last 24 hours." in response.content.decode()
    run_waiting()
    assert receivers() == ["dan", "fay", "hal", "ida", "lou"]
    clock.shift(DAY + dt.timedelta(seconds=1))
    press(story.client("Mia"), f"who={story.people['Hal'].uuid}", on=NEXT_YEAR + DAY)
    run_waiting()
    assert receivers().count("hal") == 2


def test_no_email_and_excused_are_named_with_the_reason(story):
    Person.objects.filter(pk=story.people["Hal"].pk).update(email="")
    be_absent(story.people["Dan"], AFTER, None, kind="sickness")
    client = story.client("Mia")
    page = client.get("/team/remind/?who=overdue").content.decode()
    assert "2 messages will be sent." in page  # Dan is excused, so he is not overdue
    assert "They have no e-mail address. Tell them in person." in page
    assert "Hal Test" in press(client, "who=overdue").content.decode()
    dan = client.get(f"/team/remind/?who={story.people['Dan'].uuid}").content.decode()
    assert "They are excused at the moment." in dan
    assert "sickness" not in dan
    assert "Send" not in re.sub(r"<h1>.*?</h1>|<title>.*?</title>", "", dan)
    press(client, f"who={story.people['Dan'].uuid}")
    run_waiting()
    assert receivers() == ["fay", "ida"]
    assert dict(Reminder.objects.exclude(suppressed="").values_list("person__first_name", "suppressed")) == {
        "Hal": "no_email", "Dan": "excused",
    }  # fmt: skip


@pytest.mark.parametrize("who", ["Lou", "Zed", "Mia"])
def test_a_forged_address_writes_to_nobody_else(story, who):
    client = story.client("Mia")
    address = f"who={story.people[who].uuid}"
    assert client.get(f"/team/remind/?{address}").status_code == 404
    assert press(client, address).status_code == 404
    with pytest.raises(NotInTeamError):
        remind_people(
            sender=story.user("Mia"), people=[story.people[who], story.people["Ida"]], on=NEXT_YEAR, token=uuid4()
        )
    assert not Reminder.objects.exists()
    assert not JobRun.objects.exists()


@pytest.mark.parametrize("who", ["", "everybody", "0", "../x"])
def test_a_wrong_address_is_not_there(story, who):
    assert story.client("Mia").get("/team/remind/", {"who": who}).status_code == 404
    assert press(story.client("Mia"), f"who={who}").status_code == 404


def test_only_todays_page_sends(story):
    client = story.client("Mia")
    ida = story.people["Ida"]
    past = client.get("/team/?as_at=2027-01-31").content.decode()
    assert "/team/remind/" not in past
    assert "/team/remind/" not in client.get(f"/team/{ida.uuid}/?as_at=2027-01-31").content.decode()
    assert "/team/remind/" in client.get(f"/team/{ida.uuid}/").content.decode()
    for query in ("who=overdue&as_at=2027-01-31", f"who={ida.uuid}&as_at=2027-01-31"):
        assert client.get(f"/team/remind/?{query}").status_code == 400
        assert press(client, query).status_code == 400
    # A page left open over midnight.
    assert press(client, "who=overdue", on=NEXT_YEAR - DAY).status_code == 400
    assert client.post("/team/remind/?who=overdue", {"on": str(NEXT_YEAR)}).status_code == 404
    with pytest.raises(NotTodayError):
        remind_people(sender=story.user("Mia"), people=[ida], on=NEXT_YEAR - DAY, token=uuid4())
    assert not Reminder.objects.exists()


def test_what_was_sent_is_shown_to_its_sender_and_on_the_persons_page(story):
    client, token = story.client("Mia"), uuid4()
    press(client, f"who={story.people['Ida'].uuid}", token)
    assert story.client("Top").get(f"/team/remind/{token}/").status_code == 404
    assert client.get(f"/team/remind/{uuid4()}/").status_code == 404
    assert "Reminded today" not in client.get("/team/").content.decode()
    run_waiting()
    assert client.get("/team/").content.decode().count("Reminded today") == 1
    page = client.get(f"/team/{story.people['Ida'].uuid}/").content.decode()
    assert "1 February 2027, by Mia Manager" in page
    assert "Mia Manager asks you to finish this training." in page
    assert (
        "asks you to finish" not in client.get(f"/team/{story.people['Ida'].uuid}/?as_at=2027-01-31").content.decode()
    )


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one(story):
    token, on, hal = uuid4(), NEXT_YEAR, [story.people["Hal"]]
    batches = at_once(
        *[lambda: remind_people(sender=story.user("Mia"), people=hal, on=on, token=token) for _ in range(2)],
        lambda: remind_people(sender=story.user("Top"), people=hal, on=on, token=uuid4()),
    )
    assert len(batches) == 3
    assert sorted(Reminder.objects.values_list("suppressed", flat=True)) == ["", "recent"]
    assert JobRun.objects.count() == 1


# --- By mail ----------------------------------------------------------------------------------------------------------


class Sink:
    """A mail server that can refuse."""

    def __init__(self) -> None:
        self.refuse = False
        self.taken: list[tuple[list[str], str]] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuse:
            return "451 Try again later"
        self.taken.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 Taken"


@pytest.fixture
def sink():
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    server = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": controller.port,
        "DEFAULT_FROM_EMAIL": "Learning <learning@council.example>",
    }
    with override_settings(**server):
        yield handler
    controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_refused_message_is_tried_again_and_goes_once(sink):
    # Real time: the mail server runs on a clock of its own.
    story = make_story()
    reminder = Reminder.objects.create(
        person=story.people["Lou"], sent_by=story.user("Nia"), body="Hello Lou,\n\nIt is time.\n"
    )
    reminder.requirements.set(story.people["Lou"].requirements.filter(closed_on=None))
    enqueue_job("send_reminder", reminder_id=reminder.pk)
    sink.refuse = True
    assert run_waiting() == 1
    reminder.refresh_from_db()
    assert (reminder.sent_at, sink.taken) == (None, [])
    run = JobRun.objects.get()
    assert (run.state, run.attempts) == ("waiting", 1)
    assert "Lou" not in run.last_error
    assert "council.example" not in run.last_error

    sink.refuse = False
    JobRun.objects.update(run_after=run.created_at)
    assert run_waiting() == 1
    reminder.refresh_from_db()
    first_sent = reminder.sent_at
    assert first_sent is not None
    enqueue_job("send_reminder", reminder_id=reminder.pk)
    run_waiting()
    reminder.refresh_from_db()
    assert reminder.sent_at == first_sent
    ((to, text),) = sink.taken
    assert to == [story.people["Lou"].email]
    assert "Hello Lou," in text
    assert f"Message-ID: <{reminder.uuid}@council.example>" in text
    assert f"Reply-To: {story.user('Nia').email}" in text


def test_a_message_overtaken_by_the_work_itself_does_not_go(story):
    press(story.client("Mia"), f"who={story.people['Ida'].uuid}")
    completion = complete(story.people["Ida"], Course.objects.get(code="cyber"), NEXT_YEAR)
    completion_written.send(sender=Completion, completion=completion)
    run_waiting()
    assert mail.outbox == []
    assert Reminder.objects.get().suppressed == "done_since"


# --- By night ---------------------------------------------------------------------------------------------------------


def test_a_night_sends_one_digest_to_each_person_once(story):
    out = StringIO()
    call_command("send_reminders", "--dry-run", stdout=out)
    # Overdue: Dan, Fay, Hal, Ida, Lou; Ann's renewal is due today. Bob's is four weeks off.
    assert out.getvalue() == "6 people have a course due soon or overdue. Reminders would be sent: 6.\n"
    assert not Reminder.objects.exists()
    for expected in (6, 0):
        assert remind_due().sent == expected
    run_waiting()
    assert receivers() == ["ann", "dan", "fay", "hal", "ida", "lou"]
    assert set(Reminder.objects.values_list("person__first_name", "step")) == {
        ("Ann", "before"), ("Dan", "overdue"), ("Fay", "overdue"), ("Hal", "overdue"), ("Ida", "overdue"),
        ("Lou", "overdue"),
    }  # fmt: skip
    assert all("This is a reminder of the training that is asked of you." in each.body for each in mail.outbox)
    assert all(not each.reply_to for each in mail.outbox)


def test_the_next_nights_wait_for_their_step(story, clock):
    remind_due()
    sent = []
    for _ in range(14):
        clock.shift(DAY)
        sent.append(remind_due().sent)
    # After a week everybody again: Ann's was due on 1 February. Bob's renewal, due on 1 March, joins on 15 February.
    assert sent == [0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 7]


def test_a_night_leaves_out_the_absent_and_waits_after_a_managers_own_word(story, clock):
    be_absent(story.people["Dan"], AFTER, None)
    press(story.client("Mia"), f"who={story.people['Hal'].uuid}")
    result = remind_due()
    assert (result.sent, dict(result.suppressed)) == (4, {"excused": 1})
    clock.shift(DAY + dt.timedelta(seconds=1))
    assert remind_due().sent == 1
    run_waiting()
    assert receivers().count("hal") == 2


def test_the_command_refuses_what_it_cannot_do(story):
    with pytest.raises(CommandError, match="is not a date"):
        call_command("send_reminders", "--on", "tomorrow")
    with pytest.raises(CommandError, match="ahead of its day"):
        call_command("send_reminders", "--on", "2027-02-02")
    out = StringIO()
    call_command("send_reminders", "--on", "2027-02-02", "--dry-run", stdout=out)
    assert "would be sent: 6" in out.getvalue()
