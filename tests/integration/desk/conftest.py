"""A partner's desk on a Monday in January: a provider, its place, and an editor at the council."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from courses.models import Provider
from courses.shipped.site import prepare_site
from inclusion_map.models import Place
from lms.people.models import User
from tests.course_pages import an_editor
from tests.desk import TODAY, signed_in
from tests.teaching import make_partner, make_place, make_provider


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime.combine(TODAY, dt.time(9), tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def index(db: None):
    return prepare_site()


@pytest.fixture
def provider(index) -> Provider:
    return make_provider("Adult Learning")


@pytest.fixture
def library(db: None) -> Place:
    return make_place("North Library")


@pytest.fixture
def partner(provider: Provider) -> User:
    return make_partner(provider, "pat@partner.example")


@pytest.fixture
def desk(partner: User) -> Client:
    return signed_in(partner)


@pytest.fixture
def editor(index) -> User:
    return an_editor()
