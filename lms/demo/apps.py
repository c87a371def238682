from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration council."""

    name = "lms.demo"
    label = "demo"
    verbose_name = "Demonstration"
