"""One search over pages, courses, classes and places; whatever is typed; without anybody's postcode in an address."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, PageViewRestriction

from courses.shipped.loading import load_courses, plan_courses
from courses.shipped.validate import SHIPPED
from home.models import HomePage, StandardPage
from home.shipped_pages import load_pages
from tests.course_pages import a_lesson, draft_course, published_course
from tests.places import add_help, make_place
from tests.teaching import a_run, draft_class, live_class, make_provider

HOSTILE = ['"', "'", "\0", "a\0b", "NEAR(", "a AND b", "*", "-", "%", "\\", "{{ 7 }}", "<script>alert(1)</script>"]
HOSTILE += ["x" * 10_000, "word " * 2_000, "مكتبة", "\u202eyrarbil", "👩\u200d💻", "ł" * 300, "()[]^$.|?+", " ", ""]


def found(client, query: str, prefix: str = "") -> dict[str, list[str]]:
    """The titles of the results, by heading."""
    page = BeautifulSoup(client.get(f"{prefix}/search/", {"query": query}).content, "html.parser")
    return {part.h2.get_text(): [a.get_text() for a in part.select("h3 a")] for part in page.select("main section")}


def add_page(title: str, **fields) -> StandardPage:
    page = StandardPage(title=title, **fields)
    HomePage.objects.get(locale=Locale.get_default()).add_child(instance=page)
    page.save_revision()
    return page


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_anything_may_be_typed(client, site, typed, prefix):
    sent = client.post(f"{prefix}/search/", {"query": typed})
    assert sent.status_code == 303
    assert len(sent["Location"]) < 3_000

    response = client.get(f"{prefix}/search/", {"query": typed})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content
    assert not response.cookies


def test_each_kind_is_found_under_its_heading(client, site):
    hill = make_place("Hill library")
    add_help(hill, "printing", title="Photographs on paper")
    published_course(title="Hill walking by map")
    live_class(make_provider("Hill College"), a_run(hill, site.date() + dt.timedelta(days=7)), title="Maps on the hill")
    add_page("All about the hill").get_latest_revision().publish()

    results = found(client, "hill")

    assert sorted(results["Courses and classes"]) == ["Hill walking by map", "Maps on the hill"]
    assert results["Places"] == ["Hill library"]
    assert results["Pages"] == ["All about the hill"]
    assert found(client, "photographs") == {"Places": ["Hill library"]}


@pytest.mark.parametrize(("prefix", "query"), [("", "phishing"), ("/pl", "hasło"), ("/ar", "كلمة السر")])
def test_a_question_leads_to_the_lesson_that_answers_it(client, site, prefix, query):
    load_courses(plans=plan_courses([SHIPPED / "online-safely"]))
    load_pages()

    page = BeautifulSoup(client.get(f"{prefix}/search/", {"query": query}).content, "html.parser")

    first = page.select_one("main section h3 a")
    assert first["href"].startswith(f"{prefix}/courses/online-safely/lessons/")
    assert first["lang"] == (prefix.strip("/") or "en-gb")
    assert client.get(first["href"]).status_code == 200


def test_no_word_of_a_lesson_for_staff_is_found(client, site):
    published_course(title="For colleagues", lessons=[a_lesson("Zymurgy")])
    assert found(client, "zymurgy") == {}


def test_pages_are_found_in_the_language_that_is_read(client, site):
    assert found(client, "contact")["Pages"][0] == "Contact us"
    assert "Contact us" not in str(found(client, "contact", "/pl"))
    assert found(client, "kontakt", "/pl")["Strony"][0] == "Kontakt"
    assert found(client, "اتصل", "/ar")["الصفحات"][0] == "اتصل بنا"


def test_what_not_everybody_may_read_is_not_found(client, site):
    make_place("Secret hut", published=False)
    draft_course(title="Secret course", slug="secret-course")
    published_course(lessons=[a_lesson("Secret lesson")], slug="for-staff")
    draft_class(make_provider("Hill College"), title="Secret class")
    add_page("Secret draft", live=False)
    locked = add_page("Secret page")
    locked.get_latest_revision().publish()
    PageViewRestriction.objects.create(page=locked, restriction_type=PageViewRestriction.LOGIN)

    assert found(client, "secret") == {}


def test_what_is_taken_down_is_not_found_any_more(client, site):
    place = make_place("Hill library")
    page = add_page("All about the hill")
    page.get_latest_revision().publish()
    assert found(client, "hill") == {"Places": ["Hill library"], "Pages": ["All about the hill"]}

    place.published = False
    place.save()
    StandardPage.objects.get(pk=page.pk).unpublish()

    assert found(client, "hill") == {}


def test_a_slip_of_the_finger_is_put_right(client, site):
    make_place("Hill library")

    page = BeautifulSoup(client.get("/search/?query=hil+libary").content, "html.parser")

    assert page.select_one("main a[href='/search/?query=hill%20library']") or "Hill library" in page.get_text()
    nothing = BeautifulSoup(client.get("/pl/search/?query=libaru").content, "html.parser")
    assert nothing.select_one("main a[href='/pl/search/?query=library']")
    assert nothing.select_one("main a[href='/pl/digital-help/']")


@pytest.mark.parametrize("typed", ["AB1 2DE", "ab12de", "near AB1 2DE please", "AB1-2DE"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_whole_postcode_never_stays_in_an_address(client, site, typed, method):
    response = getattr(client, method)("/pl/search/", {"query": typed})

    assert response.status_code == 303
    assert response["Location"].startswith("/pl/digital-help/")
    assert "2DE" not in response["Location"].upper()
    assert not response.cookies


def test_a_part_of_the_borough_leads_to_its_places(client, site):
    page = BeautifulSoup(client.get("/search/?query=AB1+2").content, "html.parser")

    assert page.select_one("main a[href='/digital-help/?near=AB1-2']")
