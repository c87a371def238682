"""What residents meet first, in every language: axe finds nothing and nothing runs off the side of a small phone."""

import pytest
from playwright.sync_api import expect

from home.shipped_pages import load_pages
from tests.browser.conftest import DESK, PHONE
from tests.browser.town import Town

PATHS = ("/", "/accessibility/", "/cookies/", "/contact/", "/search/?query=hub", "/search/?query=zzzz")
PATHS += ("/digital-help/?near=AB1-2", "/digital-help/hub-3/", "/courses/")


@pytest.fixture
def translated(town: Town) -> Town:
    """The town with its pages in three languages."""
    load_pages()
    return town


@pytest.mark.parametrize("prefix", ["", "/pl", "/ar"])
def test_anybody_can_use_it_in_their_language(open_as, translated: Town, prefix: str):
    screen = open_as(None, PHONE)
    for path in PATHS:
        assert screen.visit(prefix + path).status == 200
        screen.resize(PHONE)
        screen.check()
    screen.resize(DESK)
    screen.check()


def test_somebody_changes_the_language_and_stays(open_as, translated: Town):
    screen = open_as(None, PHONE)
    screen.visit("/digital-help/hub-3/")

    screen.page.get_by_role("link", name="العربية").click()

    expect(screen.page.locator("html")).to_have_attribute("dir", "rtl")
    assert screen.page.url.endswith("/ar/digital-help/hub-3/")
