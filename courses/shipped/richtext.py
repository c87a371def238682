"""Between the small Markdown of course files and the rich text that editors work on. Pure: no Django, no Wagtail.

Rich text has fewer ways to say a thing than Markdown (no wrapped lines, no loose lists), so a text is compared in its
normal form: what comes back after going there. Going there twice changes nothing more.
"""

from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdownify import MarkdownConverter

_MARKDOWN = MarkdownIt("commonmark")
_LISTS = {"bullet_list": "ul", "ordered_list": "ol"}


def to_rich_text(markdown: str) -> str:
    """``markdown`` as rich text: p, b, ul, ol, li and a, without attributes but ``href``."""
    html: list[str] = []
    items = 0
    for token in _MARKDOWN.parse(markdown):
        name, _, edge = token.type.rpartition("_")
        if name in _LISTS:
            html.append(f"<{_LISTS[name]}>" if edge == "open" else f"</{_LISTS[name]}>")
        elif name == "list_item":
            html.append("<li>" if edge == "open" else "</li>")
            items += 1 if edge == "open" else -1
        elif name == "paragraph" and not items:
            html.append("<p>" if edge == "open" else "</p>")
        elif token.type == "inline":
            # A second paragraph of one list item continues the item: rich text has no paragraphs in lists.
            html.append((" " if items and html[-1] not in ("<li>", "</li>") else "") + _inline(token))
    return "".join(html)


def _inline(token: Token) -> str:
    html = []
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline":
                html.append(escape(child.content, quote=False))
            case "softbreak" | "hardbreak":
                html.append(" ")
            case "strong_open":
                html.append("<b>")
            case "strong_close":
                html.append("</b>")
            case "link_open":
                html.append(f'<a href="{escape(str(child.attrGet("href")))}">')
            case "link_close":
                html.append("</a>")
    return "".join(html)


def to_markdown(rich_text: str) -> str:
    """``rich_text`` (its links already resolved to addresses) as Markdown in normal form, ending in a line break."""
    text = _CONVERTER.convert(rich_text).strip()
    return f"{text}\n" if text else ""


def normal_form(markdown: str) -> str:
    """``markdown`` as it comes back from rich text."""
    return to_markdown(to_rich_text(markdown))


_CONVERTER = MarkdownConverter(bullets="-", strong_em_symbol="*", autolinks=False, escape_misc=True)
