"""Every page has its language and direction, one address in each language it exists in, and stays there."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from courses.models import CoursePage, CourseVersion
from courses.shipped.loading import load_courses, plan_courses
from courses.shipped.validate import SHIPPED
from home.models import HomePage, StandardPage
from home.reviews import ApprovalRefusedError, approve_translation, waiting
from home.shipped_pages import load_pages
from home.translating import DifferentShapeError, translate_page
from lms.core.models import AuditEntry
from tests.builders import make_person
from tests.course_pages import an_editor, published_course
from tests.places import make_place

PREFIXES = {"en-gb": "", "pl": "/pl", "ar": "/ar"}
PATHS = ("/", "/about/", "/courses/", "/digital-help/", "/search/", "/performance/", "/no/such/page/")


def soup(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def switch(page: BeautifulSoup) -> dict[str, str]:
    """Where the links of the language switch lead, by language."""
    return {link["hreflang"]: link["href"] for link in page.select("header a[hreflang]")}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("language", "direction"), [("en-gb", "ltr"), ("pl", "ltr"), ("ar", "rtl")])
def test_a_page_says_its_language_and_direction(client, site, path, language, direction):
    response = client.get(PREFIXES[language] + path, headers={"accept-language": "pl, ar;q=0.9"})
    page = BeautifulSoup(response.content, "html.parser")

    assert (page.html["lang"], page.html["dir"]) == (language, direction)
    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")
    assert not response.cookies
    assert ("rtl" in page.select_one("link[rel=stylesheet]")["href"]) is (direction == "rtl")


@pytest.mark.parametrize("path", PATHS[:-1])
@pytest.mark.parametrize("language", PREFIXES)
def test_the_switch_stays_on_the_page(client, site, path, language):
    page = soup(client, PREFIXES[language] + path)
    others = {code: prefix + path for code, prefix in PREFIXES.items() if code != language}

    assert switch(page) == others
    assert page.select_one(f"header [lang={language}][aria-current]")
    everywhere = {link["hreflang"]: link["href"] for link in page.select("head link[rel=alternate]")}
    assert everywhere == {code: f"http://testserver{prefix}{path}" for code, prefix in PREFIXES.items()}


def test_what_was_asked_stays_too(client, site):
    place = make_place("Hill library")

    assert switch(soup(client, "/pl/search/?query=hill"))["ar"] == "/ar/search/?query=hill"
    assert switch(soup(client, "/digital-help/?near=AB1-2&when=now"))["pl"] == "/pl/digital-help/?near=AB1-2&when=now"
    assert switch(soup(client, f"/ar/digital-help/{place.slug}/"))["en-gb"] == f"/digital-help/{place.slug}/"


def test_where_there_is_no_page_one_can_start_again_in_each_language(client, site):
    assert switch(soup(client, "/pl/no/such/page/")) == {"en-gb": "/", "ar": "/ar/"}


def test_a_page_that_is_not_translated_offers_no_other_language(client, site):
    page = StandardPage(title="Only here", slug="only-here")
    HomePage.objects.get(locale=Locale.get_default()).add_child(instance=page)

    assert switch(soup(client, "/only-here/")) == {}


def test_a_page_is_not_shown_under_the_address_of_another_language(client, site):
    HomePage.objects.get(locale__language_code="ar").delete()

    assert client.get("/ar/about/").headers["Location"] == "/about/"
    assert client.get("/ar/").headers["Location"] == "/"


@pytest.mark.parametrize("section", ["learn", "team", "staff-records", "publish", "design-system"])
def test_pages_for_staff_are_in_english_only(client, site, section):
    response = client.get(f"/pl/{section}/?as_at=2026-01-01")

    assert (response.status_code, response["Location"]) == (302, f"/{section}/?as_at=2026-01-01")


def test_links_lead_to_the_page_in_the_same_language(client, site):
    page = soup(client, "/pl/about/")
    hrefs = {link["href"] for link in page.select("main a, .ds-nav a, footer a, a.ds-header__brand")}

    assert {"/pl/contact/", "/pl/accessibility/", "/pl/privacy/", "/pl/", "/pl/digital-help/", "/pl/courses/"} <= hrefs
    assert {href for href in hrefs if href.startswith("/") and not href.startswith("/pl/")} == set()


def test_dates_are_in_the_language(client, site):
    assert "24 listopada 2026" in client.get("/pl/about/").content.decode()
    assert "24 نوفمبر 2026" in client.get("/ar/about/").content.decode()
    assert "24 November 2026" in client.get("/about/").content.decode()


# --- Translations of pages --------------------------------------------------------------------------------------------


def test_a_translated_page_says_that_nobody_has_read_it_until_somebody_has(client, site):
    warning = "Tę stronę przetłumaczyła maszyna."
    page = StandardPage.objects.get(slug="about", locale__language_code="pl")
    assert warning in client.get("/pl/about/").content.decode()
    assert "machine translated this page" not in client.get("/about/").content.decode()

    approve_translation(page=page, by=an_editor())

    assert warning not in client.get("/pl/about/").content.decode()
    assert warning in client.get("/pl/contact/").content.decode()
    assert AuditEntry.objects.get(verb="approve_translation").data == {"page": page.pk}


def test_only_who_may_publish_a_page_approves_its_translation(client, site):
    page = StandardPage.objects.get(slug="about", locale__language_code="pl")

    with pytest.raises(ApprovalRefusedError):
        approve_translation(page=page, by=make_person("Ann").user)

    assert waiting().filter(page=page).exists()


def test_an_editor_approves_in_the_report(client, site):
    client.force_login(an_editor())
    report = "/admin/reports/residents/translations/"
    page = StandardPage.objects.get(slug="about", locale__language_code="pl")
    assert page.title in client.get(report).content.decode()

    client.post(f"{report}{page.pk}/approve/")

    assert not waiting().filter(page=page).exists()
    assert client.post(f"{report}{page.get_parent().get_parent().pk}/approve/").status_code == 404


def test_a_translation_with_other_parts_is_refused(site):
    page = StandardPage.objects.get(slug="contact", locale=Locale.get_default())
    polish = Locale.objects.get(language_code="pl")

    with pytest.raises(DifferentShapeError):
        translate_page(
            page=page, into=polish, said=StandardPage(title="Kontakt", introduction="Tak", body="<p>Raz</p>")
        )


def test_a_translated_course_makes_no_version_and_is_the_same_course(client, site):
    source = published_course()
    versions = CourseVersion.objects.count()
    said = CoursePage(title="Liczenie", summary="Licz dobrze.")
    for stream in ("outcomes", "lessons", "bank"):
        setattr(said, stream, getattr(source, stream))

    translated = translate_page(page=source, into=Locale.objects.get(language_code="pl"), said=said)

    translated = CoursePage.objects.get(pk=translated.pk)
    assert CourseVersion.objects.count() == versions
    assert (translated.course, translated.course_code) == (source.course, source.course_code)
    assert (translated.slug, translated.title, translated.live) == ("counting", "Liczenie", True)
    assert CoursePage.objects.get(pk=source.pk).title == "Counting things"
    assert switch(soup(client, "/courses/counting/")) == {"pl": "/pl/courses/counting/"}


def test_the_same_numbers_are_said_in_each_language(client, site):
    for name in ("Hill library", "Hill hub"):
        make_place(name)

    found = {prefix: client.get(f"{prefix}/search/?query=hill").content.decode() for prefix in PREFIXES.values()}

    assert "2 pages were found." in found[""]
    assert "Znaleziono 2 strony." in found["/pl"]
    assert "وجدنا صفحتين." in found["/ar"]
    assert not re.search(r"2 pages", found["/pl"] + found["/ar"])


def test_a_lesson_that_a_machine_translated_says_so_until_a_person_approves_it(client, site):
    load_courses(plans=plan_courses([SHIPPED / "online-safely"]))
    load_pages()
    page = CoursePage.objects.get(course__code="online-safely", locale__language_code="pl")
    paths = [f"/pl/courses/online-safely/{rest}" for rest in ("", "lessons/2/", "quiz/")]
    said = "Tę stronę przetłumaczyła maszyna."

    assert [said in client.get(path).content.decode() for path in paths] == [True] * 3
    assert "A machine translated this page" not in client.get("/courses/online-safely/lessons/2/").content.decode()
    approve_translation(page=page, by=an_editor())
    assert [said in client.get(path).content.decode() for path in paths] == [False] * 3
