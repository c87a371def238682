"""Every model of the app, from its applets, lowest first."""

from courses.content.models import Course, CourseIndexPage, CoursePage, CourseVersion
from courses.records.models import Attempt, Completion, ConfidenceRating, LearningEvent, LessonProgress
from courses.requirements.models import (
    AudienceRule,
    DueChange,
    Exemption,
    Programme,
    ProgrammeCourse,
    Reminder,
    Requirement,
)

__all__ = [
    "Attempt",
    "AudienceRule",
    "Completion",
    "ConfidenceRating",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "CourseVersion",
    "DueChange",
    "Exemption",
    "LearningEvent",
    "LessonProgress",
    "Programme",
    "ProgrammeCourse",
    "Reminder",
    "Requirement",
]
