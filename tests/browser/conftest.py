"""A real browser in front of a real server: how the browser starts, whom it signs in as, what every page must hold."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import modify_settings
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from lms.people.models import Person
from tests.browser.screens import Screen
from tests.browser.town import Town, build_town
from tests.database import database_file, put_back

# Playwright runs an event loop in this thread; nothing here is asynchronous all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
CHROMIUM = "/usr/bin/chromium"
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
PATIENCE = 20_000  # milliseconds; a busy machine takes a tenth of it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey is shown on the embedded database; scripts/test.sh leaves these out on PostgreSQL."""
    if database_file() is None:
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(pytest.mark.skip(reason="browser journeys are shown on SQLite"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, which asks nothing of anybody else. As root it has no sandbox."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    path = {"executable_path": CHROMIUM} if Path(CHROMIUM).exists() else {}
    return {**browser_type_launch_args, **path, "args": [*sandbox, *QUIET]}


@pytest.fixture(scope="package")
def _town(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Town, sqlite3.Connection]]:
    """The town, built once, and a copy of its database. What was there before is put back afterwards."""
    folder = tmp_path_factory.mktemp("town")
    with django_db_blocker.unblock():
        before, built = (sqlite3.connect(folder / name) for name in ("before", "built"))
        _copy(_database(), before)
        try:
            put_back()
            town = build_town()
            _copy(_database(), built)
            yield town, built
        finally:
            _copy(before, _database())
            before.close()
            built.close()
            connections.close_all()


def _database() -> sqlite3.Connection:
    connection.ensure_connection()
    assert isinstance(connection.connection, sqlite3.Connection)
    return connection.connection


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)


@pytest.fixture
def db(_town: tuple[Town, sqlite3.Connection]) -> None:
    """Not pytest-django's: the server has connections of its own, so a test is no transaction. Each begins with the
    town as it was built."""
    _copy(_town[1], _database())


@pytest.fixture
def town(_town: tuple[Town, sqlite3.Connection], db: None) -> Town:
    """Who lives here."""
    return _town[0]


@pytest.fixture(scope="package")
def server(_town) -> Iterator[str]:
    """The address of the running site."""
    live = LiveServer("127.0.0.1:0")
    with modify_settings(ALLOWED_HOSTS={"append": "127.0.0.1"}):
        yield live.url
    live.stop()


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts. Every journey goes either way."""
    return request.param


@pytest.fixture
def open_as(browser: Browser, server: str, town: Town) -> Iterator[Callable[..., Screen]]:
    """Opens a browser window as somebody: ``open_as(town.learner, PHONE)``; nobody: ``open_as(None)``."""
    contexts: list[BrowserContext] = []

    def open_window(person: Person | None, size: dict = DESK, *, scripts: bool = True) -> Screen:
        context = browser.new_context(viewport=size, base_url=server, java_script_enabled=scripts, locale="en-GB")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(person.user, backend="lms.people.backends.AccountBackend")
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server}])
        return Screen(context.new_page(), server, scripts)

    yield open_window
    for context in contexts:
        context.close()
