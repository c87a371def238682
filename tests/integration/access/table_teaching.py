"""The catalogue's classes, which are public, and the publishing desk, which is each provider's own."""

from collections.abc import Mapping

from tests.integration.access.rows import (
    NOT_FOUND,
    SEEN,
    SENT_ON,
    SIGN_IN,
    Expectation,
    Outcome,
    Row,
    Visit,
    everyone,
    only,
)
from tests.integration.access.teaching import COMMENT, DRAFT, PARTNERS

MINE, THEIRS = PARTNERS


def anybody(outcome: Outcome = SEEN) -> Expectation:
    """The same for all, partners too."""
    return {**everyone(outcome), **dict.fromkeys(PARTNERS, outcome)}


def own(outcome: Outcome = SEEN, *, of: str = MINE, signed_out: Outcome = SIGN_IN) -> Expectation:
    """For the people of one provider; for everybody else, those of the other too, there is no such page."""
    return {
        **only(others=NOT_FOUND, signed_out=signed_out),
        **dict.fromkeys(PARTNERS, NOT_FOUND),
        of: outcome,
    }


def desk(page: str, *visits: tuple[str, Outcome, Mapping[str, str] | None], shows: tuple[str, ...] = ()) -> Row:
    """One page of the desk: visits as (class, what its own people get, what is posted), of both providers."""
    return Row(
        f"publish/<uuid:uuid>/{page}",
        tuple(
            Visit(
                f"/publish/{{desks.{name}.{which}.uuid}}/{_filled(page, name)}",
                own(outcome, of=name),
                about=name,
                shows=shows if outcome is SEEN and data is None else (),
                data=data,
                writes=data is not None,
            )
            for name in PARTNERS
            for which, outcome, data in visits
        ),
    )


def _filled(page: str, name: str) -> str:
    return page.replace("<slug:slug>", "{desks.place.slug}").replace("<uuid:run>", f"{{desks.{name}.run.uuid}}")


def both(outcome: Outcome = SEEN) -> Expectation:
    """For everybody who writes for a provider."""
    return {**own(outcome), THEIRS: outcome}


SHOWS = (DRAFT,)
ROWS = (
    Row(
        "courses/classes/<slug:slug>/",
        (
            Visit("/courses/classes/{desks.provider.live.slug}/", anybody(), shows=("Published page",)),
            Visit("/courses/classes/{desks.provider.draft.slug}/", anybody(NOT_FOUND)),
            Visit("/courses/classes/{desks.provider.waiting.slug}/", anybody(NOT_FOUND)),
        ),
        public=True,
    ),
    Row(
        "publish/",
        tuple(Visit("/publish/", both(), about=name, shows=(DRAFT, COMMENT), shows_to=(name,)) for name in PARTNERS),
    ),
    Row(
        "publish/new/",
        (Visit("/publish/new/", both()),),
    ),
    Row("publish/copy/", (Visit("/publish/copy/", both(), about=MINE, shows=SHOWS, shows_to=(MINE,)),)),
    desk(
        "", ("draft", SEEN, None), ("live", SEEN, None), ("waiting", SEEN, None), ("returned", SEEN, None), shows=SHOWS
    ),
    desk("about/", ("draft", SEEN, None), ("waiting", SENT_ON, None), ("draft", SEEN, {"title": ""}), shows=SHOWS),
    desk("who/", ("draft", SEEN, None), ("draft", SEEN, {"level": ""}), shows=SHOWS),
    desk("dates/", ("draft", SEEN, None), ("draft", SENT_ON, {}), shows=SHOWS),
    desk("dates/where/", ("draft", SEEN, None), shows=SHOWS),
    desk("dates/at/<slug:slug>/", ("draft", SEEN, None), ("draft", SEEN, {"run": ""}), shows=SHOWS),
    desk("dates/<uuid:run>/remove/", ("live", SENT_ON, {})),
    desk("dates/<uuid:run>/cancel/", ("live", SEEN, None), ("live", SENT_ON, {"reason": "Ill"})),
    desk("cost/", ("draft", SEEN, None), ("draft", SEEN, {"is_free": ""}), shows=SHOWS),
    desk("copy/", ("draft", SEEN, None), shows=SHOWS),
    desk("sent/", ("waiting", SEEN, None), ("draft", SENT_ON, None), shows=SHOWS),
    desk("withdraw/", ("draft", SEEN, None), ("waiting", SENT_ON, {"kind": "take_back"}), shows=SHOWS),
)
