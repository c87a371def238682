"""A resident on an old phone finds a place that is open now, with and without scripts, by keyboard, in Arabic."""

import gzip
import re

import pytest
from playwright.sync_api import Request, Response

from home.shipped_pages import load_pages
from inclusion_map.models import Report
from tests.browser.conftest import DESK, PHONE
from tests.browser.screens import Screen
from tests.browser.town import Town

HEAVIEST = 100_000  # bytes of a first visit, everything counted
SECOND = 25_000  # of the next page
PACKED = (".woff2", ".png")
POSTCODE = re.compile(r"AB1[\W_]{0,3}2[\W_]{0,3}DE", re.IGNORECASE)


def look_for(screen: Screen, text: str) -> None:
    screen.page.get_by_label("Where are you?").fill(text)
    screen.press("Find help near here")


def listed(screen: Screen) -> list[str]:
    return [" ".join(words.split()) for words in screen.page.locator(".ds-place__name").all_inner_texts()]


def test_from_a_postcode_to_the_door(open_as, town: Town, javascript: bool):
    screen = open_as(None, PHONE, scripts=javascript)
    asked: list[Request] = []
    screen.page.on("request", lambda request: asked.append(request))
    screen.visit("/digital-help/")
    screen.check()

    look_for(screen, "ab1 2de")
    assert screen.heading == "Places near AB1 2 (Northfield)"
    assert screen.page.url.endswith("/digital-help/?near=AB1-2")
    assert len(listed(screen)) == 10
    screen.check()

    screen.press("Open now")
    assert screen.reads("12 places fit. The nearest comes first. 12 are open now.")
    screen.page.get_by_text("Choose what you need").click()
    screen.page.get_by_label("Help with a phone or tablet").check()
    screen.page.get_by_label("In which language?").select_option("ta")
    screen.press("Show what fits")
    assert listed(screen) == ["1 Hub 3, on the hill"]
    assert "when=now" in screen.page.url
    screen.check()

    screen.page.get_by_role("link", name="Directions and details of Hub 3, on the hill").click()
    assert screen.heading == "Hub 3, on the hill"
    for words in (
        "Open now. Staff here until",
        "Next to the park",
        "You can use one for 60 minutes",
        "Made up, to show",
    ):
        assert screen.reads(words)
    screen.check()
    screen.page.get_by_role("link", name="Back to places near AB1 2").click()
    assert listed(screen) == ["1 Hub 3, on the hill"]

    for request in asked:
        assert not POSTCODE.search(request.url)
        assert not POSTCODE.search(request.header_value("referer") or "")
    assert not screen.page.context.cookies()


def test_not_understood_and_outside(open_as, town: Town, javascript: bool):
    screen = open_as(None, PHONE, scripts=javascript)
    screen.visit("/digital-help/")
    look_for(screen, "xyzzy")
    assert screen.reads("We do not know that place.")
    assert screen.page.get_by_label("Where are you?").input_value() == "xyzzy"
    assert screen.page.title().startswith("Error:")
    if javascript:
        assert screen.page.evaluate("document.activeElement.matches('[data-ds-focus]')")
    screen.page.get_by_role("link", name=re.compile("We do not know that place")).click()
    assert screen.page.evaluate("document.activeElement.name") == "near"

    look_for(screen, "AB2 1AA")
    assert screen.reads("AB2 is outside our area.")
    assert len(listed(screen)) == 10


def test_a_closed_place_leads_to_the_nearest_open_one(open_as, town: Town, javascript: bool):
    screen = open_as(None, PHONE, scripts=javascript)
    screen.visit("/digital-help/")
    look_for(screen, "old library")
    assert screen.reads("Old library: Closed for good. These are the nearest places to it.")
    screen.press("What happened to it")
    assert screen.reads("It closed in 2024.")
    nearest = screen.page.locator(".ds-place__name a").first
    name = nearest.inner_text()
    nearest.click()
    screen.page.wait_for_load_state("load")
    assert screen.heading == name
    assert screen.reads("Open now.")


def test_saying_that_something_is_wrong(open_as, town: Town, javascript: bool):
    screen = open_as(None, PHONE, scripts=javascript)
    screen.visit("/digital-help/hub-1/")
    screen.press("Is something here wrong? Tell us")
    screen.press("Send")
    assert screen.reads("Tell us what is wrong.")
    screen.page.get_by_label("What is wrong?").fill("It is closed on Mondays.")
    screen.press("Send")
    assert screen.reads("Thank you. We have what you wrote.")
    assert Report.objects.get().text == "It is closed on Mondays."


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_map_has_the_numbers_of_the_list(open_as, town: Town, javascript: bool, size: dict):
    screen = open_as(None, size, scripts=javascript)
    screen.visit("/digital-help/?near=AB1-2&page=2")
    numbers = [name.split()[0] for name in listed(screen)]
    assert numbers == ["11", "12", "13"]
    assert screen.page.locator(".ds-map__pins text").all_text_contents() == numbers
    assert screen.page.get_by_role("img", name=re.compile("Each number is the number in the list")).is_visible()
    button = screen.page.get_by_role("button", name="Show the map you can move")
    assert button.count() == int(javascript)


def test_the_map_that_moves_is_ours_alone_and_takes_no_scrolling(open_as, town: Town):
    screen = open_as(None, PHONE)
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url))
    screen.visit("/digital-help/?near=AB1-2")
    assert not [url for url in asked if "leaflet" in url or "geojson" in url]

    screen.press("Show the map you can move")
    pins = screen.page.locator(".ds-map--moving .ds-pin")
    pins.first.wait_for()
    assert pins.all_inner_texts() == [name.split()[0] for name in listed(screen)]
    assert screen.page.evaluate("document.activeElement.getAttribute('aria-label')") == "Map that you can move"
    assert [url for url in asked if "leaflet.js" in url]

    map_box = screen.page.locator(".ds-map--moving")
    before = map_box.bounding_box()
    map_box.hover(position={"x": 20, "y": 200})
    screen.page.mouse.wheel(0, -300)
    screen.page.wait_for_function(
        "top => document.querySelector('.ds-map--moving').getBoundingClientRect().top > top + 100", arg=before["y"]
    )

    pins.first.focus()
    screen.page.keyboard.press("Enter")
    popup = screen.page.locator(".leaflet-popup-content a")
    popup.wait_for()
    assert popup.inner_text() == listed(screen)[0].partition(" ")[2]
    screen.check()  # no complaint of the policy, no request to anybody else


def test_without_a_network_the_drawn_map_stays(open_as, town: Town):
    screen = open_as(None, PHONE)
    screen.visit("/digital-help/?near=AB1-2")
    screen.page.route("**/places.geojson*", lambda route: route.abort())
    screen.press("Show the map you can move")
    screen.page.get_by_text("The map could not be loaded. The list has all the places.").wait_for()
    assert screen.page.locator("svg.ds-map").is_visible()


def test_by_keyboard(open_as, town: Town):
    """From the top of the page to a place's page with Tab, typing, Space and Enter only."""
    screen = open_as(None, DESK)
    screen.visit("/digital-help/")
    keys = screen.page.keyboard

    def tab_to(test: str) -> None:
        for _ in range(80):
            keys.press("Tab")
            if screen.page.evaluate(f"(() => {{ const it = document.activeElement; return {test}; }})()"):
                return
        raise AssertionError(f"no Tab leads to {test}")

    tab_to("it.name === 'near'")
    keys.type("Northfield")
    keys.press("Enter")
    screen.page.wait_for_url("**/?near=northfield")
    tab_to("it.tagName === 'SUMMARY' && it.innerText.includes('Choose what you need')")
    keys.press("Enter")
    tab_to("it.value === 'phone-tablet'")
    keys.press("Space")
    tab_to("it.name === 'walk_in'")
    keys.press("Space")
    tab_to("it.tagName === 'BUTTON' && it.innerText.includes('Show what fits')")
    keys.press("Enter")
    screen.page.wait_for_url(re.compile("walk_in=1"))
    tab_to("it.closest('.ds-place__name')")
    name = screen.page.evaluate("document.activeElement.innerText")
    keys.press("Enter")
    screen.page.wait_for_url(re.compile("/digital-help/hub-"))
    assert screen.heading == name


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_right_to_left(open_as, town: Town, javascript: bool, size: dict):
    """The list is on the right and its numbers at the right edge; names keep their direction; nothing is cut off."""
    screen = open_as(None, size, scripts=javascript)
    screen.visit("/ar/digital-help/")
    screen.page.locator("#id_near").fill("AB1 2DE")
    screen.page.locator(".ds-where button").click()
    screen.page.wait_for_url("**/ar/digital-help/?near=AB1-2")
    screen.check()

    first = screen.page.locator(".ds-place__name").first
    number, link = first.locator(".ds-place__number").bounding_box(), first.locator("a").bounding_box()
    assert number["x"] > link["x"]
    assert first.locator("a").get_attribute("dir") == "ltr"
    if size is DESK:
        assert screen.page.locator(".ds-find__map").bounding_box()["x"] < link["x"]
    first.locator("a").click()
    screen.page.wait_for_url(re.compile("/ar/digital-help/hub-"))
    screen.check()


def weigh(screen: Screen, path: str) -> int:
    """Bytes fetched for an address: text as compressed as a server sends it, what is packed already as it is."""
    seen: list[Response] = []
    screen.page.on("response", lambda response: seen.append(response))
    screen.page.goto(path, wait_until="networkidle")
    bodies = {each.url: each.body() for each in seen if each.ok}
    return sum(len(body if url.endswith(PACKED) else gzip.compress(body)) for url, body in bodies.items())


@pytest.mark.parametrize("path", ["", "?near=AB1-2", "hub-3/", "print/?near=AB1-2"])
@pytest.mark.parametrize("language", ["", "/ar"])
def test_a_first_visit_is_light(open_as, town: Town, language: str, path: str):
    assert weigh(open_as(None, PHONE), f"{language}/digital-help/{path}") <= HEAVIEST


def test_the_pages_words_are_sent_compressed_and_light(open_as, town: Town):
    screen = open_as(None, PHONE)
    response = screen.visit("/digital-help/?near=AB1-2")
    assert response.header_value("content-encoding") == "gzip"
    assert len(gzip.compress(response.body())) <= SECOND


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_the_box_on_the_first_page_is_reached_by_touch(open_as, town: Town, prefix: str):
    """What stands in a card lies above the link that the whole card is."""
    load_pages()
    screen = open_as(None, PHONE)
    screen.visit(f"{prefix}/")
    box, button = screen.page.locator("main form input:not([type=hidden])"), screen.page.locator("main form button")
    for control in (box.first, button.first):
        control.click(trial=True, timeout=5_000)  # fails where something else would be hit

    box.first.click()
    assert screen.page.evaluate("document.activeElement.tagName") == "INPUT"
    box.first.fill("AB1 2")
    button.first.click()
    screen.page.wait_for_load_state("load")
    assert screen.page.url.endswith(f"{prefix}/digital-help/?near=AB1-2")
