"""Putting the shipped courses into Wagtail, and leaving alone what an editor has changed since."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.db.models.signals import post_save
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.models import Locale

from courses.content.models import Course, CourseIndexPage, CoursePage
from courses.shipped.programmes import ProgrammeLoaded, Terms, load_programmes
from courses.shipped.reading import digest, page_fields
from courses.shipped.site import prepare_site
from courses.shipped.validate import CourseFileError, check_course, course_folders, load_course
from courses.shipped.writing import digest_of_page, file_digests, image_title


class Action(Enum):
    """What loading does with one course, in the words of its report."""

    CREATE = "new"
    UPDATE = "updated"
    UNCHANGED = "unchanged"
    EDITED = "left as edited here"
    REMOVED = "left removed"


class ShippedCoursesError(ValueError):
    """Course files are not sound, so nothing was loaded. ``problems`` says each, beginning with its file."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(f"{len(problems)} problems in the shipped courses")
        self.problems = list(problems)


@dataclass(frozen=True)
class Plan:
    """What loading will do with one course, and why it knows: ``digest`` is that of the file."""

    folder: Path
    course: dict[str, Any]
    digest: str
    action: Action
    page: CoursePage | None


def plan_courses(folders: Sequence[Path] | None = None) -> list[Plan]:
    """What loading these course folders (all that are shipped, unless given) would do. Writes nothing.

    Raises ShippedCoursesError when any file is not sound.
    """
    return [_plan(folder, course) for folder, course in _sound_courses(folders or course_folders())]


@transaction.atomic
def load_courses(*, plans: Sequence[Plan]) -> None:
    """Does what was planned: new courses are published as their version 1, courses that nobody edited here and whose
    file has changed are published as an editorial version."""
    index = prepare_site()
    for plan in plans:
        if plan.action in (Action.CREATE, Action.UPDATE):
            _publish(plan, index)


def _sound_courses(folders: Sequence[Path]) -> list[tuple[Path, dict[str, Any]]]:
    courses: list[tuple[Path, dict[str, Any]]] = []
    problems: list[str] = []
    for folder in folders:
        try:
            course = load_course(folder)
            found = check_course(course, folder)
            courses.append((folder, course))
        except CourseFileError as error:
            found = [str(error)]
        problems += [f"{folder.name}/course.yaml: {problem}" for problem in found]
    if problems:
        raise ShippedCoursesError(problems)
    return courses


def _plan(folder: Path, course: dict[str, Any]) -> Plan:
    drawings = {file: (folder / file).read_bytes() for file in _drawing_files(course)}
    shipped = digest(course, file_digests(drawings))
    page = CoursePage.objects.filter(course_code=course["code"], locale=Locale.get_default()).first()
    return Plan(folder, course, shipped, _action(course["code"], shipped, page), page)


def _action(code: str, shipped: str, page: CoursePage | None) -> Action:
    if page is None:
        return Action.REMOVED if Course.objects.filter(code=code).exists() else Action.CREATE
    if not page.live or _edited(page):
        return Action.EDITED
    return Action.UNCHANGED if page.shipped_digest == shipped else Action.UPDATE


def _edited(page: CoursePage) -> bool:
    """Whether what is published, or a draft beside it, says anything else than what was last loaded."""
    states = [page, page.get_latest_revision_as_object()] if page.has_unpublished_changes else [page]
    return any(digest_of_page(state) != page.shipped_digest for state in states)


def _drawing_files(course: dict[str, Any]) -> Iterator[str]:
    for lesson in course["lessons"]:
        for block in lesson["blocks"]:
            if "image" in block:
                yield block["image"]["file"]


def _publish(plan: Plan, index: CourseIndexPage) -> None:
    code = plan.course["code"]
    images = {file: store_drawing(image_title(code, file), plan.folder / file) for file in _drawing_files(plan.course)}
    fields = page_fields(plan.course, images)
    page = plan.page or CoursePage(slug=code, live=False)
    for name, value in fields.items():
        setattr(page, name, value)
    page.shipped_digest = plan.digest
    if page.pk is None:
        index.add_child(instance=page)
    else:
        # A revision does not carry the digest, so that going back to one never claims to be the shipped text.
        CoursePage.objects.filter(pk=page.pk).update(shipped_digest=plan.digest)
    page.save_revision().publish()


def store_drawing(title: str, path: Path) -> int:
    """The image of this title that holds this drawing, made if there is none. A changed drawing is another image:
    versions that were published keep showing the old one."""
    image_model = get_image_model()
    content = path.read_bytes()
    for image in image_model.objects.filter(title=title):
        with image.file.open() as stored:
            if stored.read() == content:
                return image.pk
    image = image_model(title=title, file=ImageFile(io.BytesIO(content), name=f"{slugify(title)}{path.suffix}"))
    image.save()
    return image.pk


@contextmanager
def no_file_without_its_row() -> Iterator[None]:
    """Around a transaction that may be rolled back: the files of drawings that were stored in it go with their rows."""
    image_model = get_image_model()
    stored = []

    def note(instance: Any, created: bool, **kwargs: Any) -> None:
        if created:
            stored.append(instance.file)

    post_save.connect(note, sender=image_model)
    try:
        yield
    finally:
        post_save.disconnect(note, sender=image_model)
        for file in stored:
            if not image_model.objects.filter(file=file.name).exists():
                file.storage.delete(file.name)


@dataclass(frozen=True)
class Loaded:
    """What loading did: one plan for each course, one entry for each programme that a course names."""

    plans: list[Plan]
    programmes: list[ProgrammeLoaded]


def load_shipped(*, terms: Terms) -> Loaded:
    """How a council begins: publishes the shipped courses and puts their programmes in force on these terms. Done
    again, it changes nothing that anybody changed.

    Raises ShippedCoursesError, and loads nothing, when any file is not sound.
    """
    plans = plan_courses()
    with transaction.atomic():
        load_courses(plans=plans)
        members = {plan.course["code"]: plan.course["programme"] for plan in plans}
        return Loaded(plans, load_programmes(members=members, terms=terms))
