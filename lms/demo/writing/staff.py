"""Writing units, people, accounts, jobs, managers and absences."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from lms.demo.models import PERSON_MARK
from lms.demo.people import JobPlan, PersonPlan
from lms.demo.scales import Calendar
from lms.demo.units import UnitPlan
from lms.demo.writing.dated import as_learnt, morning_of
from lms.organisation.models import Absence, Job, JobVersion, ManagerLink, Unit, UnitVersion
from lms.people.models import Person, User

BATCH = 500


@dataclass
class StaffWriter:
    """Writes people chunk by chunk, and remembers what later chunks refer to: units, and the jobs that manage."""

    calendar: Calendar
    corrected: bool = True  # with the rows that later knowledge superseded
    units: dict[str, int] = field(default_factory=dict)
    managers: dict[str, int] = field(default_factory=dict)

    def write_units(self, plans: Iterable[UnitPlan]) -> int:
        """Every unit with its names and parents; returns how many."""
        plans = list(plans)
        rows = Unit.objects.bulk_create([Unit(code=plan.code) for plan in plans], batch_size=BATCH)
        self.units = {row.code: row.pk for row in rows}
        UnitVersion.objects.bulk_create(
            (
                UnitVersion(
                    unit_id=self.units[plan.code],
                    name=plan.name,
                    parent_id=self.units.get(spell.parent),
                    **columns,
                )
                for plan in plans
                for spell, columns in as_learnt(list(plan.spells), self.calendar.known_from, corrected=self.corrected)
            ),
            batch_size=BATCH,
        )
        return len(rows)

    def write_people(self, plans: list[PersonPlan]) -> list[Person]:
        """A chunk of people, with their jobs; managers come before those who report to them."""
        people = Person.objects.bulk_create(
            [_person(plan, user) for plan, user in zip(plans, self._accounts(plans), strict=True)], batch_size=BATCH
        )
        jobs = [(plan, person, job) for plan, person in zip(plans, people, strict=True) for job in plan.jobs]
        rows = Job.objects.bulk_create(
            [Job(person=person, staff_no=job.staff_no) for _, person, job in jobs], batch_size=BATCH
        )
        # A rehire's second job has the staff number of the first; nobody reported to either.
        here = {job.staff_no: row.pk for (_, _, job), row in zip(jobs, rows, strict=True)}
        self.managers |= {job.staff_no: here[job.staff_no] for _, _, job in jobs if job.tier in ("1", "2", "3", "4")}
        written = [(row.pk, job) for (_, _, job), row in zip(jobs, rows, strict=True)]
        self._write_versions(written)
        self._write_links(written, here | self.managers)
        self._write_absences(plans, people)
        return people

    def _accounts(self, plans: list[PersonPlan]) -> list[User | None]:
        """An account without a password for everybody with an e-mail; closed for whoever left."""
        users = [
            User(
                email=plan.email,
                first_name=plan.first_name,
                last_name=plan.last_name,
                password=make_password(None),
                is_active=any(job.end is None for job in plan.jobs),
                date_joined=morning_of(self.calendar.known_from),
            )
            for plan in plans
            if plan.email
        ]
        made = iter(User.objects.bulk_create(users, batch_size=BATCH))
        return [next(made) if plan.email else None for plan in plans]

    def _write_versions(self, jobs: list[tuple[int, JobPlan]]) -> None:
        JobVersion.objects.bulk_create(
            [
                JobVersion(
                    job_id=pk,
                    unit_id=self.units[spell.unit],
                    title=job.title,
                    grade=job.grade,
                    tier=job.tier,
                    worker_type=job.worker_type,
                    **columns,
                )
                for pk, job in jobs
                for spell, columns in as_learnt(job.spells, self.calendar.known_from, corrected=self.corrected)
            ],
            batch_size=BATCH,
        )

    def _write_links(self, jobs: list[tuple[int, JobPlan]], known: dict[str, int]) -> None:
        ManagerLink.objects.bulk_create(
            [
                ManagerLink(job_id=pk, manager_job_id=known[link.manager], kind=link.kind, **columns)
                for pk, job in jobs
                for link, columns in as_learnt(job.links, self.calendar.known_from, corrected=self.corrected)
            ],
            batch_size=BATCH,
        )

    def _write_absences(self, plans: list[PersonPlan], people: list[Person]) -> None:
        Absence.objects.bulk_create(
            Absence(person=person, kind=kind, valid_from=start, valid_to=end, recorded_at=morning_of(start))
            for plan, person in zip(plans, people, strict=True)
            if plan.absence
            for kind, start, end in [plan.absence]
        )


def _person(plan: PersonPlan, user: User | None) -> Person:
    return Person(
        uuid=plan.uuid,
        user=user,
        first_name=plan.first_name,
        last_name=plan.last_name,
        email=plan.email,
        phone=plan.phone,
        person_ref=f"{PERSON_MARK}{plan.number:06d}",
    )
