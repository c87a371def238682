"""One postcode as a value, and the codes in it. Pure: no Django."""

import re
from dataclasses import dataclass
from decimal import Decimal

from inclusion_map.geodata.faults import CellError, shown
from inclusion_map.postcodes import Level, understand

OFFICIAL = re.compile(r"[ENSWKJLM][0-9]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """One unit postcode with its space, WGS 84 degrees to six decimals. ``ward_code`` is empty outside the borough.
    ``row`` is where it stood in its file."""

    code: str
    latitude: Decimal
    longitude: Decimal
    ward_code: str
    in_borough: bool
    row: int = 0

    @property
    def sector(self) -> str:
        """The sector: all but the last two letters."""
        return self.code[:-2]

    @property
    def outcode(self) -> str:
        """The part before the space."""
        return self.code.partition(" ")[0]


def code_in(text: str, column: str) -> str:
    """A whole postcode, written properly. Nothing is repaired: a file is not typed on a telephone."""
    meant = understand(text) if len(text) <= 10 else None
    if meant is None or meant.level is not Level.UNIT or meant.repaired:
        raise CellError(column, f"{shown(text)} is not a whole postcode, such as AB1 2CD")
    return meant.code


def official_code(text: str) -> bool:
    """Whether it has the form of the Office for National Statistics' codes for areas: a letter and eight digits."""
    return bool(OFFICIAL.fullmatch(text))
