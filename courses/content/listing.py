"""What the page above the courses shows: what stands above this applet registers it here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from courses.content.models import CourseIndexPage

Source = Callable[["CourseIndexPage", HttpRequest], dict[str, Any]]
_sources: list[Source] = []


def on_index_page(source: Source) -> Source:
    """Registers what adds to the page's context. Registering the same function twice adds it once."""
    if source not in _sources:
        _sources.append(source)
    return source


def index_context(page: "CourseIndexPage", request: HttpRequest) -> dict[str, Any]:
    """Everything that was registered, in that order."""
    return {name: value for source in _sources for name, value in source(page, request).items()}
