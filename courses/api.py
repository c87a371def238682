"""What other apps may call. Everything else in this app is its own business."""

from courses.catalogue.offers import Offer, all_offers
from courses.catalogue.permissions import is_partner
from courses.catalogue.review import set_up_review
from courses.catalogue.selectors import ClassFound, classes_for_search
from courses.content.choices import EDITORS_GROUP
from courses.content.public import LessonToFind, PublicCourse, public_courses, public_lessons
from courses.content.signals import course_published
from courses.records.access import learner_view
from courses.records.marking import draw, has_passed, mark, needed_to_pass
from courses.records.next_steps import NextStep, register_next_steps
from courses.records.selectors import Activity, activity_of, content_of_version, taught_now
from courses.records.signals import completion_written, completions_written, course_completed
from courses.reporting.public import NotPublishedError, published_report
from courses.reporting.report import make_report
from courses.requirements.selectors import headline_programme, open_requirements_of, programmes_completed_by
from courses.requirements.services import open_requirements
from courses.shipped.loading import Action, ShippedCoursesError, load_shipped, no_file_without_its_row
from courses.shipped.programmes import Terms
from courses.shipped.site import prepare_site, set_up_editors
from courses.shipped.translating import CourseTranslated, translate_courses

__all__ = [
    "EDITORS_GROUP",
    "Action",
    "Activity",
    "ClassFound",
    "CourseTranslated",
    "LessonToFind",
    "NextStep",
    "NotPublishedError",
    "Offer",
    "PublicCourse",
    "ShippedCoursesError",
    "Terms",
    "activity_of",
    "all_offers",
    "classes_for_search",
    "completion_written",
    "completions_written",
    "content_of_version",
    "course_completed",
    "course_published",
    "draw",
    "has_passed",
    "headline_programme",
    "is_partner",
    "learner_view",
    "load_shipped",
    "make_report",
    "mark",
    "needed_to_pass",
    "no_file_without_its_row",
    "open_requirements",
    "open_requirements_of",
    "prepare_site",
    "programmes_completed_by",
    "public_courses",
    "public_lessons",
    "published_report",
    "register_next_steps",
    "set_up_editors",
    "set_up_review",
    "taught_now",
    "translate_courses",
]
