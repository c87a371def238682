"""Every template in every state: axe finds nothing and nothing runs off the side, on a small phone and on a desk."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.states import STATES, State
from tests.browser.town import Town


@pytest.mark.parametrize("state", STATES, ids=str)
def test_anybody_can_use_it(open_as, town: Town, state: State):
    screen = open_as(getattr(town, state.who) if state.who else None, PHONE)
    state.go(screen, town)

    for size in (PHONE, DESK):
        screen.resize(size)
        screen.check()
    assert screen.heading
