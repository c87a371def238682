"""Refuses a workbook that would cost far more to open than a table of ours can. Pure: no Django.

A workbook is a zip of XML. Sizes and tags are counted in the packed stream, in constant memory, before any parser
sees it: a few kilobytes can unpack to millions of empty cells.
"""

import io
import re
import zipfile

from lms.core.tables.limits import MOST_ROWS
from lms.core.tables.problems import TOO_LARGE, unreadable

MOST_PARTS = 1_000
MOST_BYTES = 200_000_000
MOST_TAGS = 12_000_000  # 100,000 rows of 14 cells need half of it
MOST_OTHER_TAGS = 500_000  # styles, relations, everything that is neither a sheet nor the shared text
MOST_ROW_TAGS = 2 * MOST_ROWS
MOST_TEXTS = 15 * MOST_ROWS
MOST_CELLS_IN_A_ROW = 10_000

_BLOCK = 1_000_000
# Entities are declared in a document type; no spreadsheet program writes one.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_TEXT = re.compile(rb"<(?:\w+:)?si[\s/>]")


class NotPlainError(Exception):
    """The zip is no workbook that a spreadsheet program wrote."""


def refuse_bombs(data: bytes) -> None:
    """Raises ``UnreadableTableError`` (``too_large``), ``NotPlainError``, or what a damaged zip raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        members = parts.infolist()
        # Python reads no more of a member than the size it declares, so the declared sizes are a true bound.
        if len(members) > MOST_PARTS or sum(each.file_size for each in members) > MOST_BYTES:
            raise unreadable(TOO_LARGE, "The spreadsheet unpacks to more than we read.")
        for member in members:
            name = member.filename.casefold()
            # A part that is no picture may be named anything, so whatever is not known to be one is counted.
            if not name.endswith((".png", ".jpeg", ".jpg", ".gif", ".emf", ".bin")) and _too_many(parts, member, name):
                raise unreadable(TOO_LARGE, "The spreadsheet holds more cells than we read.")


def _too_many(parts: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bool:
    data_part = name.startswith("xl/worksheets/") or name.endswith("sharedstrings.xml")
    most_tags = MOST_TAGS if data_part else MOST_OTHER_TAGS
    tags = rows = texts = 0
    with parts.open(member) as part:
        first = True
        while block := part.read(_BLOCK):
            _refuse_strange(block, first=first)
            first = False
            tags += block.count(b"<")
            found = len(_ROW.findall(block))
            rows += found
            texts += len(_TEXT.findall(block))
            if not found and len(_CELL.findall(block)) > MOST_CELLS_IN_A_ROW:
                return True
            if tags > most_tags or rows > MOST_ROW_TAGS or texts > MOST_TEXTS:
                return True
    return False


def _refuse_strange(block: bytes, *, first: bool) -> None:
    """No declarations, and no encoding in which the counts above would see nothing."""
    if _DECLARATION.search(block):
        raise NotPlainError("document type")
    if not first:
        return
    declared = _ENCODING.search(block[:200])
    if b"\0" in block[:200] or (declared and declared.group(1).lower() not in (b"utf-8", b"us-ascii")):
        raise NotPlainError("encoding")
