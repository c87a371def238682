"""What every page is held to can fail: each fault planted here in a sound page is found."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.town import Town

FAULTS = {
    "a picture without words": ("document.querySelector('main').append(new Image(9, 9))", "image-alt"),
    "a box wider than a phone": (
        "document.querySelector('main').firstElementChild.className = 'wide';"
        "const sheet = new CSSStyleSheet(); sheet.replaceSync('.wide { inline-size: 2000px; max-inline-size: none }');"
        "document.adoptedStyleSheets = [sheet]",
        "px wide in a window of",
    ),
    "an inline handler": (
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<b onclick=\"alert(1)\">b</b>');"
        "document.querySelector('main b').click()",
        "Content Security Policy",
    ),
    "a picture from somebody else": (
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img alt=x src=https://other.example/x.png>')",
        "Content Security Policy",
    ),
    "an error in a script": ("setTimeout(() => { throw new Error('broken') })", "broken"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(open_as, town: Town, fault: str):
    script, words = FAULTS[fault]
    screen = open_as(town.learner, PHONE)
    screen.visit("/learn/")
    screen.check()

    screen.page.evaluate(f"() => {{ {script} }}")
    screen.page.wait_for_timeout(200)
    with pytest.raises(AssertionError, match=words):
        screen.check()


def test_a_request_to_another_host_is_found(open_as, town: Town):
    screen = open_as(None, DESK)
    screen.page.route("https://other.example/**", lambda route: route.fulfill(body="<title>Elsewhere</title>"))
    screen.page.goto("https://other.example/")

    assert screen.complaints == ["request to https://other.example/"]
