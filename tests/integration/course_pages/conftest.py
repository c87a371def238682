"""Somebody who writes courses."""

import pytest

from tests.course_pages import (
    an_editor,
)


@pytest.fixture
def editor(client):
    """A client signed in as a council editor."""
    client.force_login(an_editor())
    return client
