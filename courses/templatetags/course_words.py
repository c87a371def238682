"""`{% load course_words %}`: the words of a course inside a page that may speak another language."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from courses.records.public.words import Language

register = template.Library()


@register.filter
def in_language(words: str, language: Language | None) -> SafeString:
    """``words`` marked with their language, so that they are read out and set in it. Nothing is marked in a page of the
    same language, or without one. Only the words: a row of answers keeps the direction of its page."""
    if not language or not language.is_other:
        return conditional_escape(words)
    return format_html('<span lang="{}" dir="{}">{}</span>', language.code, language.direction, words)
