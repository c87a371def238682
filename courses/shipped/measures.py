"""Measures of how a shipped course reads and how guessable its questions are. Pure: no Django, no Wagtail.

``python -m courses.shipped.measures cyber`` prints the figures for a writer. The limits that a course is held to
are in tests/unit/test_shipped_content.py.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import yaml
from markdown_it import MarkdownIt

from courses.shipped.validate import SHIPPED, course_folders, load_course, questions

LONG_SENTENCE = 25
"""A sentence of more words than this counts as long."""
GLOSS_REACH = 200
"""How many characters before or after a term its gloss may stand."""

_HEDGES = re.compile(
    r"\b(usually|may|might|some|sometimes|often|could|can|generally|mostly|probably|perhaps|likely|most)\b",
    re.IGNORECASE,
)
_ABSOLUTES = re.compile(r"\b(always|never|only|all|every|nobody|nothing|none|must|no one|any)\b", re.IGNORECASE)

Options = list[dict[str, Any]]


def prose_units(lesson: dict[str, Any]) -> list[str]:
    """Return the paragraphs and list items of ``lesson``, in reading order, without Markdown marks."""
    units: list[str] = []
    for block in lesson["blocks"]:
        for kind in ("text", "example", "try_this"):
            if kind in block:
                units += _plain_units(block[kind] if kind == "text" else block[kind]["text"])
        if "image" in block and block["image"].get("caption"):
            units.append(block["image"]["caption"])
    return units


def question_units(question: dict[str, Any]) -> list[str]:
    """Return the prompt, the options and their feedback."""
    return [question["prompt"], *(option[part] for option in question["options"] for part in ("text", "feedback"))]


def sentences(units: Iterable[str]) -> list[str]:
    """Return the sentences of ``units``; a unit's end ends a sentence, with or without a full stop."""
    return [
        part for unit in units for part in re.split(r"(?<=[.!?])[”’\")]*\s+", unit.strip()) if re.search(r"\w", part)
    ]


def long_sentences(units: Iterable[str]) -> list[str]:
    """Return the sentences of more than LONG_SENTENCE words."""
    return [sentence for sentence in sentences(units) if len(sentence.split()) > LONG_SENTENCE]


def reading_grade(units: Iterable[str]) -> float:
    """Return the Flesch–Kincaid grade of ``units``; add five for a reading age in years.

    Each unit is closed with a full stop first, so that a list is not read as one long sentence. textstat is a
    development tool, so it is imported here rather than wherever the courses are loaded.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat
    closed = " ".join(unit if unit.endswith((".", "!", "?")) else f"{unit.rstrip(':;,')}." for unit in units)
    return float(textstat.textstat.flesch_kincaid_grade(closed))


@cache
def _jargon() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    entries = yaml.safe_load((SHIPPED / "jargon.yaml").read_text(encoding="utf-8"))
    return [(_term_pattern(entry["terms"]), _any_of(entry["glosses"])) for entry in entries]


def _term_pattern(terms: list[str]) -> re.Pattern[str]:
    exact = any(any(letter.isupper() for letter in term) for term in terms) and len(terms) == 1
    words = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})s?(?![\w-])", 0 if exact else re.IGNORECASE)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")", re.IGNORECASE)


def unexplained_jargon(course: dict[str, Any]) -> list[str]:
    """Return the jargon whose first use in the lessons and bank has no gloss nearby, each with its surroundings."""
    text = " ".join(_reading_order(course))
    found = []
    for term, gloss in _jargon():
        match = term.search(text)
        if match:
            around = text[max(0, match.start() - GLOSS_REACH) : match.end() + GLOSS_REACH]
            if not gloss.search(around):
                found.append(f"{match.group()}: … {around} …")
    return found


def _reading_order(course: dict[str, Any]) -> Iterator[str]:
    for lesson in course["lessons"]:
        yield from prose_units(lesson)
        for block in lesson["blocks"]:
            if "question" in block:
                yield from question_units(block["question"])
    for question in course["bank"]:
        yield from question_units(question)


def _plain_units(markdown: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(markdown)
    inlines = [token.children or [] for token in tokens if token.type == "inline"]
    return ["".join(" " if part.type == "softbreak" else part.content for part in inline) for inline in inlines]


@dataclass(frozen=True)
class Bot:
    """A guesser that reads no question: it ranks a question's options by ``mark``, highest first.

    It takes the top option where one is right, and the top half, rounded up, where several are. Where marks tie it
    picks among the tied at random, so its score is the expected one.
    """

    name: str
    mark: Callable[[int, str], float]

    def score(self, question: dict[str, Any]) -> float:
        """Return the chance, 0 to 1, that this bot answers ``question`` exactly."""
        options: Options = question["options"]
        take = (len(options) + 1) // 2 if question["kind"] == "several" else 1
        marks = [self.mark(place, option["text"]) for place, option in enumerate(options)]
        line = sorted(marks, reverse=True)[take - 1]
        sure = {place for place, mark in enumerate(marks) if mark > line}
        tied = [place for place, mark in enumerate(marks) if mark == line]
        right = {place for place, option in enumerate(options) if option["correct"]}
        picks = [sure | set(pick) for pick in combinations(tied, take - len(sure))]
        return sum(pick == right for pick in picks) / len(picks)


BOTS = [
    Bot("longest option", lambda place, text: len(text)),
    Bot("shortest option", lambda place, text: -len(text)),
    Bot("first option", lambda place, text: -place),
    Bot("last option", lambda place, text: place),
    Bot("all options", lambda place, text: 0.0),
    Bot("most hedged option", lambda place, text: len(_HEDGES.findall(text))),
    Bot("least absolute option", lambda place, text: -len(_ABSOLUTES.findall(text))),
]


def bot_score(bot: Bot, bank: list[dict[str, Any]]) -> float:
    """Return the percentage of ``bank`` that ``bot`` answers, as expected over its random picks."""
    return 100 * sum(_answer(bot, question) for question in bank) / len(bank)


def _answer(bot: Bot, question: dict[str, Any]) -> float:
    """Ticking every option is right only where every option is, which the form of a question rules out."""
    if bot.name == "all options":
        return float(all(option["correct"] for option in question["options"]))
    return bot.score(question)


def chance_score(bank: list[dict[str, Any]]) -> float:
    """Return the percentage that blind picking scores: any one option, or any set where several are right."""
    return 100 * sum(_chance(question) for question in bank) / len(bank)


def _chance(question: dict[str, Any]) -> float:
    options = len(question["options"])
    return 1 / (2**options - 1) if question["kind"] == "several" else 1 / options


def main(names: list[str]) -> None:
    """Print the measures of the courses called ``names``, or of all."""
    for folder in [SHIPPED / name for name in names] or course_folders():
        course = load_course(folder)
        units = [unit for lesson in course["lessons"] for unit in prose_units(lesson)]
        asked = [unit for _, question in questions(course) for unit in question_units(question)]
        print(f"{course['code']}: lessons grade {reading_grade(units):.1f}, questions grade {reading_grade(asked):.1f}")
        for lesson in course["lessons"]:
            words = sum(len(unit.split()) for unit in prose_units(lesson))
            print(f"  {lesson['key']}: {words} words, grade {reading_grade(prose_units(lesson)):.1f}")
        long = long_sentences([*units, *asked])
        print(f"  long sentences: {len(long)} of {len(sentences([*units, *asked]))}", *long, sep="\n    ")
        print("  unexplained:", *unexplained_jargon(course), sep="\n    ")
        print(
            f"  chance {chance_score(course['bank']):.0f}:",
            *(f"{b.name} {bot_score(b, course['bank']):.0f};" for b in BOTS),
        )


if __name__ == "__main__":
    main(sys.argv[1:])
