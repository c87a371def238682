"""Wagtail's database search, safe from the characters that make it fail.

A double quote or a NUL typed into a search box ends the string that the SQLite backend writes into its query, and
PostgreSQL refuses NUL. Both are taken out here, once for the site and the editors' interface alike; quotes ask for
nothing that this search can do.
"""

from typing import Any

from modelsearch.backends import database
from modelsearch.query import PlainText

_UNSAFE = str.maketrans({'"': " ", "\0": " "})


class _CleanQueries:
    """Mixed in before a search backend."""

    def _search(self, query_compiler_class: type, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        return super()._search(query_compiler_class, _clean(query), model_or_queryset, **kwargs)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  (the name that Wagtail looks for in this module)
    """The backend for the database in use, which cleans what people type before it asks."""
    backend = type(database.SearchBackend(params))
    return type(f"Clean{backend.__name__}", (_CleanQueries, backend), {})(params)


def _clean(query: Any) -> Any:
    if isinstance(query, str):
        return " ".join(query.translate(_UNSAFE).split())
    if isinstance(query, PlainText):
        return PlainText(_clean(query.query_string), operator=query.operator, boost=query.boost)
    return query
