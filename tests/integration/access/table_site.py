"""What frames every page: search, which finds for everybody what everybody may open, and feedback."""

from tests.integration.access.places import HIDDEN
from tests.integration.access.rows import NOT_FOUND, SENT_ON, Outcome, Row, Visit, everyone

NOBODY = "00000000-0000-4000-8000-000000000000"

ROWS = (
    Row(
        "search/",
        (
            Visit("/search/", everyone()),
            Visit("/search/?query=about", everyone()),
            Visit("/search/?query=course", everyone()),
            Visit("/search/?query=draft", everyone()),
            Visit("/search/?query=staff", everyone()),
            Visit("/search/?query=locked", everyone()),
            Visit(f"/search/?query={HIDDEN}", everyone()),
            Visit("/search/?query=AB1+2DE", everyone(SENT_ON)),
            Visit("/search/", everyone(SENT_ON), data={"query": "about"}),
        ),
        public=True,
    ),
    Row(
        "feedback/",
        (
            Visit("/feedback/", everyone(SENT_ON), data={"page": "/about/", "found": "yes"}, writes=True),
            Visit("/feedback/", everyone(Outcome.BAD), data={"page": "https://elsewhere.example/", "found": "yes"}),
            Visit("/feedback/", everyone(Outcome.BAD), data={"page": "/about/", "found": "perhaps"}),
        ),
        public=True,
    ),
    Row(
        "feedback/<uuid:uuid>/",
        (
            Visit(f"/feedback/{NOBODY}/", everyone(NOT_FOUND)),
            Visit(f"/feedback/{NOBODY}/", everyone(NOT_FOUND), data={"missing": "A map"}),
        ),
        public=True,
    ),
)
