"""Making the demonstration council."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Q

from certificates.api import issue_for
from courses.api import EDITORS_GROUP, open_requirements
from courses.models import Completion, Exemption, Programme, Requirement
from lms.core import clock
from lms.demo.learning import learning_of
from lms.demo.models import DemoBuild
from lms.demo.passwords import demo_password
from lms.demo.people import PersonPlan
from lms.demo.roster import Roster
from lms.demo.scales import SCALES, Calendar
from lms.demo.story import ADMIN, DIRECTOR, EDITOR, FACILITATOR, HR, PARTNERS, ROLES
from lms.demo.writing.classes import write_classes
from lms.demo.writing.dated import morning_of
from lms.demo.writing.places import count_places, write_places
from lms.demo.writing.programme import HEADLINE, headline_courses, load_programmes
from lms.demo.writing.records import Recorder, Rows, Taught
from lms.demo.writing.site import write_settings
from lms.demo.writing.staff import StaffWriter
from lms.organisation.models import Role, RoleAssignment
from lms.people.models import Person, User

CHUNK = 500  # people whose rows are held in memory at once
OPENED_AT_ONCE = 20_000  # people whose requirements are worked out in one call: a council in one, a city in many
Progress = Callable[[str], None]


class NotEmptyError(Exception):
    """There are people here who are not the demonstration's; ``people`` says how many."""

    def __init__(self, people: int) -> None:
        super().__init__(f"{people} people")
        self.people = people


@dataclass
class _Council:
    """What one build works with."""

    roster: Roster
    staff: StaffWriter
    recorder: Recorder
    taught: dict[str, Taught]
    programme: Programme
    seed: int
    named: dict[str, Person] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def calendar(self) -> Calendar:
        """The days it turns on."""
        return self.roster.calendar


def build_demo(*, scale: str, seed: int, progress: Progress = lambda words: None) -> DemoBuild:
    """Makes the demonstration of a scale, the same one for a seed and a day, in one transaction.

    Units, people, jobs and learning are written as the dated facts that a year would have left; what was required of
    whom, when, is then worked out from them by the nightly job. Raises NotEmptyError where there are people already,
    IntegrityError where there is a demonstration.
    """
    with transaction.atomic():
        people = Person.objects.count()
        if people:
            raise NotEmptyError(people)
        calendar = Calendar(clock.today())
        build = DemoBuild.objects.create(pk=1, scale=scale, seed=seed, built_for=calendar.today)
        progress("Publishing the courses and pages")
        loaded = load_programmes(calendar)
        progress("Opening the places of digital help")
        places = write_places(calendar.today)
        council = _prepare(scale, seed, calendar)
        council.counts["units"] = council.staff.write_units(council.roster.units())
        _write_everybody(council, progress)
        _give_roles(council)
        progress("Publishing classes")
        editor = User.objects.get(person=council.named[EDITOR])
        classes = write_classes(calendar.today, password=demo_password(seed), editor=editor)
        progress("Working out what was required of whom, day by day")
        _open_requirements(calendar, progress)
        council.counts["requirements"] = Requirement.objects.count()
        units = list(council.staff.units.values())
        build.made = {
            **asdict(loaded),
            "units": units,
            "settings": write_settings(),
            "places": places,
            "classes": classes,
        }
        build.counts = {**council.counts, **count_places(places)}
        build.save()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # half a million new rows: let the planner know before the first page
    _issue_certificates(council.named.values(), progress)
    return build


def plan_demo(*, scale: str, seed: int) -> dict[str, int]:
    """How many people and units there would be. Writes nothing."""
    roster = Roster(SCALES[scale], seed, Calendar(clock.today()))
    counts: Counter[str] = Counter({"units": sum(1 for _ in roster.units())})
    for plan in roster.people():
        _count(counts, plan)
    return {**counts, "staff": SCALES[scale].staff}


def people_to_sign_in_as(build: DemoBuild) -> list[dict[str, str]]:
    """The named people as ``{"role", "email", "password"}``; the password is empty where it was changed since."""
    password = demo_password(build.seed)
    people = []
    partners = build.made.get("classes", {}).get("users", [])
    for role in (*ROLES, *PARTNERS):
        user = User.objects.filter(Q(person__isnull=False) | Q(pk__in=partners), email=f"{role}@demo.example").first()
        if user:
            known = user.check_password(password)
            people.append({"role": role, "email": user.email or "", "password": password if known else ""})
    return people


def _prepare(scale: str, seed: int, calendar: Calendar) -> _Council:
    roster = Roster(SCALES[scale], seed, calendar)
    taught, detailed = headline_courses(), SCALES[scale].detailed
    return _Council(
        roster=roster,
        staff=StaffWriter(calendar, corrected=detailed),
        recorder=Recorder(taught, detailed=detailed),
        taught=taught,
        programme=Programme.objects.get(code=HEADLINE),
        seed=seed,
    )


def _write_everybody(council: _Council, progress: Progress) -> None:
    say = _every(5_000, progress)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Checked row by row: checks put off to the end of millions of rows would fill the server's memory.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for plans in _chunks(council.roster.people(), CHUNK):
        people = council.staff.write_people(plans)
        council.named |= {plan.role: person for plan, person in zip(plans, people, strict=True) if plan.role}
        if FACILITATOR in council.named:
            council.recorder.facilitator = council.named[FACILITATOR].user
        _write_learning(council, plans, people)
        for plan in plans:
            _count(council.counts, plan)
        say(council.counts["people"])
    council.counts["staff"] = council.roster.scale.staff


def _count(counts: Counter[str], plan: PersonPlan) -> None:
    counts["people"] += 1
    if plan.kind in ("leaver", "councillor", "volunteer"):
        counts[f"{plan.kind}s"] += 1


def _write_learning(council: _Council, plans: list[PersonPlan], people: list[Person]) -> None:
    rows, exemptions = Rows(), []
    for plan, person in zip(plans, people, strict=True):
        rng = random.Random(f"{council.seed} learning {plan.number}")  # noqa: S311 (made-up learning, not a secret)
        learning = learning_of(plan, list(council.taught), council.calendar, rng)
        if plan.kind in ("exempt", "excused"):
            code = rng.choice(list(council.taught)) if plan.kind == "exempt" else None
            learning.leave_out(code)
            exemptions.append(_exemption(council, plan, person, code))
        council.recorder.record(plan, person, learning, rng, rows)
    council.counts.update(rows.write())
    Exemption.objects.bulk_create(exemptions)


def _exemption(council: _Council, plan: PersonPlan, person: Person, code: str | None) -> Exemption:
    """From one course, or from the whole programme."""
    start = max(council.calendar.starts, plan.employed[0])
    hr = council.named[HR].user
    return Exemption(
        person=person,
        programme=council.programme,
        course=council.taught[code].version.course if code else None,
        reason=Exemption.Reason.NOT_APPLICABLE if code else Exemption.Reason.ADJUSTMENT,
        evidence="Agreed with the manager (demonstration)",
        requested_by=hr,
        approved_by=hr,
        approved_at=morning_of(start),
        valid_from=start,
        recorded_at=morning_of(start),
    )


def _give_roles(council: _Council) -> None:
    """Their roles and rights, and the password they share."""
    roles = {HR: Role.HR, DIRECTOR: Role.DIRECTOR, FACILITATOR: Role.FACILITATOR, EDITOR: Role.EDITOR}
    directorate = council.staff.units[council.roster.services[0].service.directorate]
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            person=council.named[name],
            role=role,
            unit_id=directorate if role == Role.DIRECTOR else None,
            valid_from=council.calendar.known_from,
        )
        for name, role in roles.items()
    )
    password = make_password(demo_password(council.seed))  # one hash for all: it is made to be slow
    named = User.objects.filter(person__in=council.named.values())
    named.update(password=password)
    named.filter(person=council.named[ADMIN]).update(is_staff=True, is_superuser=True)
    Group.objects.get(name=EDITORS_GROUP).user_set.add(named.get(person=council.named[EDITOR]))


def _issue_certificates(people: Iterable[Person], progress: Progress) -> None:
    """Of the people one can sign in as only: drawing those of a whole council takes a minute, and nobody looks."""
    progress("Drawing the certificates of the people to sign in as")
    earned = Completion.objects.filter(person__in=people).select_related("person", "course", "version")
    for completion in earned.defer("version__content").order_by("completed_on", "pk"):
        issue_for(completion=completion)


def _chunks(plans: Iterable[PersonPlan], size: int) -> Iterator[list[PersonPlan]]:
    iterator = iter(plans)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _open_requirements(calendar: Calendar, progress: Progress) -> None:
    """What the nightly job would have opened, closed and moved on every day of the year."""
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(people), OPENED_AT_ONCE):
        open_requirements(on=calendar.today, person_ids=people[start : start + OPENED_AT_ONCE])
        progress(f"{min(start + OPENED_AT_ONCE, len(people)):,} of {len(people):,} people")


def _every(step: int, progress: Progress) -> Callable[[int], None]:
    """Speaks when another ``step`` people are done."""
    said = 0

    def say(done: int) -> None:
        nonlocal said
        if done // step > said:
            said = done // step
            progress(f"{done:,} people")

    return say
