"""Inserting rows by the hundred thousand."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Inserts values in the order of ``columns``, without a model instance for each: a third of the time.

    Integers and text go in as they are; other values as the column's field prepares them. Nothing is defaulted and no
    primary key comes back.
    """
    by_name = {field.name: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    prepare = [_preparation(field) for field in fields]
    values = [tuple([ready(value) for ready, value in zip(prepare, row, strict=True)]) for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", values)  # noqa: S608


def _preparation(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, models.ForeignKey | models.CharField):
        return lambda value: value
    return partial(field.get_db_prep_save, connection=connection)
