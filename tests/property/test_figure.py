"""Over generated histories: the SQL figure equals the slow oracle, and requirements are the same whenever made."""

import datetime as dt

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.models import (
    Completion,
    CourseVersion,
    DueChange,
    Exemption,
    Programme,
    ProgrammeCourse,
    Requirement,
)
from courses.reporting.figure import count_states, states_of
from courses.reporting.report import make_report
from courses.requirements.services import open_requirements
from lms.core.dates import add_months
from lms.organisation.models import Absence, JobVersion, UnitVersion
from lms.people.models import Person
from tests.builders import (
    complete,
    exempt,
    give_job,
    make_course,
    make_person,
    make_programme,
    make_unit,
    move_job,
    publish,
)
from tests.oracle import World

FIRST = dt.date(2025, 12, 1)
LAST = FIRST + dt.timedelta(days=600)
# Few distinct days, so that things happen on the same day and on the day before and after each other.
days = st.one_of(
    st.integers(0, 24).map(lambda n: FIRST + dt.timedelta(days=25 * n)),
    st.integers(0, 600).map(lambda n: FIRST + dt.timedelta(days=n)),
)


@st.composite
def periods(draw, may_be_open=True):
    start = draw(days)
    end = draw(st.one_of(st.none(), days) if may_be_open else days)
    return (start, end if end is None or end > start else start + dt.timedelta(days=30))


worker_types = st.sampled_from(["employee", "employee", "agency", "councillor", "volunteer"])
lives = st.fixed_dictionaries(
    {
        "jobs": st.lists(
            st.tuples(st.integers(0, 3), periods(), worker_types, st.sampled_from(["", "G5"])), max_size=2
        ),
        "move": st.one_of(st.none(), st.tuples(st.integers(0, 3), days)),
        "done": st.lists(st.tuples(st.integers(0, 2), days, st.one_of(st.none(), days)), max_size=4),
        "exempt": st.lists(st.tuples(st.sampled_from([None, 0, 1, 2]), periods(), st.booleans()), max_size=2),
        "absent": st.one_of(st.none(), periods()),
    }
)
histories = st.fixed_dictionaries(
    {
        "people": st.lists(lives, min_size=1, max_size=4),
        # Which courses the programme asks for, from when (before or after its start, in days), and for how long.
        "courses": st.lists(
            st.tuples(st.sampled_from([-50, 0, 0, 0, 75]), st.one_of(st.none(), st.none(), st.integers(100, 400))),
            max_size=3,
        ),
        "starts": days,
        "due_after": st.integers(0, 200),
        "versions": st.lists(st.tuples(st.integers(0, 2), days, st.one_of(st.none(), st.integers(0, 90))), max_size=2),
        "reorganised": st.one_of(st.none(), days),
        "nights": st.lists(days, max_size=3),
    }
)


def live(history) -> tuple:
    """Writes a generated history as facts."""
    top = make_unit("C")
    left, right = make_unit("L", parent=top), make_unit("R", parent=top)
    team = make_unit("T", parent=left)
    if history["reorganised"]:
        old = UnitVersion.objects.get(unit=team)
        UnitVersion.objects.filter(pk=old.pk).update(superseded_at=timezone.now())
        at = history["reorganised"]
        UnitVersion.objects.create(unit=team, name="T", parent=left, valid_from=old.valid_from, valid_to=at)
        UnitVersion.objects.create(unit=team, name="T", parent=right, valid_from=at)
    units = [top, left, right, team]
    courses = [make_course(f"c{n}", validity_months=[None, 12, 6][n]) for n in range(3)]
    for index, published, notice in sorted(history["versions"], key=lambda each: each[1]):
        publish(
            courses[index],
            published=published,
            validity_months=[None, 12, 6][index],
            redo_by=None if notice is None else published + dt.timedelta(days=notice),
        )
    programme = make_programme(
        courses[: len(history["courses"])],
        starts=history["starts"],
        due=history["starts"] + dt.timedelta(days=history["due_after"]),
    )
    for asked, (later, ends) in zip(
        ProgrammeCourse.objects.filter(programme=programme).order_by("order"), history["courses"], strict=True
    ):
        asked.valid_from += dt.timedelta(days=later)
        asked.valid_to = None if ends is None else asked.valid_from + dt.timedelta(days=ends)
        asked.save()
    for number, life in enumerate(history["people"]):
        person = make_person(f"P{number}", email="")
        for unit, (start, end), kind, grade in life["jobs"]:
            job = give_job(person, units[unit], start, end, worker_type=kind, grade=grade)
            if life["move"] and end is None and life["move"][1] > start:
                move_job(job, units[life["move"][0]], life["move"][1])
        for index, on, revoked in life["done"]:
            complete(person, courses[index], on, revoked=revoked if revoked and revoked > on else None)
        for index, (start, end), approved in life["exempt"]:
            course = None if index is None else courses[index]
            exempt(person, programme, start, end, course=course, approved=approved)
        if life["absent"]:
            start, end = life["absent"]
            Absence.objects.create(person=person, kind="other", valid_from=start, valid_to=end)
    return programme, units


def rows() -> set[tuple]:
    fields = ("person", "course", "cycle", "opened_on", "due_on", "why", "closed_on", "close_reason", "completion")
    return set(Requirement.objects.values_list(*fields))


def moves() -> set[tuple]:
    return set(DueChange.objects.values_list("requirement__person", "requirement__course", "due_on", "effective_on"))


def turning_points() -> list[dt.date]:
    """Every day on which something on record begins or ends, and the day before it: where a figure can be a day out."""
    found: set[dt.date] = set()
    for model, names in (
        (JobVersion, ("valid_from", "valid_to")),
        (UnitVersion, ("valid_from", "valid_to")),
        (Absence, ("valid_from", "valid_to")),
        (Exemption, ("valid_from", "valid_to")),
        (ProgrammeCourse, ("valid_from", "valid_to")),
        (Programme, ("starts_on",)),
        (CourseVersion, ("redo_by",)),
        (Completion, ("completed_on", "valid_until", "revoked_on")),
        (Requirement, ("opened_on", "due_on", "closed_on")),
        (DueChange, ("effective_on", "due_on")),
    ):
        found.update(day for row in model.objects.values_list(*names) for day in row if day)
    return sorted(found | {day - dt.timedelta(days=1) for day in found})


SLOW = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


class FigureProperties(TestCase):
    @SLOW
    @given(history=histories)
    def test_total_and_every_state_equal_the_oracle_on_every_turning_point(self, history):
        programme, _units = live(history)
        for night in sorted([*history["nights"], LAST]):
            open_requirements(on=night)
        for on in turning_points():
            world = World(programme, on)
            assert make_report(programme=programme, as_at=on).total == world.figure(world.staff()), on
            everybody = world.staff(everyone=True)
            states = states_of(programme=programme, on=on, people=Person.objects.filter(pk__in=everybody))
            assert states == {person: world.state(person, world.courses) for person in everybody}, on

    @SLOW
    @given(history=histories, on=days)
    def test_every_breakdown_equals_the_oracle(self, history, on):
        programme, (top, left, right, team) = live(history)
        for night in sorted([*history["nights"], on]):
            open_requirements(on=night)
        world = World(programme, on)

        report = make_report(programme=programme, as_at=on, by="unit")
        assert report.total == world.figure(world.staff())
        figures = {group.code: group.figure for group in report.groups}
        for unit, inside in ((left, world.below(left.pk)), (right, world.below(right.pk)), (top, {top.pk})):
            people = world.staff(lambda job, inside=inside: job.unit_id in inside)
            assert figures.pop(unit.code, world.figure(set())) == world.figure(people)
        assert not figures

        for group in make_report(programme=programme, as_at=on, by="course").groups:
            course = next(pk for pk in world.courses if world_code(pk) == group.code)
            assert group.figure == world.figure(world.staff(), {course})
        for group in make_report(programme=programme, as_at=on, by="worker-type").groups:
            people = world.staff(lambda job, kind=group.code: job.worker_type == kind, everyone=True)
            assert group.figure == world.figure(people)
        starters = {
            person
            for person in world.staff()
            if not any(job.job.person_id == person and _held(job, add_months(on, -12)) for job in world.all_jobs)
        }
        by_start = {g.code: g.figure.staff for g in make_report(programme=programme, as_at=on, by="starter").groups}
        assert by_start.get("starter", 0) == len(starters)

        assert count_states(programme=programme, on=on, units=[team.pk])[0].figure == world.figure(
            world.staff(lambda job: job.unit_id == team.pk)
        )

    @SLOW
    @given(history=histories, on=days)
    def test_every_night_or_once_gives_the_same_requirements(self, history, on):
        live(history)
        open_requirements(on=on)
        once, moved = rows(), moves()
        again = open_requirements(on=on)
        assert (again.opened, sum(again.closed.values()), again.moved) == (0, 0, 0)
        DueChange.objects.all().delete()
        Requirement.objects.all().delete()
        for night in sorted({night for night in history["nights"] if night < on} | {on}):
            open_requirements(on=night)
        assert rows() == once
        assert moves() == moved


def _held(job, on: dt.date) -> bool:
    return job.superseded_at is None and job.valid_from <= on and (job.valid_to is None or on < job.valid_to)


def world_code(pk: int) -> str:
    from courses.models import Course

    return Course.objects.get(pk=pk).code
