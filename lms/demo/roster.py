"""Who works in the demonstration council and who did, team by team, as values. Pure: no Django."""

import datetime as dt
import random
from collections.abc import Iterator

from lms.demo.content.council import (
    DIRECTORATES,
    GRADES,
    MEMBERS_UNIT,
    REORGANISED,
    ROOT,
    STAFF_GRADES,
    VOLUNTEERS_UNIT,
)
from lms.demo.people import JobPlan, Link, PersonPlan, Register, Spell
from lms.demo.scales import Calendar, Scale
from lms.demo.story import CENTRE_ROLES, DIRECTOR, LEADERS, MANAGER, NAMED_TEAM
from lms.demo.units import REORGANISED_SERVICE, TeamPlan, UnitPlan, all_units, services_of, teams_of

Above = list[tuple[str, dt.date | None, dt.date | None]]  # the units whose managers somebody reports to, from, to

# What is special about some of the ordinary people, as shares of them; at least one of each, however small the council.
SHARES = {
    "joiner": 0.12,
    "rehire": 0.005,
    "mover": 0.04,
    "second_job": 0.005,
    "away": 0.02,
    "returned": 0.025,
    "exempt": 0.006,
    "excused": 0.003,
    "pilot": 0.02,
    "renewed": 0.02,
    "revoked": 0.002,
    "agency": 0.05,
    "apprentice": 0.03,
}
REPLACED = 0.6  # of the joiners, those whose predecessor left
WITHOUT_EMAIL = 0.4  # of the people in frontline services
WITH_DEPUTY = 0.05  # of the teams
ABSENCES = ("parental", "sickness", "career_break", "secondment", "other")


class Roster:
    """All people of one demonstration: the same for the same scale, seed and day."""

    def __init__(self, scale: Scale, seed: int, calendar: Calendar) -> None:
        self.scale, self.calendar = scale, calendar
        self.rng = random.Random(f"{scale.name} {seed}")  # noqa: S311 (made-up people, not secrets)
        self.register = Register(self.rng)
        self.services = services_of(scale)
        self.teams = teams_of(scale, self.services, len(NAMED_TEAM) + 1)
        self.kinds = self._draw_kinds()
        self.managers: dict[str, JobPlan] = {}  # unit → the job that manages it
        self._ordinary = 0

    def units(self) -> Iterator[UnitPlan]:
        """Every unit, those above before those beneath."""
        return all_units(self.services, self.teams, self.calendar)

    def people(self) -> Iterator[PersonPlan]:
        """Everybody, managers before those who report to them."""
        yield from self._leaders()
        for number, team in enumerate(self.teams):
            yield from self._team(number, team)
        for unit, title, kind, count in (
            (MEMBERS_UNIT, "Councillor", "councillor", self.scale.councillors),
            (VOLUNTEERS_UNIT, "Library volunteer", "volunteer", self.scale.volunteers),
        ):
            for _ in range(count):
                job = self._job(unit[0], title, "", "", self._long_ago())
                job.worker_type = kind
                yield self.register.person([job], kind=kind)

    # --- What is drawn -------------------------------------------------------------------------------------------

    def _draw_kinds(self) -> dict[int, str]:
        ordinary = sum(team.size - 1 for team in self.teams[1:]) - len(CENTRE_ROLES)
        counts = {kind: max(1, round(share * ordinary)) for kind, share in SHARES.items()}
        drawn = iter(self.rng.sample(range(ordinary), sum(counts.values())))
        return {next(drawn): kind for kind, count in counts.items() for _ in range(count)}

    def _long_ago(self) -> dt.date:
        """A first day well before the first staff file: one to 25 years."""
        return self.calendar.known_from - dt.timedelta(days=self.rng.randint(365, 9_000))

    def _job(self, unit: str, title: str, grade: str, tier: str, start: dt.date) -> JobPlan:
        return JobPlan(self.register.staff_no(), title, grade, tier, [Spell(unit, start)])

    # --- Leaders -------------------------------------------------------------------------------------------------

    def _leaders(self) -> Iterator[PersonPlan]:
        yield self._leader(ROOT, "Chief Executive", "1", [])
        named = self.services[0].service.directorate
        for code, name in DIRECTORATES.items():
            title = name if code == "ACE" else f"Corporate Director, {name}"
            yield self._leader(code, title, "2", [(ROOT, None, None)], role=DIRECTOR if code == named else "")
        for number, service in enumerate(self.services):
            above: Above = [(service.service.directorate, None, None)]
            if number == REORGANISED_SERVICE:
                on = self.calendar.reorganised_on
                above = [(REORGANISED[0], None, on), (REORGANISED[1], on, None)]
            yield self._leader(service.code, f"Head of {service.name}", "3", above)

    def _leader(self, unit: str, title: str, tier: str, above: Above, role: str = "") -> PersonPlan:
        job = self._job(unit, title, GRADES[tier], tier, self._long_ago())
        for manager_unit, start, end in above:
            self._report(job, manager_unit, start, end)
        self.managers[unit] = job
        return self.register.person([job], role=role, missing=LEADERS.get(role), kind="named" if role else "")

    def _report(
        self, job: JobPlan, manager_unit: str, start: dt.date | None = None, end: dt.date | None = None
    ) -> None:
        manager = self.managers[manager_unit]
        job.links.append(Link(manager.staff_no, max(start or job.start, job.start, manager.start), end))

    # --- Teams ---------------------------------------------------------------------------------------------------

    def _team(self, number: int, team: TeamPlan) -> Iterator[PersonPlan]:
        manager_role = MANAGER if number == 0 else ""
        above: Above = [(team.service.code, None, None)]
        yield self._leader(team.code, f"{team.service.name}: team manager", "4", above, role=manager_role)
        members: list[PersonPlan] = []
        for place in range(team.size - 1):
            if number == 0:
                members.append(self._named_member(team, place))
            elif number == 1 and place < len(CENTRE_ROLES):
                members.append(self._centre_member(team, place))
            else:
                members += self._ordinary_member(team)
        if number == 0 or self.rng.random() < WITH_DEPUTY:
            self._give_deputy(members)
        yield from members

    def _named_member(self, team: TeamPlan, place: int) -> PersonPlan:
        story = NAMED_TEAM[place]
        person = self.register.person(
            [self._member_job(team, self._long_ago())],
            role=story.role,
            has_email=story.has_email,
            missing=story.missing,
            kind="named",
        )
        if story.away:
            person.absence = ("parental", self.calendar.ago(60), None)
        return person

    def _centre_member(self, team: TeamPlan, place: int) -> PersonPlan:
        role, missing = list(CENTRE_ROLES.items())[place]
        return self.register.person(
            [self._member_job(team, self._long_ago())], role=role, missing=missing, kind="named"
        )

    def _member_job(self, team: TeamPlan, start: dt.date) -> JobPlan:
        job = self._job(team.code, team.service.service.job, self.rng.choice(STAFF_GRADES), "5", start)
        self._report(job, team.code)
        return job

    def _ordinary_member(self, team: TeamPlan) -> list[PersonPlan]:
        """Whoever holds a post now, and their predecessor where one left."""
        kind = self.kinds.get(self._ordinary, "")
        self._ordinary += 1
        has_email = not (team.service.service.frontline and self.rng.random() < WITHOUT_EMAIL)
        start = self._long_ago()
        if kind in ("joiner", "rehire"):
            start = self.calendar.ago(self.rng.randint(10, 350))
        job = self._member_job(team, start)
        person = self.register.person([job], kind=kind, has_email=has_email)
        if kind in ("agency", "apprentice"):
            job.worker_type = kind
        elif kind == "mover":
            self._move(job)
        elif kind == "second_job":
            person.jobs.append(self._second_job(team))
        elif kind == "rehire":
            person.jobs.insert(0, self._earlier_spell(job))
        elif kind in ("away", "returned"):
            person.absence = self._absence(kind)
        if kind == "joiner" and self.rng.random() < REPLACED:
            return [self._predecessor(team, start, has_email), person]
        return [person]

    def _elsewhere(self, unit: str) -> str:
        """Another unit whose manager is known by now; never the named team, whose 14 people are part of the story."""
        nearby = [service.code for service in self.services[1:]] + [team.code for team in self.teams[1:40]]
        return self.rng.choice([code for code in nearby if code in self.managers and code != unit])

    def _second_job(self, team: TeamPlan) -> JobPlan:
        """A few hours a week for somebody else."""
        unit = self._elsewhere(team.code)
        job = self._job(unit, "Project assistant", self.rng.choice(STAFF_GRADES), "5", self._long_ago())
        self._report(job, unit)
        return job

    def _move(self, job: JobPlan) -> None:
        """They came from another unit, some day of the last year."""
        now = job.spells[0]
        before, on = self._elsewhere(now.unit), self.calendar.ago(self.rng.randint(20, 340))
        job.spells = [Spell(before, now.start, on), Spell(now.unit, on)]
        job.links = []
        self._report(job, before, None, on)
        self._report(job, now.unit, on)

    def _earlier_spell(self, job: JobPlan) -> JobPlan:
        """The job they left before the programme and came back from, with the same staff number."""
        start = self._long_ago()
        end = self.calendar.known_from - dt.timedelta(days=self.rng.randint(20, 300))
        spell = Spell(job.spells[0].unit, start, end)
        return JobPlan(job.staff_no, job.title, job.grade, job.tier, [spell])

    def _predecessor(self, team: TeamPlan, start: dt.date, has_email: bool) -> PersonPlan:
        """Whoever held a joiner's post before, and left up to two months before they came."""
        job = self._member_job(team, self._long_ago())
        end = start - dt.timedelta(days=self.rng.randint(0, 60))
        job.spells = [job.spells[0]._replace(end=end)]
        job.links = [link._replace(end=end) for link in job.links]
        return self.register.person([job], kind="leaver", has_email=has_email)

    def _absence(self, kind: str) -> tuple[str, dt.date, dt.date | None]:
        """A long absence that goes on today, or one that is over."""
        reason = self.rng.choice(ABSENCES)
        if kind == "away":
            start = self.calendar.ago(self.rng.randint(15, 200))
            back = self.calendar.ago(-self.rng.randint(15, 200)) if self.rng.random() < 0.5 else None
            return reason, start, back
        start = self.calendar.ago(self.rng.randint(150, 330))
        return reason, start, start + dt.timedelta(days=self.rng.randint(30, 120))

    def _give_deputy(self, members: list[PersonPlan]) -> None:
        """The first member who is here stands in for the manager with all the others."""
        here = [person for person in members if person.jobs[0].end is None and len(person.jobs) == 1]
        if not here:
            return
        deputy, since = here[0].jobs[0], self.calendar.ago(200)
        for person in here[1:]:
            job = person.jobs[0]
            if job.links[-1].start <= since:
                job.links.append(Link(deputy.staff_no, max(since, deputy.start), kind="deputy"))
