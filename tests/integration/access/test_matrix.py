"""Nobody sees what the policy does not grant them: every route, every persona, every fact."""

import pytest

from tests.integration.access.cast import PERSONAS
from tests.integration.access.matrix import drive
from tests.integration.access.table import ROWS
from tests.integration.access.teaching import PARTNERS
from tests.integration.access.world import World


@pytest.mark.parametrize("persona", [*PERSONAS, *PARTNERS])
def test_persona_sees_what_the_policy_grants_and_no_more(world: World, persona: str):
    breaches = drive(world, persona, ROWS)

    assert not breaches, "\n" + "\n".join(sorted(map(str, breaches)))
