"""Text goes from a course file to rich text and back without changing what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.shipped.richtext import normal_form, to_markdown, to_rich_text

HOSTILE = [
    "1\\. not a list",
    "\\# not a heading",
    "\\- not a list",
    "\\> not a quotation",
    "report_breach and *stars\\*",
    "1 < 2 & 3 > 2",
    "\\[not\\](a link)",
    "`<b>`",
    "- one\n- two\n\n  still two\n- three",
    "1. one\n2. two\n   - inner\n3. three",
    "a [link](/learn/) and **bold [link](https://example.org/?a=1&b=2)**",
    "wrapped\nlines and\nmore",
]


@pytest.mark.parametrize("markdown", HOSTILE)
def test_there_and_back_is_a_normal_form(markdown):
    normal = normal_form(markdown)
    assert to_rich_text(normal) == to_rich_text(markdown)
    assert normal_form(normal) == normal


WORDS = st.text(alphabet="abc XY.,:;!?'\"()[]{}<>&*_`~#+-=|\\/0123456789", min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(WORDS.filter(bool), min_size=1, max_size=4))
def test_whatever_an_editor_types_as_plain_paragraphs_survives(paragraphs):
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in paragraphs]
    rich_text = "".join(f"<p>{text}</p>" for text in escaped)
    assert to_rich_text(to_markdown(rich_text)) == rich_text


def test_marks_of_the_editor_are_not_text():
    assert to_markdown('<p data-block-key="a1b2c">One <b>two</b>.</p>') == "One **two**.\n"


def test_lines_are_joined_and_lists_are_tight():
    assert to_rich_text("one\ntwo\n\n- a\n\n- b") == "<p>one two</p><ul><li>a</li><li>b</li></ul>"
