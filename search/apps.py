"""Site search: pages, courses and places, in the reader's language."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Site search."""

    name = "search"

    def ready(self) -> None:
        from search import receivers  # noqa: F401
