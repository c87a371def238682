"""Strings and dates that each occur in one fact of one person only, and finding them in whatever comes out."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

WORD = re.compile(r"zq[a-z0-9]+")
PHONE = re.compile(r"(?:\+44\s?|0)7700\s?900\s?(\d{3})")
SCORE = re.compile(r"(?<!\d)(\d{1,3})(?: of |/| out of |\D{0,40}out.?of\D{0,5}|,\s*)(\d{1,3})(?!\d)")
UUID_TEXT = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
CODE = re.compile(r"(?:[2-9a-z]{4}[\s-]?){6}[2-9a-z]{4}")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = "(" + "|".join(MONTHS) + r")[a-z]*\.?"
DATES = (
    (re.compile(r"(?<!\d)\d{4}-(\d{2})-(\d{2})(?!\d)"), lambda m: (int(m[1]), int(m[2]))),
    (re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/\d{2,4}(?!\d)"), lambda m: (int(m[2]), int(m[1]))),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?:\s|&nbsp;)+{MONTH}"), lambda m: (_month(m[2]), int(m[1]))),
    (re.compile(rf"{MONTH}\s+(\d{{1,2}})(?!\d)"), lambda m: (_month(m[1]), int(m[2]))),
)


def _month(name: str) -> int:
    return MONTHS.index(name[:3]) + 1


@dataclass(frozen=True)
class Canary:
    """One fact about somebody, known by a value that occurs nowhere else.

    ``fact`` is a row of the policy table; ``owner`` is whose it is (empty: nobody's own); ``since`` is the day it
    became true, for facts that a page about an earlier day must not know.
    """

    fact: str
    owner: str = ""
    since: dt.date = dt.date.min


@dataclass
class Ledger:
    """Hands out canaries and knows each again, in any case and in every way this service writes a date."""

    words: dict[str, Canary] = field(default_factory=dict)
    days: dict[tuple[int, int], Canary] = field(default_factory=dict)
    phones: dict[str, Canary] = field(default_factory=dict)
    scores: dict[tuple[str, str], Canary] = field(default_factory=dict)
    uuids: dict[str, Canary] = field(default_factory=dict)
    codes: dict[str, Canary] = field(default_factory=dict)
    phrases: dict[str, Canary] = field(default_factory=dict)

    def word(self, fact: str, owner: str = "", hint: str = "", since: dt.date = dt.date.min) -> str:
        """A word of letters and digits, so that no escaping changes it."""
        word = f"zq{len(self.words)}x{hint}{owner.replace('_', '')}"
        self.words[word] = Canary(fact, owner, since)
        return word

    def day(self, fact: str, owner: str, first: dt.date, since: dt.date = dt.date.min) -> dt.date:
        """The first day from ``first`` on that no other fact has in any year: dates are often shown without one."""
        day = first
        while (day.month, day.day) in self.days:
            day += dt.timedelta(days=1)
        self.days[(day.month, day.day)] = Canary(fact, owner, since)
        return day

    def keep_day(self, *days: dt.date) -> None:
        """Days that pages show for reasons of their own: nobody's fact may fall on one."""
        for day in days:
            self.days.setdefault((day.month, day.day), Canary("", ""))

    def keep_days_in(self, text: str) -> None:
        """Every day that a text with no fact of anybody's in it names."""
        for pattern, as_day in DATES:
            for match in pattern.finditer(text.casefold()):
                self.days.setdefault(as_day(match), Canary("", ""))

    def phone(self, fact: str, owner: str) -> str:
        """A number of the range that is kept for fiction."""
        last = f"{len(self.phones):03}"
        self.phones[last] = Canary(fact, owner)
        return f"+447700900{last}"

    def score(self, fact: str, owner: str) -> tuple[int, int]:
        """So many right of so many; no two people have the same."""
        right, of = 83, 100 + len(self.scores)
        self.scores[(str(right), str(of))] = Canary(fact, owner)
        return right, of

    def know_uuid(self, fact: str, owner: str, uuid: UUID) -> UUID:
        """An identifier that something was given when it was made."""
        self.uuids[uuid.hex] = Canary(fact, owner)
        return uuid

    def know_code(self, fact: str, owner: str, code: str) -> str:
        """A certificate's code, which is often written in groups."""
        self.codes[code.casefold()] = Canary(fact, owner)
        return code

    def know_phrase(self, fact: str, owner: str, phrase: str) -> None:
        """One of a few fixed wordings, which only one person's record uses."""
        self.phrases[phrase.casefold()] = Canary(fact, owner)

    def every(self) -> Iterator[Canary]:
        """All that were handed out."""
        kinds = (self.words, self.days, self.phones, self.scores, self.uuids, self.codes, self.phrases)
        return (canary for kind in kinds for canary in kind.values() if canary.fact)

    def found_in(self, text: str) -> set[Canary]:
        """Every canary in a text."""
        return {canary for canary in self._seen(text.casefold()) if canary and canary.fact}

    def _seen(self, text: str) -> Iterator[Canary | None]:
        yield from (canary for phrase, canary in self.phrases.items() if phrase in text)
        yield from (self.words.get(word) for word in WORD.findall(text))
        yield from (self.phones.get(last) for last in PHONE.findall(text))
        yield from (self.scores.get(pair) for pair in SCORE.findall(text))
        yield from (self.uuids.get(uuid.replace("-", "")) for uuid in UUID_TEXT.findall(text))
        yield from (self.codes.get(re.sub(r"[\s-]", "", code)) for code in CODE.findall(text))
        for pattern, as_day in DATES:
            yield from (self.days.get(as_day(match)) for match in pattern.finditer(text))
