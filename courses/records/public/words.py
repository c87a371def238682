"""In which language a public course speaks, and its questions in that language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, get_language_info

from courses.content.models import CoursePage, CourseVersion
from courses.content.outline import question as question_from_block
from courses.content.public import source_language
from courses.records.marking import Shown
from courses.records.selectors import questions_of

MOST_WORDS_OF_A_NAME = 3


@dataclass(frozen=True)
class Language:
    """The language of a course's own words, for the ``lang`` and ``dir`` of what they stand in. ``is_other``: not the
    language of the page around them."""

    code: str

    @property
    def is_other(self) -> bool:
        return self.code != get_language()

    @property
    def direction(self) -> str:
        """Which way it is written: "ltr" or "rtl"."""
        return "rtl" if get_language_info(self.code)["bidi"] else "ltr"


@dataclass(frozen=True)
class Wording:
    """The questions that were shown, by id and in the form that a version keeps, and the language of their words."""

    questions: dict[str, dict]
    language: Language


def wording_of(page: CoursePage, version: CourseVersion, shown: Sequence[Shown]) -> Wording:
    """What was shown, in the words of ``page``. Where its translation lacks any of it, all of it as it was written: a
    quiz does not change its language halfway, and nobody is marked by another question than they read."""
    written = {one["question"]: questions_of(version)[one["question"]] for one in shown}
    if page.locale.is_default:
        return Wording(written, Language(page.locale.language_code))
    bank = {block.id: question_from_block(block.id, block.get_prep_value()["value"]) for block in page.bank}
    translated = {}
    for key, question in written.items():
        in_words = _in_words_of(bank.get(key), question)
        if in_words is None:
            return Wording(written, Language(source_language()))
        translated[key] = in_words
    return Wording(translated, Language(page.locale.language_code))


def _in_words_of(translation: dict | None, question: dict) -> dict | None:
    """A question with its translation's words. None when the translation is of another question by now (it has other
    options, or other ones are right), and while any of it stands in the translation as it was written."""
    if translation is None or _marks(translation) != _marks(question):
        return None
    words = {option["id"]: option for option in translation["options"]}
    if any(
        _is_as_written(words[option["id"]][part], option[part])
        for option in question["options"]
        for part in ("text", "feedback")
    ) or _is_as_written(translation["prompt"], question["prompt"]):
        return None
    return {**question, "prompt": translation["prompt"], "options": [words[each["id"]] for each in question["options"]]}


def _marks(question: dict) -> tuple[str, dict[str, bool]]:
    return question["kind"], {option["id"]: option["correct"] for option in question["options"]}


def _is_as_written(translation: str, text: str) -> bool:
    """Whether a text was not translated yet. A number or a name may be the same in both languages."""
    return translation == text and len(text.split()) > MOST_WORDS_OF_A_NAME
