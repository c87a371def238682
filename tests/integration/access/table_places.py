"""Find help: the same for everybody, without a cookie; a place that is not published is nowhere."""

from tests.integration.access.places import HIDDEN, OPEN
from tests.integration.access.rows import NOT_FOUND, SENT_ON, Row, Visit, everyone

SHOWN = ("Published place",)
EVERYWHERE = ("", "&when=now", "&kind=wifi&walk_in=1", "&kind=sim&language=so&step_free=1")

ROWS = (
    Row(
        "digital-help/",
        (
            Visit("/digital-help/", everyone()),
            *(Visit(f"/digital-help/?near=everywhere{query}", everyone(), shows=SHOWN) for query in EVERYWHERE),
            Visit(f"/digital-help/?near={OPEN}", everyone(), shows=SHOWN),
            Visit(f"/digital-help/?near={HIDDEN}", everyone(NOT_FOUND)),
            Visit("/digital-help/?near=AB1+2DE", everyone(SENT_ON)),
            Visit("/digital-help/", everyone(SENT_ON), data={"near": "AB1 2DE"}),
            Visit("/digital-help/", everyone(), data={"near": "no such area"}),
        ),
        public=True,
    ),
    Row(
        "digital-help/places.geojson",
        (Visit("/digital-help/places.geojson?near=AB1-2", everyone(), shows=SHOWN),),
        public=True,
    ),
    Row(
        "digital-help/print/",
        (Visit("/digital-help/print/?near=AB1-2&size=large", everyone(), shows=SHOWN),),
        public=True,
    ),
    Row(
        "digital-help/<slug:slug>/",
        (
            Visit(f"/digital-help/{OPEN}/", everyone(), shows=SHOWN),
            Visit(f"/digital-help/{HIDDEN}/", everyone(NOT_FOUND)),
        ),
        public=True,
    ),
    Row(
        "digital-help/<slug:slug>/wrong/",
        (
            Visit(f"/digital-help/{OPEN}/wrong/", everyone(), shows=SHOWN),
            Visit(f"/digital-help/{OPEN}/wrong/", everyone(SENT_ON), data={"text": "It is shut."}, writes=True),
            Visit(f"/digital-help/{OPEN}/wrong/", everyone(), data={"text": ""}),
            Visit(f"/digital-help/{HIDDEN}/wrong/", everyone(NOT_FOUND)),
            Visit(f"/digital-help/{HIDDEN}/wrong/", everyone(NOT_FOUND), data={"text": "It is shut."}),
        ),
    ),
    Row(
        "digital-help/<slug:slug>/wrong/sent/",
        (
            Visit(f"/digital-help/{OPEN}/wrong/sent/", everyone(), shows=SHOWN),
            Visit(f"/digital-help/{HIDDEN}/wrong/sent/", everyone(NOT_FOUND)),
        ),
        public=True,
    ),
)
