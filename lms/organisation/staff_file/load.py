"""Reads everything that a staff file can touch: a handful of queries, however large the council."""

from collections import defaultdict

from lms.organisation.models import Job, JobVersion, ManagerLink, Unit, UnitVersion
from lms.organisation.staff_file.facts import (
    Besides,
    JobKey,
    Known,
    KnownJob,
    KnownPerson,
    KnownUnit,
    PersonFacts,
    Placement,
    UnitFacts,
)
from lms.organisation.staff_file.timeline import Span
from lms.people.models import Person, User


def load_known() -> Known:
    """What we hold now, as values. Superseded rows are left out."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    return Known(units=_units(codes), people=_people(), jobs=_jobs(codes), accounts=_accounts())


def _units(codes: dict[int, str]) -> dict[str, KnownUnit]:
    lines: dict[int, list[Span[UnitFacts]]] = defaultdict(list)
    rows = UnitVersion.objects.current().order_by("valid_from")
    for pk, unit, start, end, name, parent in rows.values_list(
        "pk", "unit_id", "valid_from", "valid_to", "name", "parent_id"
    ):
        lines[unit].append(Span(start, end, UnitFacts(name, codes.get(parent, "")), pk))
    return {code: KnownUnit(pk, code, tuple(lines[pk])) for pk, code in codes.items()}


def _people() -> dict[int, KnownPerson]:
    rows = Person.objects.order_by().values_list(
        "pk",
        "first_name",
        "last_name",
        "email",
        "phone",
        "person_ref",
        "user_id",
        "user__is_staff",
        "user__is_superuser",
    )
    return {
        pk: KnownPerson(pk, PersonFacts(*facts), user, bool(staff or superuser))
        for pk, *facts, user, staff, superuser in rows
    }


def _jobs(codes: dict[int, str]) -> dict[int, KnownJob]:
    placements: dict[int, list[Span[Placement]]] = defaultdict(list)
    versions = JobVersion.objects.current().order_by("valid_from")
    for pk, job, start, end, unit, *facts in versions.values_list(
        "pk", "job_id", "valid_from", "valid_to", "unit_id", "title", "grade", "tier", "worker_type"
    ):
        placements[job].append(Span(start, end, Placement(codes[unit], *facts), pk))
    links: dict[int, list[Span[JobKey]]] = defaultdict(list)
    besides: dict[int, list[Span[Besides]]] = defaultdict(list)
    stored = ManagerLink.objects.current().order_by("valid_from", "pk")
    for pk, job, manager, kind, start, end in stored.values_list(
        "pk", "job_id", "manager_job_id", "kind", "valid_from", "valid_to"
    ):
        if kind == ManagerLink.Kind.LINE:
            links[job].append(Span(start, end, manager, pk))
        else:
            besides[job].append(Span(start, end, Besides(kind, manager), pk))
    return {
        pk: KnownJob(pk, staff_no, person, tuple(placements[pk]), tuple(links[pk]), tuple(besides[pk]))
        for pk, staff_no, person in Job.objects.values_list("pk", "staff_no", "person_id")
    }


def _accounts() -> dict[str, int | None]:
    rows = User.objects.filter(email__isnull=False).values_list("email", "person__pk")
    return {str(email): person for email, person in rows}
