"""Pure: the lines between areas, each drawn once and made simple once, so that neighbours keep one border."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import hypot

Point = tuple[float, float]


def borders(rings: Sequence[Sequence[Point]], tolerance: float) -> list[list[Point]]:
    """The lines that two or more of the rings share, each once, in simple form.

    Rings are closed (the last point is the first). Where none share any, as when each was drawn by itself, the whole
    rings. ``tolerance`` is in the points' own unit.
    """
    owners: dict[Point, set[int]] = defaultdict(set)
    for number, ring in enumerate(rings):
        for point in ring:
            owners[point].add(number)
    pieces: dict[tuple[Point, ...], int] = defaultdict(int)
    for ring in rings:
        for piece in _pieces(ring[:-1], owners):
            pieces[min(piece, piece[::-1])] += 1
    shared = [piece for piece, times in pieces.items() if times > 1]
    return [simplify(piece, tolerance) for piece in shared or pieces]


def _pieces(ring: Sequence[Point], owners: dict[Point, set[int]]) -> Iterable[tuple[Point, ...]]:
    """A ring, cut where it gets another neighbour; in one piece from its least point where it never does."""
    size = len(ring)
    cuts = [
        at
        for at in range(size)
        if owners[ring[at]] != owners[ring[at - 1]] or owners[ring[at]] != owners[ring[(at + 1) % size]]
    ] or [ring.index(min(ring))]
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + size], strict=True):
        yield tuple(ring[at % size] for at in range(start, end + 1))


def simplify(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with the corners left out that lie within ``tolerance`` of it (Ramer, Douglas and Peucker)."""
    if len(line) < 3:
        return list(line)
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        farthest = max(between, key=lambda index: _off(line[index], line[first], line[last]), default=None)
        if farthest is not None and _off(line[farthest], line[first], line[last]) > tolerance:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [line[index] for index in sorted(kept)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point is from the straight line between two others; from the point itself, where they are one."""
    width, height = end[0] - start[0], end[1] - start[1]
    length = hypot(width, height)
    if not length:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(width * (start[1] - point[1]) - (start[0] - point[0]) * height) / length
