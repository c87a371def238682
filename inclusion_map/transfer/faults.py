"""What can be wrong with a file of places, as values. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass

# Beside the codes of lms.core.tables.problems (a file that cannot be read) and of inclusion_map.validity.
BAD_DATE = "bad_date"
BAD_TIME = "bad_time"
BAD_CHOICE = "bad_choice"
BAD_KEY = "bad_key"
TOO_LONG = "too_long"
DUPLICATE = "duplicate"
UNKNOWN_ORGANISATION = "unknown_organisation"
UNKNOWN_PLACE = "unknown_place"
UNKNOWN_SERVICE = "unknown_service"
UNKNOWN_KIND = "unknown_kind"
UNKNOWN_SHEET = "unknown_sheet"  # a warning


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One thing wrong, or (as a warning) worth knowing.

    ``sheet`` is empty where the file as a whole is meant. ``row`` counts as a spreadsheet does: the header is row 1.
    """

    sheet: str
    row: int | None
    column: str | None
    code: str
    message: str

    def as_dict(self) -> dict[str, str | int | None]:
        """As in the command's JSON."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "message": self.message,
        }

    @property
    def where(self) -> str:
        """As a person looks for it: "services, row 4, column kinds"."""
        row = f"row {self.row}" if self.row else ""
        column = f"column {self.column}" if self.column else ""
        return ", ".join(part for part in (self.sheet, row, column) if part) or "the file"


class BadCellError(ValueError):
    """A cell that cannot be read; ``code`` says why to a machine, the text to a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def in_order(faults: Iterable[SheetFault], sheets: Iterable[str]) -> list[SheetFault]:
    """Without repeats: the file's own first, then by sheet, row and column."""
    order = {name: place for place, name in enumerate(sheets)}
    return sorted(
        set(faults), key=lambda each: (order.get(each.sheet, -1), each.row or 0, each.column or "", each.code)
    )
