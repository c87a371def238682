"""Outcodes and sectors from postcodes: their size, middle and name. No database."""

from decimal import Decimal

import pytest

from inclusion_map.geodata.areas import areas_of, ward_centres
from inclusion_map.geodata.rows import PostcodeRow
from tests.boroughs import units

NAMES = {"W1": "Mill", "W2": "Moor", "W3": "Harbour"}


def rows(*wards):
    """Postcodes of one sector: so many of each ward; "" is outside."""
    codes = iter(units("ZZ1 1", sum(count for _, count in wards)))
    return [
        PostcodeRow(next(codes), Decimal(53), Decimal(-2), ward, in_borough=bool(ward))
        for ward, count in wards
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("wards", "name"),
    [
        ([("W1", 30)], "Mill"),
        ([("W1", 11), ("W2", 10), ("W3", 9)], "Mill"),  # more than a third, and more than any other
        ([("W1", 10), ("W2", 10), ("W3", 10)], ""),  # a third is not more than a third
        ([("W1", 12), ("", 18)], ""),  # more of it lies outside
        ([("", 12), ("W1", 18)], "Mill"),
        ([("W2", 15), ("W1", 15)], "Mill"),  # the same one each time
        ([("W9", 30)], ""),  # a ward nobody has named
        ([("", 30)], ""),
    ],
)
def test_an_area_is_named_after_the_ward_most_of_it_lies_in(wards, name):
    assert {area.name for area in areas_of(rows(*wards), NAMES)} == {name}


def test_a_sector_needs_twenty_postcodes_and_an_outcode_none():
    assert [area.code for area in areas_of(rows(("W1", 20)), NAMES)] == ["ZZ1", "ZZ1 1"]
    assert [area.code for area in areas_of(rows(("W1", 19)), NAMES)] == ["ZZ1"]
    assert [area.in_borough for area in areas_of(rows(("", 20)), NAMES)] == [False, False]
    assert [area.in_borough for area in areas_of(rows(("", 20), ("W1", 1)), NAMES)] == [True, True]


def test_the_middle_is_the_mean_to_six_decimals():
    some = [
        PostcodeRow(f"ZZ1 1A{letter}", Decimal(latitude), Decimal("-2.000001"), "W1", in_borough=True)
        for letter, latitude in (("A", "53.000000"), ("B", "53.000001"), ("D", "53.000001"))
    ]
    assert ward_centres(some) == {"W1": (Decimal("53.000001"), Decimal("-2.000001"))}
