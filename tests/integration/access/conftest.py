"""One world for the whole package: built once, in a transaction that is never committed."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.database import shared_by_tests
from tests.integration.access.cast import NOW
from tests.integration.access.world import World, make_world


@pytest.fixture(scope="package")
def _world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        shared_by_tests(),
    ):
        yield make_world()


@pytest.fixture
def world(_world: World, db: None) -> World:
    """The world, as it was built: what a test changes is undone."""
    return _world
