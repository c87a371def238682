"""Writing a completion, with what shows it, and taking it back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from courses.content.models import Course, CourseVersion
from courses.records import signals
from courses.records.models import Attempt, Channel, Completion, LearningEvent
from courses.records.services.log import log_event
from lms.core.clock import now, today
from lms.core.dates import add_months
from lms.core.models import AuditEntry
from lms.people.models import Person, User


def record_completion(
    *,
    person: Person,
    course: Course,
    version: CourseVersion,
    completed_on: dt.date,
    channel: Channel,
    evidence: str,
    by: User | None,
) -> Completion:
    """Writes a completion that no check here stands behind: learning done elsewhere, a sign-in list.

    The same learning recorded again (person, course, day and channel) is the completion already there, revoked or
    not. Raises ``ValueError`` without evidence, with a day still to come, or with another course's version.
    """
    if not evidence.strip():
        raise ValueError(_("Say what shows that the course was completed."))
    if completed_on > today():
        raise ValueError(_("The day of completion is still to come."))
    if version.course_id != course.pk:
        raise ValueError(_("The version is another course's."))
    with transaction.atomic():
        lock_person(person)
        there = Completion.objects.filter(person=person, course=course, completed_on=completed_on, channel=channel)
        return there.first() or write_completion(
            person=person,
            version=version,
            completed_on=completed_on,
            channel=channel,
            evidence=evidence.strip(),
            by=by,
        )


def revoke_completion(*, completion: Completion, on: dt.date, reason: str, by: User | None) -> Completion:
    """From ``on`` the completion no longer counts; it is kept. Revoking it again changes nothing.

    Raises ``ValueError`` without a reason, or for a day before the completion or still to come.
    """
    if not reason.strip():
        raise ValueError(_("Say why the completion is revoked."))
    if not completion.completed_on <= on <= today():
        raise ValueError(_("A completion is revoked from a day between the completion and today."))
    with transaction.atomic():
        completion = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
        if completion.revoked_on is not None:
            return completion
        completion.revoked_on, completion.revoked_at = on, now()
        completion.revoked_reason, completion.revoked_by = reason.strip(), by
        completion.save(update_fields=["revoked_on", "revoked_at", "revoked_reason", "revoked_by"])
        uuid = str(completion.uuid)
        log_event(completion.person, completion.course, LearningEvent.Kind.COMPLETION_REVOKED, completion=uuid)
        AuditEntry.objects.create(
            actor=by,
            verb="revoked_completion",
            subject_id=completion.person_id,
            object_type="completion",
            object_uuid=completion.uuid,
            data={"course": completion.course.code, "on": on.isoformat()},
        )
        signals.completion_revoked.send(sender=Completion, completion=completion)
    return completion


def write_completion(
    *,
    person: Person,
    version: CourseVersion,
    completed_on: dt.date,
    channel: Channel,
    attempt: Attempt | None = None,
    evidence: str = "",
    by: User | None = None,
) -> Completion:
    """Writes a completion, inside the caller's transaction, and tells the layers above.

    Finishing the same version here twice in a day is one completion: there is nothing more to certify.
    """
    lock_person(person)
    if channel == Channel.WEB:
        today_already = Completion.objects.filter(
            person=person, version=version, completed_on=completed_on, channel=channel, revoked_on__isnull=True
        ).first()
        if today_already is not None:
            return today_already
        evidence = evidence or ("" if attempt else _("Every lesson finished on this site."))
    completion = Completion.objects.create(
        person=person,
        course_id=version.course_id,
        version=version,
        completed_on=completed_on,
        valid_until=add_months(completed_on, version.validity_months) if version.validity_months else None,
        channel=channel,
        attempt=attempt,
        evidence=evidence,
        recorded_by=by,
    )
    log_event(
        person, version.course, LearningEvent.Kind.COMPLETED, completion=str(completion.uuid), version=version.number
    )
    signals.completion_written.send(sender=Completion, completion=completion)
    transaction.on_commit(lambda: signals.course_completed.send_robust(sender=Completion, completion=completion))
    return completion


def lock_person(person: Person) -> None:
    """Two requests that would complete something for one person take turns."""
    Person.objects.select_for_update(no_key=True).values_list("pk").get(pk=person.pk)
