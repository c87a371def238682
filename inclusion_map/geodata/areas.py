"""Outcodes, sectors and the middles of wards, worked out from postcodes. Pure: no Django."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from inclusion_map.geodata.rows import PostcodeRow

LEAST_POSTCODES = 20  # of a sector with fewer, naming it would give a home away
SIX_DECIMALS = Decimal("0.000001")
Degrees = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One outcode or sector; the columns are those of ``PostcodeArea``."""

    code: str
    level: str
    latitude: Decimal
    longitude: Decimal
    postcodes: int
    in_borough: bool
    name: str


def areas_of(rows: Iterable[PostcodeRow], ward_names: Mapping[str, str]) -> list[AreaRow]:
    """Every outcode, and every sector of at least 20 postcodes, inside the borough and near it, by code.

    An area's name is that of the ward that holds more than a third of its postcodes and more than any other ward, and
    more than lie outside; else it has none, since a name would mislead. A ward that ``ward_names`` lacks gives none.
    """
    groups: dict[tuple[str, str], list[PostcodeRow]] = defaultdict(list)
    for row in rows:
        groups["outcode", row.outcode].append(row)
        groups["sector", row.sector].append(row)
    return [
        _area(level, code, members, ward_names)
        for (level, code), members in sorted(groups.items(), key=lambda group: group[0][1])
        if level == "outcode" or len(members) >= LEAST_POSTCODES
    ]


def ward_centres(rows: Iterable[PostcodeRow]) -> dict[str, Degrees]:
    """The middle of each ward's postcodes, by ward code."""
    points: dict[str, list[PostcodeRow]] = defaultdict(list)
    for row in rows:
        if row.ward_code:
            points[row.ward_code].append(row)
    return {code: centre(members) for code, members in points.items()}


def centre(rows: list[PostcodeRow]) -> Degrees:
    """The mean latitude and longitude, to six decimals; there is at least one row."""
    latitude = sum((row.latitude for row in rows), Decimal(0)) / len(rows)
    longitude = sum((row.longitude for row in rows), Decimal(0)) / len(rows)
    return latitude.quantize(SIX_DECIMALS), longitude.quantize(SIX_DECIMALS)


def _area(level: str, code: str, members: list[PostcodeRow], ward_names: Mapping[str, str]) -> AreaRow:
    latitude, longitude = centre(members)
    # Sorted, so that of two wards with as many the same one is named each time.
    ward, count = min(Counter(row.ward_code for row in members).items(), key=lambda one: (-one[1], one[0]))
    return AreaRow(
        code=code,
        level=level,
        latitude=latitude,
        longitude=longitude,
        postcodes=len(members),
        in_borough=any(row.in_borough for row in members),
        name=ward_names.get(ward, "") if count * 3 > len(members) else "",
    )
