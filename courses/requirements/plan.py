"""What ought to be open for one person and one course on a day. Pure: everything it knows is in its arguments.

The plan is made from dated facts only, so making it late, twice, or in another order gives the same rows: every date
it writes is the day the fact was true, never the day the job ran.
"""

import datetime as dt
from dataclasses import dataclass, field, replace

from courses.requirements.periods import Period, holding


@dataclass(frozen=True)
class Policy:
    """How a programme asks for one course. Days are calendar days."""

    in_force: dt.date
    due_on: dt.date | None
    starter_days: int = 90
    window_days: int = 60
    grace_days: int = 28


@dataclass(frozen=True)
class Done:
    """One completion. ``revoked_on``: from that day it does not count."""

    pk: int
    version: int
    completed_on: dt.date
    valid_until: dt.date | None = None
    revoked_on: dt.date | None = None


@dataclass(frozen=True)
class MajorChange:
    """A version that everyone must do: completions of earlier ones are accepted before ``redo_by`` only."""

    version: int
    published_on: dt.date
    redo_by: dt.date


@dataclass(frozen=True)
class Asked:
    """A requirement as it stands; ``due_on`` is the newest due date, ``first_due_on`` the one it opened with."""

    pk: int
    cycle: int
    opened_on: dt.date
    due_on: dt.date
    why: str
    closed_on: dt.date | None = None
    close_reason: str = ""
    completion: int | None = None
    first_due_on: dt.date | None = None


@dataclass(frozen=True)
class Facts:
    """All that is known of one person and one course. ``asked`` are the merged periods in which some approved rule
    asks them; ``employed``, those in which they hold any job at all."""

    policy: Policy
    asked: list[Period]
    employed: list[Period] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    majors: list[MajorChange] = field(default_factory=list)
    exempt: list[Period] = field(default_factory=list)
    absent: list[Period] = field(default_factory=list)
    requirements: list[Asked] = field(default_factory=list)


@dataclass(frozen=True)
class Open:
    """A requirement to open."""

    cycle: int
    opened_on: dt.date
    due_on: dt.date
    why: str


@dataclass(frozen=True)
class Close:
    """A requirement to close, and why. ``completion`` is set where it was met."""

    pk: int
    closed_on: dt.date
    reason: str
    completion: int | None = None


@dataclass(frozen=True)
class Move:
    """From a day, a requirement is due later because somebody came back from an absence."""

    pk: int
    due_on: dt.date
    effective_on: dt.date


Step = Open | Close | Move


@dataclass(frozen=True)
class Lapse:
    """When a completion stops counting, from when it may be renewed, and which of the two causes it is."""

    due_on: dt.date
    opens_on: dt.date
    why: str


def lapse_of(done: Done, policy: Policy, majors: list[MajorChange]) -> Lapse | None:
    """The first thing that ends a completion's worth: its expiry or a major version. None: neither is in sight."""
    lapses = [
        Lapse(major.redo_by, min(major.published_on, major.redo_by), "new_version")
        for major in majors
        if major.version > done.version
    ]
    if done.valid_until:
        opens = max(done.completed_on, done.valid_until - dt.timedelta(days=policy.window_days))
        lapses.append(Lapse(done.valid_until, opens, "renewal"))
    return min(lapses, key=lambda lapse: lapse.due_on, default=None)


def best_completion(facts: Facts, day: dt.date) -> tuple[Done, Lapse | None] | None:
    """The completion that lasts longest among those not revoked on the day, good or lapsed."""
    known = [
        (done, lapse_of(done, facts.policy, facts.majors))
        for done in facts.done
        if done.completed_on <= day and (done.revoked_on is None or done.revoked_on > day)
    ]
    return max(
        known,
        key=lambda pair: (pair[1].due_on if pair[1] else dt.date.max, pair[0].completed_on, pair[0].pk),
        default=None,
    )


def bring_up_to(facts: Facts, day: dt.date) -> tuple[list[Asked], list[Move]]:
    """The requirements that are new or changed once every day up to ``day`` has been lived through, and due changes.

    New ones have a negative ``pk``, which their moves name too. Days on which nothing can change are skipped, so a
    first run over a year of facts writes what a year of nightly runs would have written.
    """
    rows = {each.pk: each for each in facts.requirements}
    moves: list[Move] = []
    for event in _event_days(facts, day):
        # What was closed may open again on the same day on another ground; more than that cannot happen in a day.
        for _ in range(2):
            steps = _plan(replace(facts, requirements=list(rows.values())), event)
            for step in steps:
                _apply(step, rows, moves)
            if not any(isinstance(step, Close) for step in steps):
                break
    was_open = {each.pk for each in facts.requirements if each.closed_on is None}
    return [row for pk, row in rows.items() if pk < 0 or (pk in was_open and row.closed_on)], moves


def _apply(step: Step, rows: dict[int, Asked], moves: list[Move]) -> None:
    if isinstance(step, Open):
        pk = min([0, *rows]) - 1
        rows[pk] = Asked(pk, step.cycle, step.opened_on, step.due_on, step.why, first_due_on=step.due_on)
    elif isinstance(step, Close):
        rows[step.pk] = replace(
            rows[step.pk], closed_on=step.closed_on, close_reason=step.reason, completion=step.completion
        )
    else:
        moves.append(step)
        rows[step.pk] = replace(rows[step.pk], due_on=step.due_on)


def _event_days(facts: Facts, day: dt.date) -> list[dt.date]:
    """The days up to ``day`` on which something may have to open, close or move, from where the rows left off."""
    days = {day}
    for period in [*facts.asked, *facts.exempt, *facts.absent]:
        days.update(each for each in period if each)
    for done in facts.done:
        lapse = lapse_of(done, facts.policy, facts.majors)
        days.update(each for each in (done.completed_on, done.revoked_on) if each)
        days.update({lapse.opens_on, lapse.due_on} if lapse else ())
    reached = max((each.closed_on or each.opened_on for each in facts.requirements), default=dt.date.min)
    return sorted({each for each in days if reached <= each <= day} | {day})


def _plan(facts: Facts, day: dt.date) -> list[Step]:
    """The steps that one day asks for; none where the rows already say it."""
    current = next((each for each in facts.requirements if each.closed_on is None), None)
    if current is None:
        opened = _opening(facts, day)
        return [opened] if opened else []
    closing = _closing(facts, current, day)
    if closing:
        return [closing]
    return _moves(facts, current, day)


def _closing(facts: Facts, current: Asked, day: dt.date) -> Close | None:
    if holding(facts.asked, day) is None:
        ends = [period.end for period in facts.asked if period.end and current.opened_on < period.end <= day]
        reason = "rule_ended" if holding(facts.employed, day) else "left"
        # Never asked in its time at all (an import that was undone): true on no day.
        return Close(current.pk, max(ends, default=current.opened_on), reason if ends else "superseded")
    exempt = holding(facts.exempt, day)
    if exempt:
        return Close(current.pk, max(current.opened_on, exempt.start), "exempt")
    met_by = _met_by(facts, current, day)
    if met_by:
        return Close(current.pk, max(current.opened_on, met_by.completed_on), "met", met_by.pk)
    return None


def _met_by(facts: Facts, current: Asked, day: dt.date) -> Done | None:
    """The completion that meets a requirement: good on the day, and not the one whose lapse it asks to renew."""
    best = best_completion(facts, day)
    if best is None:
        return None
    done, lapse = best
    return done if lapse is None or day < lapse.opens_on or lapse.due_on > max(current.due_on, day) else None


def _opening(facts: Facts, day: dt.date) -> Open | None:
    period = holding(facts.asked, day)
    if period is None or holding(facts.exempt, day):
        return None
    best = best_completion(facts, day)
    if best and (best[1] is None or day < best[1].opens_on):
        return None
    opened = _grounds(facts, period, best[1] if best else None, day)
    return _after_breaks(facts, _after_revocations(facts, opened, day), day)


def _grounds(facts: Facts, period: Period, lapse: Lapse | None, day: dt.date) -> Open:
    """Why it opens, from when, and due by when: a lapse, the rest of an earlier asking, or the first time."""
    policy = facts.policy
    cycle = max((each.cycle for each in facts.requirements), default=0) + 1
    if lapse and lapse.due_on >= period.start:
        return Open(cycle, max(lapse.opens_on, period.start), lapse.due_on, lapse.why)
    earlier = [each for each in facts.requirements if each.closed_on and each.opened_on >= period.start]
    if earlier and not lapse:
        # Closed too early, as it turned out, or met by a completion that was revoked: the old due date stands.
        last = max(earlier, key=lambda each: (each.closed_on, each.cycle))
        revoked = [
            done.revoked_on for done in facts.done if done.revoked_on and last.opened_on < done.revoked_on <= day
        ]
        resumed = max(revoked) if last.close_reason == "met" and revoked else last.closed_on
        return Open(cycle, max(resumed or day, last.opened_on), last.due_on, last.why)
    if period.start <= policy.in_force and policy.due_on:
        return Open(cycle, policy.in_force, policy.due_on, "existing")
    return Open(cycle, period.start, period.start + dt.timedelta(days=policy.starter_days), "starter")


def _after_revocations(facts: Facts, opened: Open, day: dt.date) -> Open:
    """What a completion covered until it was revoked was not asked before that day; its due date stands."""
    revoked = [done.revoked_on for done in facts.done if done.revoked_on and done.revoked_on <= day]
    return replace(opened, opened_on=max([opened.opened_on, *revoked]))


def _after_breaks(facts: Facts, opened: Open, day: dt.date) -> Open:
    """An exemption that ended puts the opening off; it and an absence that ended put the due date off."""
    opened_on, due_on = opened.opened_on, opened.due_on
    grace = dt.timedelta(days=facts.policy.grace_days)
    for period in facts.exempt:
        if period.end and opened_on < period.end <= day:
            opened_on, due_on = period.end, max(due_on, period.end + grace)
    for period in facts.absent:
        if period.end and opened_on < period.end <= day:
            due_on = max(due_on, period.end + grace)
    return Open(opened.cycle, opened_on, due_on, opened.why)


def _moves(facts: Facts, current: Asked, day: dt.date) -> list[Step]:
    """Back from an absence: the later of the old due date and return plus grace."""
    due_on = current.due_on
    moves: list[Step] = []
    for period in sorted(facts.absent, key=lambda each: each.start):
        if period.end and current.opened_on < period.end <= day:
            later = period.end + dt.timedelta(days=facts.policy.grace_days)
            if later > due_on:
                moves.append(Move(current.pk, later, period.end))
                due_on = later
    return moves
