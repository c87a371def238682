"""Pure: how what somebody typed is compared with what is on the site.

No capitals, accents or punctuation count, in Latin and in Arabic letters alike, so anything at all can be typed. The
site is small enough (some hundred pages, courses and places) for every text to be looked at; a database's own search
would know no Polish and no Arabic on the embedded one.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

MOST_CHARACTERS = 200
MOST_WORDS = 12
# Letters that are letters of their own, not one with an accent, and those that people type for each other.
_SAME = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ى": "ي", "ة": "\u0647", "ـ": ""})
# Too common to say anything; kept when nothing else was typed.
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "do",
        "for",
        "get",
        "help",
        "how",
        "i",
        "in",
        "is",
        "me",
        "my",
        "of",
        "on",
        "or",
        "the",
        "to",
        "use",
        "what",
        "where",
        "with",
    ]
)
_COMMON_ELSEWHERE = frozenset(
    [
        "dla",
        "do",
        "gdzie",
        "i",
        "jak",
        "na",
        "o",
        "po",
        "w",
        "z",
        "ze",
        "في",
        "من",
        "الى",
        "على",
        "عن",
        "كيف",
        "اين",
        "هل",
    ]
)
_ALEF_LAM = "ال"


@dataclass(frozen=True)
class Document:
    """Something that can be found. ``group`` says under which heading; ``text`` is looked at and not shown;
    ``language`` is that of title and summary; ``note`` is in the reader's.

    ``parts``: the words of title, summary and text, each once. Worked out when the document is made and kept with it,
    since a question looks at every document there is.
    """

    group: str
    title: str
    url: str
    summary: str
    text: str
    language: str
    note: str = ""
    parts: tuple[tuple[str, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = (tuple(dict.fromkeys(words_of(part))) for part in (self.title, self.summary, self.text))
        object.__setattr__(self, "parts", tuple(parts))


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: folded, without punctuation, Arabic ones without their article."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_SAME)
    plain = "".join(one for one in letters if not unicodedata.combining(one)).replace("'", "").replace("’", "")
    return [_without_article(word) for word in re.findall(r"\w+", plain)]


def words_asked(text: str) -> list[str]:
    """The words that somebody is looking for: of the first 200 characters, twelve at most, without those that say
    nothing, unless they typed no others."""
    words = list(dict.fromkeys(words_of(text[:MOST_CHARACTERS])))[:MOST_WORDS]
    telling = [word for word in words if word not in _COMMON | _COMMON_ELSEWHERE]
    return telling or words


def _without_article(word: str) -> str:
    return word.removeprefix(_ALEF_LAM) if len(word) > len(_ALEF_LAM) + 2 else word


WEIGHTS = (8, 3, 1)  # of a word in the title, in the summary, in the text


def ranked(documents: Iterable[Document], words: Sequence[str]) -> list[Document]:
    """The documents that hold every word, best first; where there is none, those that hold at least half of them.

    A word counts most in a title, then in a summary, then in the text; the whole word more than its beginning.
    """
    weighed = [(weights, document) for document in documents if any(weights := _weigh(document, words))]
    full = [row for row in weighed if all(row[0])]
    if not full:
        full = [row for row in weighed if 2 * sum(map(bool, row[0])) >= len(words)]
    full.sort(key=lambda row: (-sum(map(bool, row[0])), -sum(row[0]), row[1].title.casefold()))
    return [document for _weights, document in full]


def _weigh(document: Document, words: Sequence[str]) -> list[int]:
    return [
        max(weight * _fit(word, part) for weight, part in zip(WEIGHTS, document.parts, strict=True)) for word in words
    ]


def _fit(word: str, part: Sequence[str]) -> int:
    if word in part:
        return 2
    return int(len(word) > 2 and any(other.startswith(word) for other in part))


def suggestion(documents: Iterable[Document], words: Sequence[str]) -> str:
    """What may have been meant: each unknown word replaced by the most alike word of a title; empty: nothing is."""
    known = {word for document in documents for part in document.parts[:2] for word in part}
    meant = [word if word in known else next(iter(get_close_matches(word, known, 1, 0.7)), "") for word in words]
    return " ".join(meant) if all(meant) and meant != list(words) else ""
