"""The definition of the figure as slow, obvious Python: what the SQL must equal.

It reads whole tables into lists and asks one person at a time, in the words of the published definition. It shares no
code with ``courses.reporting.figure``.
"""

import datetime as dt
from dataclasses import dataclass

from courses.models import Completion, CourseVersion, DueChange, Exemption, Programme, ProgrammeCourse, Requirement
from courses.reporting.states import Figure
from lms.organisation.models import Absence, JobVersion, UnitVersion


def true_on(fact, day: dt.date) -> bool:
    return fact.superseded_at is None and fact.valid_from <= day and (fact.valid_to is None or day < fact.valid_to)


@dataclass
class World:
    """Everything on record, and the question's programme and day."""

    programme: Programme
    day: dt.date

    def __post_init__(self):
        self.jobs = [job for job in JobVersion.objects.select_related("job") if true_on(job, self.day)]
        self.all_jobs = list(JobVersion.objects.select_related("job"))
        self.units = [unit for unit in UnitVersion.objects.all() if true_on(unit, self.day)]
        self.versions = list(CourseVersion.objects.all())
        self.completions = list(Completion.objects.select_related("version"))
        self.exemptions = [
            exemption
            for exemption in Exemption.objects.filter(programme=self.programme)
            if exemption.approved_at and true_on(exemption, self.day)
        ]
        self.absences = [absence for absence in Absence.objects.all() if true_on(absence, self.day)]
        self.requirements = list(Requirement.objects.all())
        self.due_changes = sorted(DueChange.objects.all(), key=lambda change: change.effective_on)
        self.courses = {
            asked.course_id
            for asked in ProgrammeCourse.objects.filter(programme=self.programme)
            if true_on(asked, self.day) and self.programme.starts_on <= self.day
        }

    # --- who is counted ---------------------------------------------------------------------------------------------
    def counted(self, job) -> bool:
        return job.worker_type in self.programme.counted_worker_types

    def staff(self, of=lambda job: True, *, everyone: bool = False) -> set[int]:
        return {job.job.person_id for job in self.jobs if of(job) and (everyone or self.counted(job))}

    def below(self, unit_id: int) -> set[int]:
        found = {unit_id}
        for unit in self.units:
            if unit.parent_id == unit_id:
                found |= self.below(unit.unit_id)
        return found

    # --- what somebody can show -------------------------------------------------------------------------------------
    def recorded(self, person: int, course: int) -> list:
        return [
            completion
            for completion in self.completions
            if completion.person_id == person
            and completion.course_id == course
            and completion.completed_on <= self.day
            and not (completion.revoked_on and completion.revoked_on <= self.day)
        ]

    def accepted(self, completion) -> bool:
        return not any(
            version.course_id == completion.course_id
            and version.change_class == "major"
            and version.redo_by <= self.day
            and version.number > completion.version.number
            for version in self.versions
        )

    def good(self, person: int, course: int) -> bool:
        return any(
            self.accepted(completion) and not (completion.valid_until and completion.valid_until <= self.day)
            for completion in self.recorded(person, course)
        )

    def exempt(self, person: int, course: int | None) -> bool:
        return any(e.person_id == person and e.course_id == course for e in self.exemptions)

    # --- the state --------------------------------------------------------------------------------------------------
    def state(self, person: int, courses: set[int]) -> str:
        needed = {course for course in courses if not self.exempt(person, course)}
        missing = {course for course in needed if not self.good(person, course)}
        if courses and needed and not missing:
            return "met"
        # Where every course is exempted, one that was done all the same still makes somebody met.
        if courses and not needed and any(self.good(person, course) for course in courses):
            return "met"
        if self.exempt(person, None) or any(absence.person_id == person for absence in self.absences):
            return "excused"
        if courses and not needed:
            return "excused"
        return "overdue" if any(self.late(person, course) for course in missing) else "not_yet_due"

    def ever(self, person: int, courses: set[int]) -> bool:
        done = {course for course in courses if self.recorded(person, course)}
        return bool(done) and all(course in done or self.exempt(person, course) for course in courses)

    def late(self, person: int, course: int) -> bool:
        return any(
            self.due(requirement) < self.day
            for requirement in self.requirements
            if requirement.person_id == person
            and requirement.course_id == course
            and requirement.opened_on <= self.day
            and not (requirement.closed_on and requirement.closed_on <= self.day)
        )

    def due(self, requirement) -> dt.date:
        due = requirement.due_on
        for change in self.due_changes:
            if change.requirement_id == requirement.pk and change.effective_on <= self.day:
                due = change.due_on
        return due

    # --- the figure -------------------------------------------------------------------------------------------------
    def figure(self, people: set[int], courses: set[int] | None = None) -> Figure:
        courses = self.courses if courses is None else courses
        states = [self.state(person, courses) for person in people]
        return Figure(
            staff=len(states),
            met=states.count("met"),
            excused=states.count("excused"),
            not_yet_due=states.count("not_yet_due"),
            overdue=states.count("overdue"),
            ever=sum(self.ever(person, courses) for person in people),
        )
