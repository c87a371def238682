"""Code-Point Open as Ordnance Survey gives it: a zip, or one CSV out of it."""

import io
import zipfile

import pytest

from inclusion_map.geodata.near import Nearness
from inclusion_map.models import Postcode
from tests.boroughs import (
    NORTH,
    SOUTH,
)
from tests.integration.geodata.running import refused, run

pytestmark = pytest.mark.django_db


def code_point(*rows):
    """Lines as Ordnance Survey has them: postcode, quality, eastings, northings … district, ward."""
    return "".join(
        f'"{code:7}",{quality},{east},{north},"E92000001","E19000003","E18000007","","{district}","{ward}"\n'
        for code, quality, east, north, district, ward in rows
    )


ROWS = (
    # Ordnance Survey's own example of a known point: Caister water tower.
    ("NR305AA", 10, 651410, 313177, "E07000145", NORTH),
    ("NR305AB", 90, 0, 0, "E07000145", NORTH),
    ("NR305AD", 10, 651410, 316177, "E07000149", SOUTH),  # 3,000 m to the north of it
    ("NR305AE", 10, 651410, 316178, "E07000149", SOUTH),  # and a metre more
)


def zipped(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize("how", ["csv", "zip"])
def test_code_point_open_as_it_comes(file, how):
    if how == "csv":
        name = file(code_point(*ROWS))
    else:
        headings = {"Doc/Code-Point_Open_Column_Headers.csv": "PC,PQ,EA,NO\nPostcode,Quality\n"}
        members = {"Data/CSV/nr.csv": code_point(*ROWS[:2]), "Data/CSV/ip.csv": code_point(*ROWS[2:])}
        name = file(zipped(**headings, **members), "codepo_gb.zip")
    assert run("import_postcodes", name, "--district", "E07000145") == [
        "postcodes: 2 added, 0 changed, 0 removed, 0 as they were",
        "areas: 1 added, 0 changed, 0 removed, 0 as they were",
        "without a point: 1",
    ]
    one, near = Postcode.objects.all()
    # As published for that point; within ten metres, since the grid's own file is not at hand everywhere.
    assert float(one.latitude) == pytest.approx(52.658008, abs=1e-4)
    assert float(one.longitude) == pytest.approx(1.716074, abs=1.5e-4)
    assert (one.code, one.ward_code, one.in_borough) == ("NR30 5AA", NORTH, True)
    assert (near.code, near.ward_code, near.in_borough) == ("NR30 5AD", "", False)
    assert run("import_postcodes", name, "--district", "E07000145", "--nearby", "0")[0].startswith(
        "postcodes: 0 added, 0 changed, 1 removed"
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (code_point(("NR30", 10, 651410, 313177, "E07000145", NORTH)), "a.zip, row 1, postcode: “NR30” is not a whole"),
        (code_point(*ROWS[:1], ("NR305AF", 10, 0, 1, "E07000145", NORTH)), "a.zip, row 2, eastings: “0” is not"),
        (code_point(*ROWS[:1], ("NR305AF", 10, 1, "²", "E07000145", NORTH)), "a.zip, row 2, northings: “²” is not"),
        (code_point(*ROWS[:1], ("NR305AF", 10, 1, 1, "E07000145", "x")), "a.zip, row 2, ward code: “x” is not"),
        (code_point(*ROWS[:1]) + "a,b\n", "a.zip, row 2: 2 columns instead of 10"),
        (code_point(*ROWS[2:]), "a.zip: no postcode in it is in the district “E07000145”"),
        (b"PK\x03\x04 and then nothing", "a.zip: this is not a zip file"),
        (zipped(readme="no"), "a.zip: there is no CSV file in this zip"),
        (zipped(**{"a.csv": code_point(*ROWS)})[:-40], "a.zip: this is not a zip file"),
    ],
)
def test_a_code_point_file_with_a_fault_is_refused(file, data, fault):
    faults, _ = refused("import_postcodes", file(data, "a.zip"), "--district", "E07000145")
    assert faults[0].startswith(fault)
    assert not Postcode.objects.exists()


def test_a_zip_damaged_inside_is_refused(file):
    whole = zipped(**{"a.csv": code_point(*ROWS * 50)})
    at = whole.index(b"a.csv") + 20
    faults, _ = refused(
        "import_postcodes", file(whole[:at] + b"\xff" * 12 + whole[at + 12 :]), "--district", "E07000145"
    )
    assert faults[0].startswith("a.csv")


def test_near_is_as_far_as_it_says_in_every_direction():
    near = Nearness([(5000, 5000)], 1000)
    inside_and_outside = [(6000, 5000), (4000, 5000), (5600, 5800), (5601, 5800), (6001, 5000), (5000, 3999)]
    assert [near.holds(*point) for point in inside_and_outside] == [True, True, True, False, False, False]
