from django.apps import AppConfig


class DesignSystemConfig(AppConfig):
    """Templates, styles, charts and form rendering shared by every page."""

    name = "lms.design_system"
    label = "design_system"
    verbose_name = "Design system"
