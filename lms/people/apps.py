from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who somebody is, and how they sign in."""

    name = "lms.people"
    label = "people"
    verbose_name = "People"
