"""Which points are near any of some others, without comparing each with each. Pure: no Django."""

from collections import defaultdict
from collections.abc import Iterable


class Nearness:
    """The points within ``metres`` of some points (metres east and north on a flat grid).

    Points are kept in squares as wide as the distance, so only nine squares have to be looked at.
    """

    def __init__(self, points: Iterable[tuple[int, int]], metres: int) -> None:
        self.metres = metres
        self.side = max(metres, 1)
        self.squares: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for east, north in points:
            self.squares[east // self.side, north // self.side].append((east, north))
        self.around = {
            (column + right, row + up) for column, row in self.squares for right in (-1, 0, 1) for up in (-1, 0, 1)
        }

    def may_hold(self, cells: list[str]) -> bool:
        """Whether a line's point (its third and fourth cells) can be near; False where they are no numbers."""
        try:
            east, north = int(cells[2]), int(cells[3])
        except ValueError:
            return False
        return self.metres > 0 and (east // self.side, north // self.side) in self.around

    def holds(self, east: int, north: int) -> bool:
        """Whether one of the points is that near."""
        column, row = east // self.side, north // self.side
        return any(
            (east - other_east) ** 2 + (north - other_north) ** 2 <= self.metres**2
            for right in (-1, 0, 1)
            for up in (-1, 0, 1)
            for other_east, other_north in self.squares.get((column + right, row + up), ())
        )
