"""A borough's outline and its wards from GeoJSON (RFC 7946). Pure: no Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inclusion_map.geodata.faults import Fault, Faults, GeodataError, SourceFile, shown
from inclusion_map.geodata.rows import official_code
from inclusion_map.geodata.tables import LATITUDES, LONGITUDES, document_in

MOST_NAME = 100
# What a ward's properties call its code and name: ours, and those of the Office for National Statistics (WD24CD).
CODE_ENDS, NAME_ENDS = ("ward_code", "code", "cd"), ("ward_name", "name", "nm")


@dataclass(frozen=True, slots=True)
class WardShape:
    """One ward: official code, name, and a Polygon or MultiPolygon in WGS 84 degrees."""

    code: str
    name: str
    geometry: dict[str, Any]


def read_outline(file: SourceFile) -> dict[str, Any]:
    """The one Polygon or MultiPolygon of a file. Raises GeodataError for anything else."""
    found = _features(file)
    if len(found) != 1:
        raise GeodataError([Fault(file.name, f"it has {len(found)} shapes; an outline is one")])
    faults = Faults()
    geometry = _geometry(file, found[0], 1, faults)
    faults.refuse()
    return geometry


def read_wards(file: SourceFile) -> list[WardShape]:
    """Every ward of a file, by name. Raises GeodataError with all that is wrong."""
    faults = Faults()
    wards: dict[str, WardShape] = {}
    names: set[str] = set()
    for number, feature in enumerate(_features(file), start=1):
        properties = feature.get("properties") or {}
        code, name = _property(properties, CODE_ENDS), _property(properties, NAME_ENDS)
        if not official_code(code):
            faults.add(Fault(file.name, f"shape {number}: {shown(code)} is not a ward's official code", 0, "code"))
        if not 0 < len(name) <= MOST_NAME or not name.isprintable():
            faults.add(Fault(file.name, f"shape {number}: {shown(name)} cannot be a ward's name", 0, "name"))
        if code in wards or name.casefold() in names:
            faults.add(Fault(file.name, f"shape {number}: {shown(name)} ({shown(code)}) is there a second time"))
        wards[code] = WardShape(code, name, _geometry(file, feature, number, faults))
        names.add(name.casefold())
    faults.refuse()
    if not wards:
        raise GeodataError([Fault(file.name, "there is no ward in it")])
    return sorted(wards.values(), key=lambda ward: ward.name)


def _features(file: SourceFile) -> list[dict[str, Any]]:
    """The features of a collection; a single feature or a bare geometry counts as one."""
    document = document_in(file)
    kind = document.get("type") if isinstance(document, dict) else None
    if kind in ("Polygon", "MultiPolygon"):
        return [{"type": "Feature", "geometry": document}]
    features = [document] if kind == "Feature" else document.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise GeodataError([Fault(file.name, "this is not GeoJSON: no features, and no shape")])
    return features


def _property(properties: object, ends: tuple[str, ...]) -> str:
    """The property whose name is the first of these, or ends so: "WD24CD" for a code."""
    if not isinstance(properties, dict):
        return ""
    for end in ends:
        for key, value in properties.items():
            known = key.casefold() == end or (len(end) == 2 and key.casefold().rstrip("0123456789").endswith(end))
            if known and isinstance(value, str):
                return value.strip()
    return ""


def _geometry(file: SourceFile, feature: dict[str, Any], number: int, faults: Faults) -> dict[str, Any]:
    """The feature's shape with nothing else in it. Notes what is wrong with it."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    polygons = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else None
    wrong = "it is neither a Polygon nor a MultiPolygon" if not isinstance(polygons, list) else _wrong(polygons)
    if wrong:
        faults.add(Fault(file.name, f"shape {number}: {wrong}", 0, "geometry"))
    return {"type": kind, "coordinates": coordinates}


def _wrong(polygons: list[Any]) -> str:
    """What is wrong with the rings of some polygons; empty when nothing is."""
    if not polygons:
        return "it is empty"
    for ring in _rings(polygons):
        if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
            return "a ring has fewer than four points or does not end where it begins"
        for point in ring:
            if not _is_here(point):
                return f"{shown(str(point))} is not longitude and latitude (WGS 84) in or near the United Kingdom"
    return ""


def _rings(polygons: list[Any]) -> Iterator[Any]:
    for polygon in polygons:
        # A polygon that is no list of rings is one ring that is none.
        yield from polygon if isinstance(polygon, list) and polygon else [None]


def _is_here(point: object) -> bool:
    if not isinstance(point, list) or len(point) not in (2, 3):
        return False
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in point):
        return False
    longitude, latitude = point[:2]
    return LONGITUDES[0] <= longitude <= LONGITUDES[1] and LATITUDES[0] <= latitude <= LATITUDES[1]
