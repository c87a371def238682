"""Codes as people type them, and the facts of a certificate."""

import datetime as dt

import pytest

from certificates.codes import clean_code, grouped_code
from certificates.facts import Facts, day_in_words, shown_outcomes
from certificates.models import new_code
from certificates.pdf.ornament import page_ornament

CODE = "ABCDEFGHJKMNPQRSTUVWXYZ23456"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456",
        "abcd efgh jkmn pqrs tuvw xyz2 3456",
        "  ABCD–EFGH—JKMN‑PQRS−TUVW.XYZ2_3456\n",
    ],
)
def test_a_code_is_understood_however_it_is_typed(typed):
    assert clean_code(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", CODE[:-1], CODE + "A", CODE[:-1] + "O", CODE[:-1] + "1", "' OR 1=1 --", "\x00" * 28]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert clean_code(typed) is None


def test_a_grouped_code_is_read_back():
    assert grouped_code(CODE) == "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456"
    assert clean_code(grouped_code(CODE)) == CODE


def test_new_codes_are_codes_and_differ():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(clean_code(code) == code for code in codes)


def test_facts_come_back_from_the_database_as_they_went():
    for until in (dt.date(2027, 3, 3), None):
        facts = Facts("Council", "Zoë Ł", "Title", ("one", "two"), dt.date(2026, 3, 3), until)
        assert Facts.from_json(facts.as_json()) == facts


def test_the_first_three_outcomes_are_shown_without_their_stops():
    assert shown_outcomes(["spot it.", " ", "stop it ", "tell it", "sing it"]) == ("spot it", "stop it")
    assert shown_outcomes(["a", "b", "c", "d"]) == ("a", "b", "c")


def test_a_day_is_written_out():
    assert day_in_words(dt.date(2027, 3, 3)) == "3 March 2027"
    assert day_in_words(dt.date(2026, 12, 31)) == "31 December 2026"


def test_the_ornament_is_balanced_and_marked_as_saying_nothing():
    drawn = page_ornament("#0b5a5e", "#e3f1f0", "#f2a900").decode()
    assert drawn.startswith("/Artifact BMC q")
    assert drawn.endswith("Q EMC")
    assert "0.043 0.353 0.369 RG" in drawn
    assert "nan" not in drawn
