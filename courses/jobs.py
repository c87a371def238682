"""The background work of every applet; imported when the app starts."""

from courses.catalogue.telling import TELL_EDITORS, TELL_PARTNER, tell_editors, tell_partner
from courses.requirements.receivers import OPEN_REQUIREMENTS
from courses.requirements.reminders.services import JOB, send_reminder
from courses.requirements.services import open_requirements
from lms.core.jobs import job, report_progress

job(JOB)(send_reminder)
job(TELL_EDITORS)(tell_editors)
job(TELL_PARTNER)(tell_partner)


@job(OPEN_REQUIREMENTS)
def open_requirements_of_everybody(version_id: int) -> None:
    """A major version asks everybody again: their requirements open now, not overnight. Safe to repeat."""
    open_requirements(progress=report_progress)
