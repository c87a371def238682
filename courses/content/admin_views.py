"""Pages of the editor's interface: confirming a change that asks people to do a course again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from courses.content.choices import ChangeClass
from courses.content.drafts import problems_of
from courses.content.impact import people_asked_again
from courses.content.models import CoursePage
from lms.core import clock

CONFIRMED = "asked-again-confirmed"


@dataclass(frozen=True)
class AskedAgain:
    """A draft of a course whose publication asks people to do it again, and how many."""

    page: CoursePage
    people: int


def asked_again(draft: CoursePage) -> AskedAgain | None:
    """What publishing this draft would ask, where it is a major change to a course that was published before."""
    course = draft.course
    if draft.change_class != ChangeClass.MAJOR or not draft.redo_by or course is None or course.current_version is None:
        return None
    return AskedAgain(draft, people_asked_again(course, draft.redo_by))


@require_admin_access
@require_http_methods(["GET", "POST"])
def confirm_publication(request: HttpRequest, page_id: int, revision_id: int) -> HttpResponse:
    """Says how many people a major change asks; publishes the draft when that is confirmed. The draft is saved
    already, so that going back loses nothing."""
    page = get_object_or_404(CoursePage, pk=page_id)
    lock = page.get_lock()
    if not page.permissions_for_user(request.user).can_publish() or (lock and lock.for_user(request.user)):
        raise PermissionDenied
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    revision = page.latest_revision
    if revision is None or revision.pk != revision_id:
        messages.warning(request, "Somebody has saved the course since. Look at the draft again before you publish it.")
        return redirect(edit_url)
    asked = asked_again(revision.as_object())
    if asked is None:
        return redirect(edit_url)
    if request.method == "POST":
        revision.publish(user=request.user)
        messages.success(
            request, f"“{asked.page.title}” has been {'scheduled' if is_later(asked.page) else 'published'}."
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    context = {
        "asked": [asked],
        "submit_url": request.path,
        "back_url": edit_url,
        "header_title": "Ask people to do this course again?",
    }
    return render(request, "courses/admin/confirm_publication.html", context)


def before_publishing_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail's hook in its editor: a major change is confirmed on a page of its own first."""
    if not isinstance(page, CoursePage) or asked_again(page) is None:
        return None
    return redirect("courses_confirm_publication", page.pk, page.latest_revision_id)


def before_bulk_publishing(
    request: HttpRequest, action_type: str, pages: Sequence[Page], action: object
) -> HttpResponse | None:
    """Wagtail's hook in its listings: unfinished courses are refused with their reasons, and major changes are
    confirmed first. Publishing in bulk shows neither by itself."""
    if action_type != "publish":
        return None
    drafts = [page.get_latest_revision_as_object() for page in _courses_among(request, pages)]
    unfinished = [(draft, problem) for draft in drafts for problem in problems_of(draft)]
    if unfinished:
        for draft, problem in unfinished:
            messages.error(request, format_html("Nothing was published. {}: {}", draft.title, problem.message))
        return redirect(getattr(action, "next_url", None) or "wagtailadmin_home")
    asked = [found for draft in drafts if (found := asked_again(draft))]
    if not asked or CONFIRMED in request.POST:
        return None
    context = {
        "asked": asked,
        "submit_url": request.get_full_path(),
        "back_url": getattr(action, "next_url", None) or reverse("wagtailadmin_home"),
        "kept": [(name, value) for name in request.POST for value in request.POST.getlist(name)],
        "confirmed_name": CONFIRMED,
        "header_title": "Ask people to do these courses again?",
    }
    return render(request, "courses/admin/confirm_publication.html", context)


def is_later(page: CoursePage) -> bool:
    """Whether publishing the draft only schedules it."""
    return bool(page.go_live_at and page.go_live_at > clock.now())


def _courses_among(request: HttpRequest, pages: Sequence[Page]) -> list[CoursePage]:
    """The courses that publishing these pages in bulk publishes: themselves and, when asked for, drafts beneath."""
    chosen = Page.objects.filter(pk__in=[page.pk for page in pages])
    found = CoursePage.objects.filter(pk__in=chosen)
    if request.POST.get("include_descendants"):
        beneath = Page.objects.none()
        for page in chosen:
            beneath |= Page.objects.descendant_of(page).not_live()
        found |= CoursePage.objects.filter(pk__in=beneath)
    return list(found)
