"""Check shipped courses against schema.json and the rules that span a whole course. Pure: no Django, no Wagtail.

``python -m courses.shipped.validate`` checks every course folder, or those named (``… validate cyber data``);
it prints one line a problem, beginning with the file, and exits 1 when there is any.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from courses.shipped.editions import edition_problems, languages_of
from courses.shipped.markup import drawing_problems, markdown_problems, plain_problems

SHIPPED = Path(__file__).resolve().parent
QUESTIONS_PER_OUTCOME = 2
SIZES = {"role": ((2, 3), 8)}
"""By level: fewest and most lessons, and the smallest bank."""
USUAL_SIZE = ((4, 6), 15)
ESSENTIAL_MINUTES = (20, 30)


class CourseFileError(ValueError):
    """A course file cannot be read at all: not YAML, not a mapping, or a key given twice."""


class _StrictLoader(yaml.SafeLoader):
    """Safe YAML that refuses a key given twice, where plain YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = Counter(self.construct_object(key, deep=True) for key, _ in node.value)
        for key, times in keys.items():
            if times > 1:
                raise CourseFileError(f"line {node.start_mark.line + 1}: “{key}” is given {times} times")
        return super().construct_mapping(node, deep)


def course_folders() -> list[Path]:
    """Return every shipped course's folder, by code."""
    return sorted(path.parent for path in SHIPPED.glob("*/course.yaml"))


def load_course(path: Path | str) -> dict[str, Any]:
    """Return the course at ``path``, its folder or its course.yaml, as plain data.

    Raises CourseFileError when the file is missing or is not a YAML mapping with each key once.
    """
    file = Path(path)
    file = file / "course.yaml" if file.is_dir() else file
    try:
        course = yaml.load(file.read_text(encoding="utf-8"), Loader=_StrictLoader)
    except OSError as error:
        raise CourseFileError(f"cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise CourseFileError(f"is not YAML: {error}") from error
    if not isinstance(course, dict):
        raise CourseFileError("is not a YAML mapping")
    return course


def check_course(course: dict[str, Any], folder: Path | None = None) -> list[str]:
    """Return every problem with ``course``, each as “where: what”; an empty list means it is sound.

    ``folder`` holds the course's images; by default the shipped folder named by its code. The rules across the
    course are looked at only once the schema is met, since they rely on its shapes.
    """
    problems = list(_schema_problems(course))
    if problems:
        return problems
    folder = folder or SHIPPED / course["code"]
    rules = (_folder, _size, _unique_keys, _outcomes, _lessons, _confidence, _audience, _questions, _markup)
    return [*(problem for rule in rules for problem in rule(course, folder)), *_drawings(course, folder)]


def questions(course: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each question stands and the question: those in lessons first, then the bank."""
    for lesson, block in lesson_blocks(course):
        if "question" in block:
            yield f"lesson {lesson['key']}, question {block['question']['key']}", block["question"]
    for question in course["bank"]:
        yield f"bank question {question['key']}", question


def lesson_blocks(course: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each block with its lesson, in reading order."""
    for lesson in course["lessons"]:
        for block in lesson["blocks"]:
            yield lesson, block


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((SHIPPED / "schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def _schema_problems(course: dict[str, Any]) -> Iterator[str]:
    for error in sorted(_validator().iter_errors(course), key=lambda found: [str(part) for part in found.path]):
        message = error.message if len(error.message) <= 300 else f"{error.message[:150]} … {error.message[-120:]}"
        if error.validator == "type" and isinstance(error.instance, bool | int):
            message += " (put True, False, Yes, No and numbers in quotes when they are text)"
        yield f"{_readable(course, list(error.path))}: {message}"


def _readable(course: Any, path: list[str | int]) -> str:
    """Return ``path`` in words, naming lessons and questions by key where they have one."""
    parts, here = [], course
    for step in path:
        here = here[step]
        key = here.get("key") if isinstance(here, dict) else None
        parts.append(f"{step} ({key})" if key and isinstance(step, int) else str(step))
    return " › ".join(parts) or "the course"


def _folder(course: dict[str, Any], folder: Path) -> Iterator[str]:
    if folder.name != course["code"]:
        yield f"code: “{course['code']}” differs from the folder's name, “{folder.name}”"


def _size(course: dict[str, Any], _: Path) -> Iterator[str]:
    (fewest, most), bank = SIZES.get(course["level"], USUAL_SIZE)
    if not fewest <= len(course["lessons"]) <= most:
        yield f"lessons: {len(course['lessons'])}; a course at level {course['level']} has {fewest} to {most}"
    if len(course["bank"]) < bank:
        yield f"bank: {len(course['bank'])} questions; a course at level {course['level']} has at least {bank}"
    if not len(course["outcomes"]) <= course["questions_asked"] <= len(course["bank"]):
        yield "questions_asked: must give every outcome a question and be no more than the bank holds"
    if sum(lesson["minutes"] for lesson in course["lessons"]) >= course["minutes"]:
        yield "minutes: must be more than the lessons' minutes together, since it counts the check as well"
    shortest, longest = ESSENTIAL_MINUTES
    if course["level"] == "essential" and not shortest <= course["minutes"] <= longest:
        yield f"minutes: {course['minutes']}; an essential course takes {shortest} to {longest}"


def _unique_keys(course: dict[str, Any], _: Path) -> Iterator[str]:
    keys = {
        "outcome": [outcome["key"] for outcome in course["outcomes"]],
        "lesson": [lesson["key"] for lesson in course["lessons"]],
        "question": [question["key"] for _, question in questions(course)],
    }
    for kind, found in keys.items():
        yield from (f"{kind} {key}: the key is used {times} times" for key, times in _repeated(found))


def _outcomes(course: dict[str, Any], _: Path) -> Iterator[str]:
    known = [outcome["key"] for outcome in course["outcomes"]]
    taught = [key for lesson in course["lessons"] for key in lesson["outcomes"]]
    asked = Counter(question["outcome"] for question in course["bank"])
    for key in {*taught, *asked} - set(known):
        yield f"outcome {key}: a lesson or bank question names it but outcomes does not"
    for key in known:
        if key not in taught:
            yield f"outcome {key}: no lesson teaches it"
        if asked[key] < QUESTIONS_PER_OUTCOME:
            yield f"outcome {key}: {asked[key]} bank questions; at least {QUESTIONS_PER_OUTCOME} are needed"
    for outcome in course["outcomes"]:
        for code in outcome.get("goes_further", []):
            if code == course["code"] or not (SHIPPED / code / "course.yaml").is_file():
                yield f"outcome {outcome['key']}: goes_further names “{code}”, which is no other shipped course"


def _lessons(course: dict[str, Any], _: Path) -> Iterator[str]:
    for lesson in course["lessons"]:
        kinds = Counter(key for block in lesson["blocks"] for key in block)
        if kinds["question"] != 1:
            yield f"lesson {lesson['key']}: has {kinds['question']} questions; a lesson has exactly one"
        for needed in ("text", "example", "try_this"):
            if not kinds[needed]:
                yield f"lesson {lesson['key']}: has no {needed} block"


def _confidence(course: dict[str, Any], _: Path) -> Iterator[str]:
    moments = [block["confidence"]["moment"] for _, block in lesson_blocks(course) if "confidence" in block]
    if moments not in ([], ["before", "after"]):
        yield f"confidence: found {', '.join(moments)}; it is rated once before and then once after, or not at all"


def _audience(course: dict[str, Any], _: Path) -> Iterator[str]:
    """What public pages would not show, or what is meant for staff only, has no place in a course for everyone."""
    if course["open_to"] != "everyone":
        return
    for lesson, block in lesson_blocks(course):
        for kind in {"council_fact", "confidence"} & block.keys():
            yield f"lesson {lesson['key']}: has a {kind} block, which a course for everyone cannot use"


def _questions(course: dict[str, Any], _: Path) -> Iterator[str]:
    for where, question in questions(course):
        yield from (f"{where}: {problem}" for problem in question_problems(question))


def question_problems(question: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with one question of the right shape: its options' number, kind and repetition."""
    options = question["options"]
    correct = sum(option["correct"] for option in options)
    kind = question["kind"]
    if kind == "true_false":
        if [option["text"] for option in options] != ["True", "False"]:
            yield "a true_false question has exactly the options True and False, in that order"
    elif not 3 <= len(options) <= 5:
        yield f"has {len(options)} options; a question of kind {kind} has three to five"
    if kind == "several" and not 2 <= correct < len(options):
        yield f"has {correct} correct options; kind several has two or more, and at least one wrong"
    if kind != "several" and correct != 1:
        yield f"has {correct} correct options; kind {kind} has exactly one"
    for field in ("text", "feedback"):
        for words, times in _repeated(option[field].casefold() for option in options):
            yield f"{times} options have the same {field} “{words}”"


def _markup(course: dict[str, Any], _: Path) -> Iterator[str]:
    for lesson, block in lesson_blocks(course):
        (kind, content), *_rest = block.items()
        if kind in {"text", "example", "try_this"}:
            prose = content if kind == "text" else content["text"]
            yield from (f"lesson {lesson['key']}, {kind}: {problem}" for problem in markdown_problems(prose))
    for where, question in questions(course):
        lines = [
            question["prompt"],
            *(option[field] for option in question["options"] for field in ("text", "feedback")),
        ]
        yield from (f"{where}: “{line}” {problem}" for line in lines for problem in plain_problems(line))


def _drawings(course: dict[str, Any], folder: Path) -> Iterator[str]:
    used = {block["image"]["file"] for _, block in lesson_blocks(course) if "image" in block}
    for file in sorted(used):
        yield from (f"{file}: {problem}" for problem in drawing_problems(folder / file))
    for path in sorted((folder / "images").glob("*")):
        if f"images/{path.name}" not in used:
            yield f"images/{path.name}: no lesson uses it"


def _repeated(values: Iterable[str]) -> Iterator[tuple[str, int]]:
    return ((value, times) for value, times in Counter(values).items() if times > 1)


def main(names: list[str]) -> int:
    """Check the courses called ``names``, or all; print each problem; return the exit status, 0 or 1."""
    folders = [SHIPPED / name for name in names] or course_folders()
    found = 0
    for folder in folders:
        try:
            problems = [f"course.yaml: {problem}" for problem in check_course(load_course(folder), folder)]
        except CourseFileError as error:
            problems = [f"course.yaml: {error}"]
        for language in languages_of(folder):
            problems += edition_problems(folder, language)
        for problem in problems:
            print(f"courses/shipped/{folder.name}/{problem}")
        found += len(problems)
    if not folders:
        print("courses/shipped: no course was found, so nothing was checked")
        return 1
    print(f"{len(folders)} shipped courses checked: {found} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
