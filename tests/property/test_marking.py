"""Whatever the bank and whatever a browser sends: marking is bounded, order-free, and exact about sets."""

from hypothesis import given
from hypothesis import strategies as st

from courses.records.marking import draw, has_passed, mark


@st.composite
def banks(draw_from):
    """A bank as a published version holds it, and its outcomes."""
    outcomes = [f"o{number}" for number in range(draw_from(st.integers(1, 4)))]
    bank = []
    for number in range(draw_from(st.integers(1, 12))):
        kind = draw_from(st.sampled_from(["one", "several", "true_false"]))
        size = 2 if kind == "true_false" else draw_from(st.integers(3, 6))
        right = draw_from(st.integers(2, size - 1)) if kind == "several" else 1
        places = draw_from(st.permutations(range(size)))[:right]
        options = [{"id": f"{number}-{place}", "correct": place in places} for place in range(size)]
        bank.append({"id": str(number), "outcome": draw_from(st.sampled_from(outcomes)), "kind": kind})
        bank[-1]["options"] = options
    return bank, outcomes


@st.composite
def checks(draw_from):
    """What was shown of a bank, the bank, and answers: some right, some wrong, some made up."""
    bank, outcomes = draw_from(banks())
    shown = draw(bank, draw_from(st.integers(1, 14)), outcomes, draw_from(st.text(max_size=8)))
    ids = [option["id"] for question in bank for option in question["options"]]
    choices = st.lists(st.sampled_from([*ids, "made-up"]), max_size=5)
    junk = st.one_of(choices, choices, choices, st.none(), st.integers(), st.text(max_size=3))
    keys = st.sampled_from([question["id"] for question in bank] + ["no such question"])
    return bank, shown, draw_from(st.dictionaries(keys, junk, max_size=14))


def right_options(question):
    return [option["id"] for option in question["options"] if option["correct"]]


@given(checks())
def test_the_score_is_within_nothing_and_everything(check):
    bank, shown, answers = check
    marked = mark(shown, bank, answers)
    assert 0 <= marked.score <= marked.out_of == len(shown)


@given(checks(), st.randoms(use_true_random=False))
def test_no_order_matters(check, chance):
    bank, shown, answers = check
    before = {result.question: result.right for result in mark(shown, bank, answers).results}

    shuffled_answers = {
        key: chance.sample(value, len(value)) if isinstance(value, list) else value
        for key, value in chance.sample(list(answers.items()), len(answers))
    }
    shuffled_shown = [
        {"question": one["question"], "options": chance.sample(one["options"], len(one["options"]))}
        for one in chance.sample(shown, len(shown))
    ]
    after = mark(shuffled_shown, chance.sample(bank, len(bank)), shuffled_answers)
    assert {result.question: result.right for result in after.results} == before


@given(checks())
def test_right_means_exactly_the_set_of_right_options(check):
    bank, shown, answers = check
    by_id = {question["id"]: question for question in bank}
    for result in mark(shown, bank, answers).results:
        answer = answers.get(result.question)
        wanted = set(right_options(by_id[result.question]))
        assert result.right == (isinstance(answer, list) and set(answer) == wanted)


@given(banks(), st.integers(1, 14), st.text(max_size=8))
def test_all_right_answers_score_everything_and_none_score_nothing(bank_and_outcomes, asked, seed):
    bank, outcomes = bank_and_outcomes
    shown = draw(bank, asked, outcomes, seed)
    answers = {question["id"]: right_options(question) for question in bank}
    assert mark(shown, bank, answers).score == len(shown)
    assert mark(shown, bank, {}).score == 0


@given(banks(), st.integers(1, 14), st.text(max_size=8))
def test_a_draw_shows_no_question_twice_and_every_outcome_it_can(bank_and_outcomes, asked, seed):
    bank, outcomes = bank_and_outcomes
    shown = draw(bank, asked, outcomes, seed)
    by_id = {question["id"]: question for question in bank}
    ids = [one["question"] for one in shown]
    assert len(ids) == len(set(ids)) == min(asked, len(bank))
    for one in shown:
        assert sorted(one["options"]) == sorted(option["id"] for option in by_id[one["question"]]["options"])
    askable = {question["outcome"] for question in bank}
    covered = {by_id[id_]["outcome"] for id_ in ids}
    assert covered == askable or len(covered) == asked
    assert shown == draw(bank, asked, outcomes, seed)


@given(st.integers(1, 40), st.integers(1, 100), st.data())
def test_one_more_right_answer_never_turns_a_pass_into_a_fail(out_of, percent, data):
    score = data.draw(st.integers(0, out_of - 1))
    assert has_passed(score + 1, out_of, percent) >= has_passed(score, out_of, percent)
    assert has_passed(out_of, out_of, percent)
