"""From a page's blocks to what a version keeps, and back to its lessons. Pure: no Django.

The raw form of a block is Wagtail's own: ``{"type", "value", "id"}``; a list's items have the same three keys.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Criteria:
    """What a completion of a version hangs on, beside its content.

    ``minutes`` is lessons and assessment together; ``validity_months`` is None for good until a major version.
    """

    minutes: int
    validity_months: int | None
    pass_percent: int
    questions_asked: int


def build_content(
    *, title: str, summary: str, outcomes: Sequence[Raw], lessons: Sequence[Raw], bank: Sequence[Raw]
) -> dict[str, Any]:
    """What a ``CourseVersion`` keeps as its ``content``, from the page's words and the raw form of its blocks."""
    return {
        "title": title,
        "summary": summary,
        "outcomes": [{"key": raw["value"]["key"], "text": raw["value"]["text"]} for raw in outcomes],
        "lessons": [_lesson(raw) for raw in lessons],
        "questions": [{**question(raw["id"], raw["value"]), "outcome": raw["value"]["outcome"]} for raw in bank],
        "body": list(lessons),
    }


def question(question_id: str, value: Raw) -> dict[str, Any]:
    """A question as it is marked, from its block's id and raw value. Options are known by their list item's id."""
    return {
        "id": question_id,
        "key": value.get("key") or question_id,
        "kind": value["kind"],
        "prompt": value["prompt"],
        "options": [
            {
                "id": item["id"],
                "text": item["value"]["text"],
                "correct": bool(item["value"]["correct"]),
                "feedback": item["value"]["feedback"],
            }
            for item in value["options"]
        ],
    }


def lesson_questions(content: Raw, lesson_id: str) -> list[dict[str, Any]]:
    """The questions inside one lesson of a version's content, in reading order, in the form of the bank's questions
    (``outcome`` is empty: a lesson's question is practice and counts for nothing). Empty for an unknown lesson."""
    return [
        {**question(block["id"], block["value"]), "outcome": ""}
        for raw in content["body"]
        if raw["id"] == lesson_id
        for block in raw["value"]["body"]
        if block["type"] == "question"
    ]


def confidence_moments(content: Raw, lesson_id: str) -> list[str]:
    """The moments ("before", "after") at which one lesson asks how confident somebody is."""
    return [
        block["value"]["moment"]
        for raw in content["body"]
        if raw["id"] == lesson_id
        for block in raw["value"]["body"]
        if block["type"] == "confidence"
    ]


def digest(content: Raw, criteria: Criteria) -> str:
    """The SHA-256 of content and criteria, in hexadecimal: equal exactly when nothing that is taught or marked
    differs."""
    text = json.dumps([content, vars(criteria)], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changed_parts(old: Raw, new: Raw) -> Iterator[str]:
    """Names, for an editor, the parts in which two contents differ: title, summary, outcomes, lessons, questions."""
    for part, name in [
        ("title", "title"),
        ("summary", "summary"),
        ("outcomes", "outcomes"),
        ("body", "lessons"),
        ("questions", "questions"),
    ]:
        if old.get(part) != new.get(part):
            yield name


def _lesson(raw: Raw) -> dict[str, Any]:
    value = raw["value"]
    return {
        "id": raw["id"],
        "key": value.get("key") or raw["id"],
        "title": value["title"],
        "minutes": value["minutes"],
        "outcomes": [item["value"] for item in value.get("outcomes", [])],
    }
