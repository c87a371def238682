"""Another borough, loaded by the commands alone: it is what every page speaks of, and no page speaks of any other."""

import csv
import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from inclusion_map.models import BankHoliday, BoroughOutline, Place, Postcode, PostcodeArea, SchoolTerm, Ward
from lms.core.models import CouncilSettings
from tests.integration.places.sheets import CHRISTMAS, DROP_IN, HUB, WEEKDAY, book
from tests.unit.test_no_borough_in_the_code import named_in

pytestmark = pytest.mark.django_db

# Nobody lives in the postcode area ZZ: Royal Mail has none.
WARDS = {"E05999901": ("Quayside", 54.5, -3.0), "E05999902": ("Hollow Hill", 54.52, -3.05)}
PAGES = ("/", "/digital-help/", "/digital-help/hub/", "/digital-help/print/", "/courses/", "/search/?query=hub")


def square(latitude: float, longitude: float, side: float = 0.02) -> list:
    """A ring around a point."""
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return [[longitude + across * side / 2, latitude + up * side / 2] for across, up in corners]


def geojson(features: Iterable[tuple[dict, list]]) -> str:
    shapes = [
        {"type": "Feature", "properties": said, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for said, ring in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": shapes})


def write_files(folder: Path) -> None:
    """Everything a council brings: postcodes, shapes, terms and places."""
    with (folder / "postcodes.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["postcode", "latitude", "longitude", "ward_code"])
        for district, (code, (_, latitude, longitude)) in enumerate(WARDS.items(), start=1):
            for first in "ABDEF":
                for second in "ABDEF":
                    rows.writerow([f"ZZ{district} 1{first}{second}", latitude, longitude, code])
    (folder / "outline.geojson").write_text(geojson([({}, square(54.51, -3.025, 0.2))]))
    wards = [({"ward_code": code, "ward_name": name}, square(*point)) for code, (name, *point) in WARDS.items()]
    (folder / "wards.geojson").write_text(geojson(wards))
    (folder / "terms.csv").write_text("name,first_day,last_day\nAutumn,2026-09-02,2026-12-18\n")
    places = [HUB, {**HUB, "slug": "closed", "name": "The old hub", "status": "closed", "postcode": "ZZ2 1BB"}]
    (folder / "places.xlsx").write_bytes(
        book(places=places, services=[DROP_IN], opening_rules=[WEEKDAY], opening_exceptions=[CHRISTMAS])
    )


@pytest.fixture
def marlowick(tmp_path, capsys) -> str:
    """The commands' words, having loaded the borough of Marlowick, which does not exist."""
    write_files(tmp_path)
    call_command("load_courses", verbosity=0)
    call_command("import_postcodes", str(tmp_path / "postcodes.csv"))
    shapes = {"outline": str(tmp_path / "outline.geojson"), "wards": str(tmp_path / "wards.geojson")}
    call_command("import_borough", name="Marlowick", **shapes)
    call_command("import_bank_holidays")
    call_command("import_school_terms", str(tmp_path / "terms.csv"))
    call_command("import_places", str(tmp_path / "places.xlsx"))
    council = CouncilSettings.for_site(Site.objects.get(is_default_site=True))
    council.council_name = "Marlowick Council"
    council.save()
    return capsys.readouterr().out


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC), tick=False):  # a Monday
        yield


def test_the_commands_load_all_of_it(marlowick):
    assert BoroughOutline.objects.get().name == "Marlowick"
    assert set(Ward.objects.values_list("name", flat=True)) == {"Quayside", "Hollow Hill"}
    assert Postcode.objects.filter(in_borough=True).count() == 50
    assert set(PostcodeArea.objects.values_list("code", flat=True)) == {"ZZ1", "ZZ1 1", "ZZ2", "ZZ2 1"}
    assert BankHoliday.objects.filter(date=dt.date(2026, 12, 25)).exists()
    assert SchoolTerm.objects.get().name == "Autumn"
    hub = Place.objects.get(slug="hub")
    assert (hub.ward_code, float(hub.latitude), float(hub.longitude)) == ("E05999901", 54.5, -3.0)
    assert named_in(marlowick) == []


def test_the_commands_again_change_nothing(marlowick, tmp_path, capsys):
    before = [list(model.objects.order_by("pk").values()) for model in (Place, Postcode, Ward, BankHoliday, SchoolTerm)]
    call_command("import_postcodes", str(tmp_path / "postcodes.csv"))
    shapes = {"outline": str(tmp_path / "outline.geojson"), "wards": str(tmp_path / "wards.geojson")}
    call_command("import_borough", name="Marlowick", **shapes)
    call_command("import_bank_holidays")
    call_command("import_school_terms", str(tmp_path / "terms.csv"))
    call_command("import_places", str(tmp_path / "places.xlsx"))
    assert [
        list(model.objects.order_by("pk").values()) for model in (Place, Postcode, Ward, BankHoliday, SchoolTerm)
    ] == before


def test_no_page_speaks_of_another_borough(marlowick):
    client, speaking = Client(), {}
    for address in (f"{language}{path}" for language in ("", "/pl", "/ar") for path in PAGES):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        speaking[address] = named_in(response.content.decode())
    assert {address: said for address, said in speaking.items() if said} == {}


def test_the_pages_are_about_this_borough(marlowick):
    client = Client()
    assert "Marlowick Council" in client.get("/").content.decode()
    answer = client.post("/digital-help/", {"near": "zz1 1ab"}, follow=True)
    html = answer.content.decode()
    assert "ZZ1 1" in html
    assert "Quayside" in html
    assert "The hub" in html
    assert "ZZ1 1AB" not in html
