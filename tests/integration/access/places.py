"""Places of help: one on the site, one that nobody has verified yet, and what somebody said about the first."""

from inclusion_map.models import Report
from tests.integration.access.canaries import Ledger
from tests.places import add_help, make_borough, make_organisation, make_place, open_at

OPEN, HIDDEN = "open-place", "hidden-place"


def make_places(ledger: Ledger) -> None:
    """Plants them, known by their words; their slugs are in the table."""
    make_borough()
    for slug, fact in ((OPEN, "Published place"), (HIDDEN, "Unpublished place")):
        place = make_place(
            ledger.word(fact, hint="name"),
            slug=slug,
            published=slug == OPEN,
            address=ledger.word(fact, hint="address"),
            other_names=ledger.word(fact, hint="other"),
            how_to_find=ledger.word(fact, hint="way"),
            organisation=make_organisation(ledger.word(fact, hint="organisation")),
            wifi="yes",
        )
        open_at(place)
        add_help(place, "sim", title=ledger.word(fact, hint="title"), bring=ledger.word(fact, hint="bring"))
        Report.objects.create(place=place, text=ledger.word("Report about a place", hint="text"))
