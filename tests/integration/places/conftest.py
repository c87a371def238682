"""A Tuesday afternoon in a small borough."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from tests.places import make_borough

NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)  # a Tuesday; Greenwich time


@pytest.fixture
def borough(db: None) -> Iterator[dt.datetime]:
    """Two wards, and the instant at which the clock stands."""
    make_borough()
    with time_machine.travel(NOW, tick=False):
        yield NOW
