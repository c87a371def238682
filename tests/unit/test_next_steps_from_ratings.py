"""What ratings of confidence say to do next."""

import pytest

from courses.records.next_steps_from_ratings import RatedOutcome, RatingSays, next_steps_from_ratings

FIND = RatedOutcome("find", "find your way", ("cloud",))
SIGN_IN = RatedOutcome("sign-in", "sign in safely", ("cyber",))
ASK = RatedOutcome("ask", "ask for help")
OUTCOMES = [FIND, SIGN_IN, ASK]
LESSONS = [["find"], ["sign-in", "find"], ["ask"], ["ask", "sign-in"]]


@pytest.mark.parametrize(
    ("value", "lessons", "further"),
    [(1, (1, 2), ("cloud",)), (2, (1, 2), ("cloud",)), (3, (), ()), (4, (), ()), (5, (), ())],
)
def test_one_or_two_says_which_lessons_to_read_again_and_which_course_goes_further(value, lessons, further):
    assert next_steps_from_ratings(OUTCOMES, LESSONS, {"find": 1}, {"find": value}) == [
        RatingSays("find your way", 1, value, lessons, further)
    ]


def test_the_lowest_comes_first_and_equals_keep_the_courses_order():
    says = next_steps_from_ratings(OUTCOMES, LESSONS, {}, {"ask": 2, "find": 4, "sign-in": 2})
    assert [(one.text, one.after) for one in says] == [("sign in safely", 2), ("ask for help", 2), ("find your way", 4)]


def test_nobody_is_sent_back_to_the_lesson_that_asks():
    (ask,) = next_steps_from_ratings(OUTCOMES, LESSONS, {}, {"ask": 1}, here=4)
    assert ask.lessons == (3,)


def test_what_was_not_rated_after_the_course_says_nothing():
    assert next_steps_from_ratings(OUTCOMES, LESSONS, {"find": 1, "ask": 1}, {}) == []
    (says,) = next_steps_from_ratings(OUTCOMES, LESSONS, {"find": 1}, {"ask": 5})
    assert (says.text, says.before) == ("ask for help", None)


def test_a_rating_of_an_outcome_that_an_editor_took_away_is_left_out():
    assert next_steps_from_ratings(OUTCOMES, LESSONS, {}, {"gone": 1}) == []
