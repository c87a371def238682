from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """Foundations that every other app stands on."""

    name = "lms.core"
    label = "core"
    verbose_name = "Foundations"

    def ready(self) -> None:
        from lms.core import checks  # noqa: F401

        autodiscover_modules("jobs")  # every app's background work is known before the first is asked for
