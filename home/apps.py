from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page, my learning, and what frames every page."""

    name = "home"
    label = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from home import receivers  # noqa: F401
