"""`{% load ds %}`: the components of the design system. Usage of each: docs/developers/design-system.md."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lms.design_system import tables
from lms.design_system.charts import Bar, BurnUp
from lms.design_system.drawings import read_svg
from lms.design_system.fields import describe
from lms.design_system.forms import error_list
from lms.design_system.paging import pages
from lms.design_system.states import MESSAGES, STATES

register = template.Library()

COMPONENTS = "design_system/components"

# --- Pictures ---------------------------------------------------------------


def _named_svg(kind: str, name: str, label: str) -> SafeString:
    # The files are our own, committed with the code, so they are safe to print.
    svg = read_svg(kind, name)
    if label:
        svg = svg.replace('aria-hidden="true"', str(format_html('role="img" aria-label="{}"', label)), 1)
    return mark_safe(svg)  # noqa: S308


@register.simple_tag
def ds_drawing(name: str, label: str = "") -> SafeString:
    """A line drawing. Decorative unless `label` says what it tells."""
    return _named_svg("drawings", name, label)


@register.simple_tag
def ds_icon(name: str, label: str = "") -> SafeString:
    """A small icon in the colour and size of the text beside it."""
    return _named_svg("icons", name, label)


@register.simple_tag
def ds_swatch(line: str) -> SafeString:
    """A sample of a chart's line, for its key."""
    return format_html(
        '<svg class="ds-chart__swatch" viewBox="0 0 40 12" focusable="false">'
        '<line class="ds-chart__{}" x1="2" x2="38" y1="6" y2="6"/></svg>',
        line,
    )


# --- Buttons and ways ---------------------------------------------------------


@register.inclusion_tag(f"{COMPONENTS}/button.html")
def ds_button(
    text: str,
    *,
    href: str = "",
    variant: str = "",
    small: bool = False,
    icon: str = "",
    button_type: str = "submit",
    name: str = "",
    value: str | None = None,
    disabled: bool = False,
) -> dict[str, Any]:
    """A button, or with `href` a link that looks like one. `variant`: secondary, warning, link."""
    return {
        "text": text,
        "href": href,
        "variant": variant,
        "small": small,
        "icon": ds_icon(icon) if icon else "",
        "button_type": button_type,
        "name": name,
        "value": value,
        "disabled": disabled,
    }


@register.inclusion_tag(f"{COMPONENTS}/breadcrumbs.html")
def ds_breadcrumbs(items: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """The way here: `[{"label", "url"}, …]`; the last, without `url`, is this page."""
    return {"items": list(items)}


@register.inclusion_tag(f"{COMPONENTS}/pagination.html", takes_context=True)
def ds_pagination(context: Context, page: Page, parameter: str = "page") -> dict[str, Any]:
    """Links to the other pages of a Django `Page`; every other query parameter is kept."""
    request = context.get("request")
    return pages(page, request.GET if request else QueryDict(), parameter)


# --- Forms --------------------------------------------------------------------


@register.inclusion_tag("design_system/fields/field.html")
def ds_field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """One field with its label, hint and errors.

    Options: `size` ("s", "m", "l", "xl"), `heading=True` (the label is the page's h1), `label`,
    `hint`, `width` (2, 3, 4, 5, 10, 20, 30 characters), `inline`, `small`, `answers` (a
    question's choices, each a whole row), `optional=False` (do not say "(optional)").
    """
    return {"field": describe(bound, **options)}


@register.inclusion_tag(f"{COMPONENTS}/error_summary.html")
def ds_error_summary(*checked: forms.BaseForm, focus: bool = True) -> dict[str, Any]:
    """Every error of one or more forms, each leading to its field; nothing when there is none."""
    return {"errors": [error for form in checked if form.is_bound for error in error_list(form)], "focus": focus}


@register.inclusion_tag(f"{COMPONENTS}/form.html")
def ds_form(form: forms.BaseForm, *, submit: str = "", summary: bool = True) -> dict[str, Any]:
    """All fields of a form, under its error summary. The `<form>` element and the token are yours."""
    return {"form": form, "submit": submit, "summary": summary}


# --- Messages -----------------------------------------------------------------


def _message(kind: str, *, title: str = "", text: Any = "", body: str = "", live: bool = True) -> SafeString:
    icon, label, role = MESSAGES.get(kind, MESSAGES["info"])
    context = {
        "kind": kind if kind in MESSAGES else "info",
        "icon": icon,
        "label": str(label),
        "role": role if live else "",
        "title": title,
        "text": text,
        "body": body,
    }
    return render_to_string(f"{COMPONENTS}/message.html", context)


@register.simple_tag
def ds_banner(text: Any, *, title: str = "", kind: str = "info") -> SafeString:
    """What just happened, or what one must know: kind is info, success, warning or error."""
    return _message(kind, title=title, text=text)


@register.simple_tag
def ds_warning(text: Any) -> SafeString:
    """One sentence that must not be missed; read as "Warning"."""
    return _message("warning", text=text, live=False)


@register.inclusion_tag(f"{COMPONENTS}/messages.html")
def ds_messages(messages: Iterable[Any] | None) -> dict[str, Any]:
    """Django's messages as banners."""
    return {"messages": messages or []}


@register.simple_block_tag
def ds_message(content: str, *, title: str = "", kind: str = "info") -> SafeString:
    """A banner with paragraphs or links inside."""
    return _message(kind, title=title, body=content, live=False)


@register.simple_block_tag
def ds_inset(content: str, *, title: str = "", kind: str = "") -> SafeString:
    """A quiet box for an example; `kind="try"` for something to try."""
    heading = format_html('<p class="ds-inset__title">{}</p>', title) if title else ""
    modifier = f" ds-inset--{kind}" if kind else ""
    return format_html('<div class="ds-inset{}">{}{}</div>', modifier, heading, content)


@register.simple_block_tag
def ds_empty(content: str, title: str, *, drawing: str = "letter") -> SafeString:
    """An empty state: what will be here and how it gets here."""
    return format_html(
        '<div class="ds-empty">{}<div class="ds-empty__body"><p class="ds-empty__title">{}</p>{}</div></div>',
        ds_drawing(drawing),
        title,
        content,
    )


@register.simple_block_tag
def ds_details(content: str, summary: str) -> SafeString:
    """Something folded that only some people need."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


# --- State and lists ------------------------------------------------------------


@register.inclusion_tag(f"{COMPONENTS}/tag.html")
def ds_tag(state: str, text: str = "") -> dict[str, Any]:
    """A state in words, icon and colour: one of `STATES`, whose words `text` replaces."""
    words, icon, tone = STATES[state.replace("_", "-")]
    return {"tone": tone, "text": text or words, "icon": icon}


@register.inclusion_tag(f"{COMPONENTS}/task_list.html")
def ds_task_list(tasks: Iterable[Any]) -> dict[str, Any]:
    """Things to do. Each: `title`, and any of `url`, `meta`, `why`, `state`, `state_text`."""
    return {"tasks": list(tasks)}


@register.inclusion_tag(f"{COMPONENTS}/summary_list.html")
def ds_summary_list(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Facts or answers: `{"key", "value"}` and, to change one, `url` and `action`."""
    return {"rows": [{"action": gettext("Change"), **row} for row in rows]}


@register.inclusion_tag(f"{COMPONENTS}/table.html")
def ds_table(
    columns: Sequence[Any],
    rows: Iterable[Any],
    *,
    caption: str,
    caption_size: str = "m",
    caption_hidden: bool = False,
    stack: bool = False,
) -> dict[str, Any]:
    """A table that scrolls in its own region when it is wide; `stack` sets rows as blocks on a phone.

    A column is a label or `{"label", "numeric"}`; a row is a list of values (the first is its
    header) or `{"cells": [...], "total": True}`.
    """
    drawn = tables.columns(columns)
    return {
        "columns": drawn,
        "rows": tables.rows(drawn, rows),
        "caption": caption,
        "caption_size": caption_size,
        "caption_hidden": caption_hidden,
        "stack": stack,
    }


@register.simple_block_tag
def ds_scroll(content: str, label: str) -> SafeString:
    """Put round a hand-written wide `<table class="govuk-table">`: keyboard users can scroll it too."""
    return format_html('<div class="ds-scroll" role="region" tabindex="0" aria-label="{}">{}</div>', label, content)


# --- Figures ----------------------------------------------------------------------


@register.inclusion_tag(f"{COMPONENTS}/progress.html")
def ds_progress(words: str, current: int, total: int) -> dict[str, Any]:
    """A thin line under its words, such as "Lesson 2 of 5, about 4 minutes"."""
    return {"words": words, "current": current, "total": total}


@register.inclusion_tag(f"{COMPONENTS}/figure.html")
def ds_figure(value: str, *, label: str, parts: Iterable[Mapping[str, Any]] = (), note: str = "") -> dict[str, Any]:
    """The one big figure: what it is, `parts` `[{"label", "value"}]` it is made of, and its date in `note`."""
    return {"value": value, "label": label, "parts": list(parts), "note": note}


@register.inclusion_tag(f"{COMPONENTS}/bar_list.html")
def ds_bar_list(bars: Iterable[Bar], mark: float | None = None) -> dict[str, Any]:
    """Bars with their numbers, in the order given; `mark` (0 to 100) draws the target on each."""
    return {"bars": list(bars), "mark": mark}


@register.inclusion_tag(f"{COMPONENTS}/burn_up.html")
def ds_burn_up(chart: BurnUp) -> dict[str, Any]:
    """A burn-up chart made by `lms.design_system.charts.burn_up`, its sentence, key and figures."""
    return {"chart": chart}
