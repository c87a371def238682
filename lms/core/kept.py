"""What is the same for everybody, made once and kept for a while.

It is kept in the cache that all processes share, and for a moment (``settings.KEPT_NEAR_SECONDS``) in the process that
read it last: a page asks for several such things, and on a busy site for the same ones a hundred times a second.
Never for anything of a person.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

Value = TypeVar("Value")

MOST_NEAR = 200  # entries in the memory of a process
_NOTHING = object()
_near: dict[str, tuple[float, Any]] = {}


def kept(key: str, make: Callable[[], Value], *, seconds: int) -> Value:
    """What is kept under ``key``; what ``make`` returns, None as well, where nothing is.

    Nobody may change what is returned. A value whose form changes takes a new key: after an update of the software the
    cache still holds the old form. What is forgotten is gone at once here, and a moment later in other processes; only
    one that was just gathering it while it changed may put the old value back, for ``seconds`` at most.
    """
    now = time.monotonic()
    until, value = _near.get(key, (0.0, _NOTHING))
    if until > now:
        return value
    value = cache.get(key, _NOTHING)
    if value is _NOTHING:
        value = make()
        cache.set(key, value, seconds)
    if settings.KEPT_NEAR_SECONDS:
        if len(_near) >= MOST_NEAR:
            _near.clear()
        _near[key] = now + min(seconds, settings.KEPT_NEAR_SECONDS), value
    return value


def forget(*keys: str) -> None:
    """Makes the next reader look again: now, and once more when the change is committed, since somebody may have read
    the old rows in between."""
    _forget(keys)
    transaction.on_commit(lambda: _forget(keys))


def _forget(keys: tuple[str, ...]) -> None:
    for key in keys:
        _near.pop(key, None)
    cache.delete_many(keys)
