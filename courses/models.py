"""Every model of the app, from its applets, lowest first."""

from courses.catalogue.models import CourseRun, Provider, ProviderMember, TaughtCourse
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
    "CourseRun",
    "CourseVersion",
    "DueChange",
    "Exemption",
    "LearningEvent",
    "LessonProgress",
    "Programme",
    "ProgrammeCourse",
    "Provider",
    "ProviderMember",
    "Reminder",
    "Requirement",
    "TaughtCourse",
]
