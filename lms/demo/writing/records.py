"""Writing what the made-up people learnt: tries that were really drawn and marked, completions, lessons, events."""

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.timezone import make_aware

from courses.api import draw, has_passed, mark, needed_to_pass
from courses.models import Attempt, Completion, CourseVersion, LearningEvent, LessonProgress
from lms.core.dates import add_months
from lms.demo.learning import Done, Learning
from lms.demo.people import PersonPlan
from lms.demo.writing.bulk import insert_rows
from lms.people.models import Person, User

BATCH = 500
Kind = LearningEvent.Kind
EVENT_COLUMNS = ("person", "course", "kind", "at", "data")
LESSON_COLUMNS = ("person", "course", "lesson_id", "first_seen_at", "last_seen_at", "finished_at")


class Taught:
    """A version of a course, in the form that tries are drawn from."""

    def __init__(self, version: CourseVersion) -> None:
        self.version, self.pk, self.course_id = version, version.pk, version.course_id
        self.questions = {each["id"]: each for each in version.content["questions"]}
        self.outcomes = [each["key"] for each in version.content["outcomes"]]
        self.lessons = [UUID(each["id"]) for each in version.content["lessons"]]

    @cached_property
    def choices(self) -> dict[str, tuple[list[str], list[str]]]:
        """By question: the options that are right, and one that is not."""
        found = {}
        for key, question in self.questions.items():
            right = [option["id"] for option in question["options"] if option["correct"]]
            wrong = [option["id"] for option in question["options"] if not option["correct"]]
            found[key] = (right, wrong[:1])
        return found

    def good_until(self, completed_on: dt.date) -> dt.date | None:
        """When a completion's renewal is due."""
        months = self.version.validity_months
        return add_months(completed_on, months) if months else None


@dataclass
class Rows:
    """The rows of one chunk of people, in the order in which they can be written."""

    attempts: list[Attempt] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    lessons: list[tuple] = field(default_factory=list)  # values of LESSON_COLUMNS
    events: list[tuple] = field(default_factory=list)  # values of EVENT_COLUMNS

    def write(self) -> Counter[str]:
        """Writes everything; returns how many of each."""
        Attempt.objects.bulk_create(self.attempts, batch_size=BATCH)
        Completion.objects.bulk_create(self.completions, batch_size=BATCH)
        insert_rows(LessonProgress, LESSON_COLUMNS, self.lessons)
        insert_rows(LearningEvent, EVENT_COLUMNS, self.events)
        return Counter({each.name: len(getattr(self, each.name)) for each in fields(self)})


class Recorder:
    """Turns what people learnt into rows. ``facilitator`` kept the sign-in lists."""

    def __init__(self, taught: dict[str, Taught], *, detailed: bool) -> None:
        self.taught, self.detailed = taught, detailed
        self.facilitator: User | None = None

    def record(self, plan: PersonPlan, person: Person, learning: Learning, rng: random.Random, rows: Rows) -> None:
        """Adds the rows of one person."""
        tries: Counter[str] = Counter()
        for done in sorted(learning.done, key=lambda each: (each.on, each.code)):
            taught = self.taught[done.code]
            if done.facilitated:
                rows.completions.append(self._by_list(person, taught, done, rows))
            elif not self.detailed:
                rows.completions.append(_brought_over(person, taught, done))
            else:
                self._by_check(person, taught, done, tries, rng, rows)
        for code, day in learning.begun if self.detailed and plan.email else []:
            finished = max(1, len(self.taught[code].lessons) // 2)
            _work_through(person, self.taught[code], _at_work(day, rng), finished, rows)

    # --- The ways to complete a course -------------------------------------------------------------------------------

    def _by_list(self, person: Person, taught: Taught, done: Done, rows: Rows) -> Completion:
        at = make_aware(dt.datetime.combine(done.on, dt.time(17, 30)))
        completion = _completion(person, taught, done, at)
        completion.channel = "facilitated"
        completion.evidence = f"Sign-in list, facilitated session of {done.on:%-d %B %Y}"
        completion.recorded_by = self.facilitator
        if self.detailed:
            rows.events.append(_completed(completion, taught, at))
        return completion

    def _by_check(
        self, person: Person, taught: Taught, done: Done, tries: Counter[str], rng: random.Random, rows: Rows
    ) -> None:
        days = [*done.failed_on, done.on]
        if not tries[done.code]:
            _work_through(person, taught, _at_work(days[0], rng), len(taught.lessons), rows)
        for day in days:
            tries[done.code] += 1
            at = _at_work(day, rng, after_lessons=True)
            minutes = dt.timedelta(minutes=rng.randint(4, 20), seconds=rng.randrange(60))
            attempt = _attempt(person, taught, (at, at + minutes), day is done.on, rng)
            attempt.number = tries[done.code]
            rows.attempts.append(attempt)
            rows.events += _tried(attempt, at + minutes)
        completion = _completion(person, taught, done, at + minutes)
        completion.attempt = attempt
        rows.completions.append(completion)
        rows.events.append(_completed(completion, taught, at + minutes))


def _brought_over(person: Person, taught: Taught, done: Done) -> Completion:
    completion = _completion(person, taught, done, make_aware(dt.datetime.combine(done.on, dt.time(12))))
    completion.channel, completion.evidence = "import", "Brought over from the earlier learning system"
    return completion


def _completion(person: Person, taught: Taught, done: Done, at: dt.datetime) -> Completion:
    revoked_at = done.revoked_on and make_aware(dt.datetime.combine(done.revoked_on, dt.time(10)))
    return Completion(
        person=person,
        course_id=taught.course_id,
        version_id=taught.pk,
        completed_on=done.on,
        valid_until=taught.good_until(done.on),
        recorded_at=at,
        revoked_on=done.revoked_on,
        revoked_at=revoked_at,
        revoked_reason="Recorded for the wrong person" if done.revoked_on else "",
    )


# --- What stands behind a completion ---------------------------------------------------------------------------------


def _attempt(
    person: Person, taught: Taught, time: tuple[dt.datetime, dt.datetime], passes: bool, rng: random.Random
) -> Attempt:
    """A try from when to when, drawn and marked as every try is; only the answers are made up."""
    started_at, submitted_at = time
    uuid = UUID(int=rng.getrandbits(128), version=4)
    shown = draw(list(taught.questions.values()), taught.version.questions_asked, taught.outcomes, str(uuid))
    wrong = _questions_wrong(shown, taught.version.pass_percent, passes, rng)
    answers = {one["question"]: taught.choices[one["question"]][one["question"] in wrong] for one in shown}
    marked = mark(shown, taught.questions.values(), answers)
    return Attempt(
        uuid=uuid,
        person=person,
        course_id=taught.course_id,
        version_id=taught.pk,
        client_id=UUID(int=rng.getrandbits(128), version=4),
        shown=shown,
        answers=answers,
        started_at=started_at,
        submitted_at=submitted_at,
        score=marked.score,
        out_of=marked.out_of,
        passed=has_passed(marked.score, marked.out_of, taught.version.pass_percent),
    )


def _questions_wrong(shown: list[dict[str, Any]], pass_percent: int, passes: bool, rng: random.Random) -> set[str]:
    needed = needed_to_pass(len(shown), pass_percent)
    right = rng.randint(needed, len(shown)) if passes else rng.randint(max(0, needed - 4), needed - 1)
    return {one["question"] for one in rng.sample(shown, len(shown) - right)}


def _at_work(day: dt.date, rng: random.Random, *, after_lessons: bool = False) -> dt.datetime:
    """A minute of the working day; the check comes after the lessons."""
    hour = rng.randint(14, 16) if after_lessons else rng.randint(9, 12)
    return make_aware(dt.datetime.combine(day, dt.time(hour, rng.randrange(60))))


def _work_through(person: Person, taught: Taught, at: dt.datetime, finished: int, rows: Rows) -> None:
    """Lesson after lesson, five minutes each: the first ones finished, and the one after them seen."""
    for number, lesson in enumerate(taught.lessons[: finished + 1]):
        seen = at + dt.timedelta(minutes=5 * number)
        done = seen + dt.timedelta(minutes=5) if number < finished else None
        rows.lessons.append((person.pk, taught.course_id, lesson, seen, done or seen, done))
        if done:
            rows.events.append((person.pk, taught.course_id, Kind.LESSON_FINISHED, done, {"lesson": str(lesson)}))


def _tried(attempt: Attempt, submitted_at: dt.datetime) -> list[tuple]:
    uuid = str(attempt.uuid)
    marked = {"score": attempt.score, "out_of": attempt.out_of, "passed": attempt.passed}
    started = {"attempt": uuid, "number": attempt.number}
    return [
        (attempt.person_id, attempt.course_id, Kind.ATTEMPT_STARTED, attempt.started_at, started),
        (attempt.person_id, attempt.course_id, Kind.ATTEMPT_SUBMITTED, submitted_at, {"attempt": uuid, **marked}),
    ]


def _completed(completion: Completion, taught: Taught, at: dt.datetime) -> tuple:
    data = {"completion": str(completion.uuid), "version": taught.version.number}
    return completion.person_id, completion.course_id, Kind.COMPLETED, at, data
