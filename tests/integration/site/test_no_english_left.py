"""On a resident's way no English is left in Polish or Arabic but names, and text that carries its own language."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup, NavigableString

from courses.shipped.loading import load_courses, plan_courses
from courses.shipped.validate import SHIPPED
from home.feedback import record_feedback
from home.shipped_pages import load_pages
from inclusion_map.models import PlaceStatus
from tests.places import add_help, checked, make_place, open_at
from tests.teaching import a_run, live_class, make_provider

# Words that no sentence in English does without, and that are no words of the other two.
COMMON = """the you your and are this that with what where here not which from have help for is of day free open yes
closed or book add show see more they been there who when how why now all ask find page"""
ENGLISH = set(COMMON.split())
# What stands in no element with a language of its own: names of laws, of the council and of the programme.
NAMES = ("Public Sector Bodies", "Equality Advisory", "Changing Places", "Blue Badge", "Your council", "NHS App")
PATHS = ("/", "/about/", "/accessibility/", "/privacy/", "/cookies/", "/contact/", "/courses/", "/certificates/")
PATHS += ("/search/", "/search/?query=hill", "/search/?query=zzzz", "/digital-help/", "/digital-help/?near=AB1-2")
PATHS += ("/digital-help/?near=everywhere&when=now&walk_in=1&language=so", "/digital-help/?near=ZZ99", "/performance/")
PATHS += ("/digital-help/print/?near=AB1-2", "/no/such/page/", "/certificates/nonsense/", "/feedback/{feedback}/")
PATHS += (
    "/digital-help/{open}/",
    "/digital-help/{closed}/",
    "/digital-help/{open}/wrong/",
    "/courses/classes/{taught}/",
)
PATHS += ("/digital-help/{open}/wrong/sent/",)


@pytest.fixture
def names(site) -> dict[str, str]:
    """A place where much is known, one that is closed, a class and a piece of feedback."""
    hill = make_place("Hill library", postcode="AB1 2DE", phone="020 7946 0000", computers=4, step_free_entrance="yes")
    open_at(hill, 9, 17, "MO,TU,WE,TH,FR")
    checked(hill, site.date() - dt.timedelta(days=12))
    add_help(hill, "phone-tablet", title="Phone surgery", languages=["pl", "ur"], is_free=True, minimum_age=18)
    gone = make_place("Old library", status=PlaceStatus.CLOSED, replaced_by=hill)
    taught = live_class(make_provider("Hill College"), a_run(hill, site.date() + dt.timedelta(days=7)))
    feedback = record_feedback(path="/pl/", language="pl", found=False)
    return {"open": hill.slug, "closed": gone.slug, "taught": taught.slug, "feedback": str(feedback.uuid)}


def english_in(html: bytes) -> list[str]:
    """Every text of a page that is in the page's language by its markup, and in English by its words."""
    page = BeautifulSoup(html, "html.parser")
    texts = [node for node in page.find_all(string=True) if _is_read(node) and _language(node) == page.html["lang"]]
    labels = [
        tag[name] for tag in page.find_all(True) for name in ("aria-label", "placeholder", "alt") if tag.get(name)
    ]
    read = [" ".join(str(text).split()) for text in [*texts, *labels]]
    return [text for text in read if _words(text) & ENGLISH and not any(name in text for name in NAMES)]


def _is_read(node: NavigableString) -> bool:
    return type(node) is NavigableString and node.parent.name not in ("script", "style", "title")


def _language(node: NavigableString) -> str:
    return next((parent["lang"] for parent in node.parents if parent.get("lang")), "")


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", ["/pl", "/ar"])
def test_no_english_is_left(client, names, prefix, path):
    response = client.get(prefix + path.format(**names))

    assert response.status_code in (200, 404)
    assert english_in(response.content) == []


@pytest.fixture
def course(site) -> str:
    """The public course, in the three languages it comes in. Returns its code."""
    load_courses(plans=plan_courses([SHIPPED / "online-safely"]))
    load_pages()
    return "online-safely"


@pytest.mark.parametrize("prefix", ["/pl", "/ar"])
def test_no_english_is_left_in_the_course_for_residents(client, course, prefix):
    home = f"{prefix}/courses/{course}/"
    pages = [client.get(home)]
    for number in range(1, 7):
        lesson = client.get(f"{home}lessons/{number}/")
        pages += [
            lesson,
            client.get(f"{home}lessons/{number}/", dict(options_of(lesson)[:1])),
        ]
    quiz = client.get(f"{home}quiz/")
    shown = BeautifulSoup(quiz.content, "html.parser").find("input", {"name": "shown"})["value"]
    result = client.post(f"{home}quiz/", {"shown": shown, **dict(options_of(quiz))})
    pages += [quiz, client.post(f"{home}quiz/", {"shown": shown}), result]

    for page in pages:
        assert page.status_code == 200
        assert english_in(page.content) == []
        assert 'lang="en-gb"' not in page.content.decode().partition("<main")[2]
    answered = BeautifulSoup(result.content, "html.parser").find_all("h3", string=re.compile(r"^\d\. "))
    assert len(answered) == 8


def options_of(page) -> list[tuple[str, str]]:
    """The last option of each question on a page, as name and value."""
    options = BeautifulSoup(page.content, "html.parser").find_all("input", {"name": re.compile("^q-")})
    return list({option["name"]: option["value"] for option in options}.items())


def test_the_test_finds_english(client, names):
    assert len(english_in(client.get("/about/").content)) > 20
    assert english_in(b'<html lang="pl"><p>Tak <b lang="en">Ask here</b></p><p>Ask here</p></html>') == ["Ask here"]
