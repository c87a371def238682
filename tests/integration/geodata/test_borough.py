"""A borough's outline and wards, and what they give to the areas."""

import json

import pytest

from inclusion_map.finding.borough_map import background
from inclusion_map.models import BoroughOutline, Postcode, PostcodeArea, Ward
from tests.boroughs import NORTH, SOUTH, degrees, inside, load_millmoor, outline_file, square, wards_file
from tests.integration.geodata.running import INSIDE, NEARBY, everything, refused, run

pytestmark = pytest.mark.django_db


def borough(file, wards=None, outline=None, name="Millmoor"):
    return (
        "import_borough",
        "--name",
        name,
        "--outline",
        file(outline or outline_file().data, "outline.geojson"),
        "--wards",
        file(wards or wards_file().data, "wards.geojson"),
    )


def test_a_borough_names_the_areas_and_gives_wards_a_middle(file):
    run("import_postcodes", file(INSIDE.data, "in.csv"), file(NEARBY.data, "near.csv"))
    assert run(*borough(file)) == [
        "outline: 1 added, 0 changed, 0 removed, 0 as they were",
        "wards: 2 added, 0 changed, 0 removed, 0 as they were",
        "areas: 0 added, 2 changed, 0 removed, 2 as they were",
    ]
    outline = BoroughOutline.objects.get()
    assert (outline.pk, outline.name, outline.geometry["type"]) == (1, "Millmoor", "Polygon")
    wards = Ward.objects.values_list("code", "slug", "name", "latitude", "longitude")
    assert set(wards) == {
        (NORTH, "mill-moor", "Mill & Moor", degrees("53.01"), degrees("-1.99")),
        (SOUTH, "st-annes", "St Anne’s", degrees("53.07"), degrees("-1.95")),
    }
    assert dict(PostcodeArea.objects.values_list("code", "name")) == {
        "ZZ1": "Mill & Moor",
        "ZZ1 1": "Mill & Moor",
        "ZZ2": "",
        "ZZ2 1": "",
    }
    before = everything()
    assert run(*borough(file))[1] == "wards: 0 added, 0 changed, 0 removed, 2 as they were"
    assert everything() == before


def test_either_may_be_loaded_first(file):
    load_millmoor()
    wards, areas = (sorted(model.objects.values_list("code", "name", "latitude")) for model in (Ward, PostcodeArea))
    for model in (Ward, PostcodeArea, Postcode):
        model.objects.all().delete()
    run(*borough(file))
    assert set(Ward.objects.values_list("latitude", flat=True)) == {None}
    sectors = {
        "ZZ1 1": (25, NORTH, 53.01, -1.99),
        "ZZ1 2": (40, SOUTH, 53.07, -1.95),
        "ZZ1 3": (3, SOUTH, 53.09, -1.91),
    }
    run("import_postcodes", file(inside(sectors).data, "in.csv"), file(NEARBY.data, "near.csv"))
    assert sorted(Ward.objects.values_list("code", "name", "latitude")) == wards
    assert sorted(PostcodeArea.objects.values_list("code", "name", "latitude")) == areas


def test_two_wards_swap_their_names(file):
    load_millmoor()
    run(*borough(file, wards_file(((SOUTH, "Mill & Moor"), (NORTH, "St Anne’s"))).data))
    assert Ward.objects.get(slug="mill-moor").code == SOUTH


def test_another_borough_leaves_nothing_of_the_first(file):
    load_millmoor()
    wards = wards_file((("E05000009", "Harbour"),)).data
    run(*borough(file, wards, name="Seaford"))
    assert list(Ward.objects.values_list("name", flat=True)) == ["Harbour"]
    assert BoroughOutline.objects.get().name == "Seaford"


def test_the_statistics_offices_names_of_properties(file):
    wards = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"WD24CD": NORTH, "WD24NM": "Mill", "LAD24CD": 5},
                "geometry": square(-2, 53),
            }
        ],
    }
    run(*borough(file, json.dumps(wards)))
    assert Ward.objects.get().name == "Mill"


def one_ward(geometry=None, **properties):
    properties = {"ward_code": NORTH, "ward_name": "Mill", **properties}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry or square(-2.0, 53.0)}
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


@pytest.mark.parametrize(
    ("wards", "fault"),
    [
        ("not json", "wards.geojson, row 1: this is not JSON"),
        ("[" * 100_000, "wards.geojson: this is nested too deeply"),
        ('{"type": ' + "1" * 5000 + "}", "wards.geojson: there is a number in it that is too long"),
        ("[]", "wards.geojson: this is not GeoJSON"),
        ('{"type": "FeatureCollection", "features": [5]}', "wards.geojson: this is not GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "wards.geojson: there is no ward in it"),
        (one_ward(ward_code="X1"), "wards.geojson, code: shape 1: “X1” is not a ward's official code"),
        (one_ward(ward_name=""), "wards.geojson, name: shape 1: “” cannot be a ward's name"),
        (one_ward(ward_name="x" * 101), "wards.geojson, name: shape 1"),
        (one_ward(ward_name="!!!"), "wards.geojson, name: !!! gives the ward no address of its own"),
        (one_ward({"type": "Point", "coordinates": [-2, 53]}), "wards.geojson, geometry: shape 1: it is neither"),
        (one_ward({"type": "Polygon", "coordinates": []}), "wards.geojson, geometry: shape 1: a ring"),
        (one_ward({"type": "Polygon", "coordinates": 5}), "wards.geojson, geometry: shape 1: a ring"),
        (one_ward({"type": "MultiPolygon", "coordinates": 5}), "wards.geojson, geometry: shape 1: it is neither"),
        (one_ward({"type": "MultiPolygon", "coordinates": []}), "wards.geojson, geometry: shape 1: it is empty"),
        (
            one_ward(square(53.0, -2.0)),
            "wards.geojson, geometry: shape 1: “[53.0, -2.0]” is not longitude",
        ),
        (one_ward(square(530000, 180000, 500)), "wards.geojson, geometry: shape 1: “[530000, 180000]” is not"),
        (
            one_ward({"type": "Polygon", "coordinates": [[[-2, 53], [-2, 54], [-1, 54], [-1, 53]]]}),
            "wards.geojson, geom",
        ),
        (
            wards_file(((NORTH, "Mill"), (NORTH, "Moor"))).data,
            "wards.geojson: shape 2: “Moor” (“E05000001”) is",
        ),
        (wards_file(((NORTH, "Mill"), (SOUTH, "mill"))).data, "wards.geojson: shape 2: “mill”"),
        (wards_file(((NORTH, "Mill Moor"), (SOUTH, "Mill & Moor"))).data, "wards.geojson, name: Mill & Moor gives"),
    ],
)
def test_wards_with_a_fault_are_refused(file, wards, fault):
    load_millmoor()
    before = everything()
    faults, _ = refused(*borough(file, wards))
    assert faults[0].startswith(fault)
    assert everything() == before


def test_an_outline_is_one_shape_and_a_borough_has_a_name(file):
    faults, _ = refused(*borough(file, outline=wards_file().data))
    assert faults == ["outline.geojson: it has 2 shapes; an outline is one"]
    faults, _ = refused(*borough(file, name="  "))
    assert faults == ["--name: a borough's name has 1 to 100 characters"]


def test_the_drawn_map_is_forgotten(file):
    load_millmoor()
    assert background().name == "Millmoor"
    run(*borough(file, name="Seaford"))
    assert background().name == "Seaford"
