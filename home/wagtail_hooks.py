"""What home adds to Wagtail: pages in their own language only, and two reports for editors."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from home import admin_views
from home.languages import language_of


@hooks.register("before_serve_page", order=-10)
def only_in_its_own_language(
    page: Page, request: HttpRequest, serve_args: list[Any], serve_kwargs: dict[str, Any]
) -> HttpResponse | None:
    """A page that is not translated is at its own address only: Wagtail would show it under every language's."""
    if language_of(page) == get_language():
        return None
    return redirect(page.get_url(request))


@hooks.register("register_admin_urls")
def report_addresses() -> list:
    """The two reports."""
    return [path("reports/residents/", include((admin_views.urlpatterns, "home_reports")))]


@hooks.register("register_reports_menu_item")
def feedback_in_the_menu() -> MenuItem:
    """What visitors say."""
    return MenuItem("Feedback from visitors", reverse("home_reports:feedback"), icon_name="comment", order=910)


@hooks.register("register_reports_menu_item")
def translations_in_the_menu() -> MenuItem:
    """Translations that a machine made."""
    return MenuItem("Translations to review", reverse("home_reports:translations"), icon_name="globe", order=920)
