"""The roster of twelve as one manager's team, and the people around it."""

import datetime as dt
from dataclasses import dataclass

from django.test import Client

from lms.organisation.models import Job
from lms.people.models import Person, User
from tests.builders import give_job, make_person, make_unit, report_to
from tests.roster import NEXT_YEAR, Roster, make_roster

SINCE = dt.date(2020, 1, 1)
CHANGED = dt.date(2027, 1, 31)  # the day before the roster's last: Lou gets another manager


@dataclass(frozen=True)
class Story:
    """The roster with everybody reporting to Mia until Lou leaves her for Nia; Gus is Mia's manager's manager's."""

    roster: Roster
    people: dict[str, Person]

    def user(self, name: str) -> User:
        user = self.people[name].user
        assert user is not None
        return user

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.user(name), backend="lms.people.backends.AccountBackend")
        return client


def make_story() -> Story:
    """Mia manages the twelve; Lou reports to Nia from ``CHANGED``. Top manages Mia and Nia. Dee is deputy for Cat and
    Kim. Zed, of the same team as Kim, reports to nobody here."""
    roster = make_roster()
    office = make_unit("O", name="Office")
    names = {"Mia": "Mia Manager", "Nia": "Nia Next", "Top": "Top Chief", "Dee": "Dee Deputy", "Zed": "Zed Canary"}
    jobs = {name: give_job(make_person(words), office, SINCE, staff_no=name) for name, words in names.items()}
    for job in Job.objects.filter(person__in=[job.person for job in roster.jobs.values()]):
        if job.staff_no == "Lou":
            report_to(job, jobs["Mia"], SINCE, CHANGED)
            report_to(job, jobs["Nia"], CHANGED)
        else:
            report_to(job, jobs["Mia"], SINCE)
    report_to(jobs["Mia"], jobs["Top"], SINCE)
    report_to(jobs["Nia"], jobs["Top"], SINCE)
    for name in ("Cat", "Kim"):
        report_to(roster.jobs[name], jobs["Dee"], SINCE, kind="deputy")
    people = {name: job.person for name, job in {**roster.jobs, **jobs}.items()}
    return Story(roster, people)


NOON = dt.datetime.combine(NEXT_YEAR, dt.time(12), tzinfo=dt.UTC)
