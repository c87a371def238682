"""Certificates at nine on a morning in March, with a private storage of their own."""

import datetime as dt

import pytest
import time_machine

from certificates.models import private_storage
from certificates.services import issue_for
from tests.builders import (
    complete,
    make_course,
    make_person,
    make_programme,
)

TODAY = dt.date(2026, 3, 3)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2026, 3, 3, 9, 0, tzinfo=dt.UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def private_files(monkeypatch, tmp_path):
    """The private storage holds files of this test only."""
    monkeypatch.setattr(private_storage(), "location", str(tmp_path))
    return tmp_path


@pytest.fixture
def programme():
    courses = [
        make_course("confident"),
        make_course("cyber", validity_months=12),
        make_course("data", validity_months=24),
    ]
    made = make_programme(courses, starts=dt.date(2025, 1, 1), due=dt.date(2026, 12, 31))
    made.courses = courses
    return made


@pytest.fixture
def certificate():
    (made,) = issue_for(completion=complete(make_person("Ada Moss"), make_course("cyber", validity_months=12), TODAY))
    return made
