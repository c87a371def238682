"""Putting the translations of the shipped courses into Wagtail, and writing them back as the files they came from."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib
from django.db import transaction
from wagtail.models import Locale, Page

from courses.content.models import CoursePage
from courses.shipped.editions import FILE, Edition, edition_problems, languages_of, read_edition
from courses.shipped.loading import Action, Plan, ShippedCoursesError, plan_courses, store_drawing
from courses.shipped.reading import page_fields
from courses.shipped.validate import course_folders
from courses.shipped.writing import image_file, image_title
from lms.core.translating import (
    DifferentShapeError,
    images_in,
    is_a_persons,
    publish_translation,
    said_in,
    texts_of,
)

STREAMS = ("outcomes", "lessons", "bank")


@dataclass(frozen=True)
class CourseTranslated:
    """What was done with the translation of one course. ``page`` is the translated page; None where there is none.
    ``reworded``: it holds words or pictures that nobody has read yet."""

    code: str
    action: Action
    page: Page | None
    reworded: bool = False


@transaction.atomic
def translate_courses(*, into: Locale, folders: list[Path] | None = None) -> list[CourseTranslated]:
    """Publishes the shipped courses in a language, as far as they come in it; one entry for each that does.

    A translation is published beside the English text that it translates and no other: not where an editor has changed
    or taken away the English page, nor where a person has had a hand in the translation. Again changes nothing. Raises
    ShippedCoursesError where files are not sound or a translation is not of the course as it is now.
    """
    language, done = into.language_code, []
    folders = [folder for folder in folders or course_folders() if language in languages_of(folder)]
    if problems := [f"{folder.name}/{each}" for folder in folders for each in edition_problems(folder, language)]:
        raise ShippedCoursesError(problems)
    for folder in folders:
        if edition := read_edition(folder, language):
            (plan,) = plan_courses([folder])
            done.append(_translate(plan, edition, into))
    return done


def as_po(page: CoursePage, locale: Locale) -> polib.POFile:
    """The translation of a course as its ``course.po``: every text of the English page with what the CMS has for it in
    the language, under a comment that says where it stands."""
    said, names = said_in(page, locale), _names(page)
    po = polib.POFile(wrapwidth=110)
    po.metadata = {
        "Language": locale.language_code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for entry in texts_of(page).export_po():
        where = [names[part] for part in entry.msgctxt.split(".") if part in names]
        entry.msgstr, entry.comment = said.get((entry.msgctxt, entry.msgid), ""), ", ".join(where)
        po.append(entry)
    return po


def _translate(plan: Plan, edition: Edition, into: Locale) -> CourseTranslated:
    page, code = plan.page, plan.course["code"]
    there = page.get_translation_or_none(into) if page else None
    if page is None or plan.action is not Action.UNCHANGED or not _is_block_for_block(page, plan.course):
        return CourseTranslated(code, Action.EDITED, there)
    if there and (not there.live or there.has_unpublished_changes or is_a_persons(there, page=page)):
        return CourseTranslated(code, Action.EDITED, there)
    images = _images(page, code, edition)
    reworded = said_in(page, into) != edition.words or images_in(page, into) != images
    try:
        translated, changed = publish_translation(page=page, into=into, words=edition.words, images=images)
    except DifferentShapeError as error:
        raise ShippedCoursesError([f"{code}/{edition.language}/{FILE}: {error}"]) from error
    action = Action.UPDATE if changed else Action.UNCHANGED
    return CourseTranslated(code, action if there else Action.CREATE, translated, reworded)


def _is_block_for_block(page: CoursePage, course: Mapping[str, Any]) -> bool:
    """Whether the page still holds the shipped blocks themselves. A paragraph that an editor took out and typed again
    says the same, and is another one: what is translated is known by its block."""
    shipped = page_fields(course, defaultdict(int))
    return all(
        set(_ids(json.loads(shipped[stream]))) == set(_ids(getattr(page, stream).get_prep_value()))
        for stream in STREAMS
    )


def _ids(raw: Any) -> Iterator[str]:
    """The identities of blocks in raw form, with those inside them."""
    if isinstance(raw, list):
        for each in raw:
            yield from _ids(each)
    elif isinstance(raw, dict):
        yield from (value for name, value in raw.items() if name == "id")
        for each in raw.values():
            yield from _ids(each)


def _images(page: CoursePage, code: str, edition: Edition) -> dict[int, int]:
    """The pictures of the page that are drawn anew in the edition's language, each with the new one."""
    pictures = [
        block.value["image"] for lesson in page.lessons for block in lesson.value["body"] if block.block_type == "image"
    ]
    return {
        picture.pk: store_drawing(image_title(code, image_file(picture), edition.language), path)
        for picture in pictures
        if (path := edition.drawings.get(image_file(picture)))
    }


def _names(page: CoursePage) -> dict[str, str]:
    """What each block of a page is called, in words for a translator, by its id."""
    names = {block.id: f"outcome {block.value['key']}, after “You will be able to”" for block in page.outcomes}
    questions = list(page.bank)
    for lesson in page.lessons:
        names[lesson.id] = f"lesson {lesson.value['key']}"
        for block in lesson.value["body"]:
            names[block.id] = block.block_type
            questions += [block] if block.block_type == "question" else []
    for question in questions:
        names[question.id] = f"question {question.value['key']} ({question.value['kind']})"
        for number, option in enumerate(question.value["options"].bound_blocks, start=1):
            names[option.id] = f"option {number}, {'right' if option.value['correct'] else 'wrong'}"
    return names
