"""Staff and units as a file in the very form that is imported: exported and imported again, it changes nothing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from import_export import fields, resources

from lms.organisation.models import JobVersion, ManagerLink, UnitVersion
from lms.organisation.staff_file.facts import STAFF_COLUMNS, UNIT_COLUMNS


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One job as at a day, in the columns of the staff file. ``end_date`` is the last day worked."""

    staff_no: str
    first_name: str
    last_name: str
    email: str
    phone: str
    job_title: str
    grade: str
    tier: str
    worker_type: str
    unit_code: str
    manager_staff_no: str
    start_date: dt.date
    end_date: dt.date | None
    person_ref: str


def staff_lines(*, on: dt.date) -> Iterator[StaffLine]:
    """Every job that is held on a day or begins later, by staff number; one line for each.

    A job that begins later is shown as it begins. Three queries, however many people.
    """
    spells: dict[int, list[JobVersion]] = {}
    open_jobs = JobVersion.objects.current().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    versions = JobVersion.objects.current().filter(job__in=open_jobs.values("job"))
    for version in versions.select_related("job__person", "unit").order_by("job__staff_no", "valid_from"):
        spells.setdefault(version.job_id, []).append(version)
    latest = {line[0].job.staff_no: job for job, line in sorted(spells.items(), key=lambda each: each[1][0].valid_from)}
    links: dict[int, list[ManagerLink]] = {}
    stored = ManagerLink.objects.current().filter(kind=ManagerLink.Kind.LINE).order_by("valid_from")
    for link in stored.select_related("manager_job"):
        links.setdefault(link.job_id, []).append(link)
    for _staff_no, job in sorted(latest.items()):
        yield _line(spells[job], links.get(job, []), on)


def _line(spell: list[JobVersion], links: list[ManagerLink], on: dt.date) -> StaffLine:
    day = max(on, spell[0].valid_from)
    now = next(version for version in spell if version.valid_to is None or day < version.valid_to)
    manager = next(
        (link.manager_job.staff_no for link in links if link.valid_from <= day and not _over(link.valid_to, day)), ""
    )
    last, person = spell[-1].valid_to, now.job.person
    return StaffLine(
        staff_no=now.job.staff_no,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        phone=person.phone,
        job_title=now.title,
        grade=now.grade,
        tier=now.tier,
        worker_type=now.worker_type,
        unit_code=now.unit.code,
        manager_staff_no=manager,
        start_date=spell[0].valid_from,
        end_date=last - dt.timedelta(days=1) if last else None,
        person_ref=person.person_ref,
    )


def _over(end: dt.date | None, day: dt.date) -> bool:
    return end is not None and end <= day


class StaffResource(resources.Resource):
    """The staff file. Give ``export`` the lines to write (``staff_lines``)."""

    staff_no = fields.Field(attribute="staff_no")
    first_name = fields.Field(attribute="first_name")
    last_name = fields.Field(attribute="last_name")
    email = fields.Field(attribute="email")
    phone = fields.Field(attribute="phone")
    job_title = fields.Field(attribute="job_title")
    grade = fields.Field(attribute="grade")
    tier = fields.Field(attribute="tier")
    worker_type = fields.Field(attribute="worker_type")
    unit_code = fields.Field(attribute="unit_code")
    manager_staff_no = fields.Field(attribute="manager_staff_no")
    start_date = fields.Field(attribute="start_date")
    end_date = fields.Field(attribute="end_date")
    person_ref = fields.Field(attribute="person_ref")

    class Meta:
        export_order = STAFF_COLUMNS


class UnitResource(resources.ModelResource):
    """The units of the staff file. Give ``export`` the versions of a day (``UnitVersion.objects.on``)."""

    unit_code = fields.Field(attribute="unit__code")
    name = fields.Field(attribute="name")
    parent_code = fields.Field(attribute="parent__code")

    class Meta:
        model = UnitVersion
        fields = UNIT_COLUMNS
        export_order = UNIT_COLUMNS


def unit_lines(*, on: dt.date):
    """The units as they stand on a day, by code."""
    return UnitVersion.objects.on(on).select_related("unit", "parent").order_by("unit__code")
