"""The inverse of one import: everything it changed is as it was, and the history says that it was changed and undone.

People and jobs that the import brought stay as bare identities (other records may speak of them): without any fact,
any address or an open account. The same file imported again fills them once more.
"""

import datetime as dt

from django.db import IntegrityError, models, transaction

from lms.core.clock import local_date, now
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


class Since:
    """What became of dated facts since an import: an undone import says again, in new rows, what was said before."""

    def __init__(self, staff_import: StaffImport) -> None:
        self.instant = staff_import.applied_at
        self.newer: dict[str, dict[int, int]] = {name: {} for name, _model, _key in TABLES}
        undone = StaffImport.objects.filter(undone_at__gte=staff_import.applied_at).exclude(pk=staff_import.pk)
        for data in undone.values_list("change_set", flat=True):
            written = ChangeSet.from_dict(data)
            for name, newer in self.newer.items():
                newer.update({int(old): new for old, new in getattr(written, name).restored.items()})
        self.older = {name: {new: old for old, new in newer.items()} for name, newer in self.newer.items()}

    def now(self, table: str, pk: int) -> int:
        """The row that says today what a row said at the import."""
        return _last(self.newer[table], pk)

    def news(self, table: str, rows: models.QuerySet) -> set[int]:
        """Those among some rows that say something which was not said at the import."""
        found = {pk: _last(self.older[table], pk) for pk in self._written_later(rows)}
        old: set[int] = set()
        for some in chunks(sorted(set(found.values()) - set(found))):
            old |= set(
                rows.model._default_manager.filter(pk__in=some, recorded_at__lte=self.instant).values_list(
                    "pk", flat=True
                )
            )
        return {pk for pk, first in found.items() if first not in old}

    def _written_later(self, rows: models.QuerySet) -> list[int]:
        later = rows.filter(superseded_at__isnull=True, recorded_at__gt=self.instant)
        return list(later.values_list("pk", flat=True))


def _last(steps: dict[int, int], pk: int) -> int:
    while pk in steps:
        pk = steps[pk]
    return pk


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
        return f"This import was undone on {local_date(staff_import.undone_at):%d/%m/%Y}."
    written, since = ChangeSet.from_dict(staff_import.change_set), Since(staff_import)
    if _facts_changed(written, since) or _people_changed(written) or _used_since(written, since):
        return "Later changes stand on what this import changed. Undo the later imports first."
    return ""


def _undo(staff_import: StaffImport, undone_by: User | None) -> StaffImport:
    if reason := why_not(staff_import):
        raise CannotUndoError(reason)
    written, since = ChangeSet.from_dict(staff_import.change_set), Since(staff_import)
    instant = now()
    people = _people_touched(written)
    from_date = _first_day(written) or staff_import.effective_from
    for name, model, _key in TABLES:
        rows: Rows = getattr(written, name)
        supersede(model, [since.now(name, pk) for pk in rows.inserted], instant)
        rows.restored = _say_again(model, rows.superseded, instant)
    _restore_people(written)
    staff_import.undone_at = instant
    staff_import.change_set = written.as_dict()
    staff_import.save(update_fields=["undone_at", "change_set"])
    AuditEntry.objects.create(
        actor=undone_by,
        verb="staff_file_undone",
        object_type="organisation.staffimport",
        object_uuid=staff_import.uuid,
        data={"people": len(people)},
    )
    announce(people, from_date)
    return staff_import


def _say_again(model: type[models.Model], pks: list[int], instant: dt.datetime) -> dict[str, int]:
    """The old facts are believed again from now on; that we believed otherwise for a while stays on record."""
    old, again = [], []
    for some in chunks(pks):
        for row in model._default_manager.filter(pk__in=some).order_by("pk"):
            old.append(str(row.pk))
            row.pk = None
            row._state.adding = True
            row.recorded_at, row.superseded_at = instant, None  # type: ignore[attr-defined]
            again.append(row)
    return dict(zip(old, insert(model, again), strict=True))


def _restore_people(written: ChangeSet) -> None:
    changes = ChangeSet()
    people = {int(pk): values for pk, values in written.people.before.items()}
    people |= {pk: {"email": "", "phone": "", "person_ref": ""} for pk in written.people.created}
    users = {int(pk): values for pk, values in written.users.before.items() if int(pk) not in written.users.created}
    users |= {pk: {"is_active": False, "email": None} for pk in written.users.created}
    change_users(users, changes)
    set_values(Person, people, UNIQUE_OF_PERSON)


def _facts_changed(written: ChangeSet, since: Since) -> bool:
    """Whether a dated fact that the import wrote was replaced, or another was written about the same job or unit."""
    for name, model, key in TABLES:
        rows: Rows = getattr(written, name)
        touched: set[int] = set()
        for some in chunks([*rows.inserted, *rows.superseded]):
            touched |= set(model._default_manager.filter(pk__in=some).values_list(key, flat=True))
        stand = [since.now(name, pk) for pk in rows.inserted]
        for some in chunks(stand):
            if model._default_manager.filter(pk__in=some, superseded_at__isnull=False).exists():
                return True
        for some in chunks(sorted(touched)):
            if since.news(name, model._default_manager.filter(**{f"{key}__in": some})):
                return True
    return False


def _people_changed(written: ChangeSet) -> bool:
    """Whether a name or an address that the import set is different by now."""
    for model, values in ((Person, written.people), (User, written.users)):
        for some in chunks([int(pk) for pk in values.after]):
            for row in model._default_manager.filter(pk__in=some):
                expected = values.after[str(row.pk)]
                if any(getattr(row, name) != value for name, value in expected.items() if name != "is_active"):
                    return True
    return False


def _used_since(written: ChangeSet, since: Since) -> bool:
    """Whether something newer hangs on a job, a unit or a person that undoing would take away."""
    jobs: set[int] = set(written.jobs)
    for some in chunks([*written.job_versions.inserted, *written.job_versions.superseded]):
        jobs |= set(JobVersion.objects.filter(pk__in=some).values_list("job_id", flat=True))
    hanging: tuple[tuple[str, type[models.Model], str, list[int]], ...] = (
        ("manager_links", ManagerLink, "manager_job_id__in", sorted(jobs)),
        ("job_versions", JobVersion, "unit_id__in", written.units),
        ("unit_versions", UnitVersion, "parent_id__in", written.units),
    )
    for name, model, lookup, pks in hanging:
        own = set(getattr(written, name).inserted)
        for some in chunks(pks):
            if since.news(name, model._default_manager.filter(**{lookup: some})) - own:
                return True
    held = JobVersion.objects.current()
    return any(
        set(held.filter(job__person_id__in=some).values_list("job_id", flat=True)) - jobs
        for some in chunks(written.people.created)
    )


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
