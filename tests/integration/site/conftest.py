"""The site as a council starts with it: a borough on a Tuesday afternoon, and its pages in three languages. Built once
for the whole package, in a transaction that is never committed."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from home.shipped_pages import load_pages
from tests.database import shared_by_tests
from tests.places import make_borough

NOW = dt.datetime(2026, 11, 24, 14, 30, tzinfo=dt.UTC)  # a Tuesday; Greenwich time


@pytest.fixture(scope="package")
def _site(django_db_setup, django_db_blocker) -> Iterator[dt.datetime]:
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), shared_by_tests():
        make_borough()
        load_pages()
        yield NOW


@pytest.fixture
def site(_site: dt.datetime, db: None) -> Iterator[dt.datetime]:
    """The instant at which the clock stands; what a test changes is undone."""
    with time_machine.travel(NOW, tick=False):
        yield NOW
