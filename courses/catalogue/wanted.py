"""What somebody asks the catalogue for, and what almost fits when nothing does. Pure: no Django."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class Wanted:
    """The filters of the catalogue; empty ones ask for nothing. ``place`` is a slug, ``day`` two letters as MO."""

    q: str = ""
    place: str = ""
    day: str = ""
    free: bool = False
    level: str = ""
    language: str = ""

    def asked(self) -> list[str]:
        """The names of the filters that are set, in the order in which they are offered."""
        return [field.name for field in fields(self) if getattr(self, field.name)]

    def without(self, name: str) -> "Wanted":
        """The same with one filter less."""
        return replace(self, free=False) if name == "free" else replace(self, **{name: ""})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Almost:
    """What would be found with one filter less: which one, what is asked for then, and the results."""

    dropped: str
    wanted: Wanted
    found: Sequence[Any]


# What people give up first: the day, then where, then the rest; what they came to learn last.
GIVEN_UP = ("day", "place", "free", "language", "level", "q")


def almost(wanted: Wanted, find: Callable[[Wanted], Sequence[Any]]) -> Iterator[Almost]:
    """For each filter that is set, what is found without it, where that is anything."""
    for name in GIVEN_UP:
        if name in wanted.asked():
            fewer = wanted.without(name)
            if found := find(fewer):
                yield Almost(name, fewer, found)
