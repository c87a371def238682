"""One search over the whole site."""

from dataclasses import dataclass, field

from inclusion_map.finding.areas import Area, AreaKind, areas_called
from search.documents import COURSES, PAGES, PLACES, documents
from search.words import Document, ranked, suggestion, words_asked

MOST_SHOWN = 10
MOST_WORDS_OF_AN_AREA = 4


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the first ten, and how many there are."""

    name: str
    documents: list[Document]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.documents)


@dataclass(frozen=True)
class Found:
    """The answer to one search. ``area``: a part of the borough of that name. ``meant``: other words to try."""

    total: int = 0
    groups: list[Group] = field(default_factory=list)
    area: Area | None = None
    meant: str = ""


def search_site(text: str) -> Found:
    """What is found for what somebody typed, whatever it is, in the active language."""
    words = words_asked(text)
    if not words:
        return Found()
    everything = documents()
    found = ranked(everything, words)
    groups = [_group(name, found) for name in (COURSES, PLACES, PAGES)]
    return Found(
        total=len(found),
        groups=[group for group in groups if group.total],
        area=_area(text) if len(words) <= MOST_WORDS_OF_AN_AREA else None,
        meant="" if found else suggestion(everything, words),
    )


def _group(name: str, found: list[Document]) -> Group:
    here = [document for document in found if document.group == name]
    return Group(name, here[:MOST_SHOWN], len(here))


def _area(text: str) -> Area | None:
    """A ward or a part of a postcode that somebody may mean; a place is among what was found."""
    areas = [area for area in areas_called(text) if area.kind in (AreaKind.WARD, AreaKind.POSTCODE)]
    return areas[0] if areas else None
