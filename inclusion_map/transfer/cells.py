"""Cells of a file of places: text to values and back. Pure: no Django.

Each ``read_…`` takes a cell's text, stripped, and raises ``BadCellError``. What is written is read back the same.
"""

import datetime as dt
import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from uuid import UUID

from inclusion_map.transfer.faults import BAD_CHOICE, BAD_DATE, BAD_KEY, BAD_TIME, UNKNOWN_KIND, BadCellError
from inclusion_map.validity import BAD_VALUE

YES = frozenset(("yes", "y", "true", "1"))
NO = frozenset(("no", "n", "false", "0"))
DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
LONGEST_SHOWN = 40
DEFAULT_SPEAKER = "staff"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # a workbook has no way to write them
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?")


def tidy(text: str) -> str:
    """Text as it survives a spreadsheet: without control characters, lines parted by one newline, stripped."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def shown(text: str) -> str:
    """A cell as quoted in a message."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def read_yes_no(text: str) -> bool | None:
    """Yes, no, or None for an empty cell."""
    if not text:
        return None
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise BadCellError(BAD_CHOICE, f"“{shown(text)}” is neither yes nor no.")


def read_date(text: str) -> dt.date | None:
    """A date as 2026-04-01 or 01/04/2026; None for an empty cell."""
    for form in DATE_FORMS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 (a civil date has no time zone)
        except ValueError:
            continue
    if not text:
        return None
    raise BadCellError(BAD_DATE, f"“{shown(text)}” is not a date such as 2026-04-01 or 01/04/2026.")


def read_time(text: str) -> dt.time | None:
    """A clock time as 09:30; None for an empty cell."""
    if not text:
        return None
    found = _TIME.fullmatch(text)
    try:
        if found:
            return dt.time(int(found[1]), int(found[2]))
    except ValueError:
        pass
    raise BadCellError(BAD_TIME, f"“{shown(text)}” is not a time such as 09:30.")


def write_time(value: dt.time | None) -> str:
    """A clock time as 09:30."""
    return f"{value:%H:%M}" if value else ""


def read_whole(text: str) -> int | None:
    """A whole number from 0; None for an empty cell."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) <= 32_767:
        return int(text)
    raise BadCellError(BAD_VALUE, f"“{shown(text)}” is not a whole number from 0 to 32,767.")


def read_degrees(text: str) -> Decimal | None:
    """Degrees, rounded to six decimals; None for an empty cell."""
    if not text:
        return None
    try:
        degrees = Decimal(text)
        if degrees.is_finite() and abs(degrees) <= 180:
            return degrees.quantize(Decimal("0.000001"))
    except InvalidOperation:
        pass
    raise BadCellError(BAD_VALUE, f"“{shown(text)}” is not a number of degrees such as 51.371911.")


def read_uuid(text: str) -> UUID | None:
    """A UUID; None for an empty cell."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise BadCellError(BAD_KEY, f"“{shown(text)}” is not a UUID. Leave it empty for something new.") from None


def read_choice(text: str, codes: Collection[str]) -> str:
    """One of some codes, in any case; empty for an empty cell."""
    known = {code.casefold(): code for code in codes}
    if not text or text.casefold() in known:
        return known.get(text.casefold(), "")
    raise BadCellError(BAD_CHOICE, f"“{shown(text)}” is not one of: {', '.join(filter(None, codes))}.")


def read_kinds(text: str, codes: Collection[str]) -> tuple[str, ...]:
    """Codes of kinds of help as "computer, wifi", in the order of ``codes``, each once."""
    named = {part.strip().casefold() for part in text.split(",") if part.strip()}
    unknown = sorted(named - set(codes))
    if unknown:
        raise BadCellError(UNKNOWN_KIND, f"“{shown(unknown[0])}” is not a kind of help. There are: {', '.join(codes)}.")
    return tuple(code for code in codes if code in named)


def read_languages(text: str, speakers: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Languages and who speaks each as "pl:staff, ta:interpreter", by code, each once. Staff where nothing is said."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        code, _, speaker = (piece.strip() for piece in part.partition(":"))
        if not _LANGUAGE.fullmatch(code):
            raise BadCellError(BAD_CHOICE, f"“{shown(code)}” is not an ISO 639 code such as pl or ta.")
        if code in found:
            raise BadCellError(BAD_VALUE, f"The language {code} is there twice.")
        found[code] = read_choice(speaker, speakers) or DEFAULT_SPEAKER
    return tuple(sorted(found.items()))


def write_languages(languages: Collection[tuple[str, str]]) -> str:
    """The inverse of ``read_languages``."""
    return ", ".join(f"{code}:{speaker}" for code, speaker in sorted(languages))
