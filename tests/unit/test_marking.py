"""Drawing and marking a check: exact results for cases anyone can work out by hand."""

import pytest

from courses.records.marking import draw, has_passed, mark, needed_to_pass


def question(id_, *, outcome="spot", kind="one", right="a", options="abc"):
    return {
        "id": id_,
        "outcome": outcome,
        "kind": kind,
        "options": [{"id": f"{id_}{letter}", "correct": letter in right} for letter in options],
    }


BANK = [
    question("q1"),
    question("q2", kind="several", right="ac", options="abcd"),
    question("q3", kind="true_false", options="ab"),
]
SHOWN = [{"question": one["id"], "options": [option["id"] for option in one["options"]]} for one in BANK]


def marks(answers):
    return [result.right for result in mark(SHOWN, BANK, answers).results]


def test_every_question_right():
    marked = mark(SHOWN, BANK, {"q1": ["q1a"], "q2": ["q2c", "q2a"], "q3": ["q3a"]})
    assert (marked.score, marked.out_of) == (3, 3)


@pytest.mark.parametrize(
    "chosen",
    [["q2a"], ["q2a", "q2b"], ["q2a", "q2b", "q2c"], ["q2a", "q2b", "q2c", "q2d"], ["q2b", "q2d"], []],
    ids=["too few", "one wrong", "one too many", "everything", "the others", "nothing"],
)
def test_several_wants_exactly_the_right_options(chosen):
    assert marks({"q2": chosen}) == [False, False, False]


def test_choosing_two_of_one_is_wrong():
    assert marks({"q1": ["q1a", "q1b"]}) == [False, False, False]


@pytest.mark.parametrize(
    "answers",
    [
        {"q1": ["nonsense"]},
        {"q1": ["q1a", "nonsense"]},
        {"q1": ["q2a"]},
        {"q1": "q1a"},
        {"q1": None},
        {"q1": {"q1a": True}},
        {"q1": [["q1a"]]},
        {"q9": ["q1a"]},
    ],
)
def test_what_a_browser_makes_up_is_wrong_and_never_an_error(answers):
    assert marks(answers) == [False, False, False]


def test_an_option_chosen_twice_is_chosen_once():
    assert marks({"q2": ["q2a", "q2c", "q2a"]}) == [False, True, False]


def test_a_result_says_what_was_chosen_and_whether_anything_was():
    first, second, third = mark(SHOWN, BANK, {"q1": ["q1b", "made-up"], "q2": ["q2c", "q2a"]}).results
    assert (first.chosen, first.answered) == (("q1b",), True)
    assert second.chosen == ("q2a", "q2c")
    assert (third.chosen, third.answered, third.right) == ((), False, False)


def test_a_question_the_version_does_not_have_is_wrong():
    assert mark([{"question": "gone", "options": ["x"]}], BANK, {"gone": ["x"]}).score == 0


PASS_MARKS = [
    *[(8, 10, 80, True), (7, 10, 80, False), (5, 6, 80, True), (4, 5, 80, True), (2, 3, 66, True), (2, 3, 67, False)],
    *[(0, 0, 80, False), (0, 0, 0, False), (1, 1, 100, True), (14, 15, 100, False)],
]


@pytest.mark.parametrize(("score", "out_of", "percent", "passed"), PASS_MARKS)
def test_passing_is_decided_in_whole_numbers(score, out_of, percent, passed):
    assert has_passed(score, out_of, percent) is passed


@pytest.mark.parametrize(("out_of", "percent", "needed"), [(10, 80, 8), (6, 80, 5), (3, 66, 2), (3, 67, 3), (7, 1, 1)])
def test_what_is_needed_to_pass(out_of, percent, needed):
    assert needed_to_pass(out_of, percent) == needed
    assert has_passed(needed, out_of, percent)
    assert not has_passed(needed - 1, out_of, percent)


def test_true_comes_before_false_whatever_the_draw():
    for seed in range(20):
        assert draw([BANK[2]], 1, ["spot"], str(seed)) == [{"question": "q3", "options": ["q3a", "q3b"]}]


def test_options_are_shuffled_and_the_same_seed_shuffles_alike():
    orders = {tuple(draw([BANK[1]], 1, ["spot"], str(seed))[0]["options"]) for seed in range(200)}
    assert len(orders) == 24
    assert draw(BANK, 3, ["spot"], "x") == draw(BANK, 3, ["spot"], "x")


def test_each_outcome_is_asked_about_even_when_one_fills_the_bank():
    bank = [question(f"s{number}") for number in range(14)] + [question("r1", outcome="report")]
    for seed in range(50):
        assert "r1" in [one["question"] for one in draw(bank, 2, ["spot", "report"], str(seed))]


def test_fewer_questions_than_outcomes_asks_only_that_many():
    bank = [question(f"q{number}", outcome=f"o{number}") for number in range(4)]
    assert len(draw(bank, 2, [f"o{number}" for number in range(4)], "x")) == 2
    assert draw(bank, 0, ["o1"], "x") == []


def test_a_small_bank_is_shown_whole():
    assert {one["question"] for one in draw(BANK, 10, ["spot", "no-question-on-this"], "x")} == {"q1", "q2", "q3"}
