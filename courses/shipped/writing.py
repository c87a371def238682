"""A course page as a course file: the inverse of loading."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify
from wagtail.blocks import StreamValue, StructValue
from wagtail.rich_text import RichText, expand_db_html

from courses.content.models import CoursePage
from courses.requirements.models import ProgrammeCourse
from courses.shipped.reading import COPIED, digest
from courses.shipped.richtext import to_markdown

NO_PROGRAMME = "optional"


class CannotExportError(ValueError):
    """The page holds something that a course file has no form for."""


def course_of_page(page: CoursePage) -> dict[str, Any]:
    """What the page says, in the form of a course file, normalised. Raises CannotExportError."""
    course = {
        "code": page.course_code or page.slug,
        "programme": _programme(page),
        **{name: getattr(page, name) for name in COPIED},
        "outcomes": [_outcome(child.value) for child in page.outcomes],
        "lessons": [_lesson(child.value) for child in page.lessons],
        "bank": [_question(child.value, outcome=child.value["outcome"]) for child in page.bank],
        "sources": page.sources,
    }
    order = ("code", "title", "summary", "programme")
    return {**{name: course[name] for name in order}, **course}


def drawings_of_page(page: CoursePage) -> dict[str, bytes]:
    """The pictures of the page's lessons, by the file name that ``course_of_page`` gives them."""
    images = (
        block.value["image"] for lesson in page.lessons for block in lesson.value["body"] if block.block_type == "image"
    )
    drawings = {}
    for image in images:
        with image.file.open() as stored:
            drawings[image_file(image)] = stored.read()
    return drawings


def digest_of_page(page: CoursePage) -> str:
    """The digest of what the page says; empty when it holds what no course file can."""
    try:
        return digest(course_of_page(page), file_digests(drawings_of_page(page)))
    except CannotExportError:
        return ""


def file_digests(drawings: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each drawing, by its file name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in drawings.items()}


def image_title(code: str, file: str, language: str = "") -> str:
    """The title under which the drawing ``file`` of a course is kept among the images; ``language``: that of a
    translation."""
    return f"{code}{language and f' ({language})'}: {Path(file).stem}"


def image_file(image: Any) -> str:
    """The name of an image in a course file: the inverse of ``image_title``."""
    name = slugify(image.title.rpartition(": ")[2]) or f"image-{image.pk}"
    return f"images/{name}{Path(image.file.name).suffix.lower()}"


def as_yaml(course: Mapping[str, Any]) -> str:
    """The course as the text of a course file, its parts in the order of README.md."""
    return yaml.dump(course, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _programme(page: CoursePage) -> str:
    member = (
        ProgrammeCourse.objects.current()
        .filter(course=page.course_id, course__isnull=False)
        .order_by("-programme__headline", "pk")
        .values_list("programme__code", flat=True)
    )
    return member.first() or NO_PROGRAMME


def _outcome(value: StructValue) -> dict[str, Any]:
    outcome = {"key": value["key"], "text": value["text"]}
    further = list(value["goes_further"])
    return {**outcome, "goes_further": further} if further else outcome


def _lesson(value: StructValue) -> dict[str, Any]:
    return {
        "key": value["key"] or _key(value["title"]),
        "title": value["title"],
        "minutes": value["minutes"],
        "outcomes": list(value["outcomes"]),
        "blocks": [{child.block_type: _content(child)} for child in value["body"]],
    }


def _content(child: StreamValue.StreamChild) -> Any:
    value = child.value
    match child.block_type:
        case "heading":
            return value
        case "text":
            return _prose(value)
        case "example" | "try_this":
            return {"title": value["title"], "text": _prose(value["text"])}
        case "image":
            described = {"file": image_file(value["image"]), "alt": value["alt"]}
            return {**described, "caption": value["caption"]} if value["caption"] else described
        case "council_fact":
            return value["fact"]
        case "question":
            return _question(value)
        case "confidence":
            return {"moment": value["moment"]}
    raise CannotExportError(f"a course file cannot hold a {child.block_type}")


def _prose(text: RichText) -> str:
    return to_markdown(expand_db_html(text.source))


def _question(value: StructValue, **more: str) -> dict[str, Any]:
    return {
        "key": value["key"] or _key(value["prompt"]),
        **more,
        "kind": value["kind"],
        "prompt": value["prompt"],
        "options": [
            {"text": option["text"], "correct": bool(option["correct"]), "feedback": option["feedback"]}
            for option in value["options"]
        ],
    }


def _key(words: str) -> str:
    """A key for what an editor gave none: from its words, beginning with a letter."""
    key = slugify(words)[:50].strip("-")
    return key if key[:1].isalpha() else f"part-{key}".rstrip("-")
