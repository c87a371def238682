"""Pure: the map as numbers and paths. One unit is ten metres; x grows to the east, y to the south."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from typing import Any

from inclusion_map.finding.borders import Point, borders, simplify

UNIT_METRES = 10
METRES_PER_DEGREE = 111_320  # of latitude; of longitude at the equator
TOLERANCE = 4.0  # units: how far a simplified line may leave the real one
NARROWEST = 300.0  # units: a view shows at least this much from side to side
ASPECT = 1.1  # height of a view by its width
PIN = 0.045  # radius of a pin by the width of the view
ROUNDS = 60  # of moving pins apart; enough for a page of ten


@dataclass(frozen=True)
class Projection:
    """Degrees to units, near enough over one borough. ``west`` and ``north`` are where x and y are 0."""

    west: float
    north: float

    def point(self, latitude: float, longitude: float) -> Point:
        """Where a point in WGS 84 degrees is."""
        scale = METRES_PER_DEGREE / UNIT_METRES
        return ((longitude - self.west) * scale * cos(radians(self.north)), (self.north - latitude) * scale)


@dataclass(frozen=True)
class Ward:
    """One ward: its name and where it is written."""

    name: str
    label: Point


@dataclass(frozen=True)
class Background:
    """What lies under the pins: the outline, the lines between wards. ``box`` is x, y, width and height of it all."""

    name: str
    projection: Projection
    outline: str
    lines: str
    wards: tuple[Ward, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Pin:
    """A numbered place: where its number is drawn, and the point itself, which may be beside it."""

    number: int
    at: Point
    point: Point

    @property
    def moved(self) -> bool:
        """Whether a line has to lead from the number to the place."""
        return hypot(self.at[0] - self.point[0], self.at[1] - self.point[1]) > 0.5


@dataclass(frozen=True)
class Picture:
    """One map: the background, the part of it that is seen (x, y, width, height) and the pins with their radius."""

    background: Background
    view: tuple[float, float, float, float]
    pins: tuple[Pin, ...]
    radius: float
    here: Point | None

    @property
    def labels(self) -> tuple[Ward, ...]:
        """The wards whose name can be written without being cut off or lying under a number."""
        return tuple(ward for ward in self.background.wards if self._has_room(ward.label))

    def _has_room(self, at: Point) -> bool:
        x, y, width, height = self.view
        inside = 0.15 < (at[0] - x) / width < 0.85 and 0.04 < (at[1] - y) / height < 0.96
        return inside and all(
            abs(pin.at[0] - at[0]) > 4 * self.radius or abs(pin.at[1] - at[1]) > 1.8 * self.radius for pin in self.pins
        )


def draw_background(name: str, outline: dict[str, Any], wards: Iterable[tuple[str, dict[str, Any]]]) -> Background:
    """The borough from GeoJSON geometries (Polygon or MultiPolygon, longitude first): lines made simple."""
    corners = [corner for ring in _rings(outline) for corner in ring]
    if not corners:
        raise ValueError("The outline has no corners.")
    projection = Projection(min(lon for lon, _ in corners), max(lat for _, lat in corners))
    flat = [projection.point(lat, lon) for lon, lat in corners]
    box = (0.0, 0.0, max(x for x, _ in flat), max(y for _, y in flat))
    known = [(ward, geometry) for ward, geometry in wards if geometry]
    return Background(
        name=name,
        projection=projection,
        outline=_path(projection, outline),
        lines=_lines(projection, [geometry for _, geometry in known]),
        wards=tuple(Ward(ward, _middle(projection, geometry)) for ward, geometry in known),
        box=box,
    )


def _rings(geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Every ring of a geometry as (longitude, latitude)."""
    coordinates = geometry.get("coordinates", [])
    polygons = coordinates if geometry.get("type") == "MultiPolygon" else [coordinates]
    return [[(corner[0], corner[1]) for corner in ring] for polygon in polygons for ring in polygon]


def _path(projection: Projection, geometry: dict[str, Any]) -> str:
    """The path data of a geometry, in whole units and relative steps, which compress well."""
    rings = ([projection.point(lat, lon) for lon, lat in ring] for ring in _rings(geometry))
    return "".join(_ring_path(simplify(ring, TOLERANCE)) for ring in rings if len(ring) > 3)


def _lines(projection: Projection, geometries: Iterable[dict[str, Any]]) -> str:
    """The path data of the lines between the wards."""
    # In degrees: a border is known to be shared by points that are the very same.
    rings = [ring for geometry in geometries for ring in _rings(geometry) if len(ring) > 3]
    lines = borders(rings, TOLERANCE / (METRES_PER_DEGREE / UNIT_METRES))
    flat = ([projection.point(lat, lon) for lon, lat in line] for line in lines)
    return "".join(f"M{_steps(line)}" for line in flat)


def _ring_path(ring: Sequence[Point]) -> str:
    return f"M{_steps(ring[:-1])}z"  # z goes back to the first corner


def _steps(line: Sequence[Point]) -> str:
    corners = [(round(x), round(y)) for x, y in line]
    steps = [f"{x - px} {y - py}" for (px, py), (x, y) in pairwise(corners)]
    return f"{corners[0][0]} {corners[0][1]}l{' '.join(steps)}"


def _middle(projection: Projection, geometry: dict[str, Any]) -> Point:
    """The centre of gravity of the largest ring."""
    rings = [[projection.point(lat, lon) for lon, lat in ring] for ring in _rings(geometry)]
    ring = max(rings, key=len)
    cross = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    area = sum(part for _, _, part in cross) / 2
    if not area:
        return ring[0]
    x = sum((a[0] + b[0]) * part for a, b, part in cross) / (6 * area)
    y = sum((a[1] + b[1]) * part for a, b, part in cross) / (6 * area)
    return (round(x, 1), round(y, 1))


def draw_picture(
    background: Background,
    places: Iterable[tuple[int, float, float]],
    here: tuple[float, float] | None = None,
) -> Picture:
    """The map of numbered places, each (number, latitude, longitude), and of ``here``, where somebody asked from.

    Shows as little of the borough as holds them all. Numbers that would cover one another stand beside their place.
    """
    to_point = background.projection.point
    points = [(number, to_point(latitude, longitude)) for number, latitude, longitude in places]
    start = to_point(*here) if here else None
    view = _view(background, [point for _, point in points] + ([start] if start else []))
    radius = round(view[2] * PIN, 1)
    pins = tuple(
        Pin(number, (round(at[0], 1), round(at[1], 1)), (round(point[0], 1), round(point[1], 1)))
        for (number, point), at in zip(points, _apart([point for _, point in points], 2.15 * radius), strict=True)
    )
    return Picture(background, view, pins, radius, start and (round(start[0], 1), round(start[1], 1)))


def _view(background: Background, points: Sequence[Point]) -> tuple[float, float, float, float]:
    if points:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    else:
        left, top, right, bottom = 0.0, 0.0, background.box[2], background.box[3]
    margin = 1.3 if points else 1.06
    width = max((right - left) * margin, (bottom - top) * margin / ASPECT, NARROWEST)
    height = width * ASPECT
    x, y = (left + right - width) / 2, (top + bottom - height) / 2
    return (round(x), round(y), round(width), round(height))


def _apart(points: Sequence[Point], distance: float) -> list[Point]:
    """The points, moved until no two are nearer than ``distance``; the same points always move the same way."""
    moved = [list(point) for point in points]
    for _ in range(ROUNDS):
        still = True
        for one in range(len(moved)):
            for other in range(one + 1, len(moved)):
                still = not _push(moved[one], moved[other], distance, one) and still
        if still:
            break
    return [(x, y) for x, y in moved]


def _push(one: list[float], other: list[float], distance: float, turn: int) -> bool:
    """Moves two points away from each other where they are too near; says whether it did."""
    x, y = other[0] - one[0], other[1] - one[1]
    gap = hypot(x, y)
    if gap >= distance - 0.01:
        return False
    if not gap:  # the same address: in a direction of its own for each
        angle = turn * 2 * pi / 5
        x, y, gap = cos(angle), sin(angle), 1.0
    step = (distance - hypot(other[0] - one[0], other[1] - one[1])) / 2 / gap
    one[0], one[1] = one[0] - x * step, one[1] - y * step
    other[0], other[1] = other[0] + x * step, other[1] + y * step
    return True
