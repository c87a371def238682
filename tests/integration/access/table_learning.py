"""My learning, the lessons and the check: one's own, whoever one is."""

from tests.integration.access.cast import ROLES
from tests.integration.access.rows import NOT_FOUND, SENT_ON, Row, Visit, only, signed_in

MINE = ("Lesson",)
OWN_NAMES = tuple(persona for persona in ROLES if persona != "leaver")

ROWS = (
    Row("learn/", (Visit("/learn/", signed_in()),)),
    Row("learn/<slug:code>/", (Visit("/learn/safe/", signed_in()), Visit("/learn/draft/", signed_in(NOT_FOUND)))),
    Row("learn/<slug:code>/resume/", (Visit("/learn/safe/resume/", signed_in(SENT_ON)),)),
    Row(
        "learn/<slug:code>/lessons/<int:number>/",
        (
            Visit("/learn/safe/lessons/1/", signed_in(), shows=MINE, writes=True),
            Visit("/learn/safe/lessons/1/", signed_in(SENT_ON), data={"action": "continue"}, writes=True),
        ),
    ),
    Row(
        "learn/<slug:code>/check/",
        (
            Visit("/learn/safe/check/", signed_in()),
            Visit("/learn/safe/check/", signed_in(SENT_ON), data={"client_id": ""}, writes=True),
        ),
    ),
    Row(
        "learn/<slug:code>/check/<int:number>/",
        (
            Visit("/learn/safe/check/1/", signed_in(SENT_ON)),
            # Somebody else's try in the form: as if it did not exist.
            Visit("/learn/safe/check/1/", signed_in(SENT_ON), data={"attempt": "{peer.attempt}", "answer": "x"}),
        ),
    ),
    Row(
        "learn/<slug:code>/check/answers/",
        (
            Visit("/learn/safe/check/answers/", signed_in(SENT_ON)),
            Visit("/learn/safe/check/answers/", signed_in(SENT_ON), data={"attempt": "{peer.attempt}"}),
        ),
    ),
    Row(
        "learn/<slug:code>/result/<uuid:uuid>/",
        (
            *(
                Visit(
                    f"/learn/safe/result/{{{name}.attempt}}/",
                    only(name, others=NOT_FOUND),
                    about=name,
                    shows=("Score",),
                    reveals=("Question bank",),
                )
                for name in ("staff", "manager", "hr", "superuser")
            ),
            Visit("/learn/safe/result/{peer.attempt}/", signed_in(NOT_FOUND)),
        ),
    ),
)
