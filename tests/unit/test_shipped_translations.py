"""Every shipped course says the same in its other languages, in their own words, and is no easier to guess there."""

import re
from pathlib import Path
from typing import Any

import pytest

from courses.shipped import measures, validate
from courses.shipped.editions import Edition, edition_problems, languages_of, read_edition
from courses.shipped.reading import block_id
from tests.unit.test_shipped_content import GUESS_ALLOWANCE, loaded

EDITIONS = [
    pytest.param(folder, language, id=f"{folder.name}-{language}")
    for folder in validate.course_folders()
    for language in languages_of(folder)
]
each_edition = pytest.mark.parametrize(("folder", "language"), EDITIONS)

# Words that no sentence in English does without, and that are no words of Polish; in Arabic any of them is a slip.
COMMON = "the you your and are this that with what where here not which from have help for is of they who"
ENGLISH = set(COMMON.split())
# What is said as it stands in every language: numbers to ring or write to, and addresses.
UNCHANGED = re.compile(r"\b(?:159|7726|999|0300 123 2040|report@phishing\.gov\.uk|reportfraud\.police\.uk)\b")
SUMS = re.compile(r"£(\d+(?:\.\d\d)?)")
ARABIC = re.compile(r"[\u0620-\u064a]")


def edition_of(folder: Path, language: str) -> Edition:
    edition = read_edition(folder, language)
    assert edition
    return edition


def plain(text: str) -> str:
    return re.sub(r"<[^>]*>|\S+@\S+|\S+\.uk\b", "", text)


def bank_in(folder: Path, edition: Edition) -> list[dict[str, Any]]:
    """The bank's questions with the words of the edition."""
    code, questions = loaded(folder)["code"], []
    for question in loaded(folder)["bank"]:
        where = (code, "question", question["key"])
        path = f"bank.{block_id(*where)}"
        prompt = edition.words[f"{path}.prompt", question["prompt"]]
        options = [
            {
                **option,
                **{
                    part: edition.words[
                        f"{path}.options.{block_id(*where, 'option', option['text'])}.{part}", option[part]
                    ]
                    for part in ("text", "feedback")
                },
            }
            for option in question["options"]
        ]
        questions.append({**question, "prompt": prompt, "options": options})
    return questions


def test_the_course_for_residents_is_in_the_languages_of_the_site() -> None:
    assert languages_of(validate.SHIPPED / "online-safely") == ["ar", "pl"]


@each_edition
def test_its_files_are_sound(folder: Path, language: str) -> None:
    assert list(edition_problems(folder, language)) == []


@each_edition
def test_nothing_is_left_in_english(folder: Path, language: str) -> None:
    said = edition_of(folder, language).words.values()
    assert [text for text in said if set(re.findall(r"\w+", plain(text).lower())) & ENGLISH] == []


@each_edition
def test_numbers_to_ring_and_sums_of_money_are_the_same(folder: Path, language: str) -> None:
    for (_path, english), text in edition_of(folder, language).words.items():
        assert sorted(UNCHANGED.findall(english)) == sorted(UNCHANGED.findall(text)), text
        missing = [sum_ for sum_ in SUMS.findall(english) if not re.search(sum_.replace(".", "[.,]"), text)]
        assert missing == [], text


@each_edition
def test_few_sentences_are_long(folder: Path, language: str) -> None:
    units = [plain(text) for text in edition_of(folder, language).words.values()]
    assert len(measures.long_sentences(units)) <= 0.05 * len(measures.sentences(units))


@each_edition
def test_quotation_marks_are_the_printers(folder: Path, language: str) -> None:
    marks = {"pl": "\"“'", "ar": "\"“”„'"}[language]
    said = [re.sub(r"<[^>]*>", "", text) for text in edition_of(folder, language).words.values()]
    assert [text for text in said if set(text) & set(marks)] == []


@each_edition
@pytest.mark.parametrize("bot", measures.BOTS, ids=lambda bot: bot.name)
def test_guessing_does_not_pay(folder: Path, language: str, bot: measures.Bot) -> None:
    bank = bank_in(folder, edition_of(folder, language))
    assert measures.bot_score(bot, bank) <= measures.chance_score(bank) + GUESS_ALLOWANCE


def test_arabic_is_written_in_arabic_letters() -> None:
    said = edition_of(validate.SHIPPED / "online-safely", "ar").words.values()
    assert [text for text in said if not ARABIC.search(text)] == []
