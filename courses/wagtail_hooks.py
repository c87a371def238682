"""What the app adds to the editor's interface."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from courses.catalogue.viewsets import TeachingGroup
from courses.content import admin_views

register_snippet(TeachingGroup)

hooks.register("before_publish_page", admin_views.before_publishing_page)
hooks.register("before_bulk_action", admin_views.before_bulk_publishing)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Addresses under /admin/."""
    return [
        path(
            "courses/<int:page_id>/confirm/<int:revision_id>/",
            admin_views.confirm_publication,
            name="courses_confirm_publication",
        )
    ]
