"""Reading requirements: what somebody must do, by when, and why."""

import datetime as dt
from typing import NamedTuple

from django.db.models import DateField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.records.models import Completion
from courses.requirements.models import DueChange, Exemption, Programme, ProgrammeCourse, Requirement
from lms.people.models import Person


def current_due(day: dt.date) -> Coalesce:
    """The due date of a requirement as at a day: that of the newest change in effect, or the one it opened with."""
    changes = DueChange.objects.filter(requirement=OuterRef("pk"), effective_on__lte=day).order_by("-effective_on")
    return Coalesce(Subquery(changes.values("due_on")[:1]), "due_on", output_field=DateField())


def open_on(day: dt.date) -> QuerySet[Requirement]:
    """The requirements that were open on a day, each with its due date as at that day as ``current_due_on``."""
    return Requirement.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day).annotate(
        current_due_on=current_due(day)
    )


def open_requirements_of(person: Person, on: dt.date) -> list[Requirement]:
    """What somebody must do as at a day, soonest first, with course, programme and rule at hand; one query."""
    rows = open_on(on).filter(person=person).select_related("course", "programme", "rule", "job_version__unit")
    return list(rows.order_by(current_due(on), "pk"))


def headline_programme() -> Programme | None:
    """The programme whose figure is the council's published measure."""
    return Programme.objects.filter(headline=True).order_by("pk").first()


class MadeWhole(NamedTuple):
    """A programme that one completion made whole, and the day on which it was."""

    programme: Programme
    day: dt.date


def programmes_completed_by(completion: Completion) -> list[MadeWhole]:
    """The programmes that somebody had not completed just before a completion was recorded and has with it.

    Complete: for every course the programme asked for on a day, a completion that was good and accepted on that day; a
    course they were exempted from is left out. Renewing a course while the others are good completes nothing anew.
    Only what was recorded up to this completion is looked at, so the answer is the same whenever it is asked for. The
    day is the newest of those: a gap may be filled by a record that comes late.
    """
    known = Completion.objects.filter(person=completion.person_id, pk__lte=completion.pk)
    day = known.aggregate(day=Max("completed_on"))["day"] or completion.completed_on
    programmes = Programme.objects.filter(
        starts_on__lte=day, pk__in=ProgrammeCourse.objects.on(day).filter(course=completion.course).values("programme")
    )
    return [MadeWhole(each, day) for each in programmes if _made_whole(each, completion, day)]


def _made_whole(programme: Programme, completion: Completion, day: dt.date) -> bool:
    courses = set(ProgrammeCourse.objects.on(day).filter(programme=programme).values_list("course_id", flat=True))
    exempt = set(
        Exemption.objects.on(day)
        .filter(programme=programme, person=completion.person, approved_at__isnull=False, course__isnull=False)
        .values_list("course_id", flat=True)
    )
    known = Completion.objects.filter(person=completion.person_id, pk__lte=completion.pk, course__in=courses)
    good = known.good_on(day).accepted_on(day)
    with_it = set(good.values_list("course_id", flat=True))
    without_it = set(good.exclude(pk=completion.pk).values_list("course_id", flat=True))
    needed = courses - exempt
    return needed <= with_it and not needed <= without_it


def last_due_date(programme: Programme) -> dt.date | None:
    """The latest day by which people employed at the start are asked to finish; None where no day was set."""
    days = ProgrammeCourse.objects.current().filter(programme=programme).aggregate(last=Max("due_on"))
    return days["last"]
