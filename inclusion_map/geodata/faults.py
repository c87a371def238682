"""What is wrong with a file, said so that somebody can mend it. Pure: no Django."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOST_FAULTS = 50  # then nobody reads on; the file is of another kind


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was given: its name for messages, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. ``row`` counts the heading as row 1; 0 is the file as a whole."""

    file: str
    message: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        where = [self.file, f"row {self.row}" if self.row else "", self.column]
        return f"{', '.join(part for part in where if part)}: {self.message}"


class GeodataError(Exception):
    """The files are refused whole; ``faults`` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


class CellError(ValueError):
    """What one cell says cannot be."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(slots=True)
class Faults:
    """Gathers faults while rows are read, and refuses at the end."""

    found: list[Fault] = field(default_factory=list)

    @contextmanager
    def at(self, file: str, row: int) -> Iterator[None]:
        """Notes what is wrong in one row and goes on with the next."""
        try:
            yield
        except CellError as error:
            self.add(Fault(file, str(error), row, error.column))

    def add(self, fault: Fault) -> None:
        """Notes one. Raises GeodataError once there are too many to be worth reading."""
        self.found.append(fault)
        if len(self.found) >= MOST_FAULTS:
            self.refuse()

    def refuse(self) -> None:
        """Raises GeodataError if anything was wrong."""
        if self.found:
            raise GeodataError(self.found)


def shown(text: str) -> str:
    """A cell as a message may quote it: short, and nothing in it that a terminal obeys."""
    plain = "".join(one if one.isprintable() else "�" for one in text)
    return f"“{plain[:40]}{'…' if len(plain) > 40 else ''}”"
