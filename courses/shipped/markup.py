"""What a shipped course's text and drawings may contain. Pure: no Django, no Wagtail.

The product turns lesson text into Wagtail rich text and serves drawings as they are, so both are held to a
small, known set here, before they reach a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token

SMALLEST_TEXT = 12.0
PHONE_WIDTH = 288.0
"""The smallest text allowed in a drawing, in pixels, when it is shown as wide as the narrowest screen lets it be: 320
pixels less the page's margins. What size that is in the drawing's own units hangs on its view box."""

_MARKDOWN = MarkdownIt("commonmark")
_ALLOWED_TOKENS = {
    "paragraph_open", "paragraph_close", "inline", "text", "softbreak",
    "strong_open", "strong_close", "link_open", "link_close",
    "bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close",
    "list_item_open", "list_item_close",
}  # fmt: skip
_PLAIN_TEXT_MARKUP = re.compile(r"\*\*|\]\(|^[-*#] |`|<[a-z/]", re.MULTILINE)
_SVG_ELEMENTS = {
    "svg", "g", "title", "desc", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "clipPath", "marker",
}  # fmt: skip


def markdown_problems(text: str) -> Iterator[str]:
    """Yield what ``text`` uses beyond paragraphs, bold, lists and links to https pages or to this site's own."""
    for token in _flattened(_MARKDOWN.parse(text)):
        if token.type not in _ALLOWED_TOKENS:
            yield f"uses Markdown that lessons do not allow ({token.type.removesuffix('_open')})"
        elif token.type == "link_open" and not re.match(r"https://|/(?!/)", str(token.attrGet("href"))):
            yield f"links to {token.attrGet('href')}: only https:// and this site's own /paths are allowed"


def plain_problems(text: str) -> Iterator[str]:
    """Yield a problem when ``text``, shown as it is, holds Markdown or HTML that would show as marks."""
    if _PLAIN_TEXT_MARKUP.search(text):
        yield "is shown as plain text, so it cannot hold Markdown or HTML"


def drawing_problems(path: Path) -> Iterator[str]:
    """Yield what is wrong with the SVG file at ``path``: missing, malformed, active, outside links or small text."""
    if not path.is_file():
        yield "does not exist"
        return
    source = path.read_text(encoding="utf-8")
    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        yield "declares a document type, which a drawing does not need"
        return
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError as error:
        yield f"is not well-formed XML ({error})"
        return
    smallest = _smallest_text(root.get("viewBox", ""))
    if not smallest:
        yield "has no viewBox, so it cannot scale"
    for element in root.iter():
        yield from _element_problems(element, smallest)


def _smallest_text(view_box: str) -> float:
    """The smallest size of text in the units of a view box (``x y width height``); 0 when there is none."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?", view_box)
    return SMALLEST_TEXT * float(numbers[2]) / PHONE_WIDTH if len(numbers) == 4 else 0.0


def _element_problems(element: ElementTree.Element, smallest: float) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name not in _SVG_ELEMENTS:
        yield f"uses <{name}>, which drawings do not allow"
    for attribute, value in element.attrib.items():
        short = attribute.rpartition("}")[2]
        if short == "style" or short == "href" or short.startswith("on") or "://" in value:
            yield f'uses {short}="{value}", which drawings do not allow'
    if name in {"text", "tspan"}:
        yield from _text_size_problems(element, smallest, required=name == "text")


def _text_size_problems(element: ElementTree.Element, smallest: float, *, required: bool) -> Iterator[str]:
    size = element.get("font-size")
    if size is None:
        if required:
            yield "has <text> without its own font-size"
    elif not re.fullmatch(r"\d+(\.\d+)?", size) or float(size) < smallest:
        yield f"has text of size {size}; to be {SMALLEST_TEXT:g} pixels on a phone it takes {smallest:.1f} here"


def _flattened(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flattened(token.children or [])
