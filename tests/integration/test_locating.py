"""Where somebody is, as near as a page's address may say it."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inclusion_map.geodata.faults import SourceFile
from inclusion_map.geodata.services import load_postcodes
from inclusion_map.locating import Location, Near, locate
from inclusion_map.models import PostcodeArea
from tests.boroughs import load_millmoor

pytestmark = pytest.mark.django_db
BOROUGH = Path(__file__).parents[2] / "lms" / "demo" / "content" / "borough"


def test_a_postcode_is_known_by_its_sector_alone():
    load_millmoor()
    assert locate("zz1 2ae") == Location(Near.UNIT, "ZZ1 2", "ZZ1 2", "St Anne’s", 53.07, -1.95, in_borough=True)


def test_a_sector_of_few_postcodes_is_known_by_its_outcode():
    load_millmoor()
    found = locate("ZZ1 3AB")
    assert (found.area, found.name) == ("ZZ1", "St Anne’s")
    # The middle of all 68, not of those three.
    assert found.latitude == pytest.approx((25 * 53.01 + 40 * 53.07 + 3 * 53.09) / 68, abs=1e-6)
    assert locate("ZZ1 3").area == "ZZ1"


@pytest.mark.parametrize(
    ("typed", "understood", "area"),
    [
        ("ZZI IAA", Near.UNIT, "ZZ1 1"),
        ("zz11", Near.SECTOR, "ZZ1 1"),
        ("ZZ1", Near.OUTCODE, "ZZ1"),
        ("ZZ1 9ZZ", Near.UNIT, "ZZ1"),
        ("12 Mill Lane, ZZ1 1AB", Near.UNIT, "ZZ1 1"),
        ("Mill & Moor", Near.WARD, "mill-moor"),
        ("MILL AND MOOR", Near.WARD, "mill-moor"),
        ("moor", Near.WARD, "mill-moor"),
        ("mill-moor", Near.WARD, "mill-moor"),
        ("st annes", Near.WARD, "st-annes"),
        ("St. Anne's", Near.WARD, "st-annes"),
        ("st-annes", Near.WARD, "st-annes"),
    ],
)
def test_what_is_understood(typed, understood, area):
    load_millmoor()
    found = locate(typed)
    assert (found.understood, found.area, found.in_borough) == (understood, area, True)
    again = locate(found.area)
    assert (again.area, again.latitude, again.longitude) == (found.area, found.latitude, found.longitude)


def test_next_door_is_outside_and_has_a_middle():
    load_millmoor()
    found = locate("ZZ2 1AA")
    assert (found.area, found.name, found.in_borough, found.latitude) == ("ZZ2 1", "", False, 53.12)


def test_far_away_is_outside_and_no_distance_can_be_told():
    load_millmoor()
    assert locate("M1 1AE") == Location(Near.UNIT, "M1", "M1", "", None, None, in_borough=False)
    assert locate("SE1 9").area == "SE1"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\x00", "Millmoor", "millmoor", "Bow", "nowhere", "٣", "x" * 10_000, "' OR 1=1 --", "\ud800", "%"],
)
def test_the_rest_is_not_understood(typed):
    load_millmoor()
    assert locate(typed) is None


def test_before_anything_is_loaded():
    assert locate("ZZ1 1AA") is None
    assert locate("Moor") is None
    assert locate("M1").area == "M1"


def test_no_area_of_a_real_borough_gives_a_home_away():
    """Each of its sectors, by one of its postcodes: an area of at least 20 postcodes or an outcode, and no query that
    holds the postcode."""
    files = [SourceFile(name, (BOROUGH / name).read_bytes()) for name in ("postcodes.csv", "postcodes_nearby.csv")]
    loaded = load_postcodes(files=files)
    assert loaded["postcodes"].added == 17_175
    with (BOROUGH / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        one_of_each = {row["postcode"][:-2]: row["postcode"] for row in csv.DictReader(file)}
    assert len(one_of_each) == 57
    areas = {area.code: area for area in PostcodeArea.objects.all()}
    assert min(area.postcodes for area in areas.values() if area.level == "sector") >= 20
    with CaptureQueriesContext(connection) as queries:
        for sector, code in one_of_each.items():
            found = locate(code)
            assert found.area == (sector if sector in areas else code.split()[0])
            assert found.in_borough
            assert code not in repr(found)
    said = " ".join(query["sql"] for query in queries)
    assert [code for code in one_of_each.values() if code in said] == []
    assert len(queries) == len(one_of_each)
