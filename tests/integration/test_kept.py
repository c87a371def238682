"""What is the same for everybody is made once, forgotten when it changes, never believed for long by one process."""

import pytest
from django.core.cache import cache
from django.db import transaction

from lms.core import kept as keeping
from lms.core.kept import forget, kept


class Maker:
    """Makes 1, 2, 3 … and so tells how often it was asked."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


@pytest.fixture
def near(settings):
    """As on a real service: a process trusts what it read for two seconds."""
    settings.KEPT_NEAR_SECONDS = 2
    keeping._near.clear()
    yield
    keeping._near.clear()


def test_it_is_made_once(near):
    make = Maker()
    assert [kept("one", make, seconds=60) for _ in range(3)] == [1, 1, 1]


def test_nothing_is_worth_keeping_too():
    asked = []
    for _ in range(2):
        assert kept("none", lambda: asked.append(1), seconds=60) is None
    assert len(asked) == 1


@pytest.mark.django_db
def test_what_changed_is_made_again_at_once(near):
    make = Maker()
    kept("two", make, seconds=60)
    forget("two")
    assert kept("two", make, seconds=60) == 2


@pytest.mark.django_db(transaction=True)
def test_what_was_read_before_the_change_was_committed_is_made_again(near):
    make = Maker()
    with transaction.atomic():
        forget("three")
        assert kept("three", make, seconds=60) == 1
    assert kept("three", make, seconds=60) == 2


def test_another_process_sees_a_change_after_a_moment(near, monkeypatch):
    make, now = Maker(), [100.0]
    monkeypatch.setattr(keeping.time, "monotonic", lambda: now[0])
    kept("four", make, seconds=60)
    cache.delete("four")  # as another process does

    now[0] += 1.9
    assert kept("four", make, seconds=60) == 1
    now[0] += 0.2
    assert kept("four", make, seconds=60) == 2


def test_a_process_remembers_no_more_than_it_needs(near):
    for number in range(3 * keeping.MOST_NEAR):
        kept(f"key-{number}", lambda: 1, seconds=60)
    assert len(keeping._near) <= keeping.MOST_NEAR
