"""Where somebody asked from: a part of a postcode, a ward, a place, or everywhere. Never a home.

An area's ``slug`` is all of it that an address may hold. A whole postcode is cut to its sector before anything is
asked, so no query, log or address ever has one.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote_plus

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from inclusion_map.models import BoroughOutline, Place, PostcodeArea, Ward
from inclusion_map.postcodes import Understood, holds_unit, readings

EVERYWHERE = "everywhere"
MOST_CHOICES = 12


class AreaKind(StrEnum):
    """What an area is."""

    POSTCODE = "postcode"
    WARD = "ward"
    PLACE = "place"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Area:
    """Where to look from.

    ``label`` is what was understood ("AB1 2", a ward's or a place's name); ``beside`` is the ward that a part of a
    postcode mostly lies in. ``point`` is (latitude, longitude) in WGS 84 degrees, None when nobody knows it.
    ``place`` is set where somebody asked by a place's name.
    """

    kind: AreaKind
    slug: str
    label: str
    point: tuple[float, float] | None = None
    in_borough: bool = True
    beside: str = ""
    place: Place | None = None

    @property
    def words(self) -> str:
        """What was understood, with where that is."""
        return f"{self.label} ({self.beside})" if self.beside else self.label

    @property
    def isolated(self) -> SafeString:
        """The same within a sentence that may run from right to left, with no line's end within a postcode."""
        words = self.words
        if self.kind is AreaKind.POSTCODE:
            words = words.replace(self.label, self.label.replace(" ", "\N{NO-BREAK SPACE}"), 1)
        return format_html("<bdi>{}</bdi>", words)


def everywhere() -> Area:
    """The whole borough, from nowhere in particular."""
    outline = BoroughOutline.objects.only("name").first()
    return Area(AreaKind.EVERYWHERE, EVERYWHERE, outline.name if outline else _("our area"))


def area_at(slug: str) -> Area | None:
    """The area of an address. Its own ``slug`` may differ: that is the one the address should have had."""
    slug = slug.strip()[:100]
    if slug.casefold() == EVERYWHERE:
        return everywhere()
    return _named_by_slug(slug) or _by_postcode(readings(from_address(slug)))


def _named_by_slug(slug: str) -> Area | None:
    if not re.fullmatch(r"[-\w]+", slug):
        return None
    if ward := Ward.objects.defer("geometry").filter(slug=slug).first():
        return _of_ward(ward)
    place = Place.objects.filter(slug=slug, published=True).first()
    return _of_place(place) if place else None


def areas_called(text: str) -> list[Area]:
    """What somebody may have meant who typed this, likeliest first; one when it is clear, none when nothing fits."""
    text = text.replace("\0", "")
    words = plain(text).split()
    if not words:
        return []
    named = _named(words)
    exact = [area for area, names in named if words in names]
    if exact:
        return exact[:1] if exact[0].kind is AreaKind.WARD else exact[:MOST_CHOICES]
    if area := _by_postcode(readings(text)):
        return [area]
    return [area for area, _names in named][:MOST_CHOICES]


def _named(words: list[str]) -> list[tuple[Area, list[list[str]]]]:
    """Wards, then published places with every word in one of their names; each with its names as words."""
    wards = [(_of_ward(ward), [plain(ward.name).split()]) for ward in Ward.objects.defer("geometry")]
    return [row for row in [*wards, *_places_by_name()] if any(fits(words, name) for name in row[1])]


def _places_by_name() -> list[tuple[Area, list[list[str]]]]:
    places = Place.objects.filter(published=True).only(
        "slug", "name", "other_names", "latitude", "longitude", "language"
    )
    return [(_of_place(place), [plain(name).split() for name in names_of(place)]) for place in places]


def names_of(place: Place) -> list[str]:
    """Every name a place goes or went by."""
    return [place.name, *filter(None, (name.strip() for name in place.other_names.splitlines()))]


def plain(text: str) -> str:
    """Without capitals, accents and punctuation, so that a name is found however it was typed."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("&", " and "))
    kept = "".join(one for one in letters if not unicodedata.combining(one)).replace("'", "").replace("’", "")
    return " ".join(re.findall(r"\w+", kept))


def fits(words: Iterable[str], name: list[str]) -> bool:
    """Whether each word begins a word of the name."""
    return all(any(part.startswith(word) for part in name) for word in words)


def _by_postcode(found: tuple[Understood, ...]) -> Area | None:
    """The area of the likeliest reading that we know; for a postcode of somewhere else, an area without a point."""
    codes = [code for one in found for code in (one.sector, one.outcode) if code]
    rows = {row.code: row for row in PostcodeArea.objects.filter(code__in=codes)} if codes else {}
    if row := next((rows[code] for code in codes if code in rows), None):
        point = (float(row.latitude), float(row.longitude))
        slug = row.code.replace(" ", "-")
        return Area(AreaKind.POSTCODE, slug, row.code, point, in_borough=row.in_borough, beside=row.name)
    elsewhere = next((one for one in found if one.real_area and not one.repaired), None)
    if elsewhere is None:
        return None
    return Area(AreaKind.POSTCODE, elsewhere.outcode, elsewhere.outcode, in_borough=False)


def whole_postcode(text: str) -> bool:
    """Whether somebody's whole postcode is in a part of an address, which may have been encoded more than once."""
    return holds_unit(from_address(text))


def from_address(text: str) -> str:
    """A part of an address as somebody would type it."""
    return unquote_plus(text).replace("-", " ")


def _of_ward(ward: Ward) -> Area:
    point = None if ward.latitude is None or ward.longitude is None else (float(ward.latitude), float(ward.longitude))
    return Area(AreaKind.WARD, ward.slug, ward.name, point)


def _of_place(place: Place) -> Area:
    return Area(AreaKind.PLACE, place.slug, place.name, point_of(place), place=place)


def point_of(place: Place) -> tuple[float, float] | None:
    """Where a place is, as (latitude, longitude)."""
    if place.latitude is None or place.longitude is None:
        return None
    return float(place.latitude), float(place.longitude)
