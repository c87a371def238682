"""Ordnance Survey's Code-Point Open: a zip with one CSV for each postcode area, or one such CSV. Pure: no Django.

The columns, without a heading: postcode, positional quality (90: no point known), eastings and northings on the British
National Grid in metres, codes of country, health areas and county, then district and ward. They are those of
"Code-Point Open: technical specification" by Ordnance Survey.
"""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import IO, NamedTuple

from inclusion_map.geodata.faults import CellError, Fault, Faults, GeodataError, SourceFile, shown
from inclusion_map.geodata.near import Nearness
from inclusion_map.geodata.rows import PostcodeRow, code_in, official_code

COLUMNS = 10
POSTCODE, QUALITY, EASTING, NORTHING, DISTRICT, WARD = 0, 1, 2, 3, 8, 9
NO_POINT = "90"
MOST_BYTES = 400_000_000  # unpacked; the whole of Great Britain is about 130 million
HEADINGS = {"PC", "POSTCODE"}
SIX_DECIMALS = Decimal("0.000001")
# What Python's zipfile raises for one that is not whole, according to where.
DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError, RuntimeError, ValueError)


class Line(NamedTuple):
    """One line, checked as far as it is needed: eastings and northings in metres."""

    code: str
    easting: int
    northing: int
    district: str
    ward: str
    row: int


def is_code_point(file: SourceFile) -> bool:
    """Whether the file is a zip, or begins as such a CSV does: no heading and ten columns."""
    if file.data.startswith(b"PK"):
        return True
    try:
        first = next(csv.reader([file.data[:2000].decode("utf-8", "replace").split("\n")[0]]), [])
    except csv.Error:
        return False
    return len(first) == COLUMNS and first[EASTING].strip().isdigit()


def read_code_point(
    file: SourceFile, faults: Faults, *, district: str, nearby_metres: int
) -> tuple[list[PostcodeRow], int]:
    """The postcodes inside the district and near it, and how many inside have no point. Notes what is wrong.

    Read twice, so that Great Britain's million and a half postcodes are never in memory together.
    """
    inside: list[Line] = []
    skipped = 0
    for line in _lines(file, faults, lambda cells: cells[DISTRICT] == district):
        if line is None:
            skipped += 1
        else:
            inside.append(line)
    if not inside:
        faults.refuse()
        raise GeodataError([Fault(file.name, f"no postcode in it is in the district {shown(district)}")])
    near = Nearness(((line.easting, line.northing) for line in inside), nearby_metres)
    around = [
        line
        for line in _lines(file, faults, lambda cells: cells[DISTRICT] != district and near.may_hold(cells))
        if line is not None and near.holds(line.easting, line.northing)
    ]
    return [*_placed(inside, inside=True), *_placed(around, inside=False)], skipped


def _placed(lines: list[Line], *, inside: bool) -> Iterator[PostcodeRow]:
    """With degrees in place of metres."""
    from pyproj import Transformer  # half a second, which no other command needs

    transformer = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    longitudes, latitudes = transformer.transform([line.easting for line in lines], [line.northing for line in lines])
    for line, latitude, longitude in zip(lines, latitudes, longitudes, strict=True):
        yield PostcodeRow(
            code=line.code,
            latitude=Decimal(latitude).quantize(SIX_DECIMALS),
            longitude=Decimal(longitude).quantize(SIX_DECIMALS),
            ward_code=line.ward if inside else "",
            in_borough=inside,
            row=line.row,
        )


def _lines(file: SourceFile, faults: Faults, wanted: Callable[[list[str]], bool]) -> Iterator[Line | None]:
    """The wanted lines; None for one that has no point."""
    for name, row, cells in _cells(file):
        if len(cells) != COLUMNS:
            faults.add(Fault(name, f"{len(cells)} columns instead of {COLUMNS}", row))
        elif wanted(cells):
            with faults.at(name, row):
                yield None if cells[QUALITY] == NO_POINT else _line(cells, row)


def _line(cells: list[str], row: int) -> Line:
    if not official_code(cells[WARD]):
        raise CellError("ward code", f"{shown(cells[WARD])} is not an official code, such as E05000001")
    east, north = (_metres(cells, column, name) for column, name in ((EASTING, "eastings"), (NORTHING, "northings")))
    return Line(code_in(cells[POSTCODE], "postcode"), east, north, cells[DISTRICT], cells[WARD], row)


def _metres(cells: list[str], column: int, name: str) -> int:
    text = cells[column]
    # The grid is 700 km wide and 1,300 km high.
    if not (text.isascii() and text.isdigit() and 0 < int(text[:8]) < 1_300_000):
        raise CellError(name, f"{shown(text)} is not a number of metres on the National Grid")
    return int(text)


def _cells(file: SourceFile) -> Iterator[tuple[str, int, list[str]]]:
    """Every row with the name of the file it is in."""
    for name, text in _members(file):
        row = 0
        try:
            for row, cells in enumerate(csv.reader(text, strict=True), start=1):
                if cells and not (row <= 2 and cells[POSTCODE].strip().upper() in HEADINGS):
                    yield name, row, [cell.strip() for cell in cells]
        except csv.Error as error:
            raise GeodataError([Fault(name, f"this is not CSV ({error})", row + 1)]) from None
        except UnicodeDecodeError:
            raise GeodataError([Fault(name, "this is not UTF-8 text", row + 1)]) from None
        except DAMAGED:
            raise GeodataError([Fault(name, "the zip is damaged here", row + 1)]) from None


def _members(file: SourceFile) -> Iterator[tuple[str, io.TextIOBase]]:
    if not file.data.startswith(b"PK"):
        yield file.name, io.TextIOWrapper(io.BytesIO(file.data), encoding="utf-8-sig", newline="")
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.data))
    except DAMAGED:
        raise GeodataError([Fault(file.name, "this is not a zip file, or it is damaged")]) from None
    with archive:
        members = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
        members = [one for one in members if "doc/" not in one.filename.lower()]
        if not members:
            raise GeodataError([Fault(file.name, "there is no CSV file in this zip")])
        if any(one.flag_bits & 1 for one in members) or sum(one.file_size for one in members) > MOST_BYTES:
            raise GeodataError([Fault(file.name, "it is protected by a password, or too large once unpacked")])
        for one in members:
            yield one.filename, io.TextIOWrapper(_opened(archive, one), encoding="utf-8-sig", newline="")


def _opened(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> IO[bytes]:
    unreadable = GeodataError([Fault(one.filename, "the zip is damaged here, or packed in an unusual way")])
    if one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable
    try:
        return archive.open(one)
    except DAMAGED:
        raise unreadable from None
