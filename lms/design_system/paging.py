"""Addresses of the other pages of a list."""

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict


def pages(page: Page, query: QueryDict, parameter: str) -> dict[str, Any]:
    """What the pagination template prints: numbers with gaps, and the addresses before and after.

    Every query parameter but `parameter` is kept as it was.
    """

    def url(number: int) -> str:
        changed = query.copy()
        changed[parameter] = str(number)
        return f"?{changed.urlencode()}"

    items = [
        {"number": number, "url": url(number), "current": number == page.number} if isinstance(number, int) else {}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "items": items,
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }
