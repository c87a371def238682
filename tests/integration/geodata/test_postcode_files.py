"""Postcodes from CSV files: what is loaded, what is refused, and that it is all or nothing."""

import pytest

from inclusion_map.models import Postcode, PostcodeArea
from tests.boroughs import NORTH, SOUTH, csv_of, degrees, inside, load_millmoor
from tests.integration.geodata.running import INSIDE, NEARBY, everything, refused, run

pytestmark = pytest.mark.django_db


def test_postcodes_and_their_areas(file):
    names = file(INSIDE.data, "in.csv"), file(NEARBY.data, "near.csv")
    assert run("import_postcodes", *names) == [
        "postcodes: 74 added, 0 changed, 0 removed, 0 as they were",
        "areas: 4 added, 0 changed, 0 removed, 0 as they were",
        "without a point: 0",
    ]
    one = Postcode.objects.get(code="ZZ1 2AA")
    assert (one.sector, one.latitude, one.longitude, one.ward_code, one.in_borough) == (
        "ZZ1 2",
        degrees("53.07"),
        degrees("-1.95"),
        SOUTH,
        True,
    )
    assert Postcode.objects.filter(in_borough=False, ward_code="").count() == 30
    areas = PostcodeArea.objects.values_list("code", "level", "postcodes", "in_borough", "name")
    assert list(areas) == [
        ("ZZ1", "outcode", 44, True, ""),
        ("ZZ1 1", "sector", 25, True, ""),
        ("ZZ2", "outcode", 30, False, ""),
        ("ZZ2 1", "sector", 30, False, ""),
    ], "a sector of 19 postcodes has no row"
    middle = PostcodeArea.objects.get(code="ZZ1").latitude
    assert middle == degrees((25 * degrees("53.01") + 19 * degrees("53.07")) / 44)


def test_a_second_time_changes_nothing(file):
    names = file(INSIDE.data, "in.csv"), file(NEARBY.data, "near.csv")
    run("import_postcodes", *names)
    before = everything()
    assert run("import_postcodes", *names)[0] == "postcodes: 0 added, 0 changed, 0 removed, 74 as they were"
    assert everything() == before


def test_other_files_replace_what_was_there(file):
    run("import_postcodes", file(INSIDE.data))
    other = inside({"ZZ1 1": (24, NORTH, 53.01, -1.98), "ZZ3 1": (1, NORTH, 53.0, -1.9)})
    assert run("import_postcodes", file(other.data))[0] == (
        "postcodes: 1 added, 24 changed, 20 removed, 0 as they were"
    )
    assert set(PostcodeArea.objects.values_list("code", flat=True)) == {"ZZ1", "ZZ1 1", "ZZ3"}


def test_a_dry_run_says_it_and_writes_nothing(file):
    before = everything()
    said = run("import_postcodes", file(INSIDE.data), "--dry-run")
    assert said[0] == "postcodes: 44 added, 0 changed, 0 removed, 0 as they were"
    assert said[-1] == "Nothing was written."
    assert everything() == before


def test_the_district_tells_inside_from_outside(file):
    rows = [("ZZ1 1AA", 53, -2, "E09000001", NORTH), ("ZZ1 1AB", 53, -2, "E09000002", "")]
    name = file(csv_of(("postcode", "latitude", "longitude", "district_code", "ward_code"), rows))
    run("import_postcodes", name, "--district", "E09000001")
    assert list(Postcode.objects.values_list("code", "in_borough", "ward_code")) == [
        ("ZZ1 1AA", True, NORTH),
        ("ZZ1 1AB", False, ""),
    ]
    faults, _ = refused("import_postcodes", name)
    assert faults == ["the files: no postcode in them is inside the borough"]


HEAD = "postcode,latitude,longitude,ward_code\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "a.csv, row 1: the column postcode is missing"),
        ("code,latitude\n", "a.csv, row 1: the column postcode is missing"),
        ("postcode,Postcode,latitude,longitude,ward_code\n", "a.csv, row 1: the column postcode comes twice"),
        (f"{HEAD}", "the files: no postcode in them is inside the borough"),
        (f"{HEAD}ZZ1 1AA,53,-2,{NORTH}\n\nZZ1 1,53,-2,{NORTH}", "a.csv, row 4, postcode: “ZZ1 1” is not a whole"),
        (f"{HEAD}ZZ1 1AAA,53,-2,{NORTH}", "a.csv, row 2, postcode: “ZZ1 1AAA” is not a whole"),
        (f"{HEAD}CRO 1EA,53,-2,{NORTH}", "a.csv, row 2, postcode: “CRO 1EA” is not a whole"),
        (f"{HEAD}ZZ1 1AA,fifty,-2,{NORTH}", "a.csv, row 2, latitude: “fifty” is not a number of degrees"),
        (f"{HEAD}ZZ1 1AA,NaN,-2,{NORTH}", "a.csv, row 2, latitude: “NaN” is not a number of degrees"),
        (f"{HEAD}ZZ1 1AA,-2,53,{NORTH}", "a.csv, row 2, latitude: “-2” is not between 49 and 61"),
        (f"{HEAD}ZZ1 1AA,53,Infinity,{NORTH}", "a.csv, row 2, longitude: “Infinity” is not between"),
        (f"{HEAD}ZZ1 1AA,53,-2,Mill", "a.csv, row 2, ward_code: “Mill” is not a ward's official code"),
        (f"{HEAD}ZZ1 1AA,53,-2", "a.csv, row 2, ward_code: “” is not a ward's official code"),
        (f"{HEAD}ZZ1 1AA,53,-2,{NORTH},5", "a.csv, row 2: 5 cells under 4 headings"),
        (f"{HEAD}ZZ1 1AA,53,-2,{NORTH}\nzz11aa,53,-2,{NORTH}", "a.csv, row 3, postcode: ZZ1 1AA is there a second"),
        (f'{HEAD}"ZZ1 1AA,53', "a.csv, row 2: this is not CSV"),
        (HEAD.encode() + b"ZZ1 1AA,53,-2,\xff", "a.csv, row 2: this is not UTF-8 text"),
        (b"PK\x03\x04 and then nothing", "a.csv: it covers many districts"),
        ("ZZ11AA,10,400000,400000,E92000001,,,,E09000099,E05000001\n", "a.csv: it covers many districts"),
    ],
)
def test_a_fault_is_named_with_its_row_and_column_and_nothing_is_loaded(file, text, fault):
    load_millmoor()
    before = everything()
    faults, why = refused("import_postcodes", file(text))
    assert faults[0].startswith(fault)
    assert why.startswith("Nothing was loaded: ")
    assert everything() == before


def test_every_fault_is_named_up_to_fifty(file):
    rows = "".join(f"ZZ1,{number},-2,{NORTH}\n" for number in range(80))
    faults, why = refused("import_postcodes", file(HEAD + rows))
    assert (len(faults), why) == (50, "Nothing was loaded: 50 faults.")


def test_a_file_that_cannot_be_read(file, tmp_path):
    assert refused("import_postcodes", str(tmp_path / "none.csv"))[1].endswith(
        "cannot be read: No such file or directory."
    )
    assert "cannot be read" in refused("import_postcodes", str(tmp_path))[1]
    assert "cannot be read" in refused("import_postcodes", "a\x00b")[1]
    assert "is not a file" in refused("import_postcodes", "/dev/null")[1]


def test_a_message_holds_nothing_that_a_terminal_obeys(file):
    faults, _ = refused("import_postcodes", file(f"{HEAD}\x1b[31mZZ1,53,-2,{NORTH}"))
    assert "\x1b" not in faults[0]
