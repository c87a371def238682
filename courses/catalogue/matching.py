"""Finding by words people use themselves. Pure: no Django, no index: a borough has some hundreds of classes."""

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"\w+")
JOINED = re.compile(r"(?<=\w)[-'’](?=\w)")  # e-mail, what's: people write them together or apart
# Words that say nothing about what somebody wants to learn. Without them "how do I use e-mail" finds e-mail.
EMPTY = frozenset(
    (
        "a", "an", "and", "at", "can", "class", "classes", "course", "courses", "do", "for", "help", "how", "i", "in",
        "is", "learn", "learning", "lesson", "lessons", "me", "my", "need", "of", "on", "or", "the", "to", "want",
        "what", "with",
    )
)  # fmt: skip
LONGEST = 200  # characters of a query that are read


def words_of(text: str) -> list[str]:
    """The words of a text, without case, accents, hyphens and endings of a plural."""
    plain = "".join(
        character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)
    )
    return [_singular(word) for word in WORD.findall(JOINED.sub("", plain.casefold()))]


def wanted_words(query: str) -> list[str]:
    """The words of a query that must be found; all of them where none says anything."""
    words = words_of(query[:LONGEST])
    return [word for word in words if word not in EMPTY] or words


def matches(query: str, texts: Iterable[str]) -> bool:
    """Whether every word of a query begins some word of the texts. An empty query matches."""
    wanted = wanted_words(query)
    if not wanted:
        return not query.strip()
    known = {word for text in texts for word in words_of(text)}
    return all(any(word.startswith(one) for word in known) for one in wanted)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
