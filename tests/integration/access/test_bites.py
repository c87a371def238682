"""The matrix catches what it is for: each fault planted here, one line each, must be reported.

Replacing a permission function is the fault itself, not a stand-in for behaviour.
"""

import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest
from django.http import HttpResponse

from certificates import views as certificate_views
from courses.records import views as learning_views
from courses.reporting.team import record
from lms.core import middleware
from lms.organisation import permissions, selectors
from lms.people.models import Person
from tests.integration.access.matrix import Breach, drive
from tests.integration.access.table import ROWS
from tests.integration.access.world import World


def plant(monkeypatch: pytest.MonkeyPatch, function: Callable[..., Any], fault: Callable[..., Any]) -> None:
    """Puts a fault in a function's place, wherever our code has imported it."""
    assert isinstance(function, FunctionType)
    ours = [
        module for name, module in sys.modules.items() if name.startswith(("certificates", "courses", "home", "lms"))
    ]
    for module in ours:
        if getattr(module, function.__name__, None) is function:
            monkeypatch.setattr(module, function.__name__, fault)


def breaches(world: World, persona: str, *patterns: str) -> list[Breach]:
    """What the matrix says of some rows."""
    rows = [row for row in ROWS if row.pattern in patterns]
    assert len(rows) >= len(patterns)
    return drive(world, persona, rows)


def leaked(found: list[Breach]) -> set[str]:
    return {breach.detail for breach in found if breach.kind == "leak"}


TEAM = ("team/", "team/export.csv", "team/export.xlsx")


def test_without_a_fault_nothing_is_reported(world: World):
    assert breaches(world, "stranger", *TEAM, "team/<uuid:uuid>/", "certificates/<str:code>.pdf") == []


@pytest.mark.parametrize("pattern", TEAM)
def test_a_team_of_everybody(world: World, monkeypatch, pattern: str):
    plant(monkeypatch, permissions.team_of, lambda user, **asked: Person.objects.all())

    assert {"Name of staff", "Name of leaver"} <= leaked(breaches(world, "stranger", pattern))


def test_a_person_page_for_anybody(world: World, monkeypatch):
    employed = Person.objects.exclude(pk=world.cast.people["leaver"].pk)
    plant(monkeypatch, permissions.team_of, lambda user, **asked: employed)
    found = breaches(world, "helper", "team/<uuid:uuid>/")

    assert {"Name of peer", "Due date of staff", "Reminder: text of peer"} <= leaked(found)
    assert {breach.kind for breach in found} >= {"leak", "outcome"}


def test_a_reminder_to_anybody(world: World, monkeypatch):
    plant(monkeypatch, permissions.team_of, lambda user, **asked: Person.objects.all())
    found = breaches(world, "stranger", "team/remind/")

    assert any(breach.kind == "write" for breach in found)
    assert "E-mail address of staff" in leaked(found)


def test_todays_links_on_an_earlier_day(world: World, monkeypatch):
    """The fault of systems that compute the past from today's data: a new manager reads the days before."""
    asked_today = selectors.reporting_to
    plant(monkeypatch, asked_today, lambda manager, *, on, **how: asked_today(manager, on=world.today, **how))

    assert "Name of staff" in leaked(breaches(world, "manager", "team/"))
    missing = {breach.detail for breach in breaches(world, "ex_manager", "team/") if breach.kind == "missing"}
    assert any(detail.startswith("Name of staff") for detail in missing)


def test_what_happened_since_on_an_earlier_day(world: World, monkeypatch):
    plant(monkeypatch, record._reminders, lambda person, on: record_reminders_of_any_day(person))

    assert "Reminder: text of staff" in leaked(breaches(world, "ex_manager", "team/<uuid:uuid>/"))


def record_reminders_of_any_day(person: Person) -> list[record.Sent]:
    return [record.Sent(one.created_at.date(), "", one.body) for one in person.reminders.all()]


def test_a_certificate_for_anybody(world: World, monkeypatch):
    plant(monkeypatch, certificate_views.may_open, lambda user, certificate: True)

    assert "Certificate: document of leaver" in leaked(breaches(world, "editor", "certificates/<str:code>.pdf"))


def test_somebody_elses_try(world: World, monkeypatch):
    everybodys = learning_views.Attempt.objects.select_related("course", "version")
    plant(monkeypatch, learning_views._my_attempts, lambda person, code: everybodys.filter(course__code=code))
    found = breaches(world, "stranger", "learn/<slug:code>/result/<uuid:uuid>/")

    assert {"Score of staff", "Score of peer"} <= leaked(found)


def test_everybody_an_hr_officer(world: World, monkeypatch):
    plant(monkeypatch, permissions.is_hr, lambda user: True)

    assert "Certificate: document of staff" in leaked(breaches(world, "stranger", "certificates/<str:code>.pdf"))


def test_a_page_that_a_cache_may_keep(world: World, monkeypatch):
    def forgets(self, request):
        return self.get_response(request)

    monkeypatch.setattr(middleware.PrivatePagesMiddleware, "__call__", forgets)
    found = breaches(world, "staff", "accounts/email/")

    assert [breach.kind for breach in found] == ["header"]


def test_a_body_with_a_request_to_somebody_else(world: World, monkeypatch):
    def fonts_from_elsewhere(self, request):
        return HttpResponse(
            '<link rel="stylesheet" href="https://fonts.example/css">', headers={"Cache-Control": "private"}
        )

    monkeypatch.setattr(middleware.PrivatePagesMiddleware, "__call__", fonts_from_elsewhere)

    assert "third party" in {breach.kind for breach in breaches(world, "anonymous", "healthz")}


def test_a_policy_that_allows_inline_scripts(world: World, settings):
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "script-src": ["'self'", "'unsafe-inline'"]}}

    assert "header" in {breach.kind for breach in breaches(world, "anonymous", "accounts/login/")}
