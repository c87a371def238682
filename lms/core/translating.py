"""Putting translations that come with the product into wagtail-localize, where editors correct every translation."""

import json
from collections.abc import Mapping

from django.db import transaction
from django.urls import translate_url
from django.utils import timezone, translation
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

Words = Mapping[tuple[str, str], str]
"""What a translation says: by the path of the text in its page ("lessons.<id>.title") and the text it translates."""


class DifferentShapeError(ValueError):
    """A translation has not the paragraphs of the text it translates."""


@transaction.atomic
def publish_translation(*, page: Page, into: Locale, words: Words, images: Mapping[int, int] | None = None) -> Page:
    """Publishes the translation of a page, as long as the page is live, and returns the translated page.

    Each text goes into wagtail-localize beside the one it translates, marked as a machine's. ``images``: the image that
    stands in the place of another, by primary key; others stay. Links by path lead to the same place in the other
    language. Raises DifferentShapeError where a text is missing, or translates nothing of the page.
    """
    source = texts_of(page)
    target, _ = Translation.objects.update_or_create(source=source, target_locale=into, defaults={"enabled": True})
    _say(source, into, words)
    _put_instead(source, into, images or {})
    # Published here and not by wagtail-localize, which does it after the commit with the page as it stood before: one
    # that has been given children since would forget them.
    target.save_target(publish=False)
    translated = page.get_translation(into)
    if page.live:
        translated.get_latest_revision().publish()
        translated.refresh_from_db()
    return translated


def texts_of(page: Page) -> TranslationSource:
    """What wagtail-localize knows of the texts of a page, brought up to date with the page as it is now."""
    source, _ = TranslationSource.update_or_create_from_instance(page)
    return source


def said_in(page: Page, locale: Locale) -> Words:
    """What the texts of a page say in another language, as far as they are translated."""
    segments = StringSegment.objects.filter(source=texts_of(page)).select_related("context", "string")
    return {
        (segment.context.path, segment.string.data): segment.translation
        for segment in segments.annotate_translation(locale, include_errors=True)
        if segment.translation
    }


def images_in(page: Page, locale: Locale) -> dict[int, int]:
    """The images that stand in the place of those of the page in another language, by primary key."""
    segments = OverridableSegment.objects.filter(source=texts_of(page)).annotate_override_json(locale)
    pairs = ((segment.data, json.loads(segment.override_json)) for segment in segments if segment.override_json)
    return {ours: theirs for ours, theirs in pairs if isinstance(ours, int)}


def is_corrected(page: Page, locale: Locale) -> bool:
    """Whether a person has written any part of the translation of a page, or made it a page of its own."""
    if not Translation.objects.filter(source=texts_of(page), target_locale=locale, enabled=True).exists():
        return True
    manual = StringTranslation.objects.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    return manual.filter(locale=locale, context__object_id=page.translation_key).exists()


def _say(source: TranslationSource, into: Locale, words: Words) -> None:
    left, rows = dict(words), {}
    for segment in StringSegment.objects.filter(source=source).select_related("context", "string"):
        text = (segment.context.path, segment.string.data)
        if text not in words:
            raise DifferentShapeError(f"{source.object_repr}: {into} says nothing for “{segment.string.data}”")
        left.pop(text, None)
        rows[segment.string_id, segment.context_id] = StringTranslation(
            translation_of=segment.string,
            locale=into,
            context=segment.context,
            data=words[text],
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            updated_at=timezone.now(),
        )
    if left:
        raise DifferentShapeError(f"{source.object_repr}: {into} says more than the page: {list(left.values())}")
    StringTranslation.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=["data", "translation_type", "updated_at", "has_error", "field_error"],
    )


def _put_instead(source: TranslationSource, into: Locale, images: Mapping[int, int]) -> None:
    for segment in OverridableSegment.objects.filter(source=source).select_related("context"):
        instead = images.get(segment.data, segment.data)
        if isinstance(instead, str) and instead.startswith("/"):
            with translation.override(source.locale.language_code):  # the one in which the path is written
                instead = translate_url(instead, into.language_code)
        if instead != segment.data:
            SegmentOverride.objects.update_or_create(
                locale=into,
                context=segment.context,
                defaults={"data_json": json.dumps(instead), "has_error": False, "field_error": ""},
            )
