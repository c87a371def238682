"""Publishing what the product says of itself in another language."""

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.reviews import ask_for_review
from lms.core.translating import DifferentShapeError, publish_translation


@transaction.atomic
def translate_page(*, page: Page, into: Locale, said: Page) -> Page:
    """Publishes the translation of a page and asks for its review; returns the translated page.

    ``said``: an unsaved page of the same kind that says in the other language what ``page`` says, part for part. Raises
    DifferentShapeError where the parts do not match.
    """
    ours, theirs = _texts(page), _texts(said)
    if ours.keys() != theirs.keys():
        raise DifferentShapeError(f"{page}: {into} has not the same parts: {sorted(ours.keys() ^ theirs.keys())}")
    words = {(path, text): theirs[path, order] for (path, order), text in ours.items()}
    translated, _changed = publish_translation(page=page, into=into, words=words)
    ask_for_review(page=translated)
    return translated


def _texts(page: Page) -> dict[tuple[str, int], str]:
    """What a page says in words, by field and order."""
    return {
        (segment.path, segment.order): segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }
