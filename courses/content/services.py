"""Changing courses: a publication becomes a version that never changes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Revision

from courses.content import outline
from courses.content.choices import ChangeClass
from courses.content.drafts import content_of, criteria_of
from courses.content.models import Course, CoursePage, CourseVersion
from courses.content.signals import course_published
from lms.core import clock
from lms.people.models import User


@transaction.atomic
def publish_version(*, page: CoursePage, revision: Revision | None, user: User | None) -> CourseVersion | None:
    """Records what was just published: the course it belongs to and, if anything differs from its newest version, a
    new immutable version. Returns that version, or None when there is nothing new to record.

    ``page`` holds what was published and must be saved; ``revision`` is the Wagtail revision it came from. The first
    version asks nobody to do anything again, whatever the page says. Afterwards the page's next change is editorial
    until an editor says otherwise. Sends ``course_published`` on commit.
    Raises ValidationError when a major change has no day by which it must be done again.
    """
    # One publication of a page at a time: numbers follow each other, and the newest version is what the page shows.
    locked = CoursePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    course = _mirror(page, _course_of(page, locked))
    overtaken = revision is not None and locked.live_revision_id not in (None, revision.pk)
    version = _add_version(course, page, revision, user)
    if overtaken and version and course.versions.filter(page_revision_id=locked.live_revision_id).exists():
        # Somebody else's publication went live after ours and was recorded before it: it must be the newest again.
        locked.change_class, locked.redo_by = ChangeClass.EDITORIAL, None
        _add_version(_mirror(locked, course), locked, locked.live_revision, user)
    _start_next_change(page, course)
    return version


def _course_of(page: CoursePage, locked: CoursePage) -> Course:
    """The course that the page shows; made on its first publication. A page that was written again after its first
    page was deleted carries the old course on, so that its records go on counting."""
    if locked.course_id:
        return Course.objects.select_for_update().get(pk=locked.course_id)
    wanted = page.course_code or slugify(page.slug)
    course = Course.objects.filter(code=wanted, pages__isnull=True).first()
    return course or Course.objects.create(
        code=_free("code", wanted), slug=_free("slug", page.slug), title=page.title, open_to=page.open_to
    )


def _mirror(page: CoursePage, course: Course) -> Course:
    """Keeps on the course what records need when the page is gone."""
    course.title, course.open_to, course.level = page.title, page.open_to, page.level
    course.slug = _free("slug", page.slug, besides=course)
    course.save()
    return course


def _free(field: str, wanted: str, besides: Course | None = None) -> str:
    """``wanted``, or with the first number behind it that no other course has: a publication never fails on a name."""
    others = Course.objects.exclude(pk=besides.pk) if besides else Course.objects.all()
    taken = set(others.filter(**{f"{field}__startswith": wanted}).values_list(field, flat=True))
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free


def _add_version(
    course: Course, page: CoursePage, revision: Revision | None, user: User | None
) -> CourseVersion | None:
    content, criteria = content_of(page), criteria_of(page)
    digest = outline.digest(content, criteria)
    newest = course.current_version
    if newest and newest.digest == digest:
        return None
    change_class = page.change_class if newest else ChangeClass.EDITORIAL
    redo_by = page.redo_by if change_class == ChangeClass.MAJOR else None
    if change_class == ChangeClass.MAJOR and redo_by is None:
        raise ValidationError({"redo_by": "Say by which day everyone must have done it again."})
    version = CourseVersion.objects.create(
        course=course,
        number=newest.number + 1 if newest else 1,
        page_revision_id=revision.pk if revision else None,
        content=content,
        minutes=criteria.minutes,
        validity_months=criteria.validity_months,
        pass_percent=criteria.pass_percent,
        questions_asked=criteria.questions_asked,
        change_class=change_class,
        redo_by=redo_by,
        digest=digest,
        published_at=clock.now(),
        published_by=user,
    )
    transaction.on_commit(lambda: course_published.send(sender=CourseVersion, version_id=version.pk))
    return version


def _start_next_change(page: CoursePage, course: Course) -> None:
    """The published revision keeps the class it was published with; the live row, from which the next edit starts,
    goes back to the class that asks nobody."""
    page.course, page.course_code = course, course.code
    page.change_class, page.redo_by = ChangeClass.EDITORIAL, None
    CoursePage.objects.filter(pk=page.pk).update(
        course=course, course_code=course.code, change_class=ChangeClass.EDITORIAL, redo_by=None
    )
