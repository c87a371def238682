"""One small demonstration for all tests of a module that read it."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from lms.demo.building import build_demo
from lms.demo.models import DemoBuild
from tests.database import shared_by_tests


@pytest.fixture(scope="module", autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker) -> Iterator[DemoBuild]:
    """One small demonstration for every test that asks for it; taken back when the last has run."""
    with django_db_blocker.unblock(), shared_by_tests():
        yield build_demo(scale="small", seed=1)


@pytest.fixture
def demo(small, db) -> DemoBuild:
    return small
