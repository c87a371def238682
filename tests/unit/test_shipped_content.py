"""Every shipped course is sound, readable, explained and not guessable, and each check really bites."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from courses.shipped import measures, validate
from courses.shipped.markup import drawing_problems, markdown_problems

GRADE_BELOW = {"staff": 7.0, "everyone": 4.0}
"""By audience: staff up to a reading age of 11, residents not beyond 9; the grade is the age less five."""
LESSON_ALLOWANCE = 1.0
"""One lesson may read this much harder than its course, for a subject with long names."""
GUESS_ALLOWANCE = 10.0
"""Percentage points above chance that a guesser may score."""

COURSES = [pytest.param(folder, id=folder.name) for folder in validate.course_folders()]
each_course = pytest.mark.parametrize("folder", COURSES)


@cache
def loaded(folder: Path) -> dict[str, Any]:
    """Return the course, read once: most of the time here goes on reading YAML. Nobody changes it."""
    return validate.load_course(folder)


def lesson_units(course: dict[str, Any]) -> list[str]:
    return [unit for lesson in course["lessons"] for unit in measures.prose_units(lesson)]


def asked_units(course: dict[str, Any]) -> list[str]:
    return [unit for _, question in validate.questions(course) for unit in measures.question_units(question)]


def test_there_are_courses_to_check() -> None:
    assert COURSES


@each_course
def test_meets_the_schema_and_the_cross_rules(folder: Path) -> None:
    assert validate.check_course(loaded(folder), folder) == []


@each_course
def test_few_sentences_are_long(folder: Path) -> None:
    course = loaded(folder)
    units = [*lesson_units(course), *asked_units(course)]
    long = measures.long_sentences(units)
    assert len(long) <= 0.05 * len(measures.sentences(units)), long


@each_course
def test_lessons_read_at_the_audiences_age(folder: Path) -> None:
    course = loaded(folder)
    limit = GRADE_BELOW[course["open_to"]]
    assert measures.reading_grade(lesson_units(course)) < limit
    hard = {
        lesson["key"]: grade
        for lesson in course["lessons"]
        if (grade := measures.reading_grade(measures.prose_units(lesson))) >= limit + LESSON_ALLOWANCE
    }
    assert not hard


@each_course
def test_questions_read_at_the_audiences_age(folder: Path) -> None:
    course = loaded(folder)
    assert measures.reading_grade(asked_units(course)) < GRADE_BELOW[course["open_to"]] + LESSON_ALLOWANCE


@each_course
def test_jargon_is_explained_where_it_first_appears(folder: Path) -> None:
    assert measures.unexplained_jargon(loaded(folder)) == []


@each_course
def test_quotation_marks_and_apostrophes_are_the_printers(folder: Path) -> None:
    course = loaded(folder)
    alts = [block["image"]["alt"] for _, block in validate.lesson_blocks(course) if "image" in block]
    written = [course["title"], course["summary"], *lesson_units(course), *asked_units(course), *alts]
    assert [words for words in written if set(words) & {'"', "'"}] == []


@each_course
@pytest.mark.parametrize("bot", measures.BOTS, ids=lambda bot: bot.name)
def test_guessing_does_not_pay(folder: Path, bot: measures.Bot) -> None:
    bank = loaded(folder)["bank"]
    assert measures.bot_score(bot, bank) <= measures.chance_score(bank) + GUESS_ALLOWANCE


# The checks themselves


@pytest.fixture(scope="module")
def sound() -> dict[str, Any]:
    return loaded(validate.course_folders()[0])


@pytest.fixture
def course(sound: dict[str, Any]) -> dict[str, Any]:
    return copy.deepcopy(sound)


def problems(course: dict[str, Any]) -> str:
    return "\n".join(validate.check_course(course))


def lesson_question(course: dict[str, Any]) -> dict[str, Any]:
    return next(block["question"] for block in course["lessons"][0]["blocks"] if "question" in block)


def test_an_unknown_key_is_named_with_its_place(course: dict[str, Any]) -> None:
    course["lessons"][1]["colour"] = "red"
    assert f"lessons › 1 ({course['lessons'][1]['key']}): " in problems(course)
    assert "'colour' was unexpected" in problems(course)


def test_a_block_holds_one_thing(course: dict[str, Any]) -> None:
    course["lessons"][0]["blocks"][0] = {"text": "One thing.", "heading": "Another"}
    assert "blocks › 0" in problems(course)


def test_an_unquoted_true_is_explained(course: dict[str, Any]) -> None:
    course["bank"][0]["options"][0]["text"] = True
    assert "in quotes" in problems(course)


def test_outcomes_must_exist_and_be_taught_and_asked_twice(course: dict[str, Any]) -> None:
    course["outcomes"][0]["key"] = "renamed"
    found = problems(course)
    assert "outcome renamed: no lesson teaches it" in found
    assert "outcome renamed: 0 bank questions" in found
    assert "names it but outcomes does not" in found


def test_a_question_key_is_used_once_in_the_whole_course(course: dict[str, Any]) -> None:
    key = lesson_question(course)["key"]
    course["bank"][0]["key"] = key
    assert f"question {key}: the key is used 2 times" in problems(course)


def test_a_lesson_needs_its_check_and_its_practice(course: dict[str, Any]) -> None:
    lesson = course["lessons"][0]
    lesson["blocks"] = [{"text": "Only this."}] * 4
    found = problems(course)
    assert f"lesson {lesson['key']}: has 0 questions" in found
    assert f"lesson {lesson['key']}: has no example block" in found
    assert f"lesson {lesson['key']}: has no try_this block" in found


@pytest.mark.parametrize("block", [{"council_fact": "it_help"}, {"confidence": {"moment": "before"}}], ids=str)
def test_a_course_for_everyone_holds_nothing_for_staff_only(course: dict[str, Any], block: dict[str, Any]) -> None:
    course["lessons"][0]["blocks"].append(block)
    (kind,) = block
    said = f"lesson {course['lessons'][0]['key']}: has a {kind} block"
    assert said not in problems(course)
    course["open_to"] = "everyone"
    assert said in problems(course)


def test_a_missing_drawing_is_named(course: dict[str, Any]) -> None:
    course["lessons"][0]["blocks"].append({"image": {"file": "images/gone.svg", "alt": "A drawing that is not there."}})
    assert "images/gone.svg: does not exist" in problems(course)


def test_a_small_bank_is_refused(course: dict[str, Any]) -> None:
    course["bank"] = course["bank"][:14]
    assert "bank: 14 questions" in problems(course)


def choice(kind: str, *options: tuple[str, bool]) -> dict[str, Any]:
    return {
        "kind": kind,
        "options": [
            {"text": text, "correct": right, "feedback": f"Why {place}."} for place, (text, right) in enumerate(options)
        ],
    }


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        (choice("one", ("a", True), ("b", True), ("c", False)), "exactly one"),
        (choice("one", ("a", False), ("b", False), ("c", False)), "exactly one"),
        (choice("one", ("a", True), ("b", False)), "three to five"),
        (choice("several", ("a", True), ("b", False), ("c", False)), "two or more"),
        (choice("several", ("a", True), ("b", True), ("c", True)), "at least one wrong"),
        (choice("true_false", ("False", True), ("True", False)), "in that order"),
        (choice("one", ("a", True), ("A", False), ("c", False)), "the same text"),
    ],
)
def test_the_number_of_right_options_is_checked(question: dict[str, Any], problem: str) -> None:
    assert problem in "\n".join(validate.question_problems(question))


def test_feedback_shared_by_two_options_is_refused() -> None:
    question = choice("one", ("a", True), ("b", False), ("c", False))
    question["options"][2]["feedback"] = question["options"][1]["feedback"]
    assert "the same feedback" in "\n".join(validate.question_problems(question))


@pytest.mark.parametrize(
    "text",
    ["# Heading", "An <b>HTML</b> tag", "![x](https://a.b/c.png)", "`code`", "[x](http://plain.example)", "> said"],
)
def test_markdown_beyond_the_small_set_is_refused(text: str) -> None:
    assert list(markdown_problems(text))


def test_the_small_set_of_markdown_is_allowed() -> None:
    text = (
        "A **bold** word, [a page](https://example.org) and [ours](/find-help/).\n\n- one\n- two\n\n1. first\n2. second"
    )
    assert list(markdown_problems(text)) == []


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        ('<text font-size="19.9">a</text>', "takes 20.0 here"),
        ("<text>a</text>", "without its own font-size"),
        ("<script>1</script>", "<script>"),
        ('<rect style="fill:red"/>', "style="),
        ('<g onclick="x()"/>', "onclick="),
        ("<rect>", "well-formed"),
    ],
)
def test_an_unsafe_or_unreadable_drawing_is_refused(tmp_path: Path, inside: str, problem: str) -> None:
    drawing = tmp_path / "drawing.svg"
    drawing.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 10">{inside}</svg>', encoding="utf-8")
    assert problem in "\n".join(drawing_problems(drawing))


def test_a_key_given_twice_is_not_silently_lost(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("code: one\ncode: two\n", encoding="utf-8")
    with pytest.raises(validate.CourseFileError, match="given 2 times"):
        validate.load_course(tmp_path)


def test_the_command_names_the_file_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert validate.main(["no-such-course"]) == 1
    assert "courses/shipped/no-such-course/course.yaml: cannot be read" in capsys.readouterr().out


EASY = ["The van is late. Call the depot. Tell them why.", "Write the time down."]
HARD = (
    "Notwithstanding organisational considerations, authentication infrastructure necessitates comprehensive "
    "administrative documentation, particularly regarding confidentiality responsibilities and international "
    "interoperability obligations, irrespective of departmental circumstances."
)


def test_reading_grade_tells_easy_from_hard() -> None:
    assert measures.reading_grade(EASY) < 3
    assert measures.reading_grade([HARD]) > 15


def test_a_list_is_not_read_as_one_long_sentence() -> None:
    items = ["lock the screen", "close the door", "take the keys", "sign the book"] * 3
    assert measures.reading_grade(items) < 3
    assert len(measures.sentences(items)) == 12


@pytest.mark.parametrize(("words", "long"), [(25, 0), (26, 1)])
def test_a_sentence_is_long_past_twenty_five_words(words: int, long: int) -> None:
    assert len(measures.long_sentences([f"{'word ' * (words - 1)}word. Short one."])) == long


def test_jargon_needs_a_gloss_close_to_its_first_use(course: dict[str, Any]) -> None:
    bare, glossed = copy.deepcopy(course), copy.deepcopy(course)
    for changed, text in ((bare, "Mind the WCAG."), (glossed, "Mind the WCAG, the guidelines for websites.")):
        blocks = changed["lessons"][0]["blocks"]
        blocks[:] = [{"text": text}, {"text": "Nothing to see here. " * 20}, *blocks]
    assert [found[:4] for found in measures.unexplained_jargon(bare)] == ["WCAG"]
    assert measures.unexplained_jargon(glossed) == []


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("longest option", choice("one", ("short", False), ("the longest one here", True), ("mid one", False))),
        ("shortest option", choice("one", ("short", True), ("the longest one here", False), ("mid one", False))),
        ("first option", choice("one", ("a", True), ("b", False), ("c", False))),
        ("last option", choice("one", ("a", False), ("b", False), ("c", True))),
        ("most hedged option", choice("one", ("It is", False), ("It may sometimes be", True), ("It may be", False))),
        ("least absolute option", choice("one", ("Never do", False), ("Do", True), ("Always do", False))),
        ("longest option", choice("several", ("a long one", True), ("a longer one", True), ("b", False), ("c", False))),
    ],
)
def test_a_bot_wins_a_bank_that_gives_itself_away(name: str, question: dict[str, Any]) -> None:
    bot = next(bot for bot in measures.BOTS if bot.name == name)
    bank = [question] * 4
    assert measures.bot_score(bot, bank) == 100
    assert measures.bot_score(bot, bank) > measures.chance_score(bank) + GUESS_ALLOWANCE


def test_chance_counts_every_way_to_answer() -> None:
    one = choice("one", ("a", True), ("b", False), ("c", False), ("d", False))
    several = choice("several", ("a", True), ("b", True), ("c", False))
    true_false = choice("true_false", ("True", True), ("False", False))
    assert measures.chance_score([one]) == 25
    assert measures.chance_score([several]) == pytest.approx(100 / 7)
    assert measures.chance_score([true_false]) == 50


def test_tied_options_score_what_picking_among_them_would() -> None:
    hedged = next(bot for bot in measures.BOTS if bot.name == "most hedged option")
    assert hedged.score(choice("one", ("a", True), ("b", False), ("c", False), ("d", False))) == 0.25
