"""Why a table cannot be read, as values. Pure: no Django."""

from dataclasses import dataclass

ENCODING = "encoding"
HEADER = "header"
EMPTY_FILE = "empty_file"
TOO_LARGE = "too_large"
UNKNOWN_COLUMN = "unknown_column"  # a warning


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a table as a whole. ``row`` counts as a spreadsheet does: the header is row 1."""

    row: int | None
    column: str | None
    code: str
    message: str


class UnreadableTableError(Exception):
    """The table cannot be used; ``problems`` says why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(each.message for each in problems))
        self.problems = list(problems)


def unreadable(code: str, message: str) -> UnreadableTableError:
    """The refusal of a file as a whole."""
    return UnreadableTableError(Problem(None, None, code, message))
