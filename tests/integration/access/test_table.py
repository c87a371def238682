"""The table is whole: every route has a row, every row has a route, every row asks something."""

from django.urls import path

from tests.integration.access import policy, routes
from tests.integration.access.canaries import Canary
from tests.integration.access.cast import PERSONAS
from tests.integration.access.table import ROWS
from tests.integration.access.teaching import PARTNERS
from tests.integration.access.world import World

# Facts of a few fixed wordings, and of somebody who has switched a second factor on.
PLANTED_ONCE = {"Reason of absence", "Second factor"}


def missing_rows(found: list[str]) -> list[str]:
    known = {row.pattern for row in ROWS}
    return sorted({route for route in found if not routes.in_an_admin(route)} - known)


def test_every_route_has_a_row():
    missing = missing_rows([route for route, _ in routes.all_routes()])

    assert not missing, "The access table (tests/integration/access/table_*.py) has no row for: " + ", ".join(missing)


def test_a_new_route_without_a_row_is_named():
    new = path("all-staff/", lambda request: None)

    assert missing_rows([*(route for route, _ in routes.all_routes()), str(new.pattern)]) == ["all-staff/"]


def test_every_row_has_a_route():
    known = {route for route, _ in routes.all_routes()}
    gone = sorted({row.pattern for row in ROWS} - known)

    assert not gone, "These rows of the access table are about no route: " + ", ".join(gone)


def test_every_row_asks_for_its_route_as_everybody():
    for row in ROWS:
        assert row.visits, f"{row.pattern} is asked for by nobody"
        for visit in row.visits:
            assert set(visit.expect) - set(PARTNERS) == set(PERSONAS), (
                f"{visit.path} does not say what happens to everybody"
            )


def test_every_fact_that_the_world_plants_is_in_the_policy(world: World):
    planted = {canary.fact for canary in world.ledger.every()}

    assert planted == set(policy.facts())


def test_every_fact_about_somebody_is_planted_for_everybody(world: World):
    planted = {(canary.fact, canary.owner) for canary in world.ledger.every() if canary.owner in world.cast.people}
    facts = {fact for fact, _ in planted} - PLANTED_ONCE

    assert {(fact, name) for fact in facts for name in world.cast.people} <= planted


def test_the_policy_reads_as_it_is_written(world: World):
    due = Canary("Due date", "staff")

    def held(persona: str) -> bool:
        return policy.grants(world.relations(persona, due, on=world.today), due.fact)

    assert {persona for persona in PERSONAS if held(persona)} == {"staff", "manager", "grand_manager", "deputy", "hr"}
