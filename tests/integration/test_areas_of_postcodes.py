"""From a postcode to the area that an address may name: never a home."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inclusion_map.finding.areas import area_at, areas_called
from inclusion_map.geodata.faults import SourceFile
from inclusion_map.geodata.services import load_postcodes
from inclusion_map.models import PostcodeArea
from tests.boroughs import load_millmoor

pytestmark = pytest.mark.django_db
BOROUGH = Path(__file__).parents[2] / "lms" / "demo" / "content" / "borough"


def only(typed):
    (area,) = areas_called(typed)
    return area


def test_a_postcode_is_known_by_its_sector_alone():
    load_millmoor()
    area = only("zz1 2ae")
    assert (area.slug, area.words, area.point, area.in_borough) == ("ZZ1-2", "ZZ1 2 (St Anne’s)", (53.07, -1.95), True)


def test_a_sector_of_few_postcodes_is_known_by_its_outcode():
    load_millmoor()
    area = only("ZZ1 3AB")
    assert (area.slug, area.beside) == ("ZZ1", "St Anne’s")
    # The middle of all 68, not of those three.
    assert area.point[0] == pytest.approx((25 * 53.01 + 40 * 53.07 + 3 * 53.09) / 68, abs=1e-6)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("ZZI IAA", "ZZ1-1"),
        ("zz11", "ZZ1-1"),
        ("ZZ1", "ZZ1"),
        ("ZZ1 3", "ZZ1"),
        ("ZZ1 9ZZ", "ZZ1"),
        ("12 Long Street, ZZ1 1AB", "ZZ1-1"),
        ("Mill & Moor", "mill-moor"),
        ("MILL AND MOOR", "mill-moor"),
        ("St. Anne's", "st-annes"),
    ],
)
def test_an_address_leads_back_to_the_same_area(typed, slug):
    load_millmoor()
    area = only(typed)
    assert area.slug == slug
    assert area_at(area.slug) == area


def test_next_door_is_outside_and_far_away_has_no_middle():
    load_millmoor()
    assert (only("ZZ2 1AA").in_borough, only("ZZ2 1AA").point) == (False, (53.12, -1.95))
    assert (only("M1 1AE").in_borough, only("M1 1AE").point, only("M1 1AE").slug) == (False, None, "M1")


@pytest.mark.parametrize(
    "typed", ["", " ", "\x00", "nowhere", "٣", "x" * 10_000, "' OR 1=1 --", "\ud800", "%", "CR0 1CC"]
)
def test_the_rest_is_not_understood(typed):
    load_millmoor()
    assert areas_called(typed) == []


def test_no_area_of_a_real_borough_gives_a_home_away():
    """Each of its sectors, by one of its postcodes: an area of at least 20 postcodes or an outcode, and no query that
    holds the postcode."""
    files = [SourceFile(name, (BOROUGH / name).read_bytes()) for name in ("postcodes.csv", "postcodes_nearby.csv")]
    assert load_postcodes(files=files)["postcodes"].added == 17_175
    with (BOROUGH / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        one_of_each = {row["postcode"][:-2]: row["postcode"] for row in csv.DictReader(file)}
    assert len(one_of_each) == 57
    areas = {area.code: area for area in PostcodeArea.objects.all()}
    assert min(area.postcodes for area in areas.values() if area.level == "sector") >= 20
    with CaptureQueriesContext(connection) as queries:
        for sector, code in one_of_each.items():
            area = only(code)
            assert area.label == (sector if sector in areas else code.split()[0])
            assert area.in_borough
            assert code not in repr(area)
    said = " ".join(query["sql"] for query in queries)
    assert [code for code in one_of_each.values() if code in said] == []
