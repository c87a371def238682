"""Site search: pages, courses and places, in the reader's language."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Site search."""

    name = "search"
