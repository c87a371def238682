"""The page of a class."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.catalogue.choices import LEVEL_HINTS, Level
from courses.catalogue.selectors import class_page, live_classes
from courses.catalogue.structured import schema_org
from courses.content.models import CourseIndexPage
from courses.content.selectors import json_for_script
from lms.core.clock import today


@require_safe
def show_class(request: HttpRequest, slug: str) -> HttpResponse:
    """A class that is on the site; for drafts and withdrawn ones there is no page."""
    taught = live_classes().filter(slug=slug).first()
    if taught is None:
        raise Http404
    page = class_page(taught, today())
    context = {
        "page": page,
        "taught": taught,
        "level_hint": LEVEL_HINTS[Level(taught.level)],
        "way": [*index_of(request), {"label": taught.title, "lang": taught.language}],
        "json_ld": json_for_script(schema_org(page, request.build_absolute_uri(request.path))),
    }
    return render(request, "courses/catalogue/class.html", context)


def index_of(request: HttpRequest) -> list[dict[str, str]]:
    """The title and address of the catalogue, in the reader's language where it has been translated."""
    index = CourseIndexPage.objects.live().order_by("pk").first()
    if index is None:
        return []
    index = index.localized
    return [{"label": index.title, "url": index.get_url(request) or ""}]
