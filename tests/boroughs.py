"""A small made-up borough in files, for tests of what is loaded and found."""

import json
from decimal import Decimal

from inclusion_map.geodata.faults import SourceFile
from inclusion_map.geodata.services import load_borough, load_postcodes

NORTH, SOUTH = "E05000001", "E05000002"
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # of those that end a postcode


def units(sector, count):
    """So many postcodes of a sector."""
    return [f"{sector}{LETTERS[number // 20]}{LETTERS[number % 20]}" for number in range(count)]


def csv_of(heading, rows):
    return ("\n".join(",".join(map(str, row)) for row in (heading, *rows)) + "\n").encode()


def inside(sectors):
    """A file of postcodes inside: {sector: (how many, ward, latitude, longitude)}."""
    rows = [
        (code, latitude, longitude, ward)
        for sector, (count, ward, latitude, longitude) in sectors.items()
        for code in units(sector, count)
    ]
    return SourceFile("inside.csv", csv_of(("postcode", "latitude", "longitude", "ward_code"), rows))


def nearby(sectors):
    """A file of postcodes outside: {sector: (how many, latitude, longitude)}."""
    rows = [
        (code, latitude, longitude, "E09000099")
        for sector, (count, latitude, longitude) in sectors.items()
        for code in units(sector, count)
    ]
    return SourceFile("nearby.csv", csv_of(("postcode", "latitude", "longitude", "district_code"), rows))


def square(west, south, side=0.05):
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def outline_file():
    return SourceFile("outline.geojson", json.dumps({"type": "Feature", "geometry": square(-2.0, 53.0, 0.1)}).encode())


def wards_file(wards=((NORTH, "Mill & Moor"), (SOUTH, "St Anne’s"))):
    features = [
        {
            "type": "Feature",
            "properties": {"ward_code": code, "ward_name": name},
            "geometry": square(-2.0, 53.0 + number / 20),
        }
        for number, (code, name) in enumerate(wards)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return SourceFile("wards.geojson", json.dumps(document, ensure_ascii=False).encode())


def load_millmoor():
    """Two wards, three sectors (one with three postcodes only), and a sector next door."""
    load_postcodes(
        files=[
            inside(
                {
                    "ZZ1 1": (25, NORTH, 53.01, -1.99),
                    "ZZ1 2": (40, SOUTH, 53.07, -1.95),
                    "ZZ1 3": (3, SOUTH, 53.09, -1.91),
                }
            ),
            nearby({"ZZ2 1": (30, 53.12, -1.95)}),
        ]
    )
    load_borough(name="Millmoor", outline=outline_file(), wards=wards_file())


def degrees(value):
    return Decimal(value).quantize(Decimal("0.000001"))
