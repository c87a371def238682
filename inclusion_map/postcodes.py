"""What somebody meant who typed a postcode or a part of one. Pure: no Django.

The forms are those of Royal Mail's Postcode Address File: an outcode (A9, A99, AA9, AA99, A9A, AA9A), then a digit
(with it, a sector), then two letters (with them, a unit). Whether such a postcode exists is not asked here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_CHARACTERS = 200  # an address pasted whole, and no book
# The letters that postcodes in the United Kingdom and the Crown dependencies begin with.
AREAS = (
    " AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
    "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV YO ZE "
)
# 9 stands for a digit, A for a letter.
OUTCODES = ("A9", "A99", "AA9", "AA99", "A9A", "AA9A")
SECTOR_END, UNIT_END, PART_OF_UNIT_END = "9", "9AA", "9A"
AS_DIGIT = {"O": "0", "I": "1"}
AS_LETTER = {"0": "O", "1": "I"}
# Letters that Royal Mail leaves out in some positions, because they look like others.
POSSIBLE = re.compile(
    r"(?:[A-Z](?:[0-9]|[1-9][0-9]|[0-9][ABCDEFGHJKPSTUW])|[A-Z][A-Z](?:[0-9]|[1-9][0-9]|[0-9][ABEHMNPRVWXY]))"
    r"(?: [0-9](?:[ABD-HJLNP-UW-Z]{1,2})?)?"
)
WITHIN_TEXT = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?)[\s.-]*([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])")


class Level(StrEnum):
    """How much of a postcode was given."""

    UNIT = "unit"
    SECTOR = "sector"
    OUTCODE = "outcode"


@dataclass(frozen=True, slots=True)
class Understood:
    """A postcode or a part of one, as it is properly written: "AB1 2CD", "AB1 2" or "AB1".

    ``repaired`` says that a letter O was read as a zero or the like, which a name may have caused by accident.
    """

    level: Level
    code: str
    repaired: bool = False

    @property
    def outcode(self) -> str:
        """The part before the space."""
        return self.code.partition(" ")[0]

    @property
    def sector(self) -> str:
        """The outcode and the digit after the space; empty where only an outcode was given."""
        return self.code[:-2] if self.level is Level.UNIT else self.code if self.level is Level.SECTOR else ""

    @property
    def real_area(self) -> bool:
        """Whether it begins with the letters of one of the country's postcode areas."""
        return f" {self.code[: 1 if self.code[1].isdigit() else 2]} " in AREAS


def understand(text: str) -> Understood | None:
    """The likeliest reading of what was typed, or None. Any case, spacing, punctuation and Unicode digits."""
    return next(iter(readings(text)), None)


def readings(text: str) -> tuple[Understood, ...]:
    """Every reading, likeliest first. "SE10" is the outcode, or else the sector "SE1 0" typed without its space."""
    if len(text) > MOST_CHARACTERS:
        return ()
    plain = _plain(text)
    joined = re.sub(r"[^A-Z0-9]", "", plain)
    if not joined or not _only_ours(plain):
        found: list[Understood] = []
    else:
        found = sorted(filter(_was_meant, _whole(joined)), key=_rank)
        first, *rest = plain.split()
        # Whoever typed "SE1 9" does not mean SE19.
        spaced = [one for one in found if len(rest) == 1 and one.outcode == first]
        found = spaced or found
    return tuple(found or _within(plain))


def holds_unit(text: str) -> bool:
    """Whether somebody's whole postcode is in a text of any length, or is all of it."""
    return any(one.level is Level.UNIT for one in readings(text)) or bool(WITHIN_TEXT.search(_plain(text)))


def _plain(text: str) -> str:
    """In capitals, with the digits and letters of other keyboards as ours."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(one, one)) for one in wide).upper()


def _only_ours(plain: str) -> bool:
    """Whether every letter is one of ours: what stands between them does not matter."""
    return all(one.isascii() or not one.isalnum() for one in plain)


def _whole(joined: str) -> Iterator[Understood]:
    """What the letters and digits are when all of them are the postcode."""
    for shape in OUTCODES:
        for end, level in ((UNIT_END, Level.UNIT), (SECTOR_END, Level.SECTOR), ("", Level.OUTCODE)):
            if found := _as(joined, shape, end, level):
                yield found
        # Somebody is still typing: a unit without its last letter is known to its sector.
        if found := _as(joined, shape, PART_OF_UNIT_END, Level.UNIT):
            yield Understood(Level.SECTOR, found.code[:-1], found.repaired)


def _as(joined: str, outcode: str, end: str, level: Level) -> Understood | None:
    """The letters and digits in this form, with O for zero and I for one repaired; None when they do not fit."""
    form = outcode + end
    if len(joined) != len(form):
        return None
    read = "".join(_read(one, want) for one, want in zip(joined, form, strict=True))
    code = f"{read[: len(outcode)]} {read[len(outcode) :]}".strip()
    return Understood(level, code, repaired=read != joined) if POSSIBLE.fullmatch(code) else None


def _read(one: str, want: str) -> str:
    """A character as the digit or letter wanted; a question mark where it can be neither."""
    if want == "9":
        return one if one.isdigit() else AS_DIGIT.get(one, "?")
    return one if one.isalpha() else AS_LETTER.get(one, "?")


def _was_meant(one: Understood) -> bool:
    """A word that had to be repaired into a part of an area that does not exist was never a postcode."""
    return one.real_area or not one.repaired or one.level is Level.UNIT


def _rank(one: Understood) -> tuple[bool, bool, int]:
    """Lowest first: as typed before repaired, areas that exist, a longer outcode before a sector without its space."""
    order = (Level.UNIT, Level.OUTCODE, Level.SECTOR)
    return one.repaired, not one.real_area, order.index(one.level)


def _within(plain: str) -> list[Understood]:
    """A whole postcode inside a longer text, such as an address. Nothing is repaired there."""
    found = WITHIN_TEXT.search(plain)
    return [Understood(Level.UNIT, f"{found[1]} {found[2]}")] if found else []
