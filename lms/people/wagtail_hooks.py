"""Pages and documents that an editor restricted to people who sign in are for staff: partners sign in too."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.models import BaseViewRestriction, Page


@hooks.register("before_serve_page")
def staff_pages_for_staff(page: Page, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """Wagtail lets in whoever is signed in. Raises PermissionDenied for an account of nobody on the staff list."""
    if _is_outsider(request):
        _refuse(page.get_view_restrictions())


@hooks.register("before_serve_document")
def staff_documents_for_staff(document: AbstractDocument, request: HttpRequest) -> None:
    """The same for a document, by its collection."""
    if _is_outsider(request):
        _refuse(document.collection.get_view_restrictions())


def _is_outsider(request: HttpRequest) -> bool:
    """Signed in, without a staff record, and no editor."""
    user = request.user
    if not user.is_authenticated or getattr(user, "person", None) is not None:
        return False
    return not user.has_perm("wagtailadmin.access_admin")


def _refuse(restrictions: Iterable[BaseViewRestriction]) -> None:
    if any(one.restriction_type == BaseViewRestriction.LOGIN for one in restrictions):
        raise PermissionDenied
