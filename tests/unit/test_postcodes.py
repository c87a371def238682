"""Postcodes as people type them: every one of a borough, in many forms, and everything that is none."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inclusion_map.postcodes import MOST_CHARACTERS, Level, readings, understand

FILE = Path(__file__).parents[2] / "lms" / "demo" / "content" / "borough" / "postcodes.csv"
with FILE.open(encoding="utf-8", newline="") as lines:
    POSTCODES = [row["postcode"] for row in csv.DictReader(lines)]

ARABIC, FULL_WIDTH = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), {ord(" "): " "}
FULL_WIDTH |= {number: number + 0xFEE0 for number in range(0x21, 0x7F)}

# What people, telephones and copied text make of a postcode.
FORMS = {
    "as it is": lambda code: code,
    "small": str.lower,
    "without its space": lambda code: code.replace(" ", ""),
    "small and without": lambda code: code.replace(" ", "").lower(),
    "many spaces": lambda code: f"  {code.replace(' ', '   ')}\t\n",
    "hyphen": lambda code: code.replace(" ", "-"),
    "full stop": lambda code: code.replace(" ", ".") + ".",
    "comma": lambda code: code + ",",
    "in quotes": lambda code: f"“{code}”",
    "a space that does not break": lambda code: code.replace(" ", "\u00a0"),
    "a space of no width": lambda code: code.replace(" ", "\u200b"),
    "spelt out": lambda code: " ".join(code.replace(" ", "")),
    "NUL": lambda code: "\x00" + code.replace(" ", "\x00"),
    "full width": lambda code: code.translate(FULL_WIDTH),
    "Arabic digits": lambda code: code.translate(ARABIC),
    "after its address": lambda code: f"Flat 3, 8 Mill Lane, Anytown {code}",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_postcode_of_a_borough_in_every_form(form):
    assert len(POSTCODES) == 7068
    wrong = [code for code in POSTCODES if (one := understand(FORMS[form](code))) is None or one.code != code]
    assert wrong == []


def test_letters_typed_for_digits_and_the_other_way():
    """Every zero as O, every one as I, all at once, in all that have one."""
    with_either = [code for code in POSTCODES if "0" in code or "1" in code]
    assert len(with_either) > 3000
    wrong = [
        code
        for code in with_either
        if (one := understand(code.replace("0", "O").replace("1", "I").lower())) is None
        or (one.code, one.repaired) != (code, True)
    ]
    assert wrong == []


def test_the_parts_of_every_postcode():
    for code in POSTCODES:
        one = understand(code)
        assert (one.level, one.sector, one.outcode) == (Level.UNIT, code[:-2], code.split()[0])
        sector = understand(one.sector)
        assert (sector.level, sector.code) == (Level.SECTOR, one.sector)
        outcode = understand(one.outcode)
        assert (outcode.level, outcode.code, outcode.sector) == (Level.OUTCODE, one.outcode, "")
        assert understand(code[:-1]).code == one.sector, "the last letter is still to come"


@pytest.mark.parametrize(
    ("typed", "likeliest_first"),
    [
        ("SE10", ["SE10", "SE1 0"]),
        ("SE1 0", ["SE1 0"]),
        ("CR78", ["CR78", "CR7 8"]),
        ("CR01", ["CR0 1"]),
        ("CRO", ["CR0"]),
        ("W1A 1AA", ["W1A 1AA"]),
        ("EC1A1BB", ["EC1A 1BB"]),
        ("M1 1AE", ["M1 1AE"]),
        ("B33 8TH", ["B33 8TH"]),
        ("DN55 1PT", ["DN55 1PT"]),
        ("SE2O 0AA", ["SE20 0AA"]),
        ("1G1 1AA", ["IG1 1AA"]),
        ("CR0 1CC", []),  # C is never in the last two letters
        ("Oil", []),
        ("Fairfield", []),
        ("", []),
        (" \t", []),
        ("\ud800CR0", ["CR0"]),
        ("CR0 1EÀ", []),
        ("١٢٣", []),
        ("1600 Pennsylvania", []),
    ],
)
def test_readings(typed, likeliest_first):
    assert [one.code for one in readings(typed)] == likeliest_first


def test_what_exists_is_not_repaired():
    assert not understand("CR0 1EA").repaired
    assert understand("SO15 1AA").code == "SO15 1AA"
    assert not understand("SO15 1AA").repaired


def test_an_area_that_does_not_exist_is_told_from_one_that_does():
    assert understand("CR0").real_area
    assert understand("B1").real_area
    assert not understand("QZ1 1AA").real_area


def test_a_place_name_read_as_an_outcode_says_that_it_was_repaired():
    (one,) = readings("Bow")
    assert (one.code, one.repaired) == ("B0W", True)


def test_ten_thousand_characters_are_no_postcode():
    assert understand("CR0 1EA" + " " * 10_000) is None
    assert understand("x" * 10_000) is None
    assert understand("CR0 1EA" + " " * (MOST_CHARACTERS - 7)).code == "CR0 1EA"


@given(st.text(max_size=30))
@example("ﬀ1 1AA")
@example("ß1")
@example("ı1 1AA")
def test_any_text_is_survived_and_an_answer_is_well_formed(text):
    for one in readings(text):
        assert understand(one.code).code == one.code
        assert one.code.isascii()
        assert len(one.code) <= 8


@given(st.sampled_from(POSTCODES), st.randoms(use_true_random=False))
def test_any_mixture_of_case_spaces_and_marks(code, chance: random.Random):
    typed = "".join(
        (chance.choice((one.lower(), one)) + chance.choice(("", "", " ", "-", ".", "'", "\u2009")))
        for one in code.replace(" ", "")
    )
    assert code in [one.code for one in readings(typed)]
