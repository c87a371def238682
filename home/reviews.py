"""Which translated pages wait for a person to read them, and their approval."""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from home.languages import served_page
from home.models import TranslationReview
from lms.core.models import AuditEntry
from lms.people.models import User


class ApprovalRefusedError(PermissionError):
    """Somebody who may not publish a page tried to approve its translation."""


def awaits_review(request: HttpRequest) -> bool:
    """Whether the page that is being shown was translated by a machine and read by no person since.

    A view that shows the words of a Wagtail page, as a lesson does, says which in ``request.page_shown``.
    """
    if get_language() == settings.LANGUAGE_CODE:
        return False
    page = getattr(request, "page_shown", None) or served_page(request)
    return page is not None and waiting().filter(page=page.pk).exists()


def waiting() -> QuerySet[TranslationReview]:
    """The translations that no person has approved."""
    return TranslationReview.objects.filter(approved_at__isnull=True)


def ask_for_review(*, page: Page) -> None:
    """Says that a machine wrote what this page says now; an approval was of an earlier text."""
    TranslationReview.objects.update_or_create(page_id=page.pk, defaults={"approved_at": None, "approved_by": None})


@transaction.atomic
def approve_translation(*, page: Page, by: User) -> None:
    """Somebody has read a translated page and stands for it: its readers are no longer warned. Again changes nothing.

    Raises ApprovalRefusedError unless they may publish the page, TranslationReview.DoesNotExist for a page that no
    machine translated.
    """
    if not page.permissions_for_user(by).can_publish():
        raise ApprovalRefusedError(f"{by} may not publish {page}")
    review = TranslationReview.objects.select_for_update().get(page_id=page.pk)
    if review.approved_at is None:
        review.approved_at, review.approved_by = timezone.now(), by
        review.save()
        AuditEntry.objects.create(actor=by, verb="approve_translation", object_type="page", data={"page": page.pk})
