"""There are words for every state, in every language, and none of them invites anybody to a locked door."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from inclusion_map.models import Place, PlaceKind
from inclusion_map.opening import open_state
from inclusion_map.sentences import open_sentence, week_table
from tests.opening_oracle import Door
from tests.property.test_open_state import doors

places = st.builds(Place, phone=st.sampled_from(("", "020 7946 0000")), kind=st.sampled_from(PlaceKind.values))


@settings(max_examples=100)
@given(door=doors(), place=places)
def test_open_now_is_said_when_it_is_and_never_else(door, place):
    hours, at = door
    answer, running = Door(hours).at(at)
    said = open_sentence(open_state(hours, at), place=place)
    by_appointment = running & {"staffed", "self_service", "drop_in", "appointment"} == {"appointment"}
    assert said.startswith("Open now") == (answer == "open" and not by_appointment)
    assert said.startswith("Hours not confirmed") == (answer == "not_confirmed")
    assert ("ring first" in said.lower()) <= bool(place.phone)


@pytest.mark.parametrize("language", ["en-gb", "pl", "ar"])
def test_every_state_and_every_week_has_words(language):
    @settings(max_examples=60)
    @given(door=doors(), place=places)
    def test(door, place):
        hours, at = door
        with translation.override(language):
            said = open_sentence(open_state(hours, at), place=place)
            rows = week_table(hours, at.date())
        assert said.strip()
        assert "%" not in said
        assert len(rows) == 7
        assert all(row.name and row.texts and all(row.texts) and "%" not in "".join(row.texts) for row in rows)

    test()
