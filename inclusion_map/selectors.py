"""Places as other parts of the service read them. Published ones only, each in a fixed number of queries."""

import datetime as dt

from inclusion_map.finding.areas import EVERYWHERE, Area, AreaKind, fits, names_of, plain
from inclusion_map.finding.results import Result, open_now
from inclusion_map.languages import Language, language
from inclusion_map.models import Place, ServiceLanguage
from lms.core.clock import now as clock_now

MOST_FOUND = 20


def open_now_near(
    latitude: float, longitude: float, limit: int = 3, *, at: dt.datetime | None = None
) -> tuple[Result, ...]:
    """The nearest places (from a point in WGS 84 degrees) that are open at ``at``, now if not given."""
    centre = Area(AreaKind.EVERYWHERE, EVERYWHERE, "", (latitude, longitude))
    return open_now(centre, at or clock_now(), limit)


def languages_on_offer() -> list[Language]:
    """Every language in which some published place helps, by its name in the reader's language."""
    codes = ServiceLanguage.objects.filter(service__place__published=True).order_by().values_list("code", flat=True)
    return sorted((language(code) for code in codes.distinct()), key=lambda one: one.name.casefold())


def search_places(text: str, limit: int = MOST_FOUND) -> list[Place]:
    """Published places, closed ones too, with every word of ``text`` in a name they go or went by; by name."""
    words = plain(text).split()
    if not words:
        return []
    places = Place.objects.filter(published=True).select_related("replaced_by")
    return [place for place in places if any(fits(words, plain(name).split()) for name in names_of(place))][:limit]
