"""One council in which everything is known by a canary, and who stands in which relation to whom."""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Site

from lms.core.models import CouncilSettings
from lms.people.models import User
from tests.integration.access.canaries import Canary, Ledger
from tests.integration.access.cast import ANONYMOUS, TODAY, Cast, join_groups, make_cast
from tests.integration.access.pages import EDITORS_GROUP, Pages, make_pages
from tests.integration.access.places import make_places
from tests.integration.access.records import DUE, LOOKED_ON, STARTS, Records, make_records
from tests.integration.access.teaching import PARTNERS, Desks, make_desks


@dataclass(frozen=True)
class World:
    """Everything that was planted."""

    ledger: Ledger
    cast: Cast
    pages: Pages
    records: Records
    desks: Desks
    today: dt.date = TODAY

    @property
    def names(self) -> dict[str, SimpleNamespace]:
        """What a row's address may be filled in with: ``{staff.uuid}``, ``{staff.code}``, ``{pages.taught.pk}``."""
        people = {
            name: SimpleNamespace(
                uuid=person.uuid,
                pk=person.pk,
                email=person.email,
                code=self.records.certificates[name].code,
                attempt=self.records.attempts[name].uuid,
                exemption=self.records.exemptions[name].uuid,
                requirement=self.records.requirements[name].uuid,
            )
            for name, person in self.cast.people.items()
        }
        desks = SimpleNamespace(place=self.desks.place, **self.desks.of)
        return {**people, "desks": desks, "pages": self.pages, "records": self.records, "cast": self.cast}  # type: ignore[dict-item]

    def user(self, persona: str) -> User | None:
        """The account a persona signs in with."""
        if persona in PARTNERS:
            return self.desks.of[persona].user
        return None if persona == ANONYMOUS else self.cast.people[persona].user

    @property
    def by_email(self) -> dict[str, str]:
        """Who has which address."""
        partners = {desk.user.email or "": name for name, desk in self.desks.of.items()}
        return {**partners, **{person.email: name for name, person in self.cast.people.items()}}

    def relations(self, persona: str, canary: Canary, *, on: dt.date, code_of: str = "") -> frozenset[str]:
        """In which relations of the policy somebody stands to a fact, for a page about a day."""
        held = {"anyone"}
        if code_of and code_of == canary.owner:
            held.add("code holders")
        if persona in (ANONYMOUS, "leaver"):
            return frozenset(held)
        if persona in PARTNERS:
            return frozenset(held | ({"its provider"} if canary.owner == persona else set()))
        held.add("staff")
        held |= {name for name, who in WITH_A_ROLE.items() if persona == who}
        if canary.owner == persona:
            held.add("the person")
        if canary.owner in LOOKED:
            held.add("whoever they looked at")
        if canary.since <= on and self.cast.manages(persona, canary.owner, on):
            held.add("managers")
        return frozenset(held)


WITH_A_ROLE = {"HR": "hr", "editors": "editor", "superusers": "superuser"}
# The personas who opened everybody's record; HR also reminded everybody and acts where an act has an author.
LOOKED = ("manager", "hr")


def make_world() -> World:
    """Builds it. The clock must stand at ``cast.NOW``."""
    ledger = Ledger()
    ledger.keep_day(TODAY, STARTS, DUE, LOOKED_ON, *(dt.date(2027, month, 1) for month in range(1, 13)))
    ledger.keep_days_in(Client().get("/design-system/").content.decode())
    cast = make_cast(ledger)
    pages = make_pages(ledger)
    make_places(ledger)
    CouncilSettings.for_site(Site.objects.get(is_default_site=True))
    join_groups(cast, Group.objects.get(name=EDITORS_GROUP))
    return World(ledger, cast, pages, make_records(cast, pages), make_desks(ledger))
