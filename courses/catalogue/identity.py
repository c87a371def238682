"""What the rest of the site knows a class by, from its first publication on."""

from django.db import transaction
from django.utils.text import slugify

from courses.catalogue.models import TaughtCourse
from courses.content.choices import OpenTo
from courses.content.models import Course

LONGEST = 50  # characters of the title in an address


@transaction.atomic
def keep_identity(taught: TaughtCourse) -> Course:
    """Makes or brings up to date the ``Course`` of a class that was just published, and gives the class its address:
    of its first title, and never changed again, because leaflets carry it."""
    locked = TaughtCourse.objects.select_for_update(of=("self",)).get(pk=taught.pk)
    if locked.course_id:
        Course.objects.filter(pk=locked.course_id).update(title=taught.title, level=taught.level)
        return Course.objects.get(pk=locked.course_id)
    wanted = slugify(taught.title)[:LONGEST].strip("-") or "class"
    slug = _free(wanted)
    code = f"class-{taught.uuid}"
    course = Course.objects.create(
        code=code, slug=code, title=taught.title, level=taught.level, open_to=OpenTo.EVERYONE
    )
    TaughtCourse.objects.filter(pk=taught.pk).update(course=course, slug=slug)
    taught.course, taught.slug = course, slug
    return course


def _free(wanted: str) -> str:
    """``wanted``, or with the first number behind it that no other class has."""
    taken = set(TaughtCourse.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}-{number}"
    return free
