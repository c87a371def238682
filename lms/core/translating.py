"""Putting translations that come with the product into wagtail-localize, where editors correct every translation."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.urls import translate_url
from django.utils import timezone, translation
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.strings import StringValue, validate_translation_links

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL

Words = Mapping[tuple[str, str], str]
"""What a translation says: by the path of the text in its page ("lessons.<id>.title") and the text it translates."""


class DifferentShapeError(ValueError):
    """A translation has not the paragraphs of the text it translates."""


@transaction.atomic
def publish_translation(
    *, page: Page, into: Locale, words: Words, images: Mapping[int, int] | None = None
) -> tuple[Page, bool]:
    """Publishes the translation of a page, as long as the page is live. Returns it, and whether it changed: again
    changes nothing.

    Each text goes into wagtail-localize beside the one it translates, marked as a machine's; never in the place of a
    person's. ``images``: the image that stands in the place of another, by primary key; others stay. Links by path lead
    to the same place in the other language. Raises DifferentShapeError where a text is missing, or translates nothing
    of the page.
    """
    source = texts_of(page)
    target, _ = Translation.objects.get_or_create(source=source, target_locale=into)
    _say(source, into, words)
    _put_instead(source, into, images or {})
    before = page.get_translation_or_none(into)
    if before and _content(before) == _content(source.get_ephemeral_translated_instance(into, fallback=True)):
        return before, False
    # Published here and not by wagtail-localize, which does it after the commit with the page as it stood before: one
    # that has been given children since would forget them.
    target.save_target(publish=False)
    translated = page.get_translation(into)
    if page.live:
        translated.get_latest_revision().publish()
        translated.refresh_from_db()
    return translated, True


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


def is_a_persons(translated: Page, *, page: Page) -> bool:
    """Whether a person has had a hand in the translation of ``page``: published it, wrote a sentence of it, chose a
    picture, or made it a page of its own."""
    locale, revision = translated.locale, translated.latest_revision
    here = {"locale": locale, "context__object_id": page.translation_key}
    return (
        (revision is not None and revision.user_id is not None)
        or not Translation.objects.filter(source=texts_of(page), target_locale=locale, enabled=True).exists()
        or StringTranslation.objects.filter(translation_type=MANUAL, **here).exists()
        or SegmentOverride.objects.filter(last_translated_by__isnull=False, **here).exists()
    )


def _content(page: Page) -> dict[str, Any]:
    """What a translation takes from its source or its translator, in the form in which it is stored."""
    model, content = type(page), {}
    for each in get_translatable_fields(model):
        field = each.get_field(model)
        if isinstance(field, models.Field) and (each.is_translated(page) or each.is_synchronized(page)):
            value = field.value_from_object(page)
            content[field.name] = value.get_prep_value() if isinstance(value, StreamValue) else value
    return content


def _say(source: TranslationSource, into: Locale, words: Words) -> None:
    left, rows = dict(words), {}
    segments = StringSegment.objects.filter(source=source).select_related("context", "string")
    kept = StringTranslation.objects.filter(locale=into, context__object_id=source.object_id)
    said = {(one.translation_of_id, one.context_id): one for one in kept}
    for segment in segments:
        text = (segment.context.path, segment.string.data)
        if text not in words:
            raise DifferentShapeError(f"{source.object_repr}: {into} says nothing for “{segment.string.data}”")
        left.pop(text, None)
        _check(segment.string.data, words[text])
        one = said.get((segment.string_id, segment.context_id))
        if one and (one.translation_type == MANUAL or one.data == words[text]):
            continue
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


def _check(text: str, translated: str) -> None:
    """As wagtail-localize checks each translation that is saved by itself. Raises DifferentShapeError."""
    try:
        StringValue.from_translated_html(translated)
        validate_translation_links(text, translated)
    except ValueError as error:
        raise DifferentShapeError(f"“{translated}”: {error}") from error


def _put_instead(source: TranslationSource, into: Locale, images: Mapping[int, int]) -> None:
    for segment in OverridableSegment.objects.filter(source=source).select_related("context"):
        instead = images.get(segment.data, segment.data)
        if isinstance(instead, str) and instead.startswith("/"):
            with translation.override(source.locale.language_code):  # the one in which the path is written
                instead = translate_url(instead, into.language_code)
        ours = SegmentOverride.objects.filter(locale=into, context=segment.context, last_translated_by__isnull=True)
        if instead == segment.data:
            ours.delete()
        elif not SegmentOverride.objects.filter(locale=into, context=segment.context).exists():
            SegmentOverride.objects.create(locale=into, context=segment.context, data_json=json.dumps(instead))
        else:
            ours.exclude(data_json=json.dumps(instead)).update(data_json=json.dumps(instead))
