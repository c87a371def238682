from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses, from the page an editor writes to the figure the public reads."""

    name = "courses"
    label = "courses"
    verbose_name = "Courses"

    def ready(self) -> None:
        from courses import receivers  # noqa: F401
