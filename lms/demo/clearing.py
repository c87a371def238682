"""Taking the demonstration away again: everything it made, and everything its people did since."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.apps import apps
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import ProtectedError
from wagtail.images import get_image_model

from certificates.models import Certificate, CertificateRevision
from courses.models import (
    Attempt,
    AudienceRule,
    Completion,
    ConfidenceRating,
    Course,
    CoursePage,
    CourseVersion,
    DueChange,
    Exemption,
    LearningEvent,
    LessonProgress,
    Programme,
    ProgrammeCourse,
    Reminder,
    Requirement,
)
from lms.core.models import AuditEntry, JobRun
from lms.demo.models import PERSON_MARK, DemoBuild
from lms.demo.writing.classes import clear_classes
from lms.demo.writing.places import clear_places
from lms.demo.writing.site import restore_settings
from lms.organisation.models import Absence, Job, JobVersion, ManagerLink, RoleAssignment, Unit, UnitVersion
from lms.people.models import Person, User

# Each with the way to its person, those that point to others first. A model that a person's row can be reached from
# and that is missing here is found by tests/integration/test_build_demo.py.
OF_A_PERSON: tuple[tuple[type[models.Model], str], ...] = (
    (CertificateRevision, "certificate__person"),
    (Certificate.rests_on.through, "certificate__person"),
    (Certificate, "person"),
    (Reminder.requirements.through, "reminder__person"),
    (Reminder, "person"),
    (DueChange, "requirement__person"),
    (Requirement, "person"),
    (Exemption, "person"),
    (LearningEvent, "person"),
    (ConfidenceRating, "person"),
    (LessonProgress, "person"),
    (Completion, "person"),
    (Attempt, "person"),
    (RoleAssignment, "person"),
    (Absence, "person"),
    (ManagerLink, "job__person"),
    (JobVersion, "job__person"),
    (AuditEntry, "subject"),
)
CHUNK = 2_000  # rows whose dependants are looked up at once


class InUseError(Exception):
    """Records that are not the demonstration's hang on it; ``records`` says how many of each kind."""

    def __init__(self, protected: Iterable[models.Model]) -> None:
        self.records = Counter(str(type(each)._meta.verbose_name) for each in protected)
        super().__init__(", ".join(f"{count} of the kind “{kind}”" for kind, count in sorted(self.records.items())))


@dataclass
class Cleared:
    """What went, by kind; the courses that stay because others learn in them; the accounts closed, not deleted,
    because what they did for others stays."""

    counts: Counter[str] = field(default_factory=Counter)
    courses_kept: list[str] = field(default_factory=list)
    accounts_closed: int = 0


def clear_demo(*, dry_run: bool = False) -> Cleared | None:
    """Removes the demonstration in one transaction; None where there is none.

    Raises InUseError, and removes nothing, when somebody else's record hangs on it. ``dry_run`` says what would go.
    """
    with transaction.atomic():
        build = DemoBuild.objects.first()
        if build is None:
            return None
        cleared = Cleared()
        try:
            _clear(build, cleared)
        except ProtectedError as error:
            raise InUseError(error.protected_objects) from error
        transaction.set_rollback(dry_run)
    return cleared


def _clear(build: DemoBuild, cleared: Cleared) -> None:
    people = Person.objects.filter(person_ref__startswith=PERSON_MARK)
    users = list(people.filter(user__isnull=False).values_list("user_id", flat=True))
    users += build.made.get("classes", {}).get("users", [])
    _forget_files(people)
    cleared.counts.update(clear_classes(build.made.get("classes", {})))
    for model, way in OF_A_PERSON:
        # Nothing of anybody else's can point to these, so there is no need to look for what does.
        rows = model._default_manager.filter(**{f"{way}__in": people})
        cleared.counts[str(model._meta.verbose_name_plural)] += rows._raw_delete(rows.db)
    cleared.counts["jobs"] = _delete(Job.objects.filter(person__in=people))
    cleared.counts["people"] = _delete(people)
    _clear_programmes(build)
    _clear_units(build.made["units"], cleared)
    _clear_courses(build.made, users, cleared)
    _clear_accounts(users, cleared)
    _clear_runs(build)
    cleared.counts.update(clear_places(build.made.get("places", {})))
    restore_settings(build.made["settings"])
    build.delete()


def _delete(rows: models.QuerySet) -> int:
    """Deletes row by row of each chunk, refusing when anything that stays points to one."""
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows.model._default_manager.filter(pk__in=keys[start : start + CHUNK]).delete()
    return len(keys)


def _forget_files(people: models.QuerySet[Person]) -> None:
    """The certificates' files, once it is certain that their rows are gone."""
    issued = Certificate.objects.filter(person__in=people).values_list("pdf", flat=True)
    replaced = CertificateRevision.objects.filter(certificate__person__in=people).values_list("pdf", flat=True)
    for name in filter(None, [*issued, *replaced]):
        transaction.on_commit(partial(storages["private"].delete, name), robust=True)


def _clear_programmes(build: DemoBuild) -> None:
    """Programmes that the demonstration made go; those that were there get their own dates back."""
    programmes = Programme.objects.filter(code__in=build.made["programmes"])
    ProgrammeCourse.objects.filter(programme__in=programmes).delete()
    AudienceRule.objects.filter(programme__in=programmes).delete()
    programmes.delete()
    for label, rows in build.made["changed"].items():
        model = apps.get_model(label)
        for pk, values in rows.items():
            model._default_manager.filter(pk=pk).update(**{name: _date(value) for name, value in values.items()})


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _clear_units(pks: list[int], cleared: Cleared) -> None:
    units = Unit.objects.filter(pk__in=pks)
    inside = UnitVersion.objects.filter(unit__in=pks)
    inside._raw_delete(inside.db)
    cleared.counts["units"] = _delete(units)


def _clear_courses(made: dict[str, Any], users: list[int], cleared: Cleared) -> None:
    """The courses that it published, unless somebody else's records or versions hang on one."""
    for course in Course.objects.filter(code__in=made["courses"]):
        versions = CourseVersion.objects.filter(course=course)
        if versions.filter(published_by__isnull=False).exclude(published_by__in=users).exists():
            cleared.courses_kept.append(course.code)
            continue
        try:
            with transaction.atomic():
                _delete_course(course)
        except ProtectedError:
            cleared.courses_kept.append(course.code)
    if not cleared.courses_kept:
        get_image_model().objects.filter(pk__in=made["images"]).delete()
    cleared.counts["courses"] = len(made["courses"]) - len(cleared.courses_kept)


def _delete_course(course: Course) -> None:
    pages = list(CoursePage.objects.filter(course=course))
    CoursePage.objects.filter(course=course).update(course=None)
    course.versions.all().delete()
    course.delete()
    for page in pages:
        page.delete()


def _clear_accounts(users: list[int], cleared: Cleared) -> None:
    """Accounts go; one that acted on somebody else's record is closed and loses its name, so that the record stays."""
    for start in range(0, len(users), CHUNK):
        some = User.objects.filter(pk__in=users[start : start + CHUNK])
        try:
            with transaction.atomic():
                some.delete()
        except ProtectedError:
            for user in some:
                _delete_or_close(user, cleared)
    cleared.counts["accounts"] = len(users) - cleared.accounts_closed


def _delete_or_close(user: User, cleared: Cleared) -> None:
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        user.email, user.first_name, user.last_name = None, "Demonstration", "(closed)"
        user.is_active = user.is_staff = user.is_superuser = False
        user.set_unusable_password()
        user.save()
        user.groups.clear()
        cleared.accounts_closed += 1


def _clear_runs(build: DemoBuild) -> None:
    """Work that was asked for because of a completion that is gone."""
    runs = JobRun.objects.filter(name="issue_certificate", created_at__gte=build.built_at)
    wanted = {pk: arguments.get("completion_id") for pk, arguments in runs.values_list("pk", "arguments")}
    there = set(Completion.objects.filter(pk__in=set(wanted.values())).values_list("pk", flat=True))
    JobRun.objects.filter(pk__in=[pk for pk, completion in wanted.items() if completion not in there]).delete()
