"""Rows of a CSV file with a heading, what its cells may say, and JSON. Pure: no Django."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from inclusion_map.geodata.faults import CellError, Fault, GeodataError, SourceFile, shown

SIX_DECIMALS = Decimal("0.000001")
# As in the constraint on places: the British Isles, with room.
LATITUDES = (Decimal(49), Decimal(61))
LONGITUDES = (Decimal(-9), Decimal(2))


def text_of(file: SourceFile) -> str:
    """The file as text. Raises GeodataError for anything but UTF-8 (with or without its mark)."""
    try:
        return file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = file.data[: error.start].count(b"\n") + 1
        raise GeodataError([Fault(file.name, "this is not UTF-8 text; save it as CSV UTF-8", row)]) from None


def document_in(file: SourceFile) -> Any:
    """The file's JSON. Raises GeodataError where it is none."""
    try:
        return json.loads(text_of(file))
    except json.JSONDecodeError as error:
        raise GeodataError([Fault(file.name, f"this is not JSON ({error.msg})", error.lineno)]) from None
    except RecursionError:
        raise GeodataError([Fault(file.name, "this is nested too deeply to be what it should be")]) from None
    except ValueError:  # a number of thousands of digits
        raise GeodataError([Fault(file.name, "there is a number in it that is too long")]) from None


def cells_of(file: SourceFile) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, by the number of its first line. Raises GeodataError where it is no CSV."""
    reader = csv.reader(io.StringIO(text_of(file), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise GeodataError([Fault(file.name, f"this is not CSV ({error})", line)]) from None


def rows_of(file: SourceFile, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row under its heading, by line number. Headings come in any case and order; others may be there.

    Raises GeodataError for a file without a heading, or one in which a needed column is missing or comes twice.
    """
    rows = cells_of(file)
    row, heading = next(rows, (0, []))
    names = [name.casefold() for name in heading]
    wrong = [f"the column {name} is missing" for name in needed if name not in names]
    wrong += [f"the column {name} comes twice" for name in needed if names.count(name) > 1]
    if wrong:
        raise GeodataError([Fault(file.name, message, 1) for message in wrong])
    for row, cells in rows:
        if len(cells) > len(names):
            raise GeodataError([Fault(file.name, f"{len(cells)} cells under {len(names)} headings", row)])
        yield row, dict(zip(names, cells + [""] * (len(names) - len(cells)), strict=True))


def text_in(row: dict[str, str], column: str, most: int) -> str:
    """A cell that may not be empty, nor longer than ``most`` characters."""
    text = row[column]
    if not text:
        raise CellError(column, "this is empty")
    if len(text) > most or not text.isprintable():
        raise CellError(column, f"{shown(text)} is longer than {most} characters or holds characters that do not print")
    return text


def date_in(row: dict[str, str], column: str) -> dt.date:
    """A cell with a date such as 2026-05-04."""
    try:
        return dt.date.fromisoformat(row[column])
    except ValueError:
        raise CellError(column, f"{shown(row[column])} is not a date such as 2026-05-04") from None


def degrees_in(row: dict[str, str], column: str) -> Decimal:
    """A latitude or longitude (WGS 84) in or near the United Kingdom, to six decimals."""
    least, most = LATITUDES if column == "latitude" else LONGITUDES
    try:
        degrees = Decimal(row[column])
        inside = least <= degrees <= most
    except InvalidOperation:  # not a number, or one that compares with nothing
        raise CellError(column, f"{shown(row[column])} is not a number of degrees such as 51.3715") from None
    if not inside:
        raise CellError(column, f"{shown(row[column])} is not between {least} and {most} degrees")
    return degrees.quantize(SIX_DECIMALS)
