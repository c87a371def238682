"""What other apps may call. Everything else in this app is its own business."""

from courses.records.access import learner_view
from courses.records.next_steps import NextStep, register_next_steps
from courses.records.selectors import Activity, activity_of, taught_now
from courses.records.signals import course_completed
from courses.reporting.report import make_report
from courses.requirements.selectors import headline_programme, open_requirements_of

__all__ = [
    "Activity",
    "NextStep",
    "activity_of",
    "course_completed",
    "headline_programme",
    "learner_view",
    "make_report",
    "open_requirements_of",
    "register_next_steps",
    "taught_now",
]
