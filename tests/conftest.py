"""What every test starts from."""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.database import copy_in, database_file, keep, put_back, remember

# A busy machine is no failure, and a build tries the same examples again; a developer's run looks for new ones.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Without what another test put there: its rows are gone, so what was made of them is not true any more."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """In the language of addresses without a prefix, whichever page another test asked for last."""
    yield
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, request: pytest.FixtureRequest) -> bool:
    """On SQLite, begin with a copy of a database that is migrated already, where this code's has been kept."""
    if request.config.getvalue("reuse_db"):
        return True
    target = database_file()
    return bool(target and copy_in(target))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool, django_db_blocker) -> Iterator[None]:
    """Keeps what had to be migrated, for the next run to copy, and leaves the database as the migrations made it."""
    with django_db_blocker.unblock():
        if database_file() and not django_db_keepdb:
            keep()
        remember()
    yield
    with django_db_blocker.unblock():
        put_back()


@pytest.fixture(autouse=True)
def as_migrated(request: pytest.FixtureRequest) -> None:
    """A test whose transactions are real ends by emptying every table, and with them goes what the migrations wrote:
    the tests after it, of whichever kind, get it back."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None:
        request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
    elif "db" in request.fixturenames:
        request.getfixturevalue("db")
    else:
        return
    put_back()
