"""What a course must be before it can be published. Pure: no Django.

A course is judged in the form that a version keeps (``courses.content.outline.build_content``), so that what is judged
is what will be taught and marked.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ONE, SEVERAL, TRUE_FALSE = "one", "several", "true_false"


@dataclass(frozen=True)
class Problem:
    """One reason why a course cannot be published: the page's field it is in, and what to change."""

    field: str
    message: str


def question_problem(kind: str, right: Sequence[bool]) -> str | None:
    """What keeps a question of this kind from being marked fairly; None when nothing does.

    ``right`` says of each option, in order, whether it is right.
    """
    correct = sum(right)
    if kind == TRUE_FALSE and len(right) != 2:
        return "True or false has exactly two options."
    if kind in (ONE, TRUE_FALSE) and correct != 1:
        return "Mark exactly one option as right."
    if kind == SEVERAL and not 2 <= correct < len(right):
        return "Mark at least two options as right, and leave at least one wrong."
    if len(right) < 2:
        return "Give at least two options."
    return None


def publication_problems(content: Mapping[str, Any], questions_asked: int) -> list[Problem]:
    """Every reason why this course cannot be published as it is; empty when it can.

    An empty bank is allowed: the course is then completed by finishing its lessons.
    """
    return [*_outcome_problems(content), *_lesson_problems(content), *_bank_problems(content, questions_asked)]


def _outcome_problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    keys = [outcome["key"] for outcome in content["outcomes"]]
    if not keys:
        yield Problem("outcomes", "Add at least one outcome: what somebody will be able to do afterwards.")
    for key, times in Counter(keys).items():
        if times > 1:
            yield Problem("outcomes", f"The key “{key}” is used by {times} outcomes. Give each its own.")


def _lesson_problems(content: Mapping[str, Any]) -> Iterator[Problem]:
    if not content["lessons"]:
        yield Problem("lessons", "Add at least one lesson.")
    known = {outcome["key"] for outcome in content["outcomes"]}
    for number, (lesson, blocks) in enumerate(zip(content["lessons"], content["body"], strict=True), start=1):
        for key in lesson["outcomes"]:
            if key not in known:
                yield Problem("lessons", f"Lesson {number} names the outcome “{key}”, which the course does not have.")
        if not lesson["title"]:
            yield Problem("lessons", f"Lesson {number} has no title.")
        for block in blocks["value"]["body"]:
            if block["type"] == "question":
                options = [bool(option["value"]["correct"]) for option in block["value"]["options"]]
                if problem := question_problem(block["value"]["kind"], options):
                    yield Problem("lessons", f"Lesson {number}, “{block['value']['prompt']}”: {problem}")


def _bank_problems(content: Mapping[str, Any], questions_asked: int) -> Iterator[Problem]:
    bank = content["questions"]
    if not bank:
        return
    known = [outcome["key"] for outcome in content["outcomes"]]
    if len(bank) < questions_asked:
        yield Problem(
            "bank",
            f"One try asks {questions_asked} questions and the bank has {len(bank)}. "
            "Add questions, ask fewer, or leave the bank empty for a course without an assessment.",
        )
    if questions_asked < len(known):
        yield Problem(
            "questions_asked",
            f"There are {len(known)} outcomes and one try asks about each: ask at least {len(known)}.",
        )
    for number, question in enumerate(bank, start=1):
        name = f"Question {number}, “{question['prompt']}”"
        if question["outcome"] not in known:
            yield Problem("bank", f"{name}: the outcome “{question['outcome']}” is not one of the course's outcomes.")
        if problem := question_problem(question["kind"], [option["correct"] for option in question["options"]]):
            yield Problem("bank", f"{name}: {problem}")
    asked = {question["outcome"] for question in bank}
    for key in known:
        if key not in asked:
            yield Problem("bank", f"No question checks the outcome “{key}”. Add one, or take the outcome away.")
