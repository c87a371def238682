"""The background work of every applet; imported when the app starts."""

from courses.requirements.reminders.services import JOB, send_reminder
from lms.core.jobs import job

job(JOB)(send_reminder)
