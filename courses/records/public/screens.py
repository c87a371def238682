"""What each page of a public course shows, gathered. Nobody's record is read or written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.content.models import CoursePage
from courses.content.public import course_url, lesson_url, quiz_url
from courses.records.marking import QuestionResult, has_passed, mark
from courses.records.next_steps import NextStep
from courses.records.public.paper import Paper, seal
from courses.records.public.words import Language, wording_of
from courses.records.screens.lesson import Practice, answers_in, practice_in
from courses.records.screens.result import QuestionLine, question_line

Given = Mapping[str, list[str]]


@dataclass(frozen=True)
class LessonScreen:
    """One lesson (``number`` from 1). ``blocks`` are its parts without those that ask for a rating: there is nobody to
    keep one for. ``has_quiz``: the course ends with one."""

    page: CoursePage
    way: list[dict[str, str]]
    language: Language
    title: str
    minutes: int
    blocks: list[Any]
    number: int
    total: int
    practice: Practice
    back_url: str
    next_url: str
    has_quiz: bool

    @property
    def is_last(self) -> bool:
        return self.number == self.total


def lesson_screen(page: CoursePage, number: int, given: Given, *, has_quiz: bool) -> LessonScreen | None:
    """Gathers lesson ``number`` of a page; None when the page has no such lesson. ``given``: see ``practice_in``."""
    total = len(page.lessons)
    if not 1 <= number <= total:
        return None
    value = page.lessons[number - 1].value
    last = quiz_url(page) if has_quiz else course_url(page)
    return LessonScreen(
        page=page,
        way=_way(page, value["title"]),
        language=Language(page.locale.language_code),
        title=value["title"],
        minutes=value["minutes"],
        blocks=[block for block in value["body"] if block.block_type != "confidence"],
        number=number,
        total=total,
        practice=practice_in(value["body"], given),
        back_url=lesson_url(page, number - 1) if number > 1 else course_url(page),
        next_url=lesson_url(page, number + 1) if number < total else last,
        has_quiz=has_quiz,
    )


@dataclass(frozen=True)
class Option:
    """One option of a question of the quiz: the value that is sent for it, and its words."""

    id: str
    text: str


@dataclass(frozen=True)
class Asked:
    """One question of the quiz, as it is drawn: its options in the order shown, and nothing about which are right."""

    number: int
    name: str
    prompt: str
    several: bool
    options: list[Option]


@dataclass(frozen=True)
class QuizScreen:
    """``sealed`` goes with the answers. ``language`` is that of the questions. ``nothing_chosen``: it came back
    without a single one."""

    page: CoursePage
    way: list[dict[str, str]]
    page_language: Language
    language: Language
    sealed: str
    questions: list[Asked]
    back_url: str
    nothing_chosen: bool = False


def quiz_screen(page: CoursePage, paper: Paper, *, nothing_chosen: bool = False) -> QuizScreen:
    """Gathers a drawn quiz."""
    wording = wording_of(page, paper.version, paper.shown)
    return QuizScreen(
        page=page,
        way=_way(page, _("Quiz")),
        page_language=Language(page.locale.language_code),
        language=wording.language,
        sealed=seal(paper),
        questions=[
            _asked(number, wording.questions[one["question"]], one["options"])
            for number, one in enumerate(paper.shown, start=1)
        ],
        back_url=lesson_url(page, len(page.lessons)),
        nothing_chosen=nothing_chosen,
    )


def _asked(number: int, question: dict, order: list[str]) -> Asked:
    texts = {option["id"]: option["text"] for option in question["options"]}
    options = [Option(option, texts[option]) for option in order]
    return Asked(number, f"q-{question['id']}", question["prompt"], question["kind"] == "several", options)


@dataclass(frozen=True)
class ResultScreen:
    """A marked quiz: ``score`` of ``out_of``, the questions to look at again, those that were right, and the lessons on
    what was missed. ``language`` is that of the questions."""

    page: CoursePage
    way: list[dict[str, str]]
    page_language: Language
    language: Language
    score: int
    out_of: int
    passed: bool
    again: list[QuestionLine]
    right: list[QuestionLine]
    lessons: list[NextStep]
    quiz_url: str
    index_url: str


def answers_to(paper: Paper, given: Given) -> dict[str, list[str]]:
    """The answers among form fields to what was shown, by question id; only questions that were answered."""
    return answers_in(given, [one["question"] for one in paper.shown])


def result_screen(page: CoursePage, paper: Paper, answers: Given) -> ResultScreen:
    """Marks a quiz against the version it was drawn from, and says what each chosen answer teaches."""
    wording = wording_of(page, paper.version, paper.shown)
    marked = mark(paper.shown, wording.questions.values(), answers)
    lines = [_line(number, wording.questions, one) for number, one in enumerate(marked.results, start=1)]
    missed = {wording.questions[one.question]["outcome"] for one in marked.results if not one.right}
    return ResultScreen(
        page=page,
        way=_way(page, _("Your result")),
        page_language=Language(page.locale.language_code),
        language=wording.language,
        score=marked.score,
        out_of=marked.out_of,
        passed=has_passed(marked.score, marked.out_of, paper.version.pass_percent),
        again=[line for line in lines if not line.right],
        right=[line for line in lines if line.right],
        lessons=_lessons_on(page, missed),
        quiz_url=quiz_url(page),
        index_url=_way(page)[0].get("url", ""),
    )


def _line(number: int, questions: Mapping[str, dict], result: QuestionResult) -> QuestionLine:
    return question_line(number, questions[result.question], result)


def _lessons_on(page: CoursePage, outcomes: set[str]) -> list[NextStep]:
    return [
        NextStep(title=block.value["title"], url=lesson_url(page, number))
        for number, block in enumerate(page.lessons, start=1)
        if outcomes & set(block.value["outcomes"])
    ]


def _way(page: CoursePage, *further: str) -> list[dict[str, str]]:
    """Breadcrumbs: the list of courses, the course, and the names of what is below it; the last is this page."""
    index = page.get_parent()
    way = [{"label": index.title, "url": index.get_url() or ""}]
    way.append({"label": page.title, "url": course_url(page)})
    return [*way, *({"label": name} for name in further)]
