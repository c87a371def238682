"""Opening, closing and moving requirements."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from courses.records.models import Completion
from courses.requirements.facts import CourseAsk, load_asks, load_facts
from courses.requirements.models import DueChange, Requirement
from courses.requirements.plan import Asked, Move, bring_up_to
from lms.core.clock import today
from lms.people.models import Person, User

CHUNK = 2_000  # people whose facts are held in memory at once


@dataclass
class OpeningResult:
    """How many requirements a run opened, closed (by reason) and moved."""

    people: int = 0
    opened: int = 0
    closed: Counter = field(default_factory=Counter)
    moved: int = 0

    def add(self, other: "OpeningResult") -> None:
        """Sums another chunk into this."""
        self.people += other.people
        self.opened += other.opened
        self.closed.update(other.closed)
        self.moved += other.moved


def open_requirements(
    *,
    on: dt.date | None = None,
    person_ids: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> OpeningResult:
    """Brings everybody's (or the given people's) requirements up to a day: opens, closes and moves what dated facts
    say. Safe to repeat: a second run changes nothing. ``progress`` is called with (people done, people in all).

    Each chunk of people is one transaction, so a run that is stopped has done whole people and the next goes on.
    """
    day = on or today()
    asks = load_asks(day)
    ids = _people_to_look_at(person_ids)
    result = OpeningResult()
    for chunk in _chunks(ids):
        result.add(_open_chunk(asks, chunk, day))
        if progress:
            progress(result.people, len(ids))
    return result


def _people_to_look_at(person_ids: Iterable[int] | None) -> list[int]:
    if person_ids is not None:
        return sorted(set(person_ids))
    people = Person.objects.filter(Q(jobs__isnull=False) | Q(requirements__isnull=False))
    return list(people.order_by("pk").values_list("pk", flat=True).distinct())


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


@transaction.atomic
def _open_chunk(asks: list[CourseAsk], person_ids: list[int], day: dt.date) -> OpeningResult:
    _lock(person_ids)
    changes: list[tuple[CourseAsk, int, Asked]] = []
    moves: list[tuple[int, int, Move]] = []
    for ask, person_id, facts in load_facts(asks, person_ids, day):
        rows, moved = bring_up_to(facts, day)
        changes += [(ask, person_id, row) for row in rows]
        moves += [(person_id, ask.course_id, move) for move in moved]
    return _write(changes, moves, people=len(person_ids))


def _lock(person_ids: list[int]) -> None:
    """One writer per person at a time on PostgreSQL; SQLite has one writer anyway."""
    list(Person.objects.select_for_update().filter(pk__in=person_ids).order_by("pk").values_list("pk"))


def _write(
    changes: list[tuple[CourseAsk, int, Asked]], moves: list[tuple[int, int, Move]], *, people: int
) -> OpeningResult:
    result = OpeningResult(people=people)
    new, old = [], []
    keys: list[tuple[int, int, int]] = []
    for ask, person_id, row in changes:
        if row.pk > 0:
            old.append(row)
        else:
            keys.append((person_id, ask.course_id, row.pk))
            new.append(_requirement(ask, person_id, row))
        if row.closed_on:
            result.closed[row.close_reason] += 1
    for row in old:
        Requirement.objects.filter(pk=row.pk, closed_on__isnull=True).update(
            closed_on=row.closed_on, close_reason=row.close_reason, completion_id=row.completion
        )
    # Closed rows first: at most one open per person and course, at any moment of the transaction.
    new_rows = Requirement.objects.bulk_create(new, batch_size=500)
    pks = {key: row.pk for key, row in zip(keys, new_rows, strict=True)}
    due_changes = [
        DueChange(
            requirement_id=pks.get((person_id, course_id, move.pk), move.pk),
            due_on=move.due_on,
            effective_on=move.effective_on,
            reason=DueChange.Reason.ABSENCE,
        )
        for person_id, course_id, move in moves
    ]
    DueChange.objects.bulk_create(due_changes, batch_size=500)
    result.opened, result.moved = len(new_rows), len(due_changes)
    return result


def _requirement(ask: CourseAsk, person_id: int, row: Asked) -> Requirement:
    rule_id, job_version_id = ask.why(person_id, row.opened_on)
    return Requirement(
        person_id=person_id,
        course_id=ask.course_id,
        programme_id=ask.programme_id,
        cycle=row.cycle,
        opened_on=row.opened_on,
        due_on=row.first_due_on or row.due_on,
        rule_id=rule_id,
        job_version_id=job_version_id,
        why=row.why,
        closed_on=row.closed_on,
        close_reason=row.close_reason,
        completion_id=row.completion,
    )


def meet_requirements(*, completion: Completion) -> None:
    """Brings one person's requirements up to the day after a completion was written or revoked; in its transaction."""
    open_requirements(person_ids=[completion.person_id])


def change_due(
    *, requirement: Requirement, due_on: dt.date, reason: str, by: User | None, effective_on: dt.date | None = None
) -> DueChange:
    """Moves a due date from a day (default today) on; the earlier date stays true for the days before.

    Raises ValueError for a requirement that is closed.
    """
    if requirement.closed_on is not None:
        raise ValueError("This requirement is closed: its due date no longer changes.")
    change, _ = DueChange.objects.update_or_create(
        requirement=requirement,
        effective_on=effective_on or today(),
        defaults={"due_on": due_on, "reason": reason, "made_by": by},
    )
    return change
