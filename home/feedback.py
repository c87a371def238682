"""What visitors say of a page: "Did you find what you needed?"

No cookie is set and nothing of the visitor is kept, so that anybody can answer who may read the page.
"""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from home.models import Feedback

# Addresses that are the same for everybody who reads them; in others the varying part could point to one person.
WHOLE_PATHS = ("wagtail_serve", "place", "class_page")
TIME_TO_ADD = dt.timedelta(hours=1)
MISSING_LENGTH = 1000


def record_feedback(*, path: str, language: str, found: bool) -> Feedback:
    """Keeps one answer about the page at a path. Raises ValidationError where this site has no such address."""
    return Feedback.objects.create(page=page_named(path), language=language, found=found)


def add_what_was_missing(*, uuid: UUID, missing: str) -> Feedback:
    """Adds what somebody did not find to their answer, once, within an hour.

    Raises Feedback.DoesNotExist where there is no answer "No" of that time that still waits for words.
    """
    since = timezone.now() - TIME_TO_ADD
    feedback = Feedback.objects.get(uuid=uuid, found=False, missing="", at__gte=since)
    feedback.missing = missing.replace("\0", "").strip()[:MISSING_LENGTH]
    feedback.save(update_fields=["missing"])
    return feedback


def page_named(path: str) -> str:
    """What is kept of a page's address: the path, or its pattern where the path could point to a person.

    Raises ValidationError for anything but a path of this site.
    """
    path = path.split("?", 1)[0].split("#", 1)[0]
    if not path.startswith("/") or path.startswith("//") or "\0" in path or len(path) > 300:
        raise ValidationError("That is not a page of this site.")
    try:
        with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
            match = resolve(path)
    except Resolver404 as error:
        raise ValidationError("That is not a page of this site.") from error
    if match.url_name in WHOLE_PATHS or not (match.kwargs or match.args):
        return path
    return f"/{match.route}"[:300]
