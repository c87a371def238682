"""A small borough of nowhere in particular, and places in it: for tests of Find help."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from inclusion_map.models import (
    BoroughOutline,
    Check,
    KindOfHelp,
    OpeningRule,
    Organisation,
    Place,
    Postcode,
    PostcodeArea,
    Service,
    ServiceLanguage,
    Ward,
)

CENTRE = (55.0, -3.0)  # of the borough, in WGS 84 degrees: a hillside
STEP = 0.01  # degrees
ALL_DAYS = "MO,TU,WE,TH,FR,SA,SU"
WARDS = (("Northfield", 1), ("Southfield & Dale", -1))  # each a square, north and south of the centre


def make_borough(name: str = "Testborough") -> None:
    """An outline, two wards, an outcode with two sectors, a sector next door, and what is too small to be named."""
    lat, lon = CENTRE
    BoroughOutline.objects.create(pk=1, name=name, geometry=_square(lat, lon, 3 * STEP))
    for number, (ward, side) in enumerate(WARDS, start=1):
        Ward.objects.create(
            code=f"E0500000{number}",
            slug=ward.lower().replace(" & ", "-"),
            name=ward,
            geometry=_half(lat, lon, side),
            latitude=lat + side * STEP,
            longitude=lon,
        )
    _area("AB1", "outcode", lat, lon, postcodes=90)
    _area("AB1 2", "sector", lat + STEP, lon, postcodes=50, name="Northfield")
    _area("AB1 3", "sector", lat - STEP, lon, postcodes=30, name="Southfield & Dale")
    _area("AB2", "outcode", lat, lon + 5 * STEP, postcodes=40, in_borough=False)
    for code, inside in (("AB1 2DE", True), ("AB1 3XY", True), ("AB1 9ZZ", True), ("AB2 1AA", False)):
        Postcode.objects.create(code=code, sector=code[:-2], latitude=lat, longitude=lon, in_borough=inside)


def _square(lat: float, lon: float, size: float) -> dict[str, Any]:
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    return {"type": "Polygon", "coordinates": [[[lon + x * size, lat + y * size] for x, y in corners]]}


def _half(lat: float, lon: float, side: int) -> dict[str, Any]:
    size = 3 * STEP
    corners = [(-1, 0), (1, 0), (1, side), (-1, side), (-1, 0)]
    return {"type": "Polygon", "coordinates": [[[lon + x * size, lat + y * size] for x, y in corners]]}


def _area(code: str, level: str, lat: float, lon: float, **more: Any) -> PostcodeArea:
    return PostcodeArea.objects.create(
        code=code, level=level, latitude=lat, longitude=lon, **{"in_borough": True, **more}
    )


def make_organisation(name: str = "The council") -> Organisation:
    return Organisation.objects.get_or_create(
        slug=name.lower().replace(" ", "-"), defaults={"name": name, "kind": "council"}
    )[0]


def make_place(name: str, *, north: float = 0.0, east: float = 0.0, **more: Any) -> Place:
    """A published place, ``north`` and ``east`` of the centre in hundredths of a degree: 0.69 miles to the north."""
    lat, lon = CENTRE
    values = {
        "slug": name.lower().replace(" ", "-").replace(",", ""),
        "published": True,
        "organisation": make_organisation(),
        "kind": "library",
        "address": "1 Any Street",
        "latitude": round(lat + north * STEP, 6),
        "longitude": round(lon + east * STEP, 6),
        "bank_holidays": "normal",
    }
    return Place.objects.create(name=name, **{**values, **more})


def open_at(
    place: Place | Service, opens: int = 9, closes: int = 17, days: str = ALL_DAYS, kind: str = "staffed", **more: Any
) -> OpeningRule:
    """Times on whole hours, every day if not said."""
    whose = {"service": place} if isinstance(place, Service) else {"place": place}
    return OpeningRule.objects.create(
        kind=kind, weekdays=days, opens=dt.time(opens), closes=dt.time(closes), **{**whose, **more}
    )


def always_open(place: Place) -> OpeningRule:
    """Staff are there at every hour, for tests by the clock of the machine."""
    return OpeningRule.objects.create(
        place=place, weekdays=ALL_DAYS, opens=dt.time.min, closes=dt.time(23, 59, 59), kind="staffed"
    )


def checked(place: Place, on: dt.date, *, due_in: int = 90) -> Check:
    """Somebody confirmed the place's facts on a day."""
    return Check.objects.create(place=place, checked_on=on, next_due=on + dt.timedelta(days=due_in))


def add_help(
    place: Place, *kinds: str, access: str = "walk_in", languages: Iterable[str] = (), title: str = "Help", **more: Any
) -> Service:
    """A service of these kinds, in these languages."""
    service = Service.objects.create(place=place, title=title, access=access, **more)
    service.kinds.set(KindOfHelp.objects.filter(code__in=kinds))
    service.save()
    for code in languages:
        ServiceLanguage.objects.create(service=service, code=code)
    return service
