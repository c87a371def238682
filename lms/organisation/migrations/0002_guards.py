"""Guards that only the database can hold: see lms.core.constraints."""

from django.db import migrations

from lms.core.constraints import ForbidOverlap


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        ForbidOverlap("organisation_unitversion", ["unit_id"], "organisation_unitversion_no_overlap"),
        ForbidOverlap("organisation_jobversion", ["job_id"], "organisation_jobversion_no_overlap"),
        # One line manager per job per day; a deputy stands beside the line manager.
        ForbidOverlap(
            "organisation_managerlink",
            ["job_id"],
            "organisation_managerlink_one_line_manager",
            where="superseded_at IS NULL AND kind = 'line'",
        ),
        ForbidOverlap("organisation_absence", ["person_id"], "organisation_absence_no_overlap"),
    ]
