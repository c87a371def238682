"""What every test starts from."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Without what another test put there: its rows are gone, so what was made of them is not true any more."""
    cache.clear()
    yield
    cache.clear()
