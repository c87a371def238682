"""Places of digital help, when they are open, and what is near a postcode."""

from django.apps import AppConfig


class InclusionMapConfig(AppConfig):
    """The borough's places of digital help."""

    name = "inclusion_map"
    verbose_name = "Places of digital help"

    def ready(self) -> None:
        from inclusion_map import checks, holidays  # noqa: F401  checks register themselves
        from inclusion_map.finding import borough_map

        holidays.connect()
        borough_map.connect()
