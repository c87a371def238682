"""Postcodes from files, whatever form they come in. Pure: no Django.

Two forms: a CSV with a heading (``postcode, latitude, longitude``, and ``ward_code`` or ``district_code`` or both), and
Ordnance Survey's Code-Point Open as it is downloaded (a zip) or one CSV out of it, without a heading.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inclusion_map.geodata.code_point import is_code_point, read_code_point
from inclusion_map.geodata.faults import CellError, Fault, Faults, GeodataError, SourceFile, shown
from inclusion_map.geodata.rows import PostcodeRow, code_in, official_code
from inclusion_map.geodata.tables import cells_of, degrees_in, rows_of

NEEDED = ("postcode", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class PostcodesRead:
    """What the files hold together; ``skipped`` are postcodes that have no point on the map."""

    rows: list[PostcodeRow]
    skipped: int


def read_postcodes(files: Iterable[SourceFile], *, district: str, nearby_metres: int) -> PostcodesRead:
    """Every postcode of the files, each once. Raises GeodataError with all that is wrong.

    ``district`` (an official code, or empty) says which district is the borough, where a file names districts. A
    CSV that names none is all inside. Of Code-Point Open, what is outside and farther than ``nearby_metres`` from
    every postcode inside is left out.
    """
    faults = Faults()
    found: dict[str, PostcodeRow] = {}
    skipped = 0
    for file in files:
        if is_code_point(file):
            read, without = read_code_point(file, faults, district=_needed(district, file), nearby_metres=nearby_metres)
            skipped += without
        else:
            read = list(_with_heading(file, faults, district))
        for row in read:
            if row.code in found:
                faults.add(Fault(file.name, f"{row.code} is there a second time", row.row, "postcode"))
            found[row.code] = row
    faults.refuse()
    if not any(row.in_borough for row in found.values()):
        raise GeodataError([Fault("the files", "no postcode in them is inside the borough")])
    return PostcodesRead(sorted(found.values(), key=lambda row: row.code), skipped)


def _needed(district: str, file: SourceFile) -> str:
    if not district:
        raise GeodataError([Fault(file.name, "it covers many districts: say which is the borough with --district")])
    return district


def _with_heading(file: SourceFile, faults: Faults, district: str) -> Iterator[PostcodeRow]:
    # A heading that names districts but no wards is of the surroundings.
    _, heading = next(cells_of(file), (0, []))
    districts = "district_code" in [name.casefold() for name in heading]
    for row, cells in rows_of(file, NEEDED if districts else (*NEEDED, "ward_code")):
        with faults.at(file.name, row):
            inside = not districts or (bool(district) and cells["district_code"] == district)
            yield PostcodeRow(
                code=code_in(cells["postcode"], "postcode"),
                latitude=degrees_in(cells, "latitude"),
                longitude=degrees_in(cells, "longitude"),
                ward_code=_ward(cells) if inside else "",
                in_borough=inside,
                row=row,
            )


def _ward(cells: dict[str, str]) -> str:
    ward = cells.get("ward_code", "")
    if not official_code(ward):
        raise CellError("ward_code", f"{shown(ward)} is not a ward's official code, such as E05000001")
    return ward
