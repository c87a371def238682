from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, jobs, managers, absences, roles and the staff file."""

    name = "lms.organisation"
    label = "organisation"
    verbose_name = "Organisation"
