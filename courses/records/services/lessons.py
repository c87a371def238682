"""Working through lessons."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from courses.content.models import Course
from courses.records.models import Channel, Completion, ConfidenceRating, LearningEvent, LessonProgress
from courses.records.selectors import current_version, finished_lessons, lessons_of, questions_of
from courses.records.services.completions import write_completion
from courses.records.services.log import log_event
from lms.core.clock import now, today
from lms.people.models import Person


def record_lesson_seen(*, person: Person, course: Course, lesson_id: UUID) -> None:
    """Notes that the person has the lesson in front of them: where to resume."""
    at = now()
    seen = LessonProgress.objects.filter(person=person, course=course, lesson_id=lesson_id).update(last_seen_at=at)
    if not seen:
        first = LessonProgress(person=person, course=course, lesson_id=lesson_id, first_seen_at=at, last_seen_at=at)
        LessonProgress.objects.bulk_create([first], ignore_conflicts=True)


def finish_lesson(*, person: Person, course: Course, lesson_id: UUID) -> Completion | None:
    """The person went on from a lesson. Finishing it again changes nothing.

    Returns the completion when the course has no check and this was its last unfinished lesson. To complete such a
    course once more, every lesson has to be finished once more after the last completion was recorded.
    """
    with transaction.atomic():
        version = current_version(course)
        check = version is None or bool(questions_of(version))
        since = None if check else _last_turn(person, course)
        unfinished = Q(finished_at__isnull=True)
        if since is not None:
            unfinished |= Q(finished_at__lte=since)
        progress, _made = LessonProgress.objects.get_or_create(person=person, course=course, lesson_id=lesson_id)
        at = now()
        if LessonProgress.objects.filter(unfinished, pk=progress.pk).update(finished_at=at, last_seen_at=at):
            log_event(person, course, LearningEvent.Kind.LESSON_FINISHED, lesson=str(lesson_id))
        if check or version is None:
            return None
        wanted = {UUID(lesson["id"]) for lesson in lessons_of(version)}
        if not wanted <= finished_lessons(person, course, after=since):
            return None
        return write_completion(person=person, version=version, completed_on=today(), channel=Channel.WEB)


def _last_turn(person: Person, course: Course) -> dt.datetime | None:
    """When they last completed the course, or a completion of it was revoked: lessons finished before count no more."""
    rows = Completion.objects.filter(person=person, course=course).values_list("recorded_at", "revoked_at")
    return max((at for row in rows for at in row if at), default=None)


def save_confidence(*, person: Person, course: Course, moment: str, ratings: Mapping[str, int]) -> None:
    """Keeps how confident somebody says they are in outcomes (key → 1 to 5), before or after; the last word counts."""
    rows = [
        ConfidenceRating(person=person, course=course, outcome=outcome, moment=moment, value=value, at=now())
        for outcome, value in ratings.items()
    ]
    ConfidenceRating.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "course", "outcome", "moment"],
        update_fields=["value", "at"],
    )
