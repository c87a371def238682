"""Finding help, without a database: distances, what a place lacks, addresses, the drawn map."""

import itertools
import re
from math import hypot

import pytest
from django.http import QueryDict
from django.utils import translation

from inclusion_map.finding.borders import borders, simplify
from inclusion_map.finding.distances import miles_between
from inclusion_map.finding.drawing import draw_background, draw_picture
from inclusion_map.finding.query import read_wanted, write_query
from inclusion_map.finding.wanted import Lack, Offer, Reason, Wanted, When, how_far_off, lacking
from inclusion_map.finding.words import distance_words

LONDON, EDINBURGH = (51.5074, -0.1278), (55.9533, -3.1883)
WEST = {"type": "Polygon", "coordinates": [[[0, 50], [0.1, 50], [0.1, 50.1], [0, 50.1], [0, 50]]]}
EAST = {"type": "Polygon", "coordinates": [[[0.1, 50], [0.2, 50], [0.2, 50.1], [0.1, 50.1], [0.1, 50]]]}
BOTH = {"type": "Polygon", "coordinates": [[[0, 50], [0.2, 50], [0.2, 50.1], [0, 50.1], [0, 50]]]}


# --- How far --------------------------------------------------------------------------------------------------------


def test_miles_as_the_crow_flies():
    assert miles_between(LONDON, EDINBURGH) == pytest.approx(331.6, abs=0.5)
    assert miles_between(LONDON, LONDON) == 0


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (None, ""),
        (0, "Less than 0.1 miles away"),
        (0.099, "Less than 0.1 miles away"),
        (0.1, "About 0.1 miles away"),
        (0.44, "About 0.4 miles away"),
        (0.96, "About 1 mile away"),
        (1.04, "About 1 mile away"),
        (1.06, "About 1.1 miles away"),
        (2.0, "About 2 miles away"),
        (12.6, "About 13 miles away"),
    ],
)
def test_a_distance_in_words(miles, words):
    assert distance_words(miles) == words


def test_a_distance_is_written_as_its_language_writes_numbers():
    with translation.override("pl"):
        assert "0,4" in distance_words(0.4)


# --- What fits ------------------------------------------------------------------------------------------------------


def an_offer(*kinds: str, walk_in: bool = True, languages: str = "", there_then: bool = True) -> Offer:
    return Offer(frozenset(kinds), walk_in, frozenset(languages.split()), there_then)


def test_a_place_fits_who_wants_nothing_in_particular():
    assert lacking(Wanted(), (an_offer(),), "unknown") == ()


def test_wishes_must_come_true_together():
    """A Polish speaker tomorrow and an open door today do not help somebody who needs Polish today."""
    wanted = Wanted(kinds=("forms",), when=When.NOW, language="pl")
    apart = (an_offer("forms", languages="pl", there_then=False), an_offer("forms"))
    together = (*apart, an_offer("forms", languages="pl"))

    assert lacking(wanted, apart, "yes") == (Lack(Reason.TIME),)
    assert lacking(wanted, together, "yes") == ()


def test_every_kind_that_was_ticked_is_wanted():
    offers = (an_offer("computer"), an_offer("sim", walk_in=False))
    wanted = Wanted(kinds=("computer", "sim", "nhs"), walk_in=True)

    assert lacking(wanted, offers, "yes") == (Lack(Reason.WALK_IN), Lack(Reason.KIND, "nhs"))


@pytest.mark.parametrize(
    ("answer", "lacks"), [("yes", ()), ("no", (Lack(Reason.STEPS),)), ("unknown", (Lack(Reason.STEPS_UNKNOWN),))]
)
def test_no_step_is_promised_that_nobody_has_confirmed(answer, lacks):
    assert lacking(Wanted(step_free=True), (an_offer(),), answer) == lacks


def test_a_place_that_is_closed_just_now_is_nearer_the_wish_than_one_without_the_help():
    closed, without = (Lack(Reason.TIME), Lack(Reason.WALK_IN)), (Lack(Reason.KIND, "sim"),)
    assert how_far_off(()) < how_far_off(closed) < how_far_off(without)


# --- Addresses ------------------------------------------------------------------------------------------------------


def wanted_in(query: str) -> Wanted:
    return read_wanted(QueryDict(query))


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(kinds=("computer", "sim"), when=When.NOW, walk_in=True, step_free=True, language="pl"),
        Wanted(when=When.TODAY),
        Wanted(when=When.AT, weekday="TU", hour=14),
    ],
)
def test_what_an_address_says_is_what_was_asked(wanted):
    assert wanted_in(write_query("AB1-2", wanted).removeprefix("?")) == wanted


@pytest.mark.parametrize(
    "query",
    [
        "kind=nonsense&kind=%00&when=never&language=tlh&walk_in=yes&step_free=",
        "when=at&day=TU",
        "when=at&day=XX&hour=10",
        "when=at&day=TU&hour=99",
        "when=at&day=TU&hour=-1",
    ],
)
def test_nonsense_in_an_address_asks_for_nothing(query):
    assert wanted_in(query) == Wanted()


# --- The map --------------------------------------------------------------------------------------------------------


def corners(path: str) -> int:
    return len(re.findall(r"-?\d+ -?\d+", path))


def test_a_border_between_two_wards_is_drawn_once():
    rings = [[tuple(corner) for corner in area["coordinates"][0]] for area in (WEST, EAST)]
    assert borders(rings, 0.001) == [[(0.1, 50), (0.1, 50.1)]]


def test_areas_that_share_no_border_are_drawn_whole():
    far = [(5.0, 5.0), (6.0, 5.0), (6.0, 6.0), (5.0, 5.0)]
    near = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]
    assert sorted(map(len, borders([near, far], 0.001))) == [4, 4]


def test_a_simple_line_stays_within_its_tolerance():
    line = [(float(x), (x * 7919 % 5) / 10) for x in range(50)]
    kept = simplify(line, 0.3)
    assert len(kept) < len(line)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    for (x1, y1), (x2, y2) in itertools.pairwise(kept):
        for x, y in line[int(x1) : int(x2)]:
            assert abs(y1 + (y2 - y1) * (x - x1) / (x2 - x1) - y) <= 0.31


def test_north_is_up_and_a_unit_is_ten_metres():
    background = draw_background("Both", BOTH, [("West", WEST), ("East", EAST)])
    assert background.projection.point(50.1, 0) == (0, 0)
    x, y = background.projection.point(50.0, 0.2)
    assert y == pytest.approx(0.1 * 11_132)
    assert x == pytest.approx(0.2 * 11_132 * 0.6414, rel=0.001)
    assert corners(background.outline) == 4
    assert corners(background.lines) == 2
    assert [ward.name for ward in background.wards] == ["West", "East"]


def test_numbers_that_would_cover_one_another_are_moved_apart():
    background = draw_background("Both", BOTH, [])
    picture = draw_picture(background, [(number, 50.05, 0.1) for number in range(1, 11)])

    assert [pin.number for pin in picture.pins] == list(range(1, 11))
    for one, other in itertools.combinations(picture.pins, 2):
        assert hypot(one.at[0] - other.at[0], one.at[1] - other.at[1]) > 2 * picture.radius
    assert sum(pin.moved for pin in picture.pins) >= 9
    assert len({pin.point for pin in picture.pins}) == 1


def test_every_number_is_in_the_picture():
    background = draw_background("Both", BOTH, [("West", WEST)])
    picture = draw_picture(background, [(1, 50.01, 0.01), (2, 50.09, 0.19), (3, 50.05, 0.1)], here=(50.02, 0.05))
    left, top, width, height = picture.view

    for pin in picture.pins:
        assert left + picture.radius < pin.at[0] < left + width - picture.radius
        assert top + picture.radius < pin.at[1] < top + height - picture.radius
    assert picture.here is not None
    assert left < picture.here[0] < left + width


def test_an_outline_without_corners_is_refused():
    with pytest.raises(ValueError, match="no corners"):
        draw_background("Nowhere", {"type": "Polygon", "coordinates": []}, [])
