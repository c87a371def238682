"""Every route that the resolver knows, as it writes them."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver


def all_routes() -> list[tuple[str, URLPattern]]:
    """Each pattern with everything that stands before it."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver | Any, before: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = f"{before}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route)
        else:
            yield route, entry


def in_an_admin(route: str) -> bool:
    """Whether a route belongs to Wagtail's or to Django's own interface."""
    return f"/{route.lstrip('^')}".startswith(settings.ADMIN_PATHS)
