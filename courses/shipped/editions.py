"""A shipped course in another language, as a folder: ``course.po`` and, beside it, drawings that hold words. Pure: no
Django, no Wagtail.

``course.po`` is a gettext file as the CMS writes and reads it: each text under its place in the page, beside the
English it translates. A text of the course that changes is thereby no longer translated, and loading says so.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from courses.shipped.markup import drawing_problems

FILE = "course.po"
_TAG = re.compile(r"</?[a-z]+[^>]*>")
_WRITTEN = re.compile(r"<text\b")


class EditionFileError(ValueError):
    """A translation's file cannot be read at all."""


@dataclass(frozen=True)
class Edition:
    """One course in one language. ``words``: each text by its place in the page and its English. ``drawings``: the
    redrawn pictures, by the name that the course gives the English one."""

    language: str
    words: dict[tuple[str, str], str]
    drawings: dict[str, Path]


def languages_of(course: Path) -> list[str]:
    """The codes of the languages that the course in this folder is translated into."""
    return sorted(path.parent.name for path in course.glob(f"*/{FILE}"))


def read_edition(course: Path, language: str) -> Edition | None:
    """The course of this folder in a language; None where it is not translated. Raises EditionFileError when the file
    cannot be read."""
    if language not in languages_of(course):
        return None
    folder = course / language
    words = {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in _entries(folder / FILE)}
    drawings = {f"images/{path.name}": path for path in sorted((folder / "images").glob("*.svg"))}
    return Edition(language, words, drawings)


def edition_problems(course: Path, language: str) -> Iterator[str]:
    """Yield what is wrong with the translation of a course as files, each as “file: what”. Whether it translates every
    text is known once the course is a page."""
    folder = course / language
    try:
        entries = _entries(folder / FILE)
    except EditionFileError as error:
        yield f"{language}/{FILE}: {error}"
        return
    seen = Counter((entry.msgctxt, entry.msgid) for entry in entries)
    for (_place, text), times in seen.items():
        if times > 1:
            yield f"{language}/{FILE}: “{text}” is translated {'twice' if times == 2 else f'{times} times'}"
    for entry in entries:
        yield from (f"{language}/{FILE}, line {entry.linenum}: {problem}" for problem in _entry_problems(entry))
    yield from _drawing_problems(course, folder)


def _entries(file: Path) -> polib.POFile:
    try:
        return polib.pofile(str(file), encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise EditionFileError(f"cannot be read: {error}") from error


def _entry_problems(entry: polib.POEntry) -> Iterator[str]:
    if entry.obsolete:
        yield f"“{entry.msgid}” is no text of the course any more"
    elif not entry.msgstr.strip():
        yield f"“{entry.msgid}” is not translated"
    elif entry.fuzzy:
        yield f"“{entry.msgid}” is marked as fuzzy: read it and take the mark away"
    elif Counter(_TAG.findall(entry.msgid)) != Counter(_TAG.findall(entry.msgstr)) or not _is_nested(entry.msgstr):
        yield f"“{entry.msgid}” has other tags than its translation"


def _is_nested(text: str) -> bool:
    """Whether every tag that is opened is closed, in order."""
    open_tags: list[str] = []
    for tag in _TAG.findall(text):
        name = tag.strip("</>").split()[0]
        if not tag.startswith("</"):
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def _drawing_problems(course: Path, folder: Path) -> Iterator[str]:
    """A drawing with words in it is drawn again; one without serves every language."""
    ours = {path.name: path for path in (course / "images").glob("*.svg")}
    theirs = {path.name: path for path in (folder / "images").glob("*.svg")}
    for name in sorted(theirs.keys() - ours.keys()):
        yield f"{folder.name}/images/{name}: the course has no such drawing"
    for name, path in sorted(ours.items()):
        if name in theirs:
            yield from (f"{folder.name}/images/{name}: {problem}" for problem in drawing_problems(theirs[name]))
        elif _WRITTEN.search(path.read_text(encoding="utf-8")):
            yield f"{folder.name}/images/{name}: the English drawing has words in it, and is not drawn in {folder.name}"
