"""The map under the pins, kept in the cache, and the same map as GeoJSON for the one that can be moved."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save

from inclusion_map.finding.drawing import Background, Picture, draw_background, draw_picture
from inclusion_map.finding.results import Result
from inclusion_map.models import BoroughOutline, Place, Ward
from lms.core.kept import forget, kept

KEY = "inclusion_map.background.2"
SECONDS = 3600


def background() -> Background | None:
    """The borough, drawn; None while no outline is loaded."""
    return kept(KEY, _draw, seconds=SECONDS)


def _draw() -> Background | None:
    outline = BoroughOutline.objects.first()
    if outline is None:
        return None
    return draw_background(outline.name, outline.geometry, Ward.objects.values_list("name", "geometry"))


def forget_background(**kwargs: Any) -> None:
    """Makes the next reader draw it again; what writes wards in bulk calls this."""
    forget(KEY)


def connect() -> None:
    """Watches outline and wards. Called once, when the app is ready."""
    for model in (BoroughOutline, Ward):
        for signal in (post_save, post_delete):
            signal.connect(forget_background, sender=model, dispatch_uid=f"inclusion_map.background.{model.__name__}")


def picture_of(results: Iterable[Result], here: tuple[float, float] | None = None) -> Picture | None:
    """The map of some results, numbered as they are; None where there is no outline, or no place with a point."""
    points = [
        (result.number, float(result.place.latitude), float(result.place.longitude))
        for result in results
        if result.place.latitude is not None and result.place.longitude is not None
    ]
    under = background() if points else None
    return draw_picture(under, points, here) if under else None


def picture_of_place(place: Place) -> Picture | None:
    """The map of one place, which needs no number."""
    if place.latitude is None or place.longitude is None:
        return None
    under = background()
    return draw_picture(under, [(1, float(place.latitude), float(place.longitude))]) if under else None


def borough_features() -> list[dict[str, Any]]:
    """Outline and wards as GeoJSON features, with ``layer`` and ``name``."""
    outlines = BoroughOutline.objects.values_list("name", "geometry")
    wards = Ward.objects.values_list("name", "geometry")
    return [_feature(geometry, layer="borough", name=name) for name, geometry in outlines] + [
        _feature(geometry, layer="ward", name=name) for name, geometry in wards
    ]


def place_feature(place: Place, **properties: Any) -> dict[str, Any] | None:
    """One place as a GeoJSON feature; None where nobody knows its point."""
    if place.latitude is None or place.longitude is None:
        return None
    point = {"type": "Point", "coordinates": [float(place.longitude), float(place.latitude)]}
    return _feature(point, layer="place", name=place.name, **properties)


def here_feature(point: tuple[float, float] | None) -> dict[str, Any] | None:
    """The point somebody looks from, (latitude, longitude): the middle of an area, never of a home."""
    if point is None:
        return None
    return _feature({"type": "Point", "coordinates": [point[1], point[0]]}, layer="here")


def _feature(geometry: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
