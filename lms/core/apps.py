from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Foundations that every other app stands on."""

    name = "lms.core"
    label = "core"
    verbose_name = "Foundations"

    def ready(self) -> None:
        from lms.core import checks  # noqa: F401
