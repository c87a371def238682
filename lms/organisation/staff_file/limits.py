"""How large a staff file may be. Pure: no Django."""

from lms.organisation.staff_file import faults as codes
from lms.organisation.staff_file.faults import Fault, UnreadableFileError

MOST_BYTES = 20_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200


def too_large(message: str, *, of_units: bool = False) -> UnreadableFileError:
    """The refusal of a file that is larger than we read."""
    return UnreadableFileError(Fault(None, None, codes.TOO_LARGE, message, of_units))
