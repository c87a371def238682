"""The first page: each group finds its door, and what is behind it now."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from wagtail.models import Locale, PageViewRestriction, Site

from home.front import town_centre
from home.models import StandardPage
from inclusion_map.models import Postcode, Ward
from lms.core.models import CouncilSettings
from tests.builders import give_job, make_course, make_person, make_programme, make_unit
from tests.course_pages import published_course
from tests.places import checked, make_place, open_at
from tests.teaching import a_run, live_class, make_provider


def doors(client, prefix: str = "") -> dict[str, str]:
    """The text of each door, by its heading."""
    page = BeautifulSoup(client.get(f"{prefix}/").content, "html.parser")
    return {door.h2.get_text(): " ".join(door.get_text(" ").split()) for door in page.select(".ds-choice")}


def part(client, heading: str) -> list[str]:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    found = [each for each in page.select("main section") if each.h2.get_text() == heading]
    return [" ".join(line.get_text(" ").split()) for line in found[0].select("li")] if found else []


def test_there_are_four_doors_for_a_visitor(client, site):
    assert list(doors(client)) == ["Get help near you", "Learn something", "Do my staff training", "Our progress"]
    assert "Sign in to see what is due." in doors(client)["Do my staff training"]
    assert not client.cookies


def test_the_postcode_box_is_there_and_leads_to_find_help(client, site):
    page = BeautifulSoup(client.get("/pl/").content, "html.parser")
    form = page.select_one(".ds-choice form")

    assert (form["method"], form["action"]) == ("post", "/pl/digital-help/")
    sent = client.post(form["action"], {form.select_one("input")["name"]: "AB1 2DE"})
    assert sent["Location"].startswith("/pl/digital-help/?near=AB1-2")


def test_the_staff_door_says_what_is_due(client, site):
    ann = make_person("Ann")
    give_job(ann, make_unit("C"), dt.date(2020, 1, 1))
    make_programme([make_course("cyber")], starts=dt.date(2026, 1, 5), due=dt.date(2026, 12, 15))
    from courses.requirements.services import open_requirements

    open_requirements()
    client.force_login(ann.user)

    assert "1 module to do. Due in 3 weeks, on 15 December." in doors(client)["Do my staff training"]


def test_first_steps_are_three_at_most_with_first_steps_first(client, site):
    for number in range(4):
        published_course(f"more-{number}", title=f"More {number}", open_to="everyone", minutes=10 + number)
    published_course("begin", title="Begin here", open_to="everyone", level="first-steps", minutes=40)

    page = BeautifulSoup(client.get("/").content, "html.parser")

    lines = [" ".join(line.get_text(" ").split()) for line in page.select(".ds-choice:nth-of-type(2) li")]
    assert lines == ["Begin here About 40 minutes", "More 0 About 10 minutes", "More 1 About 11 minutes"]


def test_what_is_open_now_is_near_the_centre(client, site):
    for name, east in [("Far library", 0.02), ("Near library", 0.001), ("Shut library", 0.0)]:
        place = make_place(name, east=east)
        open_at(place, 9, 13 if name == "Shut library" else 17, "TU")
        checked(place, site.date())

    assert part(client, "Open now")[0].startswith("Near library Open")
    assert "Shut library" not in str(part(client, "Open now"))


def test_the_centre_is_the_named_postcode_or_the_middle_of_the_wards(site):
    wards = Ward.objects.all()
    latitude = sum(float(ward.latitude) for ward in wards) / len(wards)
    assert town_centre()[0] == pytest.approx(latitude)

    council = CouncilSettings.for_site(Site.objects.get(is_default_site=True))
    postcode = Postcode.objects.order_by("-code").first()
    council.centre_postcode = postcode.code.lower()
    council.save()
    assert town_centre() == (float(postcode.latitude), float(postcode.longitude))

    council.centre_postcode = "ZZ99 9ZZ"
    council.save()
    assert town_centre()[0] == pytest.approx(latitude)
    Ward.objects.all().delete()
    cache.clear()
    assert town_centre() is None


def test_classes_that_start_within_six_weeks(client, site):
    provider, hall = make_provider("Hill College"), make_place("Hill hall")
    for title, days in [("Soon", 14), ("Sooner", 7), ("Later", 60)]:
        live_class(provider, a_run(hall, site.date() + dt.timedelta(days=days)), title=title, slug=title.lower())

    lines = part(client, "Starting soon")

    assert [line.split()[0] for line in lines] == ["Sooner", "Soon"]
    assert "Hill hall" in lines[0]


def test_a_page_for_staff_is_not_named_at_the_foot_of_every_page(client, site):
    page = StandardPage.objects.get(slug="contact", locale=Locale.get_default())
    assert page.title in client.get("/").content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert page.title not in client.get("/").content.decode()
