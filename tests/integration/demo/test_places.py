"""The demonstration's places: what is real says only what is known; what is made up is full, and says that it is."""

import datetime as dt
import re

from django.db.models import Q

from inclusion_map.models import (
    BoroughOutline,
    Check,
    KindOfHelp,
    OpeningException,
    OpeningKind,
    OpeningRule,
    Organisation,
    Place,
    Postcode,
    SchoolTerm,
    Service,
    ServiceLanguage,
    Ward,
)
from inclusion_map.transfer.services import export_workbook, import_places
from lms.demo.building import build_demo
from lms.demo.clearing import clear_demo
from tests.integration.demo.helpers import DAY
from tests.integration.places.sheets import sheet_of

REAL, MADE_UP = Q(is_demonstration=False), Q(is_demonstration=True)


def real(slug: str) -> Place:
    return Place.objects.get(REAL, slug=slug)


def test_nine_libraries_are_open_and_four_have_closed(demo):
    libraries = Place.objects.filter(REAL, kind="library", published=True)
    assert libraries.filter(status="open").count() == 9
    assert set(libraries.filter(status="closed").values_list("slug", flat=True)) == {
        "bradmore-green-library",
        "broad-green-library",
        "sanderstead-library",
        "shirley-library",
    }


def test_nothing_unknown_is_said_about_a_real_place(demo):
    theirs = Q(place__is_demonstration=False) | Q(service__place__is_demonstration=False)
    assert not OpeningRule.objects.filter(theirs).exists()
    assert not Check.objects.filter(place__is_demonstration=False).exists()
    assert not Place.objects.filter(REAL).exclude(bank_holidays="unknown").exists()
    assert not Place.objects.filter(REAL).exclude(lift="unknown", step_free_entrance="unknown").exists()
    assert set(Place.objects.filter(REAL).exclude(wifi="unknown").values_list("slug", flat=True)) == {
        "digital-zone-croydon-central-library"
    }


def test_an_address_that_nobody_verified_is_a_draft(demo):
    drafts = set(Place.objects.filter(published=False).values_list("slug", flat=True))
    assert drafts == {
        "brigstock-road-community-hub",
        "calat-central",
        "calat-new-addington",
        "calat-thornton-heath",
        "croydon-archives-service",
    }
    assert Place.objects.filter(status="planned").count() == 2
    assert real("access-croydon").appointment_only is True


def test_what_is_made_up_says_so_in_every_place_where_it_could_be_taken_for_real(demo):
    places = list(Place.objects.filter(MADE_UP))
    assert len(places) == 22
    for place in places:
        assert place.name.startswith("Demonstration ")
        assert place.address.startswith("Demonstration address, ")
        assert place.postcode == ""
        assert place.organisation.is_demonstration
        assert re.fullmatch(r"020 7946 0\d{3}|", place.phone), "not a number of the range for fiction"
        assert place.email.endswith("@demo.example")
    assert {place.ward_code for place in places} <= set(Ward.objects.values_list("code", flat=True))
    assert len({place.ward_code for place in places}) == 21


def test_the_made_up_places_show_every_kind_of_help_and_of_times(demo):
    assert not KindOfHelp.objects.exclude(services__place__is_demonstration=True).exists()
    assert set(OpeningRule.objects.values_list("kind", flat=True)) == set(OpeningKind.values)
    assert {"every", "1", "2", "3", "last", "fortnightly"} == set(OpeningRule.objects.values_list("weeks", flat=True))
    assert OpeningRule.objects.filter(term_time_only=True).exists()
    assert OpeningRule.objects.filter(weekdays="PH").exists()
    spoken = set(ServiceLanguage.objects.values_list("code", flat=True))
    assert spoken >= {"pl", "ar", "ta", "gu", "ur", "ro", "pt", "fr", "so", "bfi"}
    assert OpeningException.objects.filter(emergency=True, last_day__lt=DAY).count() == 1
    christmas = OpeningException.objects.get(organisation__slug="demonstration-network")
    assert (christmas.first_day, christmas.last_day) == (dt.date(2026, 12, 24), dt.date(2027, 1, 1))
    assert Place.objects.filter(status="temporarily_closed").count() == 1
    assert Place.objects.get(replaced_by__isnull=False).replaced_by.slug == "demonstration-hub-waddon"


def test_some_checks_are_overdue_by_a_month_and_by_three(demo):
    overdue = sorted((DAY - due).days for due in Check.objects.values_list("next_due", flat=True) if due < DAY)
    assert [days >= 30 for days in overdue] == [True, True]
    assert (overdue[0] < 90, overdue[1] >= 90) == (True, True)


def test_the_borough_is_loaded_with_it(demo):
    assert BoroughOutline.objects.get().name == "Croydon"
    assert (Ward.objects.count(), Postcode.objects.filter(in_borough=True).count()) == (28, 7_068)
    assert SchoolTerm.objects.filter(first_day__lte=DAY, last_day__gte=DAY).exists()


def test_counts_say_what_was_made(demo):
    assert demo.counts["places"] == Place.objects.count() == 44
    assert demo.counts["services at places"] == Service.objects.count()
    assert demo.counts["postcodes"] == Postcode.objects.count()


def test_exported_and_imported_again_it_is_the_same(demo):
    data = export_workbook()
    done = import_places(file_name="places.xlsx", data=data)
    assert (done.errors, done.changes) == ([], [])
    clear_demo()
    build_demo(scale="small", seed=1)
    for sheet in done.sheets:
        assert sheet_of(export_workbook(), sheet) == sheet_of(data, sheet)


def test_places_of_ones_own_stay_and_are_not_mixed_with_it(demo):
    clear_demo()
    organisation = Organisation.objects.create(slug="own", name="Own", kind="charity")
    Place.objects.create(slug="own", organisation=organisation, name="Own", kind="other", address="Here")
    build_demo(scale="small", seed=1)
    assert Place.objects.count() == 1
    clear_demo()
    assert Place.objects.get().name == "Own"
