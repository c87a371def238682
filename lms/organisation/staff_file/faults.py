"""What can be wrong with a staff file, as values. Pure: no Django."""

from dataclasses import dataclass

from lms.core.tables.problems import EMPTY_FILE, ENCODING, HEADER, TOO_LARGE

MISSING = "missing"
BAD_DATE = "bad_date"
DUPLICATE_STAFF_NO = "duplicate_staff_no"
DUPLICATE_EMAIL = "duplicate_email"
UNKNOWN_UNIT = "unknown_unit"
UNKNOWN_MANAGER = "unknown_manager"
SELF_MANAGER = "self_manager"
MANAGER_CYCLE = "manager_cycle"
MANAGER_LEFT = "manager_left"
END_BEFORE_START = "end_before_start"
BAD_EMAIL = "bad_email"
BAD_VALUE = "bad_value"

CODES = (
    MISSING,
    BAD_DATE,
    DUPLICATE_STAFF_NO,
    DUPLICATE_EMAIL,
    UNKNOWN_UNIT,
    UNKNOWN_MANAGER,
    SELF_MANAGER,
    MANAGER_CYCLE,
    MANAGER_LEFT,
    END_BEFORE_START,
    BAD_EMAIL,
    BAD_VALUE,
    ENCODING,
    HEADER,
    EMPTY_FILE,
    TOO_LARGE,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, or (as a warning) worth knowing.

    ``row`` counts as a spreadsheet does: the header is row 1. It is None where the file as a whole is meant.
    ``of_units``: the row is one of the units, not of the staff.
    """

    row: int | None
    column: str | None
    code: str
    message: str
    of_units: bool = False

    def as_dict(self) -> dict:
        """As in the command's JSON."""
        message = f"In the units: {self.message}" if self.of_units else self.message
        return {"row": self.row, "column": self.column, "code": self.code, "message": message}


def in_order(faults: list[Fault]) -> list[Fault]:
    """The faults without repeats: the file's own first, then units, then staff, each by row and column."""
    return sorted(
        set(faults),
        key=lambda each: (each.row is not None, not each.of_units, each.row or 0, each.column or "", each.code),
    )


class UnreadableFileError(Exception):
    """The file as a whole cannot be used; ``faults`` says why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(each.message for each in faults))
        self.faults = list(faults)
