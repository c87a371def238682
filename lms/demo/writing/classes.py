"""Writing the demonstration's providers, the people who write for them, and their classes in every state."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password
from wagtail.models import WorkflowState

from courses.api import set_up_review
from courses.models import Course, CourseRun, Provider, ProviderMember, TaughtCourse
from inclusion_map.models import Place
from lms.core.models import AuditEntry, JobRun
from lms.demo.content.classes import CLASSES, DRAFT, PROVIDERS, PUBLISHED, RETURNED, ClassPlan
from lms.people.models import User

# Every demonstration's classes have the same numbers, so that links to them hold from one build to the next.
NUMBERS = UUID("c1d7a0c4-0d0f-4a57-9f0e-3d8a6f2b9e11")
ROOM = 12


def write_classes(today: dt.date, *, password: str, editor: User) -> dict[str, list[int]]:
    """Makes the providers with one person each and their classes; returns what was made, for ``clear_classes``.

    Places that are not there are left out with the runs that would have been held there. No letter is sent.
    """
    workflow = set_up_review()
    places = {place.slug: place for place in Place.objects.filter(published=True)}
    made: dict[str, list[int]] = {"providers": [], "users": []}
    last = JobRun.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    hashed = make_password(password)
    for role, facts in PROVIDERS.items():
        provider = Provider.objects.create(is_demonstration=True, uuid=uuid5(NUMBERS, role), **facts)
        user = User(email=f"{role}@demo.example", first_name="Demonstration", last_name="Partner", password=hashed)
        user.save()
        ProviderMember.objects.create(provider=provider, user=user)
        made["providers"].append(provider.pk)
        made["users"].append(user.pk)
        for plan in CLASSES:
            if plan.provider == role:
                _write(plan, provider, user, editor, places, today, workflow)
    JobRun.objects.filter(pk__gt=last, name__in=("tell_editors_of_class", "tell_partner_of_class")).delete()
    return made


def _write(
    plan: ClassPlan,
    provider: Provider,
    user: User,
    editor: User,
    places: dict[str, Place],
    today: dt.date,
    workflow: Any,
) -> None:
    taught = TaughtCourse(uuid=uuid5(NUMBERS, plan.title), provider=provider, live=False, **_fields(plan))
    taught.runs = [
        _run(plan, number, places[run[0]], today) for number, run in enumerate(plan.runs) if run[0] in places
    ]
    taught.save()
    revision = taught.save_revision(user=user, clean=False, log_action="wagtail.create")
    if plan.state == PUBLISHED:
        revision.publish(user=editor, skip_permission_checks=True)
        first = CourseRun.objects.filter(taught_course=taught).order_by("first_day").first()
        if plan.cancelled and first:
            CourseRun.objects.filter(pk=first.pk).update(cancelled=True, cancelled_reason=plan.cancelled)
    elif plan.state != DRAFT:
        workflow.start(taught, user)
        if plan.state == RETURNED:
            taught.current_workflow_task_state.reject(user=editor, comment=plan.comment)


def _fields(plan: ClassPlan) -> dict[str, Any]:
    contact = PROVIDERS[plan.provider]
    return {
        "title": plan.title,
        "outcomes": "\n".join(plan.outcomes),
        "for_whom": plan.for_whom,
        "level": plan.level,
        "teaching_language": plan.spoken,
        "is_free": None if not plan.book else not plan.price,
        "price": plan.price,
        "concessions": plan.concessions,
        "access_needs": plan.access,
        "how_to_book": plan.book,
        "booking_phone": contact["phone"],
        "booking_email": contact["email"],
        "language": plan.written,
    }


def _run(plan: ClassPlan, number: int, place: Place, today: dt.date) -> CourseRun:
    _slug, ahead, weeks, weekdays, starts, ends, note = plan.runs[number]
    monday = today + dt.timedelta(days=7 - today.weekday() + 7 * ahead)
    codes = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    held = [codes.index(code) for code in weekdays.split(",")]
    return CourseRun(
        uuid=uuid5(NUMBERS, f"{plan.title} {number}"),
        place=place,
        first_day=monday + dt.timedelta(days=min(held)),
        last_day=monday + dt.timedelta(days=7 * (weeks - 1) + max(held)),
        weekdays=weekdays,
        starts=dt.time.fromisoformat(starts),
        ends=dt.time.fromisoformat(ends),
        capacity=ROOM,
        note=note,
    )


def clear_classes(made: dict[str, list[int]]) -> dict[str, int]:
    """Takes away the providers, everything they wrote, and the people who wrote for them."""
    classes = TaughtCourse.objects.filter(provider__in=made.get("providers", ()))
    courses = list(classes.filter(course__isnull=False).values_list("course", flat=True))
    numbers = list(classes.values_list("pk", "uuid"))
    counts = {"classes": len(numbers)}
    WorkflowState.objects.filter(
        object_id__in=[str(pk) for pk, _uuid in numbers], content_type__model="taughtcourse"
    ).delete()
    for taught in classes:
        taught.delete()
    Course.objects.filter(pk__in=courses).delete()
    Provider.objects.filter(pk__in=made.get("providers", ())).delete()
    entries = AuditEntry.objects.filter(object_type="class", object_uuid__in=[uuid for _pk, uuid in numbers])
    entries._raw_delete(entries.db)
    return counts
