"""Reminding people: a row as sent is written first, in one transaction; a background job mails it after that."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from courses.requirements.models import Reminder
from courses.requirements.reminders.digest import SUBJECT
from courses.requirements.reminders.selectors import DONE_SINCE, NO_EMAIL, Planned, letterhead, plan_digests
from lms.core.clock import now, today
from lms.core.jobs import enqueue_job
from lms.core.models import AuditEntry
from lms.organisation.permissions import team_of
from lms.people.models import Person, User

JOB = "send_reminder"
SENT_BY_MANAGER = "sent_reminders"  # the audit verb of one batch


class NotTodayError(Exception):
    """Reminders say what is due as at today; another day's page cannot send them."""


class NotInTeamError(Exception):
    """Somebody among them does not report to the sender today."""


@dataclass(frozen=True)
class Batch:
    """What one press of the button did: a row for each person, sent or not."""

    token: UUID
    reminders: list[Reminder]


def remind_people(*, sender: User, people: Sequence[Person], on: dt.date, token: UUID) -> Batch:
    """Writes one digest to each of some people who report to the sender, and has them sent.

    Everybody gets a row; those to whom nothing goes have the reason in ``suppressed``. The same ``token`` again is the
    same batch: nothing more is sent. Raises NotTodayError, and NotInTeamError before anything is written.
    """
    if on != today():
        raise NotTodayError
    ids = {person.pk for person in people}
    with transaction.atomic():
        lock_people(ids | {sender.person.pk})
        earlier = batch_of(sender, token)
        if earlier is not None:
            return earlier
        # Asked inside the transaction: whoever was moved a moment ago is no longer theirs.
        if team_of(sender, on=on).filter(pk__in=ids).count() != len(ids):
            raise NotInTeamError
        planned = plan_digests(people, on=on, head=letterhead(sender.person.display_name))
        # The sender is part of the number: a token somebody made up collides with no batch but their own.
        rows = write_reminders(planned, namespace=uuid5(token, str(sender.pk)), step="manager", sent_by=sender)
        sent = sum(not row.suppressed for row in rows)
        AuditEntry.objects.create(
            actor=sender,
            at=rows[0].created_at if rows else now(),
            verb=SENT_BY_MANAGER,
            object_type="reminders",
            object_uuid=token,
            data={"sent": sent, "not_sent": len(rows) - sent},
        )
    return Batch(token, rows)


def batch_of(sender: User, token: UUID) -> Batch | None:
    """What an earlier press with the token did; None where there was none. The rows of a batch share their instant."""
    entry = AuditEntry.objects.filter(actor=sender, verb=SENT_BY_MANAGER, object_uuid=token).first()
    if entry is None:
        return None
    rows = Reminder.objects.filter(sent_by=sender, created_at=entry.at).select_related("person")
    return Batch(token, list(rows.order_by("person__last_name", "person__first_name", "pk")))


def lock_people(ids: Collection[int]) -> None:
    """One sender at a time for each person on PostgreSQL (always in the same order); SQLite has one writer anyway."""
    people = Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    list(people.values_list("pk", flat=True))


def write_reminders(planned: Sequence[Planned], *, namespace: UUID, step: str, sent_by: User | None) -> list[Reminder]:
    """The rows of one batch, each with a number that follows from the batch and the person, so that a batch holds
    nobody twice; in the caller's transaction. What is to be sent is queued."""
    instant = now()
    rows = Reminder.objects.bulk_create(
        [
            Reminder(
                uuid=uuid5(namespace, str(each.person.uuid)),
                person=each.person,
                step=step,
                sent_by=sent_by,
                created_at=instant,
                suppressed=each.suppressed,
                body=each.body,
            )
            for each in planned
        ],
        batch_size=500,
    )
    about = Reminder.requirements.through
    about.objects.bulk_create(
        [
            about(reminder_id=row.pk, requirement_id=requirement.pk)
            for row, each in zip(rows, planned, strict=True)
            for requirement in each.requirements
        ],
        batch_size=500,
    )
    for row in rows:
        if not row.suppressed:
            enqueue_job(JOB, reminder_id=row.pk)
    return rows


def send_reminder(*, reminder_id: int) -> None:
    """Mails one reminder, unless it went already or there is nothing left to remind of.

    Raises whatever the mail server's refusal raises, so that the job is tried again. Should a worker die between the
    server's "yes" and our note of it, the second message carries the same Message-ID and mail systems fold the two.
    """
    reminder = Reminder.objects.select_related("person", "sent_by").get(pk=reminder_id)
    if reminder.sent_at or reminder.suppressed:
        return
    unsent = Reminder.objects.filter(pk=reminder.pk, sent_at__isnull=True)
    why_not = _overtaken(reminder)
    if why_not:
        unsent.update(suppressed=why_not)
        return
    sender_email = reminder.sent_by.email if reminder.sent_by else ""
    EmailMessage(
        subject=SUBJECT,
        body=reminder.body,
        to=[reminder.person.email],
        reply_to=[sender_email] if sender_email else None,
        headers={"Message-ID": f"<{reminder.uuid}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].rstrip('>')}>"},
    ).send()
    unsent.update(sent_at=now())


def _overtaken(reminder: Reminder) -> str:
    """Why a message that was to go no longer should; a try may come hours after the first."""
    if not reminder.person.email:
        return NO_EMAIL
    return "" if reminder.requirements.filter(closed_on__isnull=True).exists() else DONE_SINCE
