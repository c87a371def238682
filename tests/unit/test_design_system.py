"""The design system: components say what they must to everyone, and committed files hold what they promise."""

import gzip
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import get_template, render_to_string
from django.utils import translation

from lms.design_system import catalogue, drawings
from lms.design_system.pdf_fonts import PDF_FONTS, font_face_css
from lms.design_system.states import STATES

from .drawing import Page, draw

APP = Path(drawings.__file__).parent
CSS = APP / "static" / "design_system" / "css"
SHEETS = ["site.css", "site-rtl.css"]

# --- Files that are committed -------------------------------------------------------


@pytest.mark.parametrize("name", SHEETS)
def test_stylesheet_is_ours_and_small(name):
    css = (CSS / name).read_bytes()
    text = css.decode().lower()
    for forbidden in ("gds transport", "crown", "http:", "https:", "url(//", "sourcemappingurl", "@import"):
        assert forbidden not in text
    assert len(gzip.compress(css, 9)) <= 14 * 1024


@pytest.mark.parametrize("name", SHEETS)
def test_every_address_in_the_stylesheet_is_a_committed_file(name):
    addresses = re.findall(r'url\("?([^")]+)"?\)', (CSS / name).read_text())
    assert addresses
    for address in addresses:
        assert (CSS / address).resolve().is_file(), address


def test_right_to_left_sheet_mirrors_the_library():
    left, right = ((CSS / name).read_text() for name in SHEETS)
    assert '.govuk-radios__label::before{content:"";box-sizing:border-box;position:absolute;top:2px;left:2px' in left
    assert '.govuk-radios__label::before{content:"";box-sizing:border-box;position:absolute;top:2px;right:2px' in right


def test_a_first_page_weighs_at_most_100_kilobytes():
    fonts = APP / "static" / "design_system" / "fonts"
    weight = sum((fonts / f"atkinson-hyperlegible-{name}.woff2").stat().st_size for name in ("regular", "bold"))
    weight += len(gzip.compress((CSS / "site.css").read_bytes(), 9))
    weight += (APP / "static" / "design_system" / "js" / "site.js").stat().st_size
    assert weight <= 70_000  # leaves 30 kB for a page's own words and pictures


def test_fonts_carry_their_licence():
    for folder in (APP / "fonts", APP / "static" / "design_system" / "fonts"):
        assert "SIL Open Font License" in (folder / "OFL.txt").read_text()


@pytest.mark.parametrize("weight", [400, 700])
def test_pdf_font_holds_polish_romanian_and_turkish_letters_in_one_file(weight):
    ttlib = pytest.importorskip("fontTools.ttLib")
    covered = ttlib.TTFont(PDF_FONTS[weight]).getBestCmap()
    assert [letter for letter in "AzéąćęłńóśźżŁŻșțăşğ£€’–" if ord(letter) not in covered] == []
    assert f'font-weight: {weight}; src: url("file:///' in font_face_css()


# --- Components -------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_words_and_an_icon_that_is_not_read_out(state):
    html = draw("{% ds_tag state %}", state=state)
    assert str(STATES[state][0]) in html
    assert 'aria-hidden="true"' in html


def test_a_state_takes_its_own_words_and_underscores():
    html = draw('{% ds_tag "due_soon" "Due on Friday" %}')
    assert "Due on Friday" in html
    assert "ds-tag--soon" in html


def test_an_unknown_state_is_refused():
    with pytest.raises(KeyError):
        draw('{% ds_tag "maybe" %}')


def test_drawings_are_decorative_unless_they_tell_something():
    assert 'aria-hidden="true"' in draw('{% ds_drawing "certificate" %}')
    told = draw('{% ds_drawing "certificate" label=words %}', words="A <certificate>")
    assert 'role="img" aria-label="A &lt;certificate&gt;"' in told
    assert "aria-hidden" not in told


@pytest.mark.parametrize("name", ["nothing", "../drawings/phone", ""])
def test_an_unknown_drawing_is_refused(name):
    with pytest.raises(LookupError, match="certificate"):
        drawings.read_svg("drawings", name)


def test_pages_keep_the_query_and_say_where_one_is():
    request = SimpleNamespace(GET=QueryDict("q=phones&page=2"))
    page = Page(draw("{% ds_pagination page %}", page=Paginator(range(95), 10).page(2), request=request))
    links = page.all("a")
    assert [link["href"] for link in links if link.get("aria-current") == "page"] == ["?q=phones&page=2"]
    assert [link["href"] for link in links if "rel" in link] == ["?q=phones&page=1", "?q=phones&page=3"]


def test_one_page_needs_no_links():
    assert draw("{% ds_pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_a_table_has_its_caption_headers_and_labels():
    html = draw(
        '{% ds_table columns rows caption="Teams" stack=True %}',
        columns=["Team", {"label": "People", "numeric": True}],
        rows=[["Housing", 12], {"cells": ["Together", 12], "total": True}],
    )
    page = Page(html)
    assert [cell["scope"] for cell in page.all("th")] == ["col", "col", "row", "row"]
    assert {cell["data-label"] for cell in page.all("td")} == {"People"}
    assert page.all("div")[0]["tabindex"] == "0"
    assert ">Teams</caption>" in html


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="zip"):
        draw('{% ds_table columns rows caption="x" %}', columns=["One"], rows=[["a", "b"]])


def test_a_button_with_an_address_is_a_link():
    assert Page(draw('{% ds_button "Go" href="/x/" %}')).all("a")[0]["href"] == "/x/"
    button = Page(draw('{% ds_button "Go" name="do" value="" variant="secondary" %}')).all("button")[0]
    assert (button["name"], button["value"], button["class"]) == ("do", "", "ds-button ds-button--secondary")


@pytest.mark.parametrize("name", [name for examples in catalogue.SECTIONS.values() for name, _title, _use in examples])
def test_every_example_is_whole_html_under_the_policy(name):
    page = Page(get_template(f"design_system/catalogue/examples/{name}.html").render(catalogue.context()))
    assert (page.crossed, page.open) == ([], [])
    for _tag, attrs in page.tags:
        assert "style" not in attrs
        assert not [attribute for attribute in attrs if attribute.startswith("on")]
    described = [one for _tag, attrs in page.tags for one in attrs.get("aria-describedby", "").split()]
    assert set(described) <= set(page.ids())


def test_every_example_is_in_the_catalogue():
    files = {path.stem for path in (APP / "templates/design_system/catalogue/examples").glob("*.html")}
    assert files == {name for examples in catalogue.SECTIONS.values() for name, _title, _use in examples}


# --- Pages ---------------------------------------------------------------------------------


def test_base_page_stands_without_any_context():
    page = Page(render_to_string("design_system/base.html"))
    assert page.all("html")[0]["lang"] == "en-gb"
    assert page.all("html")[0]["dir"] == "ltr"
    assert [link["href"] for link in page.all("a")] == ["#main-content", "/"]
    assert "main-content" in page.ids()
    assert (page.crossed, page.open) == ([], [])


def test_base_page_shows_what_its_context_gives():
    html = render_to_string(
        "design_system/base.html",
        {
            "site_brand": {"council_name": "Anytown Council", "service_name": "Learn"},
            "nav_items": [{"label": "Courses", "url": "/courses/", "current": True}],
            "footer_links": [{"label": "Privacy", "url": "/privacy/"}],
            "site_search_url": "/search/",
            "theme_url": "/theme.css",
            "request": SimpleNamespace(csp_nonce="abc"),
        },
    )
    page = Page(html)
    assert page.all("script")[0]["nonce"] == "abc"
    assert {"rel": "stylesheet", "href": "/theme.css"} in page.all("link")
    assert [link["href"] for link in page.all("a") if "aria-current" in link] == ["/courses/"]
    assert page.all("form")[0]["role"] == "search"
    assert "Anytown Council" in html


def test_a_right_to_left_language_gets_the_mirrored_sheet():
    with translation.override("ar"):
        page = Page(render_to_string("design_system/base.html"))
    assert (page.all("html")[0]["lang"], page.all("html")[0]["dir"]) == ("ar", "rtl")
    assert "site-rtl.css" in next(link["href"] for link in page.all("link") if link["rel"] == "stylesheet")


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_nothing_and_say_that_nothing_is_lost(name):
    html = render_to_string(f"{name}.html")
    page = Page(html)
    assert len(page.all("h1")) == 1
    assert (page.crossed, page.open) == ([], [])
    assert re.search(r"lost|safe|Nothing was changed", html)
    assert "What you can do" in html
