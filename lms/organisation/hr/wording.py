"""One difference of one job as a sentence."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.organisation.models import Job, JobVersion, UnitVersion, WorkerType
from lms.organisation.staff_file.outcomes import CREATED, Difference, Outcome
from lms.organisation.staff_file.tables import chunks


def labels() -> dict[str, str]:
    """What each column of the staff file is called on a page."""
    return {
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail address"),
        "phone": _("Phone number"),
        "person_ref": _("Person reference"),
        "job_title": _("Job title"),
        "grade": _("Grade"),
        "tier": _("Tier"),
        "worker_type": _("Worker type"),
        "unit_code": _("Unit"),
        "manager_staff_no": _("Manager"),
        "start_date": _("First day"),
        "end_date": _("Last day"),
    }


@dataclass(frozen=True)
class Names:
    """What units and managers are called, by unit code and staff number."""

    units: dict[str, str]
    people: dict[str, str]

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> "Names":
        """The names that a list of outcomes needs."""
        outcomes = list(outcomes)
        people = {outcome.staff_no: outcome.name for outcome in outcomes}
        wanted = {
            value
            for outcome in outcomes
            for each in outcome.differences
            if each.column == "manager_staff_no"
            for value in (each.before, each.after)
        } - {"", *people}
        for some in chunks(sorted(wanted)):
            for job in Job.objects.filter(staff_no__in=some).select_related("person"):
                people[job.staff_no] = job.person.display_name
        return cls(unit_names(), people)


def unit_names() -> dict[str, str]:
    """The latest name of every unit, by code."""
    rows = UnitVersion.objects.current().order_by("valid_from").values_list("unit__code", "name")
    return dict(rows)


def sentence(outcome: Outcome, names: Names) -> str:
    """What happens to one job."""
    if outcome.kind == CREATED:
        found = {each.column: each.after for each in outcome.differences}
        return _("New: in %(unit)s from %(day)s.") % {
            "unit": names.units.get(found["unit_code"], found["unit_code"]),
            "day": _day(found["start_date"]),
        }
    return " ".join(_difference(each, names) for each in outcome.differences)


def _difference(each: Difference, names: Names) -> str:
    before, after = (_value(each.column, value, names) for value in (each.before, each.after))
    words = {"label": labels()[each.column], "before": before, "after": after}
    if not each.before:
        return _("%(label)s: %(after)s.") % words
    if not each.after:
        return _("%(label)s: none any more, was %(before)s.") % words
    return _("%(label)s: %(after)s, was %(before)s.") % words


def _value(column: str, value: str, names: Names) -> str:
    if not value:
        return _("none")
    if column in ("start_date", "end_date"):
        return _day(value)
    if column == "unit_code":
        return names.units.get(value, value)
    if column == "manager_staff_no":
        return f"{names.people[value]} ({value})" if value in names.people else value
    return str(WorkerType(value).label) if column == "worker_type" else value


def _day(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j F Y")


def version_differences(old: JobVersion | None, new: JobVersion) -> list[Difference]:
    """How the end of a job reads after an import, beside how it read before."""
    if old is None:
        return [
            Difference("unit_code", "", new.unit.code),
            Difference("start_date", "", new.valid_from.isoformat()),
        ]
    pairs = [
        ("unit_code", old.unit.code, new.unit.code),
        ("job_title", old.title, new.title),
        ("grade", old.grade, new.grade),
        ("tier", old.tier, new.tier),
        ("worker_type", old.worker_type, new.worker_type),
        ("end_date", last_day(old.valid_to), last_day(new.valid_to)),
    ]
    return [Difference(column, before, after) for column, before, after in pairs if before != after]


def last_day(end: dt.date | None) -> str:
    """The last day worked in ISO form; empty for still."""
    return "" if end is None else (end - dt.timedelta(days=1)).isoformat()
