"""Bulk writes that keep within what one statement may hold."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, models

CHUNK = 500


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """A long list in pieces that fit one statement."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def supersede(model: type[models.Model], pks: Sequence[int], now: dt.datetime) -> None:
    """Say of dated facts that we no longer hold them to be so."""
    for some in chunks(pks):
        model._default_manager.filter(pk__in=some).update(superseded_at=now)


def insert(model: type[models.Model], rows: Iterable[models.Model]) -> list[int]:
    """Store rows and return their primary keys, in order."""
    return [row.pk for row in model._default_manager.bulk_create(list(rows), batch_size=CHUNK)]


def set_values(model: type[models.Model], values: dict[int, dict[str, Any]], blank_first: dict[str, Any]) -> None:
    """Give rows their new values, by primary key and attribute.

    ``blank_first``: columns that are unique, and what stands for nothing in them; they are emptied before they are
    set, so that two rows can change places.
    """
    for column, blank in blank_first.items():
        for some in chunks([pk for pk, fields in values.items() if column in fields]):
            model._default_manager.filter(pk__in=some).update(**{column: blank})
    alike: dict[tuple[str, ...], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for pk, fields in values.items():
        alike[tuple(sorted(fields))].append((pk, fields))
    for names, rows in alike.items():
        _set_alike(model, names, rows)


def _set_alike(model: type[models.Model], names: tuple[str, ...], rows: list[tuple[int, dict[str, Any]]]) -> None:
    # One prepared statement for all rows: bulk_update builds a CASE for every cell, which is ten times as slow.
    by_attribute = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_attribute[name] for name in names]
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    key = quote(str(model._meta.pk.column))
    # Names come from the model, values are parameters.
    statement = f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE {key} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                [*(field.get_db_prep_save(given[field.attname], connection) for field in fields), pk]
                for pk, given in rows
            ],
        )
