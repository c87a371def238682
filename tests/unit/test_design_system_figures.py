"""A council's colours, and the points of its charts: exact figures."""

import re
from datetime import date, timedelta

import pytest

from lms.design_system.charts import Bar, Reading, Target, bar, burn_up, recent_pace
from lms.design_system.theme import DEFAULT_TOKENS, TEXT_PAIRS, ThemeError, contrast, darken, render_theme

from .drawing import draw
from .test_design_system import CSS

MONDAY = date(2027, 1, 4)


def weeks(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


# --- Theme ------------------------------------------------------------------------------------


def test_contrast_is_that_of_wcag():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0b5a5e", "#0b5a5e") == 1


def test_our_own_colours_pass_in_every_pair():
    colours = {**DEFAULT_TOKENS, "white": "#ffffff"}
    assert min(contrast(colours[text], colours[background]) for text, background in TEXT_PAIRS) >= 4.5


def test_a_theme_sets_the_tokens_given_and_what_derives_from_them():
    assert render_theme({"brand": " #4B0082 ", "tint": "#f0e8f8"}) == (
        ":root {\n  --ds-brand: #4b0082;\n  --ds-tint: #f0e8f8;\n  --ds-brand-dark: #34005b;\n}\n"
    )


def test_no_tokens_make_no_rules():
    assert render_theme({}) == ""


def test_every_token_may_be_set():
    css = render_theme(DEFAULT_TOKENS)
    assert all(f"--ds-{name}: {colour};" in css for name, colour in DEFAULT_TOKENS.items())


@pytest.mark.parametrize(
    "value", ["red", "#fff", "#12345g", "", "#0b5a5e; } body { display: none", "url(//x)", "#0b5a5e\n"]
)
def test_only_colours_of_six_digits_get_in(value):
    if value.strip() == "#0b5a5e":
        assert "#0b5a5e;" in render_theme({"brand": value})
        return
    with pytest.raises(ThemeError, match="must be a colour"):
        render_theme({"brand": value})


def test_an_unknown_token_is_refused():
    with pytest.raises(ThemeError, match="no colour called “brnad”"):
        render_theme({"brnad": "#0b5a5e"})


@pytest.mark.parametrize(
    ("tokens", "pair"),
    [
        ({"brand": "#5fa8ac"}, "“white” on “brand”"),
        ({"ink": "#8a8a8a"}, "“ink” on “white”"),
        ({"focus": "#33302a"}, "“ink” on “focus”"),
        ({"tint": "#5a7a79"}, "“link” on “tint”"),
        ({"error": "#ff6b5e"}, "“error” on “white”"),
    ],
)
def test_words_that_could_not_be_read_are_refused(tokens, pair):
    with pytest.raises(ThemeError) as refusal:
        render_theme(tokens)
    assert any(problem.startswith(pair) for problem in refusal.value.problems)


def test_darkening():
    assert darken("#ffffff", 0.5) == "#808080"
    assert darken("#0b5a5e", 0) == "#0b5a5e"


# --- Burn-up ------------------------------------------------------------------------------------


def test_points_of_a_burn_up():
    chart = burn_up(
        [Reading(weeks(0), 0, 200), Reading(weeks(4), 40, 200), Reading(weeks(8), 80, 200)], Target(weeks(16), 90)
    )
    assert chart.actual_points == "0,100 25,80 50,60"
    assert chart.dot == "50,60"
    assert chart.needed_points == "50,60 100,10"
    assert chart.pace_points == "50,60 100,20"
    assert chart.target_y == 10
    assert (chart.pace, chart.pace_needed, chart.expected, chart.on_course) == (5.0, 6.3, 80, False)


def test_order_of_the_readings_does_not_matter():
    readings = [Reading(weeks(number), number * 7, 100) for number in range(9)]
    target = Target(weeks(20), 95)
    assert burn_up(readings, target) == burn_up(readings[::-1], target)


def test_pace_is_that_of_the_last_four_weeks():
    readings = [Reading(weeks(0), 0, 100), Reading(weeks(6), 60, 100), Reading(weeks(10), 64, 100)]
    assert recent_pace(readings) == 1
    assert recent_pace(readings[:2]) == 10
    assert recent_pace(readings[:1]) is None


def test_one_reading_has_no_pace_but_says_what_is_needed():
    chart = burn_up([Reading(weeks(0), 10, 100)], Target(weeks(10), 90))
    assert (chart.pace, chart.expected, chart.on_course, chart.pace_points) == (None, None, None, "")
    assert chart.pace_needed == 8.0


def test_a_pace_beyond_everything_bends_at_a_hundred():
    chart = burn_up([Reading(weeks(0), 0, 100), Reading(weeks(4), 80, 100)], Target(weeks(8), 95))
    assert (chart.expected, chart.on_course) == (100, True)
    assert chart.pace_points == "50,20 62.5,0 100,0"


def test_more_people_can_make_the_share_fall():
    chart = burn_up([Reading(weeks(0), 50, 100), Reading(weeks(4), 50, 200)], Target(weeks(8), 95))
    assert (chart.pace, chart.expected, chart.on_course) == (-6.3, 0, False)
    assert chart.pace_points == "50,75 100,100"


def test_after_the_target_day_nothing_is_foretold():
    chart = burn_up([Reading(weeks(0), 0, 100), Reading(weeks(4), 50, 100)], Target(weeks(2), 95))
    assert (chart.needed_points, chart.pace_points, chart.expected) == ("", "", None)
    assert chart.last_day == weeks(4)


def test_a_target_that_is_reached_needs_no_pace():
    chart = burn_up([Reading(weeks(0), 96, 100)], Target(weeks(4), 95))
    assert (chart.pace_needed, chart.needed_points) == (0.0, "")


@pytest.mark.parametrize("readings", [[], [Reading(MONDAY, 1, 2), Reading(MONDAY, 2, 2)]])
def test_readings_that_make_no_chart_are_refused(readings):
    with pytest.raises(ValueError, match="reading"):
        burn_up(readings, Target(weeks(1), 90))


@pytest.mark.parametrize(
    ("done", "of", "percent"), [(4174, 4175, 99.9), (4175, 4175, 100.0), (642, 1000, 64.2), (1, 3, 33.3), (0, 0, None)]
)
def test_a_share_is_never_flattered(done, of, percent):
    assert bar("x", done, of).percent == percent
    assert Reading(MONDAY, done, of).percent == (percent or 0.0)


# --- As drawn --------------------------------------------------------------------------------------


def test_a_bar_has_its_numbers_in_words_and_its_width_without_style():
    html = draw("{% ds_bar_list bars mark=80 %}", bars=[bar("Housing", 1501, 3002, url="/u/")])
    assert 'width="50.00%"' in html
    assert "50.0%" in html
    assert "1,501 of 3,002" in html
    assert 'x1="80.00%"' in html
    assert 'style="' not in html


def test_a_withheld_figure_says_why_and_draws_no_bar():
    html = draw("{% ds_bar_list bars %}", bars=[Bar("Small team", None, None, None, note="Fewer than five people.")])
    assert "not shown" in html
    assert "Fewer than five people." in html
    assert "<rect" not in html


def test_a_burn_up_comes_with_its_sentence_and_every_figure():
    readings = [Reading(weeks(0), 0, 2000), Reading(weeks(4), 1234, 2000)]
    html = draw("{% ds_burn_up chart %}", chart=burn_up(readings, Target(weeks(16), 95)))
    assert "61.7% was done on 1 February 2027." in html
    assert "it will be 100% on 26 April 2027; the target is 95%." in html
    assert "1,234" in html
    assert "61.7%" in html
    assert 'style="' not in html


@pytest.mark.parametrize("sheet", ["site.css", "site-rtl.css"])
def test_time_runs_from_left_to_right_in_every_language(sheet: str) -> None:
    """The line is drawn so, and its dates stand under it: turned round they would say the opposite."""
    css = (CSS / sheet).read_text(encoding="utf-8")
    assert re.search(r"\.ds-chart\{(?:/\*[^*]*\*/)?direction:ltr;", css)
    assert re.search(r"\[dir=rtl\] \.ds-chart__key\{(?:/\*[^*]*\*/)?direction:rtl\}", css)
