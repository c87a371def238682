"""Where somebody is who typed a postcode, a part of one or a ward's name: as near as a page's address may say."""

import re
from dataclasses import dataclass
from enum import StrEnum

from inclusion_map.models import BoroughOutline, PostcodeArea, Ward
from inclusion_map.postcodes import Understood, readings


class Near(StrEnum):
    """What was understood."""

    UNIT = "unit"
    SECTOR = "sector"
    OUTCODE = "outcode"
    WARD = "ward"


@dataclass(frozen=True, slots=True)
class Location:
    """An area, never a home: nothing here is of a whole postcode.

    - ``understood``: what was typed. ``area``: what an address of ours may hold and what ``locate`` understands again:
      a sector ("AB1 2"), an outcode where the sector has fewer than 20 postcodes, or a ward's slug.
    - ``label``: the area in words ("AB1 2", "Mill Hill"); ``name``: the ward most of it lies in, empty outside.
    - ``latitude``, ``longitude``: the middle of the area's postcodes, WGS 84 degrees; None for a postcode that is
      properly written but too far away to be known, from which no distance can be told.
    - ``in_borough``: at least one of the area's postcodes is in the borough.
    """

    understood: Near
    area: str
    label: str
    name: str
    latitude: float | None
    longitude: float | None
    in_borough: bool


def locate(text: str) -> Location | None:
    """The area around what was typed: as a unit, a sector, an outcode, and then as a ward's name. None for the rest.

    At most 3 queries; none holds the whole postcode.
    """
    found = readings(text)
    return _of_postcode(found) or _of_ward(text) or _far_away(found)


def _of_postcode(found: tuple[Understood, ...]) -> Location | None:
    codes = {code for one in found for code in (one.sector, one.outcode) if code}
    areas = {area.code: area for area in PostcodeArea.objects.filter(code__in=codes)} if codes else {}
    # A sector that is known beats an outcode that is not, whichever was likelier.
    for one in sorted(found, key=lambda one: not _is_known(one, areas)):
        area = areas.get(one.sector) or areas.get(one.outcode)
        if area is not None:
            return Location(
                understood=Near(one.level.value),
                area=area.code,
                label=area.code,
                name=area.name,
                latitude=float(area.latitude),
                longitude=float(area.longitude),
                in_borough=area.in_borough,
            )
    return None


def _is_known(one: Understood, areas: dict[str, PostcodeArea]) -> bool:
    return (one.sector or one.outcode) in areas


def _of_ward(text: str) -> Location | None:
    """The ward of this name or slug, or the one whose name begins with it or holds all of its words."""
    words = _words(text)
    borough = BoroughOutline.objects.values_list("name", flat=True).first() or ""
    if not words or words == _words(borough):
        return None  # the borough's name is no one's ward, even where a ward is called South of it
    wards = [(_words(ward.name), ward) for ward in Ward.objects.defer("geometry")]
    fitting = [(name, ward) for name, ward in wards if set(words) <= set(name)]
    if not fitting:
        return None
    slug = "-".join(words)
    _, ward = min(
        fitting,
        key=lambda one: (one[1].slug != slug, one[0] != words, one[0][: len(words)] != words, len(one[0]), one[1].name),
    )
    return Location(
        understood=Near.WARD,
        area=ward.slug,
        label=ward.name,
        name=ward.name,
        latitude=None if ward.latitude is None else float(ward.latitude),
        longitude=None if ward.longitude is None else float(ward.longitude),
        in_borough=True,
    )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text[:200].casefold().replace("’", "").replace("'", "").replace("&", "and"))


def _far_away(found: tuple[Understood, ...]) -> Location | None:
    """A postcode from elsewhere in the country, if that is what was meant: nothing was repaired to make it one."""
    for one in found:
        if one.real_area and not one.repaired:
            return Location(Near(one.level.value), one.outcode, one.outcode, "", None, None, in_borough=False)
    return None
