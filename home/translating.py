"""Putting translations that come with the product into wagtail-localize, as its editors would find their own."""

from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from home.reviews import ask_for_review


class DifferentShapeError(ValueError):
    """A translation has not the paragraphs of the text it translates."""


@transaction.atomic
def translate_page(*, page: Page, into: Locale, said: Page) -> Page:
    """Publishes the translation of a page and asks for its review; returns the translated page.

    ``said``: an unsaved page of the same kind that says in the other language what ``page`` says, part for part. Each
    part goes into wagtail-localize beside the part it translates, marked as a machine's, so that an editor corrects it
    where they correct every translation. Raises DifferentShapeError where the parts do not match.
    """
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation, _ = Translation.objects.update_or_create(source=source, target_locale=into, defaults={"enabled": True})
    theirs = _strings(said)
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string"):
        try:
            words = theirs.pop((segment.context.path, segment.order))
        except KeyError as error:
            raise DifferentShapeError(f"{page}: {into} says nothing for “{segment.string.data}”") from error
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=into,
            context=segment.context,
            defaults={"data": words, "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE},
        )
    if theirs:
        raise DifferentShapeError(f"{page}: {into} says more than the page: {list(theirs.values())}")
    # Published here and not by wagtail-localize, which does it after the commit with the page as it stood before: one
    # that has been given children since would forget them.
    translation.save_target(publish=False)
    translated = page.get_translation(into)
    if page.live:
        translated.get_latest_revision().publish()
        translated.refresh_from_db()
    ask_for_review(page=translated)
    return translated


def _strings(page: Page) -> dict[tuple[str, int], str]:
    """What a page says in words, by field and order."""
    return {
        (segment.path, segment.order): segment.string.data
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }
