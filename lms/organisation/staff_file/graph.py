"""Circles in "each stands under at most one other". Pure: no Django."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def members_of_circles(above: Mapping[Node, Node]) -> set[Node]:
    """Those who stand under themselves, directly or through others. Every node is walked once."""
    done: set[Node] = set()
    circles: set[Node] = set()
    for first in above:
        path: list[Node] = []
        place: dict[Node, int] = {}
        node: Node | None = first
        while node is not None and node not in done and node not in place:
            place[node] = len(path)
            path.append(node)
            node = above.get(node)
        if node is not None and node in place:
            circles.update(path[place[node] :])
        done.update(path)
    return circles
