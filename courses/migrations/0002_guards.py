"""Guards that only the database can hold: see lms.core.constraints."""

from django.db import migrations

from lms.core.constraints import ForbidOverlap, ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial"), ("organisation", "0002_guards")]

    operations = [
        ForbidUpdate("courses_courseversion", "courses_courseversion_immutable"),
        ForbidUpdate("courses_learningevent", "courses_learningevent_append_only"),
        ForbidOverlap("courses_programmecourse", ["programme_id", "course_id"], "courses_programmecourse_no_overlap"),
    ]
