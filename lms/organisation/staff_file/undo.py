"""The inverse of one import: everything it changed is as it was, and the history says that it was changed and undone.

People and jobs that the import brought stay as bare identities (other records may speak of them): without any fact,
any address or an open account. The same file imported again fills them once more.
"""

import datetime as dt

from django.db import IntegrityError, models, transaction

from lms.core.clock import now
from lms.core.models import AuditEntry
from lms.organisation.models import JobVersion, ManagerLink, StaffImport, UnitVersion
from lms.organisation.staff_file.accounts import UNIQUE_OF_PERSON, change_users
from lms.organisation.staff_file.changes import ChangeSet, Rows
from lms.organisation.staff_file.services import announce, lock_staff_records
from lms.organisation.staff_file.tables import chunks, insert, set_values, supersede
from lms.people.models import Person, User

TABLES: tuple[tuple[str, type[models.Model], str], ...] = (
    ("manager_links", ManagerLink, "job_id"),
    ("job_versions", JobVersion, "job_id"),
    ("unit_versions", UnitVersion, "unit_id"),
)


class CannotUndoError(Exception):
    """Why an import cannot be undone, as a sentence."""


def undo_staff_import(*, staff_import: StaffImport, undone_by: User | None = None) -> StaffImport:
    """Undo one import in one transaction. Raises ``CannotUndoError``."""
    try:
        with transaction.atomic():
            lock_staff_records()
            fresh = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
            return _undo(fresh, undone_by)
    except IntegrityError:
        reason = "An e-mail address or a reference that this import replaced now belongs to somebody else."
        raise CannotUndoError(reason) from None


def why_not(staff_import: StaffImport) -> str:
    """Why an import cannot be undone, as a sentence; empty if it can."""
    if staff_import.undone_at is not None:
        return f"This import was undone on {staff_import.undone_at:%d/%m/%Y}."
    written = ChangeSet.from_dict(staff_import.change_set)
    checks = (_facts_changed, _people_changed, _used_since)
    if any(check(staff_import, written) for check in checks):
        return "Later changes stand on what this import changed. Undo the later imports first."
    return ""


def _undo(staff_import: StaffImport, undone_by: User | None) -> StaffImport:
    if reason := why_not(staff_import):
        raise CannotUndoError(reason)
    written = ChangeSet.from_dict(staff_import.change_set)
    instant = now()
    people = _people_touched(written)
    from_date = _first_day(written) or staff_import.effective_from
    for name, model, _key in TABLES:
        _restore_facts(model, getattr(written, name), instant)
    _restore_people(written)
    staff_import.undone_at = instant
    staff_import.save(update_fields=["undone_at"])
    AuditEntry.objects.create(
        actor=undone_by,
        verb="staff_file_undone",
        object_type="organisation.staffimport",
        object_uuid=staff_import.uuid,
        data={"people": len(people)},
    )
    announce(people, from_date)
    return staff_import


def _restore_facts(model: type[models.Model], rows: Rows, instant: dt.datetime) -> None:
    """The old facts are believed again from now on; that we believed otherwise for a while stays on record."""
    supersede(model, rows.inserted, instant)
    again = []
    for some in chunks(rows.superseded):
        for row in model._default_manager.filter(pk__in=some).order_by("pk"):
            row.pk = None
            row._state.adding = True
            row.recorded_at, row.superseded_at = instant, None  # type: ignore[attr-defined]
            again.append(row)
    insert(model, again)


def _restore_people(written: ChangeSet) -> None:
    changes = ChangeSet()
    people = {int(pk): values for pk, values in written.people.before.items()}
    people |= {pk: {"email": "", "phone": "", "person_ref": ""} for pk in written.people.created}
    users = {int(pk): values for pk, values in written.users.before.items() if int(pk) not in written.users.created}
    users |= {pk: {"is_active": False, "email": None} for pk in written.users.created}
    change_users(users, changes)
    set_values(Person, people, UNIQUE_OF_PERSON)


def _facts_changed(staff_import: StaffImport, written: ChangeSet) -> bool:
    """Whether a dated fact that the import wrote was replaced, or another was written about the same job or unit."""
    for name, model, key in TABLES:
        rows: Rows = getattr(written, name)
        touched: set[int] = set()
        for some in chunks([*rows.inserted, *rows.superseded]):
            touched |= set(model._default_manager.filter(pk__in=some).values_list(key, flat=True))
        for some in chunks(rows.inserted):
            if model._default_manager.filter(pk__in=some, superseded_at__isnull=False).exists():
                return True
        for some in chunks(sorted(touched)):
            if _later(model, staff_import).filter(**{f"{key}__in": some}).exists():
                return True
    return False


def _people_changed(_staff_import: StaffImport, written: ChangeSet) -> bool:
    """Whether a name, an address or an account that the import set is different by now."""
    for model, values in ((Person, written.people), (User, written.users)):
        for some in chunks([int(pk) for pk in values.after]):
            for row in model._default_manager.filter(pk__in=some):
                expected = values.after[str(row.pk)]
                if any(getattr(row, name) != value for name, value in expected.items() if name != "is_active"):
                    return True
    return False


def _used_since(staff_import: StaffImport, written: ChangeSet) -> bool:
    """Whether something newer hangs on a job, a unit or a person that undoing would take away."""
    jobs: set[int] = set(written.jobs)
    rows = [*written.job_versions.inserted, *written.job_versions.superseded]
    for some in chunks(rows):
        jobs |= set(JobVersion.objects.filter(pk__in=some).values_list("job_id", flat=True))
    hanging = (
        (_later(ManagerLink, staff_import), "manager_job_id__in", sorted(jobs)),
        (_later(JobVersion, staff_import), "unit_id__in", written.units),
        (_later(UnitVersion, staff_import), "parent_id__in", written.units),
    )
    if any(query.filter(**{lookup: some}).exists() for query, lookup, pks in hanging for some in chunks(pks)):
        return True
    held = JobVersion.objects.current()
    return any(
        set(held.filter(job__person_id__in=some).values_list("job_id", flat=True)) - jobs
        for some in chunks(written.people.created)
    )


def _later(model: type[models.Model], staff_import: StaffImport) -> models.QuerySet:
    return model._default_manager.filter(superseded_at__isnull=True, recorded_at__gt=staff_import.applied_at)


def _people_touched(written: ChangeSet) -> list[int]:
    people = {*written.people.created, *(int(pk) for pk in written.people.before)}
    for rows, model in ((written.job_versions, JobVersion), (written.manager_links, ManagerLink)):
        for some in chunks([*rows.inserted, *rows.superseded]):
            people |= set(model.objects.filter(pk__in=some).values_list("job__person", flat=True))
    return sorted(people)


def _first_day(written: ChangeSet) -> dt.date | None:
    days = []
    for rows, model in ((written.job_versions, JobVersion), (written.manager_links, ManagerLink)):
        for some in chunks([*rows.inserted, *rows.superseded]):
            first = model.objects.filter(pk__in=some).aggregate(first=models.Min("valid_from"))["first"]
            days += [first] if first else []
    return min(days, default=None)
