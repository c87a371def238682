"""Drawing a check from a bank of questions and marking it. Pure: no Django.

A question is the mapping that ``CourseVersion.content["questions"]`` holds: ``{"id", "outcome", "kind", "options":
[{"id", "correct", …}], …}``. What was shown is a list of ``{"question": id, "options": [id, …]}`` in the order shown,
and answers map a question's id to the ids of the options that were chosen.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Question = Mapping[str, Any]
Shown = Mapping[str, Any]

# True before False, always: shuffling those two only makes people read twice.
IN_ORDER_AS_WRITTEN = "true_false"


@dataclass(frozen=True)
class QuestionResult:
    """How one question of a check was answered. ``chosen`` holds only options the question has, in the order shown."""

    question: str
    right: bool
    answered: bool
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """A marked check: one result for each question shown, in the order shown."""

    results: tuple[QuestionResult, ...]

    @property
    def score(self) -> int:
        """Questions answered rightly, from 0 to ``out_of``."""
        return sum(result.right for result in self.results)

    @property
    def out_of(self) -> int:
        """Questions shown."""
        return len(self.results)


def draw(questions: Sequence[Question], asked: int, outcomes: Sequence[str], seed: str) -> list[dict[str, Any]]:
    """The check for one try: ``asked`` questions of the bank in a shuffled order, each with its options shuffled.

    Every outcome that the bank has a question on gets at least one, as far as ``asked`` reaches. The same seed
    draws the same check. A bank smaller than ``asked`` is shown whole.
    """
    chance = random.Random(seed)  # noqa: S311  (a fair draw that can be repeated, not a secret)
    pool = list(questions)
    chance.shuffle(pool)
    chosen = []
    for outcome in chance.sample(list(outcomes), len(outcomes)):
        first = next((question for question in pool if question["outcome"] == outcome), None)
        if first is not None:
            chosen.append(first)
            pool.remove(first)
    chosen = (chosen + pool)[: max(asked, 0)]
    chance.shuffle(chosen)
    return [{"question": question["id"], "options": _options_shown(question, chance)} for question in chosen]


def _options_shown(question: Question, chance: random.Random) -> list[str]:
    options = [option["id"] for option in question["options"]]
    if question["kind"] != IN_ORDER_AS_WRITTEN:
        chance.shuffle(options)
    return options


def mark(shown: Iterable[Shown], questions: Iterable[Question], answers: Mapping[str, Any]) -> Marked:
    """Marks what was shown against the questions of the version it was drawn from.

    A question is right when the options chosen are exactly the right ones: all of them and no other, in any order.
    No answer is wrong; so is an answer naming an option the question has not. Answers to questions that were not
    shown, and answers that are not a list of ids, count for nothing. Nothing a browser sends raises.
    """
    bank = {question["id"]: question for question in questions}
    return Marked(tuple(_mark_one(one, bank.get(one["question"]), answers.get(one["question"])) for one in shown))


def _mark_one(shown: Shown, question: Question | None, answer: object) -> QuestionResult:
    given = {str(choice) for choice in answer} if isinstance(answer, (list, tuple, set, frozenset)) else set()
    right = {option["id"] for option in question["options"] if option["correct"]} if question else set()
    return QuestionResult(
        question=shown["question"],
        right=bool(right) and given == right,
        answered=bool(given),
        chosen=tuple(option for option in shown["options"] if option in given),
    )


def has_passed(score: int, out_of: int, pass_percent: int) -> bool:
    """Whether ``score`` of ``out_of`` reaches ``pass_percent``, in whole numbers: 8 of 10 passes at 80, 7 does not.

    Nothing asked is nothing passed.
    """
    return out_of > 0 and score * 100 >= pass_percent * out_of


def needed_to_pass(out_of: int, pass_percent: int) -> int:
    """The fewest right answers that pass."""
    return -(-pass_percent * out_of // 100)
