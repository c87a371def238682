"""What stands above the map and shows itself on a place's page: the catalogue's classes, for instance.

A layer above registers itself in its ``AppConfig.ready``; this app never imports it.
"""

import datetime as dt
from collections.abc import Callable
from typing import TypedDict

from inclusion_map.models import Place


class Happening(TypedDict, total=False):
    """Something that happens at a place. ``lang`` is given where the words are in another language than the page.

    title: what it is; url: its own page; when: its days in words; cost: in words; lang: an ISO 639 code.
    """

    title: str
    url: str
    when: str
    cost: str
    lang: str


Source = Callable[[Place, dt.date], list[Happening]]
_sources: list[Source] = []


def at_place(source: Source) -> Source:
    """Registers what gathers the happenings at a place from a day on, soonest first. Also works as a decorator."""
    if source not in _sources:
        _sources.append(source)
    return source


def happenings(place: Place, day: dt.date) -> list[Happening]:
    """Everything that the layers above have to show about a place from ``day`` on, in the order of registration."""
    return [happening for source in _sources for happening in source(place, day)]
