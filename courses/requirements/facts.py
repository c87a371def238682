"""The dated facts that a plan is made from, loaded for many people in a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from courses.content.models import ChangeClass, CourseVersion
from courses.records.models import Completion
from courses.requirements.audience import JobFact, Rule
from courses.requirements.models import AudienceRule, DueChange, Exemption, ProgrammeCourse, Requirement
from courses.requirements.periods import Period, holding, merge
from courses.requirements.plan import Asked, Done, Facts, MajorChange, Policy
from lms.core.clock import local_date
from lms.organisation.models import Absence, JobVersion
from lms.organisation.selectors import UnitTree, unit_history


@dataclass
class CourseAsk:
    """One course that one programme asks for: its policy, the rules that say of whom, and its major versions."""

    programme_id: int
    course_id: int
    period: Period
    policy: Policy
    rules: list[Rule]
    majors: list[MajorChange]
    # Filled per person while facts are loaded: which rule and job stand behind each period.
    grounds: dict[int, list[tuple[Period, int, int]]] = field(default_factory=lambda: defaultdict(list))

    def periods_for(self, person_id: int, jobs: list[JobFact]) -> list[Period]:
        """When some rule asks somebody, from whichever of their jobs, as few periods."""
        self.grounds[person_id] = [
            (common, rule.pk, job.pk)
            for rule in self.rules
            for job in jobs
            for asked in rule.periods_for(job)
            if (common := asked.within(self.period))
        ]
        return merge(period for period, _, _ in self.grounds[person_id])

    def why(self, person_id: int, day: dt.date) -> tuple[int, int | None]:
        """The rule and the job that ask somebody on a day (the earliest where none holds on it)."""
        grounds = sorted(self.grounds[person_id], key=lambda ground: (ground[0].start, ground[1], ground[2]))
        held = [ground for ground in grounds if ground[0].holds(day)] or grounds
        return (held[0][1], held[0][2]) if held else (self.rules[0].pk, None)


def load_asks(day: dt.date) -> list[CourseAsk]:
    """Every course that an approved rule asks of somebody, the headline programme first."""
    programme_courses = (
        ProgrammeCourse.objects.current()
        .filter(valid_from__lte=day)
        .select_related("programme")
        .order_by("-programme__headline", "programme_id", "order", "pk")
    )
    rules = _rules(day)
    majors = _majors()
    return [
        CourseAsk(
            programme_id=row.programme_id,
            course_id=row.course_id,
            period=Period(max(row.valid_from, row.programme.starts_on), row.valid_to),
            policy=Policy(
                in_force=max(row.valid_from, row.programme.starts_on),
                due_on=row.due_on,
                starter_days=row.starter_days,
                window_days=row.window_days,
                grace_days=row.grace_days,
            ),
            rules=rules[row.programme_id],
            majors=majors[row.course_id],
        )
        for row in programme_courses
        if rules[row.programme_id] and not (row.valid_to and row.valid_to <= row.programme.starts_on)
    ]


def _rules(day: dt.date) -> dict[int, list[Rule]]:
    trees = unit_history()
    rules: dict[int, list[Rule]] = defaultdict(list)
    approved = AudienceRule.objects.current().filter(state=AudienceRule.State.APPROVED, valid_from__lte=day)
    for row in approved.order_by("pk"):
        rules[row.programme_id].append(
            Rule(
                pk=row.pk,
                period=Period(row.valid_from, row.valid_to),
                units=_below(trees, row.unit_id) if row.unit_id else None,
                worker_types=frozenset(row.worker_types),
                grades=frozenset(row.grades),
                tiers=frozenset(row.tiers),
                started_on_or_after=row.started_on_or_after,
            )
        )
    return rules


def _below(
    trees: list[tuple[dt.date, dt.date | None, UnitTree]], unit: int
) -> tuple[tuple[Period, frozenset[int]], ...]:
    return tuple((Period(start, end), frozenset(tree.below(unit))) for start, end, tree in trees)


def _majors() -> dict[int, list[MajorChange]]:
    majors: dict[int, list[MajorChange]] = defaultdict(list)
    rows = CourseVersion.objects.filter(change_class=ChangeClass.MAJOR, redo_by__isnull=False)
    for course_id, number, published_at, redo_by in rows.values_list("course_id", "number", "published_at", "redo_by"):
        if redo_by:
            majors[course_id].append(MajorChange(number, local_date(published_at), redo_by))
    return majors


def load_facts(asks: list[CourseAsk], person_ids: list[int], day: dt.date) -> Iterator[tuple[CourseAsk, int, Facts]]:
    """What is known of each person and each course, in a constant number of queries for all of them.

    A course that two programmes ask for is planned once, for the first programme that asks this person.
    """
    jobs = _jobs(person_ids)
    done = _done(person_ids)
    requirements = _requirements(person_ids)
    exempt = _exemptions(person_ids)
    absent = _absences(person_ids)
    for person_id in person_ids:
        employed = merge(job.period for job in jobs[person_id])
        planned: set[int] = set()
        for ask in asks:
            asked = ask.periods_for(person_id, jobs[person_id])
            rows = requirements[person_id, ask.course_id]
            if ask.course_id in planned or not (asked or rows):
                continue
            if holding(asked, day) or _is_last_to_ask(ask, asks):
                planned.add(ask.course_id)
                yield (
                    ask,
                    person_id,
                    Facts(
                        policy=ask.policy,
                        asked=asked,
                        employed=employed,
                        done=done[person_id, ask.course_id],
                        majors=ask.majors,
                        exempt=merge(
                            exempt[person_id, ask.programme_id, None]
                            + exempt[person_id, ask.programme_id, ask.course_id]
                        ),
                        absent=absent[person_id],
                        requirements=rows,
                    ),
                )


def _is_last_to_ask(ask: CourseAsk, asks: list[CourseAsk]) -> bool:
    """Whether nobody further down the list could still be asking: then this one says how the requirement ends."""
    later = asks[asks.index(ask) + 1 :]
    return all(each.course_id != ask.course_id for each in later)


def _jobs(person_ids: list[int]) -> dict[int, list[JobFact]]:
    rows = list(
        JobVersion.objects.current()
        .filter(job__person__in=person_ids)
        .order_by("job_id", "valid_from")
        .values_list(
            "pk", "job_id", "job__person_id", "unit_id", "worker_type", "grade", "tier", "valid_from", "valid_to"
        )
    )
    started: dict[int, dt.date] = {}
    jobs: dict[int, list[JobFact]] = defaultdict(list)
    for pk, job_id, person_id, unit_id, worker_type, grade, tier, start, end in rows:
        first = started.setdefault(job_id, start)
        jobs[person_id].append(JobFact(pk, person_id, unit_id, worker_type, grade, tier, first, Period(start, end)))
    return jobs


def _done(person_ids: list[int]) -> dict[tuple[int, int], list[Done]]:
    done: dict[tuple[int, int], list[Done]] = defaultdict(list)
    rows = Completion.objects.filter(person__in=person_ids).order_by("pk")
    for person_id, course_id, pk, version, completed_on, valid_until, revoked_on in rows.values_list(
        "person_id", "course_id", "pk", "version__number", "completed_on", "valid_until", "revoked_on"
    ):
        done[person_id, course_id].append(Done(pk, version, completed_on, valid_until, revoked_on))
    return done


def _requirements(person_ids: list[int]) -> dict[tuple[int, int], list[Asked]]:
    newest = {
        row["requirement_id"]: row["due_on"]
        for row in DueChange.objects.filter(requirement__person__in=person_ids)
        .order_by("effective_on", "pk")
        .values("requirement_id", "due_on")
    }
    requirements: dict[tuple[int, int], list[Asked]] = defaultdict(list)
    rows = Requirement.objects.filter(person__in=person_ids).order_by("cycle")
    for person_id, course_id, pk, cycle, opened_on, due_on, why, closed_on, reason, completion in rows.values_list(
        "person_id",
        "course_id",
        "pk",
        "cycle",
        "opened_on",
        "due_on",
        "why",
        "closed_on",
        "close_reason",
        "completion_id",
    ):
        requirements[person_id, course_id].append(
            Asked(pk, cycle, opened_on, newest.get(pk, due_on), why, closed_on, reason, completion)
        )
    return requirements


def _exemptions(person_ids: list[int]) -> dict[tuple[int, int, int | None], list[Period]]:
    exempt: dict[tuple[int, int, int | None], list[Period]] = defaultdict(list)
    rows = Exemption.objects.current().filter(person__in=person_ids, approved_at__isnull=False)
    for person_id, programme_id, course_id, start, end in rows.values_list(
        "person_id", "programme_id", "course_id", "valid_from", "valid_to"
    ):
        exempt[person_id, programme_id, course_id].append(Period(start, end))
    return exempt


def _absences(person_ids: list[int]) -> dict[int, list[Period]]:
    absent: dict[int, list[Period]] = defaultdict(list)
    for person_id, start, end in (
        Absence.objects.current().filter(person__in=person_ids).values_list("person_id", "valid_from", "valid_to")
    ):
        absent[person_id].append(Period(start, end))
    return absent
