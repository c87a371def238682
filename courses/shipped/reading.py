"""A course file as the fields of its page. Pure: no Django, no Wagtail.

Every block's identity follows from the course's code and the file's own keys, so that loading a file anywhere, any
number of times, makes the same lessons, questions and options.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from courses.shipped.richtext import normal_form, to_rich_text

PROSE = {"text", "example", "try_this"}
COPIED = ("title", "summary", "open_to", "level", "validity_months", "minutes", "pass_percent", "questions_asked")


def block_id(*names: str) -> str:
    """The identity of the part of a course that these names lead to, outermost (the course's code) first."""
    return str(uuid5(NAMESPACE_URL, "/".join(("shipped-course", *names))))


def page_fields(course: Mapping[str, Any], images: Mapping[str, int]) -> dict[str, Any]:
    """The page's fields by name; streams as JSON text. ``images`` gives the stored image of each file the course
    names, by the file's name in the course."""
    code = course["code"]
    return {
        **{name: course[name] for name in COPIED},
        "course_code": code,
        "sources": course["sources"],
        "outcomes": json.dumps(
            [_block("outcome", _outcome(code, one), code, "outcome", one["key"]) for one in course["outcomes"]]
        ),
        "lessons": json.dumps([_lesson(code, lesson, images) for lesson in course["lessons"]]),
        "bank": json.dumps(
            [_block("question", _question(code, one), code, "question", one["key"]) for one in course["bank"]]
        ),
    }


def normalised(course: Mapping[str, Any]) -> dict[str, Any]:
    """The course as it comes back from a page: equal exactly when two files say the same."""
    return {
        **course,
        "lessons": [
            {**lesson, "blocks": [_normalised_block(*next(iter(block.items()))) for block in lesson["blocks"]]}
            for lesson in course["lessons"]
        ],
    }


def digest(course: Mapping[str, Any], drawings: Mapping[str, str]) -> str:
    """What tells two states of a course apart, in hexadecimal: its normalised text and its drawings' own digests, by
    file. The programme is left out: it is not the page's to say."""
    said = {name: value for name, value in normalised(course).items() if name != "programme"}
    return hashlib.sha256(json.dumps([said, drawings], sort_keys=True).encode()).hexdigest()


def _block(kind: str, value: Any, *names: str) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": block_id(*names)}


def _outcome(code: str, outcome: Mapping[str, Any]) -> dict[str, Any]:
    where = (code, "outcome", outcome["key"], "goes further")
    further = [_block("item", other, *where, other) for other in outcome.get("goes_further", [])]
    return {"key": outcome["key"], "text": outcome["text"], "goes_further": further}


def _lesson(code: str, lesson: Mapping[str, Any], images: Mapping[str, int]) -> dict[str, Any]:
    where = (code, "lesson", lesson["key"])
    value = {
        "key": lesson["key"],
        "title": lesson["title"],
        "minutes": lesson["minutes"],
        "outcomes": [_block("item", key, *where, "outcome", key) for key in lesson["outcomes"]],
        "body": [_lesson_block(code, where, index, block, images) for index, block in enumerate(lesson["blocks"])],
    }
    return _block("lesson", value, *where)


def _lesson_block(
    code: str, where: tuple[str, ...], index: int, block: Mapping[str, Any], images: Mapping[str, int]
) -> dict[str, Any]:
    ((kind, content),) = block.items()
    if kind == "question":
        return _block(kind, _question(code, content), code, "question", content["key"])
    return _block(kind, _raw_value(kind, content, images), *where, str(index))


def _raw_value(kind: str, content: Any, images: Mapping[str, int]) -> Any:
    """What the block of this kind holds, in raw form. Headings and ratings of confidence are alike in both."""
    match kind:
        case "text":
            return to_rich_text(content)
        case "example" | "try_this":
            return {"title": content["title"], "text": to_rich_text(content["text"])}
        case "image":
            return {"image": images[content["file"]], "alt": content["alt"], "caption": content.get("caption", "")}
        case "council_fact":
            return {"fact": content}
    return content


def _question(code: str, question: Mapping[str, Any]) -> dict[str, Any]:
    """An option is known by its words: put in another order it stays itself, reworded it is another."""
    where = (code, "question", question["key"], "option")
    options = [_block("item", dict(option), *where, option["text"]) for option in question["options"]]
    return {**question, "options": options}


def _normalised_block(kind: str, content: Any) -> dict[str, Any]:
    if kind == "text":
        return {kind: normal_form(content)}
    if kind in PROSE:
        return {kind: {**content, "text": normal_form(content["text"])}}
    return {kind: content}
