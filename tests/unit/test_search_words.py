"""What is found for what somebody typed: a pure function of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words import MOST_WORDS, Document, ranked, suggestion, words_asked, words_of


def document(title: str, summary: str = "", text: str = "") -> Document:
    return Document("pages", title, "/", summary, text, "en")


LIBRARY = document("Hill library", "1 High Street", "printing free wi-fi")
CLASS = document("Print your photos", "At the library on Mondays")
HUB = document("Community hub", "Łąkowa 2", "drukowanie")
ALL = [HUB, CLASS, LIBRARY]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("library", [LIBRARY, CLASS]),  # in a title before in a summary
        ("LIBRARY, hill!", [LIBRARY]),
        ("libr", [LIBRARY, CLASS]),
        ("print", [CLASS, LIBRARY]),  # the whole word of a title before the beginning of a word in the text
        ("lakowa", [HUB]),
        ("how do I print", [CLASS, LIBRARY]),
        ("print unheard-of", [CLASS, LIBRARY]),  # half of what was asked, where nothing has all of it
        ("li", []),  # two letters begin too much
        ("zebra", []),
        ("", []),
    ],
)
def test_the_best_comes_first(typed: str, found: list[Document]):
    assert ranked(ALL, words_asked(typed)) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [("مكتبة", "المكتبه"), ("أحمد", "احمد"), ("ŁÓDŹ", "lodz"), ("café", "CAFE"), ("don’t", "dont")],
)
def test_letters_that_people_type_for_each_other_are_one(one: str, other: str):
    assert words_of(one) == words_of(other)


def test_common_words_count_when_there_are_no_others():
    assert words_asked("how do I use the internet") == ["internet"]
    assert words_asked("where is it") == ["it"]
    assert words_asked("how to") == ["how", "to"]


def test_a_slip_of_the_finger_is_put_right():
    assert suggestion(ALL, ["libary"]) == "library"
    assert suggestion(ALL, ["library", "fotos"]) == "library photos"
    assert suggestion(ALL, ["xqzvw"]) == ""
    assert suggestion(ALL, ["library"]) == ""


@given(st.text(max_size=500))
def test_anything_can_be_typed(text: str):
    words = words_asked(text)

    assert len(words) <= MOST_WORDS
    for found in ranked(ALL, words):
        assert found in ALL
    assert isinstance(suggestion(ALL, words), str)
