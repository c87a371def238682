"""The append-only log of what happened in somebody's learning."""

from courses.content.models import Course
from courses.records.models import LearningEvent
from lms.core.clock import now
from lms.people.models import Person


def log_event(person: Person, course: Course, kind: LearningEvent.Kind, **data: object) -> None:
    """Adds one event, inside the caller's transaction. ``data`` holds identifiers and figures, never answers."""
    LearningEvent.objects.create(person=person, course=course, kind=kind, at=now(), data=data)
