"""The people of the access tests: who works where, for whom, in which role; and what each is called, uniquely."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.models import Group

from lms.organisation.models import Absence, Job, JobVersion, ManagerLink, Role, Unit
from lms.people.models import Person, User
from tests.builders import LONG_AGO, give_role, make_unit
from tests.integration.access.canaries import Ledger

TODAY = dt.date(2027, 3, 17)
NOW = dt.datetime(2027, 3, 17, 10, tzinfo=dt.UTC)
MOVED = dt.date(2027, 3, 16)  # yesterday: the first day in another team
BEFORE = dt.date(2027, 3, 15)

ANONYMOUS = "anonymous"
# By persona, the roles held. Everybody has a staff record and a job, the superuser and the leaver too.
ROLES = {
    "staff": (),
    "manager": (),
    "grand_manager": (),
    "ex_manager": (),
    "deputy": (),
    "stranger": (),
    "director": (Role.DIRECTOR,),
    "hr": (Role.HR,),
    "facilitator": (Role.FACILITATOR,),
    "helper": (Role.HELPER,),
    "auditor": (Role.AUDITOR,),
    "editor": (Role.EDITOR,),
    "superuser": (),
    "leaver": (),
}
PERSONAS = (ANONYMOUS, *ROLES)
# People whom nobody signs in as, but whose records somebody might see.
OTHERS = ("peer", "newcomer", "outsider")

# Who reports to whom, from and to (first day no longer), of which kind.
LINKS = (
    ("staff", "ex_manager", LONG_AGO, MOVED, "line"),
    ("staff", "manager", MOVED, None, "line"),
    ("staff", "deputy", LONG_AGO, None, "deputy"),
    ("peer", "manager", LONG_AGO, None, "line"),
    ("leaver", "manager", LONG_AGO, None, "line"),
    ("newcomer", "ex_manager", MOVED, None, "line"),
    ("manager", "grand_manager", LONG_AGO, None, "line"),
    ("ex_manager", "grand_manager", LONG_AGO, MOVED, "line"),
    ("outsider", "stranger", LONG_AGO, None, "line"),
)
LEFT = dt.date(2027, 3, 16)
UNITS = {"ex_manager": "team_b", "newcomer": "team_b", "stranger": "team_b", "outsider": "team_b"}


@dataclass
class Cast:
    """Everybody, by name."""

    ledger: Ledger
    people: dict[str, Person] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)

    def manages(self, persona: str, owner: str, on: dt.date) -> bool:
        """Whether somebody reported to a persona on a day, by the list above and nothing else."""
        direct = {
            below
            for below, above, start, end, _ in LINKS
            if above == persona and start <= on and (end is None or on < end)
        }
        working = {name for name in direct if name != "leaver" or on < LEFT}
        return owner in working or any(self.manages(name, owner, on) for name in direct)


def make_cast(ledger: Ledger) -> Cast:
    """Units, people with accounts, jobs, links, roles and absences."""
    cast = Cast(ledger)
    council = make_unit("council", name="Whole council")
    directorate = make_unit("directorate", parent=council, name="Adults directorate")
    cast.units = {
        "council": council,
        "directorate": directorate,
        "team_a": make_unit("team_a", parent=directorate, name="Team A"),
        "team_b": make_unit("team_b", parent=directorate, name="Team B"),
    }
    for name in (*ROLES, *OTHERS):
        _person(cast, name)
    for below, above, start, end, kind in LINKS:
        ManagerLink.objects.create(
            job=cast.jobs[below], manager_job=cast.jobs[above], valid_from=start, valid_to=end, kind=kind
        )
    for persona, roles in ROLES.items():
        for role in roles:
            give_role(cast.people[persona], role, unit=directorate if role == Role.DIRECTOR else None)
    return cast


def join_groups(cast: Cast, editors: Group) -> None:
    """The editor's rights in Wagtail."""
    user = cast.people["editor"].user
    assert user is not None
    user.groups.add(editors)


def _person(cast: Cast, name: str) -> None:
    ledger = cast.ledger
    first = ledger.word("Name", name, "first").capitalize()
    last = ledger.word("Name", name, "last").capitalize()
    email = f"{ledger.word('E-mail address', name, 'mail')}@council.example"
    user = User.objects.create_user(email, first_name=first, last_name=last, is_active=name != "leaver")
    # Only the text matters here: no hasher can read it, so nobody signs in with it.
    User.objects.filter(pk=user.pk).update(password=f"md5$salt${ledger.word('Password', name, 'hash')}")
    if name == "superuser":
        User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    user.refresh_from_db()
    person = Person.objects.create(
        first_name=first,
        last_name=last,
        email=email,
        user=user,
        phone=ledger.phone("Telephone number", name),
        person_ref=ledger.word("Person reference", name, "ref"),
    )
    ledger.know_uuid("Reference", name, person.uuid)
    cast.people[name] = person
    _job(cast, name, person)
    _absence(cast, name, person)


def _job(cast: Cast, name: str, person: Person) -> None:
    ledger = cast.ledger
    job = Job.objects.create(person=person, staff_no=ledger.word("Staff number", name, "no"))
    JobVersion.objects.create(
        job=job,
        unit=cast.units[UNITS.get(name, "team_a")],
        title=ledger.word("Job title", name, "title").capitalize(),
        grade=ledger.word("Grade and tier", name, "grade"),
        tier=ledger.word("Grade and tier", name, "tier"),
        valid_from=LONG_AGO,
        valid_to=LEFT if name == "leaver" else None,
    )
    cast.jobs[name] = job


def _absence(cast: Cast, name: str, person: Person) -> None:
    kind = Absence.Kind.CAREER_BREAK if name == "staff" else Absence.Kind.OTHER
    if name == "staff":
        for wording in (kind.value, kind.label):
            cast.ledger.know_phrase("Reason of absence", name, wording)
    Absence.objects.create(
        person=person,
        kind=kind,
        valid_from=cast.ledger.day("Dates of absence", name, dt.date(2026, 9, 2)),
        valid_to=cast.ledger.day("Dates of absence", name, dt.date(2026, 10, 5)),
    )
