"""``import_places``: a file of places, as a whole or not at all."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from inclusion_map.models import OpeningException, OpeningRule, Organisation, Place, Postcode, Service
from inclusion_map.transfer import services as transfer
from lms.core.models import AuditEntry
from tests.integration.places.sheets import (
    CHRISTMAS,
    DROP_IN,
    HUB,
    WEEKDAY,
    book,
    bring_in,
    everything,
    faults_of,
    run_json,
)

pytestmark = pytest.mark.django_db


def test_a_place_with_its_services_and_times():
    done = bring_in(everything())
    assert {name: counts.created for name, counts in done.sheets.items()} == {
        "places": 1,
        "services": 1,
        "opening_rules": 2,
        "opening_exceptions": 1,
    }
    place = Place.objects.get()
    assert (place.name, place.published, place.wifi, place.status) == ("The hub", True, "unknown", "open")
    assert (place.organisation.name, place.organisation.kind) == ("Helpers of Anytown", "charity")
    service = place.services.get()
    assert {kind.code for kind in service.kinds.all()} == {"phone-tablet", "wifi"}
    spoken = [(language.code, language.speaker) for language in service.languages.all()]
    assert spoken == [("pl", "staff"), ("ta", "interpreter")]
    rule = place.opening_rules.get()
    assert (rule.weekdays, rule.opens, rule.closes, rule.kind) == ("MO,TU", dt.time(9, 30), dt.time(17), "staffed")
    assert service.opening_rules.get().place is None
    assert place.exceptions.get().closed is True
    assert AuditEntry.objects.get(verb="imported_places").object_uuid == done.import_id


def test_the_same_file_again_changes_nothing():
    bring_in(everything())
    again = bring_in(everything())
    assert (again.total.created, again.total.changed, again.total.removed) == (0, 0, 0)
    assert again.total.unchanged == again.total.rows == 5
    assert again.import_id is None
    assert AuditEntry.objects.filter(verb="imported_places").count() == 1


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path, capsys):
    file = tmp_path / "places.xlsx"
    file.write_bytes(everything())
    answer = run_json(file, "--dry-run", capsys=capsys)
    assert (answer["created"], answer["import_id"], answer["errors"]) == (5, None, [])
    assert not Place.objects.exists()
    assert not Organisation.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_column_left_out_is_left_alone_and_an_empty_cell_empties():
    bring_in(book(places=[{**HUB, "phone": "020 7946 0999", "wifi": "yes", "computers": 4}]))
    done = bring_in(book(places=[{"slug": "hub", "wifi": "", "computers": None, "name": "The hub"}]))
    place = Place.objects.get()
    assert (place.phone, place.wifi, place.computers) == ("020 7946 0999", "unknown", None)
    assert done.changes[0].cells == {"computers": ("4", ""), "wifi": ("yes", "unknown")}


def test_rows_that_are_missing_from_the_file_are_left_alone():
    bring_in(everything())
    bring_in(book(places=[{**HUB, "slug": "other", "name": "Another"}]))
    assert Place.objects.count() == 2
    assert (OpeningRule.objects.count(), OpeningException.objects.count()) == (2, 1)


def test_the_times_of_an_owner_are_one_set():
    bring_in(everything())
    kept = OpeningRule.objects.get(place__slug="hub").pk
    done = bring_in(book(opening_rules=[WEEKDAY, {**WEEKDAY, "weekdays": "FR"}]))
    assert done.sheets["opening_rules"].created == 1
    assert done.sheets["opening_rules"].unchanged == 1
    assert set(Place.objects.get().opening_rules.values_list("weekdays", flat=True)) == {"MO,TU", "FR"}
    assert OpeningRule.objects.filter(pk=kept).exists()
    assert Service.objects.get().opening_rules.count() == 1, "the service is another owner"
    done = bring_in(book(opening_rules=[{**WEEKDAY, "weekdays": "SA"}]))
    assert (done.sheets["opening_rules"].created, done.sheets["opening_rules"].removed) == (1, 2)


def test_a_row_that_names_an_owner_and_nothing_else_takes_its_times_away():
    bring_in(everything())
    empty = dict.fromkeys(("weekdays", "opens", "closes"), None)
    done = bring_in(book(opening_rules=[{"place": "hub", **empty}]))
    assert done.sheets["opening_rules"].removed == 1
    assert not Place.objects.get().opening_rules.exists()


def test_a_place_is_known_by_its_uuid_when_its_slug_changes():
    bring_in(everything())
    place = Place.objects.get()
    bring_in(book(places=[{"uuid": str(place.uuid), "slug": "new-hub"}]))
    assert Place.objects.get().slug == "new-hub"
    assert Place.objects.get().pk == place.pk


def test_a_place_may_be_replaced_by_one_further_down():
    closed = {**HUB, "slug": "old", "name": "Old", "status": "closed", "replaced_by": "hub"}
    bring_in(book(places=[closed, HUB]))
    assert Place.objects.get(slug="old").replaced_by.slug == "hub"
    assert bring_in(book(places=[closed, HUB])).total.unchanged == 2


def test_a_postcode_says_ward_and_point_where_nobody_else_does():
    Postcode.objects.create(
        code="ZZ1 1AA", sector="ZZ1 1", latitude="51.5", longitude="-0.1", ward_code="E1", in_borough=True
    )
    bring_in(book(places=[{**HUB, "postcode": "zz11aa", "latitude": "", "longitude": ""}]))
    place = Place.objects.get()
    assert (place.postcode, place.ward_code, str(place.latitude)) == ("ZZ1 1AA", "E1", "51.500000")
    again = bring_in(book(places=[{**HUB, "postcode": "zz11aa", "latitude": "", "longitude": ""}]))
    assert again.total.unchanged == 1


def test_every_fault_is_named_and_one_is_enough_to_change_nothing():
    data = book(
        places=[
            HUB,
            {**HUB, "slug": "a", "organisation": "nobody", "organisation_name": None},
            {**HUB, "slug": "b", "wifi": "perhaps", "latitude": "51.1", "name": None},
            {**HUB, "slug": "c", "latitude": "-0.1", "longitude": "51.3"},
            {**HUB, "slug": "d", "latitude": "51.1"},
            {**HUB, "slug": "e", "postcode": "nowhere", "status_until": "soon"},
            {**HUB, "slug": "f", "name": "x" * 151, "email": "not an address"},
            {**HUB, "uuid": "17"},
            HUB,
        ],
        services=[
            {**DROP_IN, "kinds": "computer, tea"},
            {**DROP_IN, "title": "Two", "languages": "Polish"},
            {**DROP_IN, "title": "Three", "place": "nowhere"},
            {**DROP_IN, "title": "Four", "minimum_age": 60, "maximum_age": 18, "stock": "low"},
            {**DROP_IN, "title": "Five", "kinds": None, "access": "climb"},
        ],
        opening_rules=[
            {**WEEKDAY, "opens": "half past nine"},
            {**WEEKDAY, "opens": "22:00", "closes": "02:00"},
            {**WEEKDAY, "weekdays": "Monday"},
            {**WEEKDAY, "weekdays": "TH"},
            {**WEEKDAY, "weekdays": "TH", "opens": "16:00", "closes": "18:00"},
            {**WEEKDAY, "weekdays": "FR", "weeks": "fortnightly"},
            {**WEEKDAY, "service": "Tea"},
        ],
        opening_exceptions=[
            {**CHRISTMAS, "last_day": "2026-12-01"},
            {**CHRISTMAS, "closed": "no"},
            {**CHRISTMAS, "place": None},
            {**CHRISTMAS, "closed": "yes", "opens": "10:00", "closes": "12:00"},
            {**CHRISTMAS, "first_day": None},
            {**CHRISTMAS, "first_day": "2027-01-01", "last_day": "2027-01-02"},
            CHRISTMAS,
        ],
    )
    assert faults_of(data) == [
        ("places", 3, "organisation", "unknown_organisation"),
        ("places", 4, "name", "missing"),
        ("places", 4, "wifi", "bad_choice"),
        ("places", 5, "latitude", "not_in_britain"),
        ("places", 6, "longitude", "half_a_point"),
        ("places", 7, "status_until", "bad_date"),
        ("places", 8, "email", "bad_value"),
        ("places", 8, "name", "too_long"),
        ("places", 9, "uuid", "bad_key"),
        ("places", 10, None, "duplicate"),
        ("services", 2, "kinds", "unknown_kind"),
        ("services", 3, "languages", "bad_choice"),
        ("services", 4, "place", "unknown_place"),
        ("services", 5, "maximum_age", "end_before_start"),
        ("services", 5, "stock_as_of", "missing"),
        ("services", 6, "access", "bad_choice"),
        ("opening_rules", 2, "opens", "bad_time"),
        ("opening_rules", 3, "closes", "past_midnight"),
        ("opening_rules", 4, "weekdays", "bad_weekdays"),
        ("opening_rules", 6, None, "overlap"),
        ("opening_rules", 7, "valid_from", "missing"),
        ("opening_rules", 8, "service", "unknown_service"),
        ("opening_exceptions", 2, "last_day", "end_before_start"),
        ("opening_exceptions", 3, "opens", "missing"),
        ("opening_exceptions", 4, "emergency", "bad_value"),
        ("opening_exceptions", 5, "closed", "bad_value"),
        ("opening_exceptions", 6, "first_day", "missing"),
        ("opening_exceptions", 8, None, "overlap"),
    ]
    assert not Place.objects.exists()
    assert not Organisation.objects.exists()


def test_what_only_follows_from_another_fault_is_not_said():
    data = book(places=[{**HUB, "name": None}], services=[DROP_IN], opening_rules=[WEEKDAY])
    assert faults_of(data) == [("places", 2, "name", "missing")]


def test_faults_that_only_follow_from_each_other_are_all_said_and_nothing_is_taken():
    other = {**HUB, "slug": "other", "name": "Other", "replaced_by": "hub"}
    data = book(places=[{**HUB, "replaced_by": "other"}, other])
    assert {code for *_where, code in faults_of(data)} == {"unknown_place"}
    assert not Place.objects.exists()


def test_times_of_a_service_that_only_another_place_has_are_refused():
    other = {**HUB, "slug": "other", "name": "Other"}
    data = book(
        places=[HUB, other],
        services=[{**DROP_IN, "place": "other"}],
        opening_rules=[{**WEEKDAY, "service": DROP_IN["title"]}],
    )
    assert {code for *_where, code in faults_of(data)} == {"unknown_service"}
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", ("", None, None, "empty_file")),
        (b"PK\x03\x04 not a zip", ("", None, None, "encoding")),
        (b"slug\r\n", ("", None, None, "empty_file")),
        (b"name,address\r\nA,B\r\n", ("places", 1, "slug", "header")),
        (b"slug,slug\r\nA,B\r\n", ("places", 1, "slug", "header")),
        (book(opening_rules=[{"place": "hub", "opens": "9"}]), ("opening_rules", 1, "weekdays", "header")),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data, fault):
    assert faults_of(data)[0] == fault


def test_a_place_cannot_have_the_address_of_another_page():
    assert faults_of(book(places=[{**HUB, "slug": "print"}])) == [("places", 2, "slug", "taken_address")]


def test_a_sheet_that_is_too_long_is_refused_before_it_is_worked_through(monkeypatch):
    monkeypatch.setattr(transfer, "MOST_ROWS", 2)
    data = book(places=[{**HUB, "slug": f"hub-{number}"} for number in range(3)])
    assert faults_of(data) == [("places", None, None, "too_large")]


def test_columns_and_sheets_that_nobody_knows_are_ignored_and_reported():
    done = bring_in(book(places=[{**HUB, "colour": "red"}], notes=[{"a": "b"}]))
    assert [(each.sheet, each.column, each.code) for each in done.warnings] == [
        ("places", "colour", "unknown_column"),
        ("notes", None, "unknown_sheet"),
    ]


def test_a_csv_of_places_alone(tmp_path, capsys):
    file = tmp_path / "places.csv"
    file.write_text(
        "slug,name,kind,address,organisation,organisation_name,organisation_kind,wifi\n"
        "café,Café,other,Somewhere,helpers,Helpers,charity,yes\n",
        encoding="utf-8",
    )
    answer = run_json(file, capsys=capsys)
    assert [error["code"] for error in answer["errors"]] == ["bad_value"], "a slug has no accents"
    file.write_text(file.read_text().replace("café,", "cafe,"), encoding="utf-8")
    assert run_json(file, capsys=capsys)["created"] == 1
    assert Place.objects.get().wifi == "yes"


def test_a_refusal_is_said_in_words_with_sheet_row_and_column(tmp_path, capsys):
    file = tmp_path / "places.xlsx"
    file.write_bytes(book(places=[{**HUB, "wifi": "perhaps"}]))
    with pytest.raises(CommandError, match=r"Nothing was changed: 1 fault\."):
        call_command("import_places", str(file))
    said = "places, row 2, column wifi: “perhaps” is not one of: yes, no, unknown. (bad_choice)"
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_a_plain_refusal(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_places", str(tmp_path / "nothing.xlsx"))
