"""`{% load places %}`: what pages about places need beside the design system."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from inclusion_map.finding.drawing import Picture
from inclusion_map.forms import WhereForm

register = template.Library()

RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


@register.simple_tag
def lang(code: str) -> SafeString:
    """The ``lang`` and ``dir`` of words typed in another language than the page's; nothing where they are the same."""
    mine, page = code.partition("-")[0], (get_language() or "en").partition("-")[0]
    if not mine or mine == page:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', code, "rtl" if mine in RIGHT_TO_LEFT else "ltr")


@register.filter
def typed_in(words: str, code: str) -> SafeString:
    """Words inside a translated sentence, marked with the language they were typed in where it is another one."""
    mark = lang(code)
    return format_html("<span{}>{}</span>", mark, words) if mark else format_html("{}", words)


@register.inclusion_tag("inclusion_map/_where.html")
def where_box(
    form: WhereForm | None = None, *, filters: str = "", size: str = "l", heading: bool = False, label: str = ""
) -> dict[str, Any]:
    """The box that asks where somebody is, with its button. It posts to Find help, from whichever page it is on.

    ``filters``: the query of the wishes to keep, "?…". ``heading``: its label is the page's h1.
    """
    return {"where_form": form or WhereForm(), "filters": filters, "size": size, "heading": heading, "label": label}


@register.inclusion_tag("inclusion_map/_map.html")
def map_picture(picture: Picture | None, name: str, *, numbers: bool = True) -> dict[str, Any]:
    """The map, drawn by the server. ``name`` says what it shows to somebody who does not see it."""
    return {"picture": picture, "name": name, "numbers": numbers, "scale": _scale(picture)}


def _scale(picture: Picture | None) -> dict[str, float]:
    """Sizes in the map's own units, so that lines and letters look the same however much of the borough is seen."""
    unit = picture.view[2] / 100 if picture else 1.0
    return {"label": round(4.2 * unit, 1), "number": round(5.2 * unit, 1), "drop": round(1.8 * unit, 1)}
