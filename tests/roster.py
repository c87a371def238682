"""Twelve people over six dates, worked out by hand: the worked example of the definition.

Two courses are mandatory from 5 January 2026: ``confident`` (no expiry) and ``cyber`` (12 months). Due by 31 March;
whoever starts later has 90 days. The council C has directorates A (team A1, and team T until the reorganisation on
1 July 2026) and H (team H1, and T from then on).
"""

import datetime as dt
from dataclasses import dataclass

from courses.models import Programme
from courses.reporting.states import Figure
from courses.requirements.services import open_requirements
from lms.organisation.models import Job
from tests.builders import (
    be_absent,
    complete,
    exempt,
    give_job,
    make_course,
    make_person,
    make_programme,
    make_unit,
    move_job,
    move_unit,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


BEFORE, DUE, AFTER = day("2026-01-01"), day("2026-03-31"), day("2026-04-01")
BACK, REORGANISED, NEXT_YEAR = day("2026-06-30"), day("2026-07-01"), day("2027-02-01")
DAYS = [BEFORE, DUE, AFTER, BACK, REORGANISED, NEXT_YEAR]

# One letter a person and day: m met, x excused, n not yet due, o overdue, . not on the staff. The reasons:
STATES = {
    #          01-01 03-31 04-01 06-30 07-01 2027-02-01
    "Ann": "nmmmmn",  # both in February; cyber is good up to 31 January 2027 and its renewal is due on 1 February
    "Bob": "nmmmmm",  # moves from A1 to H1 on 1 May; both on 1 March
    "Cat": "nno...",  # does nothing; last day worked 1 April
    "Dan": "n..nno",  # leaves at the end of February, comes back on 1 June: due by 30 August
    "Eve": "nmmmmm",  # two jobs, in A1 and H1; both on 31 March itself
    "Fay": "nxxnno",  # away from February, back on 30 June: due moves to 28 July
    "Gus": "nmmmmm",  # exempt from cyber; confident in February
    "Hal": "nmmooo",  # both on 15 March; confident is revoked on 30 June, and the old due date stands
    "Ida": "nmmmmo",  # both on 10 January; cyber expires on 10 January 2027
    "Jon": "...nmm",  # starts on 30 June; both on 1 July
    "Kim": "nnommm",  # has no e-mail; sign-in lists: confident on 1 April, cyber on 30 June
    "Lou": "nnoooo",  # agency worker; does nothing
}

#                     staff met excused not_yet_due overdue ever
TOTALS = {
    BEFORE: Figure(11, 0, 0, 11, 0, 0),
    DUE: Figure(10, 6, 1, 3, 0, 6),
    AFTER: Figure(10, 6, 1, 0, 3, 6),
    BACK: Figure(11, 6, 0, 3, 2, 6),
    REORGANISED: Figure(11, 7, 0, 2, 2, 7),
    NEXT_YEAR: Figure(11, 5, 0, 1, 5, 7),
}
DIRECTORATES = {
    AFTER: {"A": Figure(7, 6, 0, 0, 1, 6), "H": Figure(4, 1, 1, 0, 2, 1)},
    BACK: {"A": Figure(6, 4, 0, 1, 1, 4), "H": Figure(6, 3, 0, 2, 1, 3)},
    REORGANISED: {"A": Figure(3, 3, 0, 0, 0, 3), "H": Figure(9, 5, 0, 2, 2, 5)},
}


@dataclass(frozen=True)
class Roster:
    """The programme and everybody's (first) job, by name."""

    programme: Programme
    jobs: dict[str, Job]


def make_roster() -> Roster:
    council = make_unit("C", name="Council")
    adults = make_unit("A", parent=council, name="Adults")
    housing = make_unit("H", parent=council, name="Housing")
    a1, h1 = make_unit("A1", parent=adults), make_unit("H1", parent=housing)
    team = make_unit("T", parent=adults)
    move_unit(team, housing, REORGANISED)

    confident = make_course("confident")
    cyber = make_course("cyber", validity_months=12)
    programme = make_programme([confident, cyber], starts=day("2026-01-05"), due=DUE)

    since = day("2020-01-01")
    places = {
        "Ann": a1, "Bob": a1, "Cat": a1, "Dan": h1, "Eve": a1, "Fay": h1,
        "Gus": a1, "Hal": team, "Ida": team, "Jon": team, "Kim": h1, "Lou": h1,
    }  # fmt: skip
    ends = {"Cat": day("2026-04-02"), "Dan": day("2026-03-01")}
    jobs = {
        name: give_job(
            make_person(name, email="" if name == "Kim" else None),
            unit,
            BACK if name == "Jon" else since,
            ends.get(name),
            worker_type="agency" if name == "Lou" else "employee",
            staff_no=name,
        )
        for name, unit in places.items()
    }
    people = {name: job.person for name, job in jobs.items()}
    move_job(jobs["Bob"], h1, day("2026-05-01"))
    give_job(people["Dan"], h1, day("2026-06-01"), staff_no="Dan")
    give_job(people["Eve"], h1, since, staff_no="Eve-2")
    be_absent(people["Fay"], day("2026-02-01"), BACK)
    exempt(people["Gus"], programme, day("2026-01-05"), course=cyber)

    for name, on in {
        "Ann": "2026-02-01",
        "Bob": "2026-03-01",
        "Eve": "2026-03-31",
        "Ida": "2026-01-10",
        "Jon": "2026-07-01",
    }.items():
        complete(people[name], confident, day(on))
        complete(people[name], cyber, day(on))
    complete(people["Gus"], confident, day("2026-02-10"))
    complete(people["Hal"], confident, day("2026-03-15"), revoked=BACK)
    complete(people["Hal"], cyber, day("2026-03-15"))
    complete(people["Kim"], confident, AFTER)
    complete(people["Kim"], cyber, BACK)
    open_requirements(on=NEXT_YEAR)
    return Roster(programme, jobs)
