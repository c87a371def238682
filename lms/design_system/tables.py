"""Turning plain lists into the columns and rows that the table template prints. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """`label` is its column's, shown before the value where rows are stacked on a phone."""

    value: Any
    label: str
    header: bool = False
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    total: bool = False


def columns(given: Sequence[Any]) -> tuple[Column, ...]:
    """A column for each label or `{"label", "numeric"}`."""
    return tuple(
        Column(str(one["label"]), bool(one.get("numeric"))) if isinstance(one, Mapping) else Column(str(one))
        for one in given
    )


def rows(drawn: Sequence[Column], given: Iterable[Any]) -> list[Row]:
    """Rows of values in column order; the first value heads its row.

    Raises `ValueError` when a row has not as many values as there are columns.
    """
    found = []
    for one in given:
        values, total = (one["cells"], bool(one.get("total"))) if isinstance(one, Mapping) else (one, False)
        cells = tuple(
            Cell(value, column.label, header=number == 0, numeric=column.numeric)
            for number, (column, value) in enumerate(zip(drawn, values, strict=True))
        )
        found.append(Row(cells, total))
    return found
