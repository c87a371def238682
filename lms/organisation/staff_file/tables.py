"""Bulk writes that keep within what one statement may hold."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models

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
    """Give rows their new values.

    ``blank_first``: columns that are unique, and what stands for nothing in them; they are emptied before they are
    set, so that two rows can change places.
    """
    if not values:
        return
    for column, blank in blank_first.items():
        for some in chunks([pk for pk, fields in values.items() if column in fields]):
            model._default_manager.filter(pk__in=some).update(**{column: blank})
    fields = sorted({name for each in values.values() for name in each})
    for some in chunks(list(values)):
        rows = list(model._default_manager.filter(pk__in=some))
        for row in rows:
            for name, value in values[row.pk].items():
                setattr(row, name, value)
        model._default_manager.bulk_update(rows, fields)
