"""Courses open to everybody: read by anyone, marked for anyone, and the courses for staff beside them closed."""

from tests.integration.access.rows import NOT_FOUND, SENT_ON, SIGN_IN, Outcome, Row, Visit, everyone, signed_in

TAUGHT = ("Public lesson",)
ANSWERED = ("Question bank",)
PRACTICE = "/courses/open/lessons/1/?q-{pages.practice.question}={pages.practice.option}"

ROWS = (
    Row(
        "courses/<slug:code>/lessons/<int:number>/",
        (
            Visit("/courses/open/lessons/1/", everyone(), shows=TAUGHT),
            # Whoever chose an option reads what it teaches, and of the others nothing.
            Visit(PRACTICE, everyone(), shows=(*TAUGHT, *ANSWERED), reveals=ANSWERED),
            Visit("/courses/open/lessons/2/", everyone(NOT_FOUND)),
            Visit("/courses/safe/lessons/1/", everyone(NOT_FOUND)),
            Visit("/courses/draft/lessons/1/", everyone(NOT_FOUND)),
        ),
        public=True,
    ),
    Row(
        "courses/<slug:code>/quiz/",
        (
            Visit("/courses/open/quiz/", everyone()),
            Visit("/courses/open/quiz/", everyone(), data={"shown": "{pages.quiz.sealed}"}),
            Visit(
                "/courses/open/quiz/",
                everyone(),
                data={"shown": "{pages.quiz.sealed}", "q-{pages.quiz.question}": "{pages.quiz.option}"},
                shows=ANSWERED,
                reveals=ANSWERED,
            ),
            Visit("/courses/open/quiz/", everyone(Outcome.BAD), data={"shown": "{pages.quiz.sealed}x"}),
            Visit("/courses/safe/quiz/", everyone(NOT_FOUND)),
            Visit("/courses/safe/quiz/", everyone(NOT_FOUND), data={"shown": "{pages.quiz.sealed}"}),
            Visit("/courses/draft/quiz/", everyone(NOT_FOUND)),
        ),
        public=True,
    ),
    # The recorded way sends those who have no record on to where anybody can do the same.
    Row("learn/<slug:code>/", (Visit("/learn/open/", signed_in(others=SENT_ON)),)),
    Row(
        "learn/<slug:code>/lessons/<int:number>/",
        (
            Visit("/learn/open/lessons/1/", signed_in(others=SENT_ON), writes=True),
            Visit("/learn/safe/lessons/1/", signed_in(others=SIGN_IN), writes=True),
        ),
    ),
    Row("learn/<slug:code>/check/", (Visit("/learn/open/check/", signed_in(others=SENT_ON)),)),
)
