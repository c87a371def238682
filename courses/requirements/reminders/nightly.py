"""The nightly reminders: who gets one on a day, by the policy."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from courses.requirements.models import Reminder
from courses.requirements.reminders.digest import Letterhead
from courses.requirements.reminders.policy import BEFORE_DAYS, needs_digest
from courses.requirements.reminders.selectors import RECENT, Planned, last_automatic, letterhead, plan_digests
from courses.requirements.reminders.services import lock_people, write_reminders
from courses.requirements.selectors import open_on
from lms.core.clock import today
from lms.people.models import Person

CHUNK = 500  # people whose digests are written in one transaction


@dataclass
class NightlyResult:
    """How many people were looked at, how many digests are on their way, and why others got none (by reason)."""

    people: int = 0
    sent: int = 0
    suppressed: Counter[str] = field(default_factory=Counter)


def remind_due(
    *, on: dt.date | None = None, dry_run: bool = False, progress: Callable[[int, int], None] | None = None
) -> NightlyResult:
    """Sends one digest to everybody whom the policy reminds on a day (default today). Safe to repeat: the second run
    of a day sends nothing. ``progress`` is called with (people done, people in all).

    Raises ValueError for a day to come, unless it is only a rehearsal.
    """
    day = on or today()
    if day > today() and not dry_run:
        raise ValueError("A reminder cannot be sent ahead of its day; try it with --dry-run.")
    horizon = day + dt.timedelta(days=BEFORE_DAYS)
    due = open_on(day).filter(current_due_on__lte=horizon).order_by("person_id")  # type: ignore[misc]  # annotated
    ids = list(due.values_list("person_id", flat=True).distinct())
    head = letterhead()
    result = NightlyResult()
    for chunk in _chunks(ids):
        _remind_chunk(chunk, day, head, result, dry_run)
        result.people += len(chunk)
        if progress:
            progress(result.people, len(ids))
    return result


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


@transaction.atomic
def _remind_chunk(ids: list[int], day: dt.date, head: Letterhead, result: NightlyResult, dry_run: bool) -> None:
    if not dry_run:
        lock_people(ids)
    people = list(Person.objects.filter(pk__in=ids).order_by("pk"))
    last = last_automatic(ids)
    wanted = [
        each
        for each in plan_digests(people, on=day, head=head)
        # Somebody their manager wrote to today is looked at again tomorrow: no row, so that the step stays due.
        if each.suppressed != RECENT and needs_digest(each.due, last.get(each.person.pk), day)
    ]
    if not dry_run:
        wanted = _write(wanted, day)
    for each in wanted:
        if each.suppressed:
            result.suppressed[each.suppressed] += 1
        else:
            result.sent += 1


def _write(wanted: list[Planned], day: dt.date) -> list[Planned]:
    # The night is the batch: whatever else fails, nobody is in one night twice.
    night = uuid5(NAMESPACE_URL, f"nightly-reminders/{day.isoformat()}")
    numbers = {uuid5(night, str(each.person.uuid)): each for each in wanted}
    taken = set(Reminder.objects.filter(uuid__in=list(numbers)).values_list("uuid", flat=True))
    fresh = [each for number, each in numbers.items() if number not in taken]
    for step, of_step in (
        ("overdue", [each for each in fresh if min(each.due) < day]),
        ("before", [each for each in fresh if min(each.due) >= day]),
    ):
        write_reminders(of_step, namespace=night, step=step, sent_by=None)
    return fresh
